"""Other people's lists are headed in their own words."""

import time

import pytest

from spreadsheets.headings import Wanted, find_headings, letter_of
from spreadsheets.reading import Row

WANTED = [
    Wanted("name", "Name", ["name", "full name", "delegate"]),
    Wanted("email", "E-mail", ["email", "email address"]),
    Wanted("phone", "Telephone", ["telephone", "phone"]),
]


def rows(*lines):
    return [Row(number, line) for number, line in enumerate(lines, start=1)]


@pytest.mark.parametrize(
    "line",
    [
        ("Name", "Email", "Telephone"),
        ("FULL NAME:", "E-Mail Address", "Phone"),
        ("Delagate", "e_mail", "Telphone"),
        (" name ", "Email adress", "telephone "),
    ],
)
def test_columns_are_known_however_they_are_spelt(line):
    assert find_headings(rows(line), wanted=WANTED).columns == {"name": 0, "email": 1, "phone": 2}


def test_headings_may_stand_below_a_title():
    headings = find_headings(rows(("Sign-ups for March",), ("Ref", "Name", "Email"), ("1", "Kim")), wanted=WANTED)

    assert (headings.row, headings.columns) == (2, {"name": 1, "email": 2})


def test_a_column_stands_for_one_thing_and_the_first_of_two_alike_is_taken():
    headings = find_headings(rows(("Email", "Email", "Name")), wanted=WANTED)

    assert headings.columns == {"name": 2, "email": 0}


def test_strange_headings_are_not_guessed_at():
    headings = find_headings(rows(("Colour", "Size"), ("red", "large")), wanted=WANTED)

    assert (headings.row, headings.said, headings.columns) == (1, ["Colour", "Size"], {})


def test_a_hundred_columns_are_looked_through_at_once():
    started = time.process_time()

    find_headings(rows(*[tuple(f"Heading number {n}" for n in range(100))] * 15), wanted=WANTED)

    assert time.process_time() - started < 1


@pytest.mark.parametrize(("column", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_are_lettered_as_spreadsheets_do(column, letters):
    assert letter_of(column) == letters
