"""What is printed: PDF laid out by typst, tagged for screen readers (PDF/UA-1).

What a page says goes to its template as JSON, so that a name is never read as markup. Signs that none of our fonts has
are printed as a plain replacement, since a document with missing signs would be refused.
"""

import json
from functools import lru_cache
from pathlib import Path

from django.conf import settings

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
OF_TYPST_ITSELF = "Libertinus Serif"  # the one text face the compiler brings along


def print_pdf(template, said):
    """Return the PDF of a template and what it says. The compiler is loaded when it is first needed."""
    import typst

    template = Path(template)
    return typst.compile(
        str(template),
        root=str(template.parent),
        font_paths=[str(FONTS)] if has_fonts() else [],
        ignore_system_fonts=True,
        sys_inputs={"said": json.dumps(printable(said) | {"fonts": FAMILIES if has_fonts() else [OF_TYPST_ITSELF]})},
        format="pdf",
        pdf_standards="ua-1",
    )


def has_fonts():
    """Whether our own fonts stand where they belong; otherwise only Latin, Greek and Cyrillic can be printed."""
    return (FONTS / "covered.txt").exists()


def printable(said):
    """Return text, or all text in lists and dicts, with a replacement for every sign that no font has."""
    if isinstance(said, dict):
        return {key: printable(value) for key, value in said.items()}
    if isinstance(said, list):
        return [printable(value) for value in said]
    if isinstance(said, str):
        return "".join(sign if sign == "\n" or ord(sign) in covered() else replacement() for sign in said)
    return said


def replacement():
    return REPLACEMENT if has_fonts() else "?"


@lru_cache(maxsize=1)
def covered():
    """Return the numbers of all signs that our fonts have, from the list that stands beside them."""
    if not has_fonts():
        return frozenset([*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x2010, 0x2027)])
    runs = [line.split("-") for line in (FONTS / "covered.txt").read_text().split()]
    return frozenset(sign for first, last in runs for sign in range(int(first, 16), int(last, 16) + 1))
