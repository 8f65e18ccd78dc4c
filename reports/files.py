"""The files that a report can be had as."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reports.as_csv import report_as_csv
from reports.as_data import report_as_json
from reports.as_document import report_as_html
from reports.as_pdf import report_as_pdf
from reports.as_workbook import report_as_xlsx
from spreadsheets.cleaning import safe_filename
from spreadsheets.writing import XLSX

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def report_as_docx(report):
    from reports import as_word  # its libraries are loaded when they are first needed: most processes write no Word

    return as_word.report_as_docx(report)


@dataclass(frozen=True)
class FileFormat:
    """`write` turns a report into the bytes of a file; `purpose` says on a button what the file is for."""

    write: Callable
    content_type: str
    purpose: str | Promise
    is_binary: bool = False


FORMATS = {
    "json": FileFormat(lambda report: report_as_json(report).encode(), "application/json", _("Data (JSON)")),
    "csv": FileFormat(report_as_csv, "text/csv; charset=utf-8", _("Data in long form (CSV)")),
    "html": FileFormat(
        lambda report: report_as_html(report).encode(), "text/html; charset=utf-8", _("Web page to print or mail")
    ),
    "docx": FileFormat(report_as_docx, DOCX, _("Word"), is_binary=True),
    "pdf": FileFormat(report_as_pdf, "application/pdf", _("PDF to print or publish"), is_binary=True),
    "xlsx": FileFormat(report_as_xlsx, XLSX, _("Spreadsheet"), is_binary=True),
}


def name_of_file(report, *, ending):
    """Return the name a report is saved under: "annual-report-2016-17.xlsx"."""
    return safe_filename(f"{report.name}-report-{report.period.label}", extension=ending)
