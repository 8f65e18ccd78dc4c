"""A report as one HTML file that needs nothing else: styles and letters are inside, so it can be mailed."""

import base64
from functools import lru_cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import mark_safe

from design.models import ServiceSettings
from reports.charts import charts_in
from spreadsheets.cleaning import visible

LETTERS = [
    (400, "design/fonts/atkinson-hyperlegible-latin-400.woff2"),
    (700, "design/fonts/atkinson-hyperlegible-latin-700.woff2"),
]


def report_as_html(report):
    """Return the report as a standalone HTML document, for the screen and for A4."""
    words = {
        "report": report,
        "charts": charts_in(report),
        "service": ServiceSettings.load(),
        "letters": letters(),
        "styles": styles(),
        "made_on": timezone.localdate(),
    }
    return visible(render_to_string("reports/document.html", words))


@lru_cache(maxsize=1)
def letters():
    """Return the type as CSS, some 28 kB of it."""
    return mark_safe("".join(font_face(weight, finders.find(path)) for weight, path in LETTERS))


@lru_cache(maxsize=1)
def styles():
    return mark_safe(Path(finders.find("reports/report.css")).read_text())


def font_face(weight, path):
    data = base64.b64encode(Path(path).read_bytes()).decode()
    return (
        "@font-face{font-family:'Atkinson Hyperlegible';font-display:swap;"
        f"font-weight:{weight};src:url(data:font/woff2;base64,{data}) format('woff2')}}"
    )
