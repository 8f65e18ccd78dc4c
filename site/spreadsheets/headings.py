"""Knowing the columns of somebody else's list by their headings."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from spreadsheets.cells import as_text
from spreadsheets.refusing import WrongCell

LOOKED_AT = 15  # rows: titles and notes may stand above the headings
ALIKE = 0.84  # below this, two headings are not the same word with a slip in it


@dataclass(frozen=True)
class Wanted:
    """A column we can use: our name for it, its label, and how other people head it. `read` reads its cells."""

    name: str
    label: Any
    headed: Sequence[str]
    read: Any = as_text


@dataclass(frozen=True)
class Headings:
    """In which row the headings stand (None: in none), what they say, and which column (from 0) is which."""

    row: int | None
    said: list[str]
    columns: dict[str, int] = field(default_factory=dict)


def heading_key(text):
    """Return the form under which headings are compared: letters and digits only, case folded."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).casefold())


def find_headings(rows, *, wanted):
    """Return the Headings of a table: of its first rows, the one in which most of what is wanted is recognised."""
    found = [headings_of(row, wanted=wanted) for row in rows[:LOOKED_AT]]
    best = max(found, key=lambda headings: len(headings.columns))
    return best if best.columns else found[0]


def headings_of(row, *, wanted):
    said = [said_in(cell) for cell in row.cells]
    return Headings(row.number, said, recognise(said, wanted=wanted))


def said_in(cell):
    try:
        return as_text(cell)
    except WrongCell:
        return ""


def recognise(said, *, wanted):
    """Return {name: column}: the surest pairs first, each column and each name once."""
    pairs = [
        (likeness(text, column), -number, column.name)
        for number, text in enumerate(said)
        if heading_key(text)
        for column in wanted
    ]
    chosen: dict[str, int] = {}
    for sure, number, name in sorted(pairs, reverse=True):
        if sure >= ALIKE and name not in chosen and -number not in chosen.values():
            chosen[name] = -number
    return chosen


def likeness(text, column):
    """Say from 0 to 1 how much a heading is one of those a column goes by."""
    key = heading_key(text)
    return max(alike(key, heading_key(known)) for known in column.headed)


def alike(key, known):
    same = SequenceMatcher(None, key, known)
    return same.ratio() if same.real_quick_ratio() >= ALIKE else 0


def letter_of(column):
    """Return the letters a spreadsheet shows above a column counted from 0: A, B, ... Z, AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
