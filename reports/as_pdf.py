"""A report as PDF, tagged for screen readers (PDF/UA-1) and laid out by typst in a process of its own."""

from pathlib import Path

from django.conf import settings
from django.utils.translation import get_language_info, override

from reports.charts import charts_in
from reports.on_paper import report_on_paper
from sessions.printing import begins_rtl, print_pdf, printable

TEMPLATE = Path(__file__).with_name("report.typ")


def report_as_pdf(report):
    """Return the bytes of the report as PDF, on A4; wide tables lie across."""
    with override(settings.LANGUAGE_CODE):
        return print_pdf(TEMPLATE, printable(said_in(report)), apart=True)


def said_in(report):
    """Return all that the report says, as report.typ reads it."""
    language, _dash, region = settings.LANGUAGE_CODE.partition("-")
    charts = charts_in(report)
    said = report_on_paper(report)
    for section in said["sections"]:
        for table in section["tables"]:
            table["charts"] = [vars(chart) | {"png": None} for chart in charts.get(table["key"], ())]
            for line in lines_of(table):
                line["rtl"] = begins_rtl(line["label"])
    rtl = get_language_info(settings.LANGUAGE_CODE)["bidi"]
    return said | {"language": language, "region": region or None, "rtl": rtl}


def lines_of(table):
    return [*table["rows"], *([table["total"]] if table["total"] else [])]
