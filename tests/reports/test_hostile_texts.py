"""What people typed is text in every file of a report: nothing is calculated, nothing breaks, nothing is lost."""

import csv
import io
import json
import re
import zipfile
from dataclasses import replace

import pikepdf
import pytest
from bs4 import BeautifulSoup
from openpyxl import load_workbook

from courses.models import GroupingNote
from reports.document import Column, Row, Section, Sentence, Table
from reports.figuring import count
from reports.files import FORMATS
from reports.meanings import SESSIONS
from sessions.models import Series
from sessions.printing import printable
from spreadsheets.cleaning import LONGEST_TEXT, clean_text, disarm
from tests.factories import make_course, make_organisation, make_sector
from tests.reports.figures import delivered, report_of
from tests.reports.written import letters, tables_in_word, text_of_pdf
from tests.spreadsheets.test_writing import FORMULAS

TEXTS = [
    *FORMULAS,
    "North\x0bvale",
    "turned \u202eround",
    "smiles \N{GRINNING FACE}",
    "<script>alert(1)</script> &amp; <b>",
    '#import "x": *',
    "{sessions} {{7*7}} %(period)s",
    "datum.drawn",
    "\u0645\u062d\u0645\u062f",
]
WORSE = ["zero \x00 byte", "half \ud83d pair", "x" * 40_000, "long " * 8_000]
pytestmark = pytest.mark.django_db


def a_year_of(texts):
    """Deliver sessions that carry each text wherever staff can type one that a report prints."""
    for number, text in enumerate(texts):
        sector = make_sector(text)
        GroupingNote.objects.create(grouping_set=sector.grouping_set, text=text).sectors.add(sector)
        host = make_organisation(name=f"{text} {number}")
        course = make_course(title=text)
        delivered((2017, 1, 10), attended=7, sector=sector, host=host, course=course)
        delivered((2017, 1, 11), attended=None, host=host, course=course)
        series = Series.objects.create(title=text)
        delivered((2017, 1, 12), attended=9, counts_in_tables=False, series=series)
    return report_of("2016/17")


def written(report, ending):
    return FORMATS[ending].write(report)


def lost(texts, found):
    return [text for text in texts if text not in found]


def test_data_keeps_every_text():
    data = json.loads(written(a_year_of(TEXTS), "json"))

    assert lost(TEXTS, [row["label"] for row in data["tables"][0]["rows"]]) == []
    assert lost(TEXTS, [apart["title"] for apart in data["told_apart"]]) == []


def test_csv_calculates_nothing():
    lines = list(csv.reader(io.StringIO(written(a_year_of(TEXTS), "csv").decode("utf-8-sig"), newline="")))

    assert lost([disarm(clean_text(text)) for text in TEXTS], [line[1] for line in lines]) == []


def test_a_spreadsheet_calculates_nothing():
    content = written(a_year_of(TEXTS), "xlsx")

    book, parts = load_workbook(io.BytesIO(content)), zipfile.ZipFile(io.BytesIO(content))
    labels = [row[0] for row in book["Professionals"].iter_rows(values_only=True)]
    sheets = [parts.read(name).decode() for name in parts.namelist() if "worksheets/" in name]
    assert lost(map(clean_text, TEXTS), labels) == []
    assert [re.findall(r"<f[ >/]", sheet) for sheet in sheets] == [[]] * len(sheets)


def test_a_page_runs_nothing():
    page = BeautifulSoup(written(a_year_of(TEXTS), "html"), "html.parser")

    labels = [cell.text for cell in page.find(id="audience-professionals")("th", scope="row")]
    assert lost(map(clean_text, TEXTS), labels) == []
    assert page("script") == []


def test_word_calculates_nothing_and_links_nowhere():
    content = written(a_year_of(TEXTS), "docx")

    tables, parts = tables_in_word(content), zipfile.ZipFile(io.BytesIO(content))
    assert lost(map(clean_text, TEXTS), [row[0] for row in tables["Professionals, 2016/17"]]) == []
    assert lost(map(clean_text, TEXTS), [row[0] for row in tables["Programmes told apart, 2016/17"]]) == []
    assert "External" not in "".join(parts.read(name).decode() for name in parts.namelist() if name.endswith(".rels"))


def test_a_pdf_shows_every_text_and_links_nowhere():
    content = written(a_year_of(TEXTS), "pdf")

    shown = text_of_pdf(content)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert [page for page in pdf.pages if "/Annots" in page] == []
    assert lost([letters(printable(clean_text(text))) for text in TEXTS if text.isascii()], shown) == []


@pytest.fixture
def worse():
    """A report that says everything that no database of ours takes, wherever a text can stand."""
    rows = tuple(Row(str(n), text, (count(n, SESSIONS), text), (1,)) for n, text in enumerate(WORSE, start=1))
    columns = (Column(SESSIONS, WORSE[0], SESSIONS), Column("text", WORSE[1], ""))
    notes = tuple((text, (text,)) for text in WORSE)
    table = Table("x", WORSE[0], WORSE[1], columns, rows, None, notes, tuple(WORSE), (SESSIONS,), "Worse")
    sentences = tuple(Sentence(f"s{n}", text) for n, text in enumerate(WORSE))
    return replace(report_of("2016/17"), sections=(Section("x", WORSE[1], sentences, (table,), tuple(WORSE)),))


@pytest.mark.parametrize("ending", ["csv", "docx", "html", "pdf", "xlsx"])
def test_nothing_is_too_strange_or_too_long_for_a_file(worse, ending):
    assert len(written(worse, ending)) > LONGEST_TEXT // 10


def test_word_cuts_what_no_cell_holds(worse):
    [(_caption, rows)] = tables_in_word(written(worse, "docx")).items()

    assert [row[0] for row in rows[1:]] == [clean_text(text) for text in WORSE]
