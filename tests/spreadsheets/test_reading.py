"""Whatever way a list was saved, the same people are read from it."""

import datetime as dt
from io import BytesIO

import pytest
from openpyxl import load_workbook

from spreadsheets.decoding import looks_garbled
from spreadsheets.reading import BEGINS_1900, read_table
from spreadsheets.refusing import Unreadable
from tests.spreadsheets.files import PEOPLE, Upload, inline, text_of, with_parts, with_sheet, workbook_of

ENCODINGS = {
    "utf-8": ("utf-8", b"", ",", "\r\n"),
    "utf-8 with its mark": ("utf-8-sig", b"", ";", "\r\n"),
    "utf-8 of an old Mac": ("utf-8", b"", ",", "\r"),
    "utf-16": ("utf-16", b"", "\t", "\r\n"),
    "utf-16 the other way round": ("utf-16-be", b"\xfe\xff", "\t", "\n"),
    "utf-16 without its mark": ("utf-16-le", b"", ",", "\r\n"),
    "utf-16 the other way round without its mark": ("utf-16-be", b"", ";", "\n"),
    "utf-32": ("utf-32", b"", ",", "\n"),
    "Windows": ("cp1252", b"", ";", "\r\n"),
    "Latin-1": ("iso-8859-1", b"", "\t", "\n"),
    "Latin-9": ("iso-8859-15", b"", "|", "\n"),
    "an old Mac": ("mac_roman", b"", ";", "\r"),
    "DOS": ("cp850", b"", ",", "\r\n"),
}


def read(content, name="list.csv", **caps):
    return read_table(Upload(content, name), **caps)


def cells(table):
    return [list(row.cells) for row in table.rows]


@pytest.mark.parametrize("way", ENCODINGS)
def test_fifty_names_are_the_same_however_they_were_written(way):
    encoding, mark, delimiter, end = ENCODINGS[way]

    table = read(mark + text_of(PEOPLE, delimiter=delimiter, end=end).encode(encoding))

    assert cells(table) == PEOPLE


def test_fifty_names_are_the_same_in_a_workbook():
    assert cells(read(workbook_of(PEOPLE), "list.xlsx")) == PEOPLE


@pytest.mark.parametrize(
    ("encoding", "said"),
    [("utf-8", ("UTF-8", False)), ("utf-16", ("UTF-16", False)), ("cp1252", ("Windows-1252", True))],
)
def test_it_is_said_how_the_letters_were_read_and_whether_that_is_a_guess(encoding, said):
    table = read(text_of(PEOPLE).encode(encoding))

    assert (table.read_as, table.is_guess) == said


def test_a_workbook_is_read_whatever_its_name():
    assert cells(read(workbook_of(PEOPLE), "list.csv")) == PEOPLE


def test_commas_in_names_do_not_part_columns_that_semicolons_part():
    text = "Name;E-mail\r\nKowalska, Amina;amina@example.org\r\nOsei, Kim;kim@example.org\r\n"

    assert cells(read(text.encode()))[1] == ["Kowalska, Amina", "amina@example.org"]


def test_excels_own_line_about_the_separator_is_obeyed():
    assert cells(read(b"sep=|\r\nName|Role\r\nKim|Nurse, ward 2\r\n")) == [["Name", "Role"], ["Kim", "Nurse, ward 2"]]


def test_a_line_break_within_quotation_marks_stays_in_its_cell():
    table = read(b'Name,Needs\r\nKim,"Hearing loop\r\nStep-free"\r\nWren,\r\n')

    assert cells(table) == [["Name", "Needs"], ["Kim", "Hearing loop\r\nStep-free"], ["Wren"]]


def test_rows_keep_the_numbers_they_have_in_the_file():
    table = read(b"Name\r\n\r\nKim\r\n , \r\nWren\r\n")

    assert [(row.number, row.cells) for row in table.rows] == [(1, ("Name",)), (3, ("Kim",)), (5, ("Wren",))]


def test_the_first_visible_sheet_that_holds_anything_is_read():
    content = workbook_of([[None]], title="Cover", others=[("People", PEOPLE[:2]), ("Notes", [["Bring tea"]])])

    table = read(content, "list.xlsx")

    assert (cells(table), table.sheet, table.other_sheets) == (PEOPLE[:2], "People", ("Cover", "Notes"))


def test_a_sheet_that_claims_one_row_is_read_to_its_end():
    rows = "".join(f'<row r="{n}">{inline(f"A{n}", f"Person {n}")}</row>' for n in range(1, 7))

    assert len(read(with_sheet(rows, dimension="A1"), "list.xlsx").rows) == 6


def test_a_sheet_that_claims_a_million_rows_is_read_as_far_as_it_goes():
    content = with_sheet(f"<row>{inline('A1', 'Kim')}</row>", dimension="A1:XFD1048576")

    assert cells(read(content, "list.xlsx")) == [["Kim"]]


def test_formulas_are_read_as_the_values_they_had():
    content = with_sheet('<row r="1"><c r="A1" t="str"><f>"Ki"&amp;"m"</f><v>Kim</v></c></row>')

    assert cells(read(content, "list.xlsx")) == [["Kim"]]


def test_links_pictures_and_other_files_of_a_workbook_are_left_alone():
    link = '<?xml version="1.0"?><externalLink xmlns="http://example.org/never"/>'
    content = with_parts(xl__externalLinks__externalLink1_dot_xml=link, xl__embeddings__a_dot_bin="x")

    assert len(read(content, "list.xlsx").rows) == 4


def test_zeros_that_a_number_shows_in_front_are_kept():
    workbook = load_workbook(BytesIO(workbook_of([["Badge"], [7], ["007"], [7.5]])))
    for row in (2, 4):
        workbook.active.cell(row, 1).number_format = "000"
    workbook.save(saved := BytesIO())

    assert cells(read(saved.getvalue(), "list.xlsx"))[1:] == [["007"], ["007"], [7.5]]


@pytest.mark.parametrize("epoch", [BEGINS_1900, dt.datetime(1904, 1, 1)])
def test_a_workbook_says_from_when_it_counts_its_days(epoch):
    table = read(workbook_of([["Date"], [dt.date(2027, 3, 31)]], epoch=epoch), "list.xlsx")

    assert (table.epoch, table.rows[1].cells[0]) == (epoch, dt.datetime(2027, 3, 31))


def test_fewer_rows_can_be_asked_for():
    with pytest.raises(Unreadable, match="more than 10 rows"):
        read(text_of(PEOPLE).encode(), most_rows=10)


@pytest.mark.parametrize(
    ("text", "meant"),
    [("ZoÃ«", "Zoë"), ("SiÃ¢n", "Siân"), ("Zoë", ""), ("Siân", ""), ("آمنہ", ""), ("Kim", "")],
)
def test_text_that_was_read_in_the_wrong_way_is_known(text, meant):
    assert looks_garbled(text) == meant


def test_a_stray_zero_byte_does_not_turn_a_list_into_another_script():
    content = ("Name,Email\r\n" + "Amina Kowalska,amina@example.org\r\n" * 5).encode() + b"Bo\0Lind,\r\n"

    with pytest.raises(Unreadable, match="We cannot tell how the letters"):
        list(read_table(Upload(content, "people.csv")).rows)
