"""Reading a long CSV file row by row, within bounds."""

import pytest

from spreadsheets import streaming
from spreadsheets.refusing import Unreadable
from spreadsheets.streaming import stream_rows
from tests.spreadsheets.files import PEOPLE, Upload, workbook_of


def rows_of(content, **bounds):
    return list(stream_rows(Upload(content, "list.csv"), **bounds))


def refusal_of(content, **bounds):
    with pytest.raises(Unreadable) as refusal:
        rows_of(content, **bounds)
    return str(refusal.value)


def test_rows_come_with_their_numbers():
    assert rows_of(b'a,b\r\n"1\n2",3\r\n') == [(1, ["a", "b"]), (2, ["1\n2", "3"])]


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig"])
def test_letters_are_utf_8_where_every_byte_fits_and_else_those_of_windows(encoding):
    assert rows_of("Sacré-Cœur\n".encode(encoding)) == [(1, ["Sacré-Cœur"])]


def test_a_letter_that_lies_across_two_blocks_is_read(monkeypatch):
    monkeypatch.setattr(streaming, "BLOCK", 3)

    assert rows_of("ab\u20accd".encode()) == [(1, ["ab\u20accd"])]


def test_a_file_that_is_not_there_to_be_read_is_refused():
    assert refusal_of(b"") == "The file is empty."
    assert refusal_of(workbook_of(PEOPLE)) == str(streaming.NO_CSV)
    assert refusal_of(b"a,b\n\0\0") == str(streaming.NO_CSV)
    assert refusal_of(b"a,b\n\x81\n") == (
        "We cannot tell how the letters in this file are written. Save it as an Excel workbook (.xlsx), or as "
        "“CSV UTF-8”, and upload that."
    )


def test_bytes_rows_and_columns_are_bounded(monkeypatch):
    assert refusal_of(b"a\n" * 4, most_rows=3) == str(streaming.too_many_rows(3))
    assert refusal_of(b"," * 250) == str(streaming.too_many_columns(250))
    monkeypatch.setattr(streaming, "MOST_BYTES", 1_000_000)
    assert refusal_of(b"a\n" * 600_000) == "The file is larger than 1 MB."


def test_a_quotation_mark_without_a_partner_is_told_with_its_row():
    assert refusal_of(b'a\n"b"c,"\n') == ("From row 2 on the file cannot be read as CSV: look at its quotation marks.")
