"""The one safe way to read a spreadsheet that somebody uploaded.

The order is the safety: its size, then what it is by content, then what it unpacks to, and only then is it opened, row
by row and never beyond the caps. Values only: no formula is calculated, no link followed, no macro kept. Whatever is
wrong, `Unreadable` carries one sentence for the person who uploaded it.
"""

import datetime as dt
import io
import re
import warnings
from dataclasses import dataclass

from spreadsheets import refusing
from spreadsheets.decoding import decode, rows_of
from spreadsheets.recognising import is_workbook
from spreadsheets.refusing import Unreadable, too_large, too_many_columns, too_many_rows

MOST_BYTES = 10_000_000
MOST_ROWS = 20_000
MOST_COLUMNS = 100
MOST_BLANK_ROWS = 1_000  # in a row, after which nothing is expected any more
WORKBOOK_NAMES = (".xlsx", ".xlsm", ".xltx", ".xls")
BEGINS_1900 = dt.datetime(1899, 12, 30)


@dataclass(frozen=True)
class Row:
    """`number` is the row's in the file, as a spreadsheet program shows it."""

    number: int
    cells: tuple


@dataclass(frozen=True)
class Table:
    """What a file holds: the rows in which anything stands.

    Cells are texts, numbers, dates or None, as they stand; spreadsheets.cells reads them. `read_as` says how a text
    file's letters were taken, and `is_guess` whether that should be looked at before anything is kept. `epoch` is the
    day from which this workbook counts its dates.
    """

    rows: list[Row]
    read_as: str = ""
    is_guess: bool = False
    sheet: str = ""
    other_sheets: tuple[str, ...] = ()
    epoch: dt.datetime = BEGINS_1900


def read_table(upload, *, most_rows=MOST_ROWS):
    """Return the Table of an uploaded file (Django's, or anything with `name` and `read`). Raises Unreadable."""
    content = upload.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise too_large(MOST_BYTES)
    if not content.strip(b"\0 \r\n\t"):
        raise Unreadable(refusing.EMPTY)
    table = read_workbook(content, most_rows) if is_workbook(content) else read_text(content, most_rows, upload.name)
    if not table.rows:
        raise Unreadable(refusing.NOTHING_IN_IT)
    return table


def read_text(content, most_rows, name):
    text, read_as, is_guess = decode(content)
    rows = keep(rows_of(text), most_rows)
    if str(name).lower().endswith(WORKBOOK_NAMES):
        raise Unreadable(refusing.TEXT_NAMED_WORKBOOK)
    return Table(rows, read_as=read_as, is_guess=is_guess)


def keep(rows, most_rows):
    """Return the rows in which anything stands; reads no further than the caps."""
    kept, blanks = [], 0
    for number, cells in rows:
        cells = tuple(without_end(cells))
        blanks = 0 if cells else blanks + 1
        if blanks >= MOST_BLANK_ROWS:
            break
        if len(cells) > MOST_COLUMNS:
            raise too_many_columns(MOST_COLUMNS)
        if cells:
            kept.append(Row(number, cells))
        if len(kept) > most_rows:
            raise too_many_rows(most_rows)
    return kept


def without_end(cells):
    """Return the cells up to the last in which anything stands."""
    cells = [None if isinstance(cell, str) and not cell.strip() else cell for cell in cells]
    while cells and cells[-1] is None:
        cells.pop()
    return cells


def read_workbook(content, most_rows):
    """Return the Table of the first visible sheet that holds anything."""
    from openpyxl import load_workbook

    with warnings.catch_warnings(action="ignore"):  # openpyxl's remarks on what it leaves out help nobody here
        try:
            workbook = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
            sheets = [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"]
            return first_with_rows(sheets, most_rows, epoch=workbook.epoch)
        except Unreadable:
            raise
        except Exception:  # noqa: BLE001 - openpyxl raises whatever a broken or hostile part makes it stumble over
            raise Unreadable(refusing.DAMAGED) from None


def first_with_rows(sheets, most_rows, *, epoch):
    for sheet in sheets:
        if rows := keep(cells_of(sheet), most_rows):
            others = tuple(other.title for other in sheets if other is not sheet)
            return Table(rows, sheet=sheet.title, other_sheets=others, epoch=epoch)
    raise Unreadable(refusing.NOTHING_IN_IT)


def cells_of(sheet):
    """Yield (row number, values) of a sheet. What it claims about its size is not believed."""
    sheet.reset_dimensions()
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        yield number, [shown_value(cell) for cell in cells]


def shown_value(cell):
    """Return a cell's value; a number whose format shows zeros in front (007) as that text."""
    value = cell.value
    if isinstance(value, int) and not isinstance(value, bool) and re.fullmatch("00+", cell.number_format):
        return str(value).zfill(len(cell.number_format))
    return value
