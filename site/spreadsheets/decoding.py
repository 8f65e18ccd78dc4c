"""Reading a text file as a table: how its letters are written, what parts its columns, how its lines end.

Strict throughout: a byte that fits nothing is a refusal, never a silent question mark.
"""

import codecs
import csv
import io
import re
import unicodedata
from collections import Counter
from itertools import islice

from django.utils.translation import gettext_lazy as _

from spreadsheets import refusing
from spreadsheets.refusing import Unreadable

# The mark of UTF-32 begins with that of UTF-16.
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Windows, old Macs, DOS: the same bytes are different letters. Latin-1 is Windows without the signs it lacks.
ONE_BYTE_EACH = {"cp1252": "Windows-1252", "mac_roman": "Mac Roman", "cp850": "DOS (850)"}
DELIMITERS = (",", ";", "\t", "|")
SAMPLE_ROWS = 50
NO_TEXT = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f\x7f]")


def decode(content):
    """Return (text, how it was written, whether that is a guess)."""
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return strictly(content, encoding), encoding.removesuffix("-sig").upper(), False
    if b"\0" in content:
        encoding = utf16_without_mark(content)
        return strictly(content, encoding), "UTF-16", False
    try:
        return content.decode("utf-8"), "UTF-8", False
    except UnicodeDecodeError:
        return guess(content)


def strictly(content, encoding):
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise Unreadable(refusing.UNKNOWN_LETTERS) from None


def utf16_without_mark(content):
    """Tell the order of bytes by where the zeros are: every separator and line end has one.

    A stray zero or two in a file of another kind are no writing at all.
    """
    if content.count(0) * 20 < len(content):
        raise Unreadable(refusing.UNKNOWN_LETTERS)
    return "utf-16-le" if content[1::2].count(0) > content[0::2].count(0) else "utf-16-be"


def guess(content):
    """Return the reading in which most letters stand where letters of their kind do; Windows when they are even."""
    readings = []
    for encoding, name in ONE_BYTE_EACH.items():
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        readings.append((fitness(text), text, name))
    best = max(readings, key=lambda reading: reading[0])
    return best[1], best[2], True


def fitness(text):
    """Count what is odd in a reading: a capital or a sign in the middle of a word of small letters. 0 is best."""
    odd = 0
    for before, letter in zip(" " + text, text, strict=False):
        if letter > "\x7f":
            odd -= not letter.isalpha() or (before.islower() and not letter.islower())
    return odd


def rows_of(text):
    """Yield (row number, cells) of a text; raises Unreadable where quotation marks do not pair."""
    refuse_no_table(text)
    delimiter, text = delimiter_of(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            yield number, cells
    except csv.Error:
        sentence = _('From row %(number)s on the file cannot be read: a quotation mark (") has no partner there.')
        raise Unreadable(sentence % {"number": number + 1}) from None


def refuse_no_table(text):
    beginning = text.lstrip("\ufeff \t\r\n")[:200]
    if beginning.startswith("<"):
        raise Unreadable(refusing.WEB_PAGE)
    if len(NO_TEXT.findall(text)) > len(text) / 100:
        raise Unreadable(refusing.NO_SPREADSHEET)


def delimiter_of(text):
    """Return (delimiter, the text to read with it); Excel's own first line `sep=;` is obeyed and taken away."""
    if told := re.match(r"sep=(.)(?:\r\n|\r|\n)", text, re.IGNORECASE):
        return told.group(1), text[told.end() :]
    return max(DELIMITERS, key=lambda delimiter: agreement(text, delimiter)), text


def agreement(text, delimiter):
    """Say how well the first rows agree on a number of columns when parted by this sign."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        widths = Counter(len(row) for row in islice(reader, SAMPLE_ROWS) if row)
    except csv.Error:
        return 0
    return max(((width - 1) * rows for width, rows in widths.items()), default=0)


def looks_garbled(text):
    """Return what a text was before it was read in the wrong way ("ZoÃ«" for "Zoë"), or nothing."""
    if text.isascii():
        return ""
    try:
        meant = text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return ""
    return meant if all(unicodedata.category(sign) not in {"Cc", "Cn", "Co"} for sign in meant) else ""
