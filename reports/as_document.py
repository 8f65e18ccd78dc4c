"""The annual report as one HTML file that needs nothing else: styles and letters are inside, so it can be mailed."""

import base64
from functools import lru_cache

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from design.models import ServiceSettings

LETTERS = [
    (400, "design/fonts/atkinson-hyperlegible-latin-400.woff2"),
    (700, "design/fonts/atkinson-hyperlegible-latin-700.woff2"),
]


def report_as_html(report):
    """Return the report as a standalone HTML document, for the screen and for A4."""
    words = {"report": report, "service": ServiceSettings.load(), "letters": letters()}
    return render_to_string("reports/document.html", words)


@lru_cache(maxsize=1)
def letters():
    """Return the type as CSS, some 28 kB of it; nothing where the font files are not to be found."""
    found = [(weight, finders.find(path)) for weight, path in LETTERS]
    return mark_safe("".join(font_face(weight, path) for weight, path in found if path))


def font_face(weight, path):
    with open(path, "rb") as file:
        data = base64.b64encode(file.read()).decode()
    return (
        "@font-face{font-family:'Atkinson Hyperlegible';font-display:swap;"
        f"font-weight:{weight};src:url(data:font/woff2;base64,{data}) format('woff2')}}"
    )
