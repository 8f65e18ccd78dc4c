"""Codes for phone cameras, drawn as SVG within the page: no picture is fetched from anywhere."""

from functools import lru_cache
from itertools import groupby

import qrcode
from django.utils.html import format_html

QUIET_EDGE = 4  # squares of white that cameras need around a code, by the standard
# The standard lets a writer try all eight masks; this one does as well on our texts, at a seventh of the time.
MASK = 2


@lru_cache(maxsize=256)
def qr_svg(text, *, label):
    """Return a code that holds `text` and nothing else; `label` says to a screen reader what it is."""
    code = qrcode.QRCode(border=QUIET_EDGE, error_correction=qrcode.constants.ERROR_CORRECT_M, mask_pattern=MASK)
    code.add_data(text)
    rows = code.get_matrix()
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" class="muster-code__drawing" viewBox="0 0 {0} {0}" role="img" '
        'shape-rendering="crispEdges"><title>{1}</title><rect width="{0}" height="{0}" fill="#fff"/>'
        '<path fill="#000" d="{2}"/></svg>',
        len(rows),
        label,
        "".join(bars_of(rows)),
    )


def bars_of(rows):
    """Yield the outline of each run of dark squares, a row at a time."""
    for y, row in enumerate(rows):
        x = 0
        for is_dark, squares in groupby(row):
            length = len(list(squares))
            if is_dark:
                yield f"M{x},{y}h{length}v1h-{length}z"
            x += length
