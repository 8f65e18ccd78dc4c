import csv
import datetime as dt
import io
import re
import zipfile

import pytest
from openpyxl import load_workbook

from spreadsheets.cleaning import LONGEST_TEXT, clean_text, safe_filename, sheet_title
from spreadsheets.writing import Column, Sheet, fitted, offer_workbook, write_csv, write_workbook

FORMULAS = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "|calc",
    "\N{FULLWIDTH EQUALS SIGN}1+1",
    "\N{FULLWIDTH PLUS SIGN}1+1",
    "\N{FULLWIDTH HYPHEN-MINUS}1+1",
    "\N{FULLWIDTH COMMERCIAL AT}SUM(A1)",
    '=HYPERLINK("http://example.org","look")',
    "+44 20 7946 0018",
]


def read_back(content):
    return load_workbook(io.BytesIO(content))


def sheet_xml(content):
    return zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml").decode()


@pytest.mark.parametrize("text", FORMULAS)
def test_text_that_looks_like_a_formula_stays_text(text):
    content = write_workbook([Sheet(text, [text], [[text]], total=[text], note_rows=[text], heading_rows=[text])])

    assert read_back(content).active["A3"].value == text
    assert re.findall(r"<f[ >/]", sheet_xml(content)) == []


def test_columns_fit_what_stands_in_them():
    rows = [["x" * 30, dt.date(2027, 3, 31), None], ["x" * 400, dt.date(2027, 3, 31), 7]]

    columns, kept = fitted(["Course", "Date", "Number of people"], rows)

    assert [column.width for column in columns] == [50, 12, 18]
    assert list(kept) == rows


def test_numbers_and_dates_keep_their_kind():
    row = [12, 0.5, dt.date(2027, 3, 31), dt.datetime(2026, 7, 1, 8, 30, tzinfo=dt.UTC), None]

    cells = read_back(write_workbook([Sheet("Figures", list("ABCDE"), [row])])).active[2]

    assert [cell.value for cell in cells] == [
        12,
        0.5,
        dt.datetime(2027, 3, 31),
        dt.datetime(2026, 7, 1, 9, 30),
        None,
    ]


def test_control_characters_are_replaced_by_their_pictures():
    assert (
        clean_text("a\x00b\x0bc\rd\ud800e\u202ef\x7f") == "a␀b␋c␍d\N{REPLACEMENT CHARACTER}e\N{REPLACEMENT CHARACTER}f␡"
    )


def test_text_too_long_for_a_cell_is_cut_with_a_mark():
    assert clean_text("x" * 40_000) == "x" * (LONGEST_TEXT - 1) + "…"


def test_a_workbook_with_odd_characters_can_be_opened():
    content = write_workbook([Sheet("Odd", ["Name"], [["\x00\x0b\ud800"], ["🙂"], ["x" * 40_000]])])

    assert [row[0] for row in read_back(content).active.values][:3] == ["Name", "␀␋\N{REPLACEMENT CHARACTER}", "🙂"]


def test_totals_and_notes_follow_the_rows():
    sheet = Sheet("Table", ["Row", "Attended"], [["Health", 87]], total=["Total", 87], note_rows=["A note"])

    rows = list(read_back(write_workbook([sheet])).active.values)

    assert rows == [("Row", "Attended"), ("Health", 87), ("Total", 87), (None, None), ("A note", None)]


def test_headings_are_bold_and_stay_in_view():
    sheet = Sheet("Table", [Column("Row", width=40)], [["Health"]], heading_rows=["2016/17"])

    page = read_back(write_workbook([sheet])).active

    assert (page["A2"].font.bold, page.freeze_panes, page.column_dimensions["A"].width) == (True, "A3", 40)
    assert page.print_title_rows == "$2:$2"


def test_two_sheets_never_share_a_title():
    long_title = "LAC/Care Leavers/Children Services/Sheltered Housing/Residential"

    names = read_back(write_workbook([Sheet(long_title, ["A"], []), Sheet(long_title, ["A"], [])])).sheetnames

    assert names == ["LAC Care Leavers Children Servi", "LAC Care Leavers Children Ser 2"]


def test_a_title_without_a_usable_character_becomes_sheet():
    assert sheet_title("[]:*?/\\'") == "Sheet"


def test_file_names_hold_letters_digits_and_hyphens_only():
    assert safe_filename('=cmd|"../Été 2016/17\u202e', extension="xlsx") == "cmd-ete-2016-17.xlsx"


def test_a_csv_file_never_begins_a_cell_with_a_formula():
    content = write_csv(Sheet("Formulas", ["Text"], [[text] for text in FORMULAS])).decode("utf-8-sig")

    rows = [row[0] for row in csv.reader(io.StringIO(content, newline=""))][1:]

    assert rows == ["'" + clean_text(text) for text in FORMULAS]


def test_a_csv_file_says_numbers_and_dates_plainly():
    sheet = Sheet("Days", ["Day", "Attended", "Source"], [[dt.date(2026, 4, 1), -3, None]])

    content = write_csv(sheet).decode("utf-8-sig")

    assert content == '"Day","Attended","Source"\r\n"2026-04-01","-3",""\r\n'


def test_a_download_has_a_plain_file_name():
    response = offer_workbook([Sheet("A", ["A"], [])], name="Bookings: 8 December")

    assert response["Content-Disposition"] == 'attachment; filename="bookings-8-december.xlsx"'
