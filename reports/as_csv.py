"""A report as one CSV file in long form: a line for each figure, so that any program can pivot it."""

from django.utils.translation import gettext as _

from reports.document import Figure, Kind
from reports.meanings import meaning_of
from reports.saying import say_figure
from spreadsheets.writing import Sheet, write_csv


def report_as_csv(report):
    """Return the report's tables as the bytes of a CSV file.

    `value` is empty where a figure is hidden or not known; `denominator` is what a rate is a share of, or of how many
    sessions a figure is known. Plain text and dates of a table have no lines.
    """
    columns = ["Table", "Row", "Column", "Period", "Value", "Kind", "Unit", "Qualifier", "Denominator", "Suppressed"]
    return write_csv(Sheet(title=report.title, columns=[*columns, "Text"], rows=lines_of(report)))


def lines_of(report):
    for table in report.tables:
        for row in table.lines:
            for column, cell in zip(table.columns, row.cells, strict=True):
                if isinstance(cell, Figure):
                    yield [
                        table.caption,
                        row.label,
                        column.title,
                        column.period or report.period.label,
                        *facts_of(cell),
                    ]


def facts_of(figure):
    """Return what stands in the last columns: a number as a number, everything else in words."""
    known = figure.of if figure.kind is Kind.NUMBER else figure.base
    return [
        None if figure.is_hidden else figure.value,
        figure.kind.value,
        str(meaning_of(figure.unit).name),
        str(figure.qualifier),
        None if figure.is_hidden else known,
        hidden_in_words(figure),
        say_figure(figure),
    ]


def hidden_in_words(figure):
    return _("hidden") if figure.is_hidden else ""
