"""The one way to write a spreadsheet: numbers stay numbers, dates stay dates, and text is never a formula."""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain, islice

from django.http import HttpResponse

from design.words import LONDON
from spreadsheets.choosing import LISTS, Lists
from spreadsheets.cleaning import clean_text, disarm, safe_filename, sheet_title

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
A4 = 9  # in the list of paper sizes that XLSX keeps
NUMBERS = (bool, int, float, Decimal)
FORMATS = {dt.datetime: "dd/mm/yyyy hh:mm", dt.date: "dd/mm/yyyy", dt.time: "hh:mm", Decimal: "0.00"}  # money


@dataclass(frozen=True)
class Column:
    """One column. `width` is in characters; `number_format` is Excel's, such as `0.0` or `0%`.

    `choices` are offered below the heading as a list to choose from, for a sheet that is to be filled in.
    """

    heading: str
    width: int = 18
    number_format: str = ""
    choices: Sequence[str] = ()


@dataclass(frozen=True)
class Sheet:
    """One sheet: headings in bold, the rows, a total in bold, and notes below after an empty line.

    `columns` may hold plain headings. `rows` may be a generator: rows are written as they come. `heading_rows` stand
    above the headings, the first of them in bold.
    """

    title: str
    columns: Sequence[Column | str]
    rows: Iterable[Sequence]
    total: Sequence | None = None
    note_rows: Sequence[str] = ()
    heading_rows: Sequence[str] = ()
    is_landscape: bool = True


SAMPLE = 200  # rows looked at to fit a column: enough for a list, and no more memory than that
NARROWEST, WIDEST = 10, 50


def fitted(headings, rows):
    """Return (columns as wide as what the first rows hold, the same rows), for lists whose content is not known."""
    rows = iter(rows)
    first = list(islice(rows, SAMPLE))
    columns = [Column(heading, fit(heading, [row[n] for row in first])) for n, heading in enumerate(headings)]
    return columns, chain(first, rows)


def fit(heading, values):
    longest = max(len(str(heading)), *(len_of(value) for value in values), NARROWEST)
    return min(longest + 2, WIDEST)


def len_of(value):
    return len(FORMATS.get(type(value), "") or ("" if value is None else str(value)))


def write_workbook(sheets):
    """Return an XLSX workbook of the sheets as bytes."""
    output = io.BytesIO()
    write_workbook_to(output, sheets=sheets)
    return output.getvalue()


def write_workbook_to(output, *, sheets):
    """Write the sheets as XLSX into a binary file, a row at a time: a million rows take no more memory than ten."""
    from openpyxl import Workbook

    workbook, lists = Workbook(write_only=True), Lists()
    for sheet in sheets:
        page = workbook.create_sheet(sheet_title(sheet.title, taken=[*workbook.sheetnames, LISTS]))
        lists.offer(page, sheet)
        write_sheet(page, sheet)
    if lists.columns:
        write_lists(workbook, lists)
    workbook.save(output)


def write_sheet(page, sheet):
    columns = [column if isinstance(column, Column) else Column(column) for column in sheet.columns]
    lay_out(page, columns=columns, headed_at=len(sheet.heading_rows) + 1, is_landscape=sheet.is_landscape)
    for number, line in enumerate(sheet.heading_rows):
        page.append([cell(page, line, is_bold=number == 0)])
    page.append([cell(page, column.heading, is_bold=True, wraps=True) for column in columns])
    for row in sheet.rows:
        page.append(cells(page, row, columns=columns))
    if sheet.total is not None:
        page.append(cells(page, sheet.total, columns=columns, is_bold=True))
    if sheet.note_rows:
        page.append([])
    for note in sheet.note_rows:
        page.append([cell(page, note)])


def write_lists(workbook, lists):
    """Write what can be chosen onto a sheet that is not shown."""
    page = workbook.create_sheet(LISTS)
    page.sheet_state = "hidden"
    for row in lists.rows():
        page.append([cell(page, value) for value in row])


def lay_out(page, *, columns, headed_at, is_landscape):
    """Set what a printed or scrolled sheet needs; openpyxl takes it only before the first row."""
    from openpyxl.utils import get_column_letter

    for number, column in enumerate(columns, start=1):
        page.column_dimensions[get_column_letter(number)].width = column.width
    page.freeze_panes = f"A{headed_at + 1}"
    page.print_title_rows = f"{headed_at}:{headed_at}"
    page.page_setup.orientation = "landscape" if is_landscape else "portrait"
    page.page_setup.paperSize = A4
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.oddFooter.left.text = "&A"
    page.oddFooter.right.text = "&P / &N"


def cells(page, row, *, columns, is_bold=False):
    formats = [column.number_format for column in columns]
    formats += [""] * (len(row) - len(formats))
    return [
        cell(page, value, is_bold=is_bold, number_format=chosen) for value, chosen in zip(row, formats, strict=False)
    ]


def cell(page, value, *, is_bold=False, wraps=False, number_format=""):
    """Return one cell. Every text is typed as text, whatever it begins with."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font

    value = typed(value)
    made = WriteOnlyCell(page, value=value)
    if isinstance(value, str):
        made.data_type = "s"
    elif number_format or type(value) in FORMATS:
        made.number_format = number_format or FORMATS[type(value)]
    if is_bold:
        made.font = Font(bold=True)
    if wraps or (isinstance(value, str) and "\n" in value):
        made.alignment = Alignment(wrap_text=True, vertical="top")
    return made


def typed(value):
    """Return a value as a cell holds it: numbers, dates and London's clock; everything else as clean text."""
    if isinstance(value, dt.datetime):
        return value.astimezone(LONDON).replace(tzinfo=None) if value.tzinfo else value
    if value is None or isinstance(value, (*NUMBERS, dt.date, dt.time)):
        return value
    return clean_text(value)


def write_csv(sheet):
    """Return a sheet's headings and rows as CSV: UTF-8 with its mark, everything quoted, no formula left."""
    output = io.StringIO(newline="")
    writer = csv.writer(output, quoting=csv.QUOTE_ALL)
    writer.writerow([written(getattr(column, "heading", column)) for column in sheet.columns])
    for row in [*sheet.rows, *([sheet.total] if sheet.total is not None else [])]:
        writer.writerow([written(value) for value in row])
    return output.getvalue().encode("utf-8-sig")


def written(value):
    value = typed(value)
    if isinstance(value, dt.datetime):
        return value.isoformat(sep=" ", timespec="minutes")
    return disarm(value) if isinstance(value, str) else ("" if value is None else value)


def offer_workbook(sheets, *, name):
    """Answer a request with a workbook to download, named after `name`."""
    response = HttpResponse(write_workbook(sheets), content_type=XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="{safe_filename(name, extension="xlsx")}"'
    return response


def offer_csv(sheet, *, name):
    """Answer a request with a sheet as CSV to download, named after `name`."""
    response = HttpResponse(write_csv(sheet), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{safe_filename(name, extension="csv")}"'
    return response
