"""The report of 2016/17 is the published one, cell by cell, in each of its six files."""

import csv
import json
import subprocess
from io import BytesIO, StringIO
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from openpyxl import load_workbook

from reports.as_csv import report_as_csv
from reports.as_document import report_as_html
from reports.as_pdf import report_as_pdf
from reports.as_word import report_as_docx
from reports.as_workbook import report_as_xlsx
from reports.saying import say_figure
from tests.reports.written import letters, tables_in_word, text_of_pdf

CARE = "LAC/Care Leavers/Children Services/Sheltered Housing/Residential"
PUBLISHED = {
    "Professionals": [
        ("Education", 9, 305),
        ("Health", 6, 87),
        (CARE, 5, 62),
        ("Multi Agency", 25, 456),
        ("Others/ Voluntary Sector", 5, 63),
        ("Total", 50, 973),
    ],
    "Young people": [
        ("Alternative Curriculum Provider", 5, 85),
        ("Education", 27, 1340),
        (CARE, 3, 15),
        ("Voluntary Sector", 31, 147),
        ("Total", 66, 1587),
    ],
    "Parents and carers": [("Parents and carers", 4, 127), ("Total", 4, 127)],
    "Taxi trade": [("Taxi trade", 29, 1102), ("Total", 29, 1102)],
}
audiences = pytest.mark.parametrize("audience", PUBLISHED)
pytestmark = pytest.mark.whole  # loads the years of the demonstration, and starts an office


def written_as_json():
    out = StringIO()
    call_command("annual_report", "2016/17", stdout=out)
    return json.loads(out.getvalue())


@audiences
def test_the_data_holds_the_published_table(published, audience):
    table = next(table for table in written_as_json()["tables"] if table["audience"] == audience)

    cells = [(row["label"], row["sessions"], row["attended"]) for row in [*table["rows"], table["total"]]]

    assert cells == PUBLISHED[audience]


@audiences
def test_the_document_prints_the_published_table(published, audience):
    document = BeautifulSoup(report_as_html(published), "html.parser")

    table = next(table for table in document("table") if table.caption.text == f"{audience}, 2016/17")

    rows = [[cell.text for cell in row(["th", "td"])[:3]] for row in table("tr")[1:]]
    assert rows == [[label, str(sessions), str(attended)] for label, sessions, attended in PUBLISHED[audience]]


@audiences
def test_the_spreadsheet_holds_the_published_table_as_numbers(published, audience):
    sheet = load_workbook(BytesIO(report_as_xlsx(published)))[audience]

    rows = [row[:3] for row in sheet.iter_rows(min_row=5, max_row=4 + len(PUBLISHED[audience]), values_only=True)]

    assert rows == PUBLISHED[audience]


def test_the_lines_of_the_csv_file_are_the_published_cells(published):
    lines = csv.DictReader(StringIO(report_as_csv(published).decode("utf-8-sig"), newline=""))

    values = {(line["Table"], line["Row"], line["Column"]): line["Value"] for line in lines}

    cells = {
        (f"{audience}, 2016/17", label, column): str(value)
        for audience, rows in PUBLISHED.items()
        for label, *figures in rows
        for column, value in zip(["Training sessions", "Attended"], figures, strict=True)
    }
    assert {key: values[key] for key in cells} == cells


def test_the_word_document_holds_the_published_tables(published):
    tables = tables_in_word(report_as_docx(published))

    assert {audience: [row[:3] for row in tables[f"{audience}, 2016/17"][1:]] for audience in PUBLISHED} == {
        audience: [[label, str(sessions), str(attended)] for label, sessions, attended in rows]
        for audience, rows in PUBLISHED.items()
    }


def test_the_pdf_prints_the_published_tables(published):
    text = text_of_pdf(report_as_pdf(published))

    lines = [(audience, line) for audience, rows in PUBLISHED.items() for line in rows]
    assert [line for _audience, line in lines if letters("".join(map(str, line))) not in text] == []


