"""What is printed: PDF laid out by typst, tagged for screen readers (PDF/UA-1).

What a page says goes to its template as JSON, so that a name is never read as markup. Signs that none of our fonts has
are printed as a plain replacement, since a document with missing signs would be refused.
"""

import json
import unicodedata
from functools import lru_cache

from django.conf import settings

from sessions.laying_out import lay_out, lay_out_apart

FONTS = settings.BASE_DIR / "site" / "design" / "fonts"
FAMILIES = [
    "Noto Sans",
    "Noto Naskh Arabic",
    "Noto Sans Hebrew",
    "Noto Sans Devanagari",
    "Noto Sans Bengali",
    "Noto Sans Gurmukhi",
    "Noto Emoji",
]
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def print_pdf(template, said, *, apart=False):
    """Return the PDF of a template and what it says, made `printable`; a long one is laid out in its own process."""
    lay = lay_out_apart if apart else lay_out
    return lay(json.dumps(said | {"fonts": FAMILIES}), template=template, fonts=FONTS)


def begins_rtl(text):
    """Whether the first letter of a text, whatever comes before it, is of a script that runs from the right."""
    directions = (unicodedata.bidirectional(sign) for sign in text)
    return next((each for each in directions if each in {"L", "R", "AL"}), "L") != "L"


def printable(said):
    """Return text, or all text in lists and dicts, with a replacement for every sign that no font has."""
    if isinstance(said, dict):
        return {key: printable(value) for key, value in said.items()}
    if isinstance(said, list):
        return [printable(value) for value in said]
    if isinstance(said, str):
        return "".join(sign if sign == "\n" or ord(sign) in covered() else REPLACEMENT for sign in said)
    return said


@lru_cache(maxsize=1)
def covered():
    """Return the numbers of all signs that our fonts have, from the list that stands beside them."""
    runs = [line.split("-") for line in (FONTS / "covered.txt").read_text().split()]
    return frozenset(sign for first, last in runs for sign in range(int(first, 16), int(last, 16) + 1))
