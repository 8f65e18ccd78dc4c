"""A report as a spreadsheet: a sheet for each table, real numbers, and the definitions on a sheet of their own."""

from django.utils.translation import gettext as _

from design.words import say_full_date
from reports.document import Figure, Kind
from reports.meanings import TRAINER_DAYS, meaning_of
from reports.saying import say_figure, say_qualifier, say_sentence
from spreadsheets.writing import Column, Sheet, write_workbook

NUMBER, TENTHS, CHANGE, PERCENT = "0", "0.0", "+0;-0;0", "0.0%"


def report_as_xlsx(report):
    """Return the report as the bytes of an XLSX workbook.

    An unknown figure is an empty cell, never a 0; a hidden one says that it is hidden, in words.
    """
    sheets = [sheet_of(table, report=report) for table in report.tables]
    return write_workbook([words_sheet(report), *sheets])


def sheet_of(table, *, report):
    sure = any(isinstance(cell, Figure) and say_qualifier(cell) for line in table.lines for cell in line.cells)
    return Sheet(
        title=table.name or table.heading,
        heading_rows=[table.caption, say_period(report), *definitions_in(table)],
        columns=[Column(table.heading, width=62), *(column_of(column, table) for column in table.columns)]
        + ([Column(_("How sure"), width=22)] if sure else []),
        rows=[cells_of(row, sure=sure) for row in table.rows],
        total=cells_of(table.total, sure=sure) if table.total else None,
        note_rows=[*(f"{', '.join(rows)}: {text}" for text, rows in table.notes), *table.remarks],
    )


def definitions_in(table):
    """Return what those columns count that count people; the sheet "About" has all definitions."""
    units = dict.fromkeys(column.unit for column in table.columns if column.unit)
    return [str(meaning_of(unit).definition) for unit in units if meaning_of(unit).counts_people]


def column_of(column, table):
    kinds = {cell.kind for cell in table.column(column.key) if isinstance(cell, Figure)}
    if kinds & {Kind.RATE, Kind.GROWTH}:
        return Column(column.title, width=14, number_format=PERCENT)
    if Kind.CHANGE in kinds:
        return Column(column.title, width=14, number_format=CHANGE)
    if column.unit == TRAINER_DAYS:
        return Column(column.title, width=14, number_format=TENTHS)
    return Column(column.title, width=14, number_format=NUMBER) if column.unit else Column(column.title, width=40)


def cells_of(row, *, sure):
    cells = [row.label, *(cell_of(cell) for cell in row.cells)]
    return [*cells, how_sure(row)] if sure else cells


def cell_of(cell):
    """Return a number as a number: rates and growth as a fraction of one, which the sheet shows as a percentage."""
    if not isinstance(cell, Figure):
        return cell
    if cell.is_hidden:
        return say_figure(cell)
    if cell.value is None:
        return None
    if cell.kind in {Kind.RATE, Kind.GROWTH}:
        return cell.value / cell.base if cell.base else None
    return cell.value


def how_sure(row):
    """Say the least sure qualifier of a line's figures."""
    said = [say_qualifier(cell) for cell in row.cells if isinstance(cell, Figure)]
    return next((word for word in (_("approximately"), _("over")) if word in said), "")


def words_sheet(report):
    """Return the sheet that stands first: the sentences, and what each number counts."""
    sentences = [[section.title, say_sentence(each)] for section in report.sections for each in section.sentences]
    remarks = [[section.title, remark] for section in report.sections for remark in section.remarks]
    meanings = [[str(meaning_of(unit).name), str(meaning_of(unit).definition)] for unit in report.units]
    return Sheet(
        title=_("About"),
        heading_rows=[report.title, say_period(report)],
        columns=[Column(_("What"), width=40), Column(_("Words"), width=120)],
        rows=[*sentences, *remarks, *meanings],
    )


def say_period(report):
    first, last = say_full_date(report.period.first), say_full_date(report.period.last)
    if report.is_complete:
        return _("%(first)s to %(last)s") % {"first": first, "last": last}
    counted = say_full_date(report.counted.last)
    return _("%(first)s to %(last)s, counted to %(counted)s") % {"first": first, "last": last, "counted": counted}