def test_all_files_say_the_same_of_last_year_too(published):
    table = published.table("audience-professionals").printed()
    said = [[row.label, *map(say_figure, row.cells)] for row in table.lines]

    document = BeautifulSoup(report_as_html(published), "html.parser").find(id="audience-professionals")
    word = tables_in_word(report_as_docx(published))["Professionals, 2016/17"]

    assert [[cell.text for cell in row(["th", "td"])[:-1]] for row in document("tr")[1:]] == said
    assert [row[:-1] for row in word[1:]] == said


def opened_by_office(path, *, as_what):
    """Return the folder in which LibreOffice has saved a file anew; it fails where it cannot be opened as it is."""
    home = f"-env:UserInstallation=file://{path.parent}/office"
    command = ["soffice", home, "--headless", "--convert-to", as_what, "--outdir", path.parent / "opened", path]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return path.parent / "opened"


@pytest.mark.browser  # LibreOffice is wherever the browser is
def test_the_word_document_opens_in_libreoffice(published, tmp_path):
    (tmp_path / "report.docx").write_bytes(report_as_docx(published))

    opened = opened_by_office(tmp_path / "report.docx", as_what="pdf:writer_pdf_Export")

    text = text_of_pdf((opened / "report.pdf").read_bytes())
    assert [line for line in PUBLISHED["Professionals"] if letters("".join(map(str, line))) not in text] == []


@pytest.mark.browser
def test_the_spreadsheet_opens_in_libreoffice(published, tmp_path):
    (tmp_path / "report.xlsx").write_bytes(report_as_xlsx(published))
    to_csv = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"

    opened = opened_by_office(tmp_path / "report.xlsx", as_what=to_csv)

    with (opened / "report-Professionals.csv").open() as file:
        lines = list(csv.reader(file))
    assert [line[:3] for line in lines[4:10]] == [[label, str(n), str(m)] for label, n, m in PUBLISHED["Professionals"]]


def test_the_period_names_its_first_and_last_day(published):
    period = written_as_json()["period"]

    assert period == {"label": "2016/17", "from": "2016-04-01", "to": "2017-03-31", "kind": "financial"}


def test_no_session_of_a_published_table_lacks_a_figure(published):
    tables = [table for table in published.tables if table.key.startswith("audience-")]

    assert {cell.value for table in tables for cell in table.column("not_recorded")} == {0}


def test_one_note_covers_two_rows(published):
    notes = next(table for table in written_as_json()["tables"] if table["audience"] == "Young people")["notes"]

    assert [note["rows"] for note in notes] == [
        ["Alternative Curriculum Provider", "Education"],
        ["Voluntary Sector"],
    ]


def test_the_roadshows_are_told_apart_with_their_services_and_minutes(published):
    (roadshow,) = published.table("told-apart").rows
    services = published.table(f"services-{roadshow.cells[1].behind.series}-0")

    assert [say_figure(cell) for cell in roadshow.cells[1:3]] == ["8", "not recorded"]
    assert roadshow.cells[3] == "attendance recorded at 0 of 8 sessions"
    assert [row.cells[0].value for row in services.rows] == [20, 20, 20, 20, 20]


def test_the_eight_roadshows_are_named_as_without_a_figure(published):
    named = [(row.label, row.cells[3]) for row in published.table("without-figure").rows]

    assert named == [("Five services in one visit", "Not recorded")] * 8


def test_the_change_on_last_year_stands_beside_each_row(published):
    changes = published.table("audience-professionals").column("change_year_before")

    assert [change.value for change in changes] == [67, 16, -8, 56, 11, 142]


def test_audiences_without_sessions_have_a_table_of_noughts(published):
    table = next(table for table in written_as_json()["tables"] if table["audience"] == "Public")

    assert (table["total"]["sessions"], table["total"]["attended"], table["total"]["not_recorded"]) == (0, 0, 0)


def test_the_document_asks_nothing_of_other_addresses(published):
    document = BeautifulSoup(report_as_html(published), "html.parser")

    addresses = [tag.get("src") or tag.get("href") for tag in document(["link", "script", "img", "a"])]

    assert [address for address in addresses if not address.startswith("#")] == []


def test_the_document_has_one_heading_for_each_section(published):
    document = BeautifulSoup(report_as_html(published), "html.parser")

    levels = [int(heading.name[1]) for heading in document(["h1", "h2", "h3"])]

    assert levels[0] == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))
