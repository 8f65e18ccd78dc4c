"""What spreadsheets make of what people type, and what we make of that."""

import datetime as dt

import pytest

from spreadsheets.cells import ReadDate, as_code, as_date, as_phone, as_text
from spreadsheets.refusing import WrongCell

MARCH = ReadDate(dt.date(2027, 3, 31))
BEGINS_1904 = dt.datetime(1904, 1, 1)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("  Amina \t Kowalska\n", "Amina Kowalska"),
        ("Ami\x00na\x0bK", "Ami na K"),
        ("\ufeffAmina\u202e", "Amina"),
        ("کم\u200cتر", "کم\u200cتر"),
        (7, "7"),
        (7.0, "7"),
        (7.5, "7.5"),
        (1e5, "100000"),
        (True, "yes"),
        (dt.datetime(2027, 3, 31, 9, 30), "31/03/2027"),
        ("=1+1", "=1+1"),
    ],
)
def test_a_value_is_read_as_text(value, text):
    assert as_text(value) == text


@pytest.mark.parametrize(
    ("value", "beginning"),
    [
        ("#REF!", "#REF! is an error of the spreadsheet."),
        ("Zo\N{REPLACEMENT CHARACTER}", "Letters of “Zo\N{REPLACEMENT CHARACTER}” were lost"),
        ("ZoÃ«", "“ZoÃ«” looks garbled: “Zoë”?"),
    ],
)
def test_what_was_spoilt_on_the_way_is_said(value, beginning):
    with pytest.raises(WrongCell) as wrong:
        as_text(value)

    assert str(wrong.value)[: len(beginning)] == beginning


@pytest.mark.parametrize(
    ("value", "badge"), [("007", "007"), (7, "7"), (123456789012345, "123456789012345"), (" NV 001 ", "NV 001")]
)
def test_a_badge_keeps_its_zeros(value, badge):
    assert as_code(value) == badge


@pytest.mark.parametrize("value", ["1.0E+05", "1,23E+15", "1E5", 1e15, 1234567890123456])
def test_a_number_that_was_shortened_is_not_guessed(value):
    with pytest.raises(WrongCell, match="A spreadsheet has shortened"):
        as_code(value)


@pytest.mark.parametrize(
    ("value", "phone"),
    [(7700900123, "07700900123"), (7700900123.0, "07700900123"), ("07700 900123", "07700 900123"), (999, "999")],
)
def test_a_telephone_number_gets_back_its_zero(value, phone):
    assert as_phone(value) == phone


@pytest.mark.parametrize(
    "value",
    [
        dt.date(2027, 3, 31),
        dt.datetime(2027, 3, 31, 9, 30),
        "31/03/2027",
        "31-3-27",
        "31.03.2027",
        "2027-03-31",
        "2027-03-31T09:30:00",
        "31 March 2027",
        "31st Mar 2027",
        "Wednesday 31 March 2027",
        46477,
        46477.4,
    ],
)
def test_a_date_is_read_in_the_order_of_the_united_kingdom(value):
    assert as_date(value) == MARCH


def test_a_number_is_counted_from_the_workbooks_own_first_day():
    assert as_date(45015, epoch=BEGINS_1904) == MARCH


@pytest.mark.parametrize(
    ("value", "day", "is_ambiguous"),
    [
        ("01/02/2026", dt.date(2026, 2, 1), True),
        ("13/02/2026", dt.date(2026, 2, 13), False),
        ("02/02/2026", dt.date(2026, 2, 2), False),
        ("2026-02-01", dt.date(2026, 2, 1), False),
    ],
)
def test_a_date_that_could_be_meant_the_other_way_is_flagged(value, day, is_ambiguous):
    assert as_date(value) == ReadDate(day, is_ambiguous)


@pytest.mark.parametrize(
    "value", ["2026-13-01", "02/13/2026", "31/02/2026", "soon", "0206-03-09", 7, 1e9, float("nan"), "1/1/1900"]
)
def test_what_is_no_date_is_refused(value):
    with pytest.raises(WrongCell, match="is not a date we can read"):
        as_date(value)


@pytest.mark.parametrize("value", [None, ""])
def test_an_empty_cell_is_no_date(value):
    assert as_date(value) is None
