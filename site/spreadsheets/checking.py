"""Every row of a list through a Django form of its own, and all that is wrong told at once, by row and column."""

from dataclasses import dataclass
from typing import Any

from spreadsheets.headings import letter_of
from spreadsheets.refusing import WrongCell


@dataclass(frozen=True)
class CheckedRow:
    """A row with its form. `said` is what it says, as read; `problems` are (column label, letter, sentence)."""

    number: int
    said: dict
    form: Any
    problems: list


def check_rows(rows, *, wanted, columns, form_class, complete=None, stands_for=None):
    """Return a CheckedRow for each row. `columns` are {name: column} as ColumnsForm gives them.

    `complete` may fill in what a row leaves out before its form sees it. `stands_for` names the column beside which a
    problem is shown that has none of its own.
    """
    readers = [(column, columns[column.name]) for column in wanted if column.name in columns]
    places = {column.name: place for column, place in readers}
    places |= {
        name: places[other] for name, other in (stands_for or {}).items() if name not in places and other in places
    }
    labels = {column.name: column.label for column in wanted}
    return [check_row(row, readers, form_class, complete, places=places, labels=labels) for row in rows]


def check_row(row, readers, form_class, complete, *, places, labels):
    said, wrong = read_cells(row, readers)
    if complete:
        complete(said)
    form = form_class(said)
    if not form.is_valid():
        wrong = {name: " ".join(errors) for name, errors in form.errors.items()} | wrong
    return CheckedRow(row.number, said, form, located(wrong, places=places, labels=labels))


def read_cells(row, readers):
    """Return ({name: value}, {name: what is wrong with the cell})."""
    said, wrong = {}, {}
    for column, place in readers:
        try:
            said[column.name] = column.read(row.cells[place] if place < len(row.cells) else None)
        except WrongCell as problem:
            wrong[column.name] = str(problem)
    return said, wrong


def located(wrong, *, places, labels):
    """Return the problems of a row in the order of its columns; what concerns no column comes first."""
    found = sorted(wrong.items(), key=lambda problem: places.get(problem[0], -1))
    return [(labels.get(name, ""), letter_of(places[name]) if name in places else "", text) for name, text in found]
