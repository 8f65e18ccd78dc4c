"""Reading a CSV file that is too long to be held: row by row, and nothing stays but what whoever asks keeps.

A national list has more rows and columns than anybody's own. Its size is bounded all the same, before its first row
is read, and so are its rows, columns and cells.
"""

import codecs
import csv
import io
from functools import partial

from django.utils.translation import gettext_lazy as _

from spreadsheets import refusing
from spreadsheets.recognising import OLE, OTHER_KINDS, ZIP
from spreadsheets.refusing import Unreadable, too_large, too_many_columns, too_many_rows

MOST_BYTES = 100_000_000
MOST_ROWS = 100_000
MOST_COLUMNS = 250
BLOCK = 1_000_000
NO_CSV = _("This is not a CSV file. Upload the file as it was downloaded, unpacked, with a name that ends in .csv.")
NOT_CSV = (*ZIP, OLE, *(mark for marks, _sentence in OTHER_KINDS for mark in marks))


def stream_rows(upload, *, most_rows=MOST_ROWS):
    """Yield (row number, cells) of a file, Django's or any that can be read twice. Raises Unreadable.

    It is read as UTF-8 if every byte of it fits, otherwise as Windows-1252.
    """
    text = io.TextIOWrapper(getattr(upload, "file", upload), encoding=encoding_of(upload), newline="")
    number = 0
    try:
        for number, cells in enumerate(csv.reader(text, strict=True), start=1):
            if len(cells) > MOST_COLUMNS:
                raise too_many_columns(MOST_COLUMNS)
            if number > most_rows:
                raise too_many_rows(most_rows)
            yield number, cells
    except UnicodeDecodeError:
        raise Unreadable(refusing.UNKNOWN_LETTERS) from None
    except csv.Error:
        sentence = _("From row %(number)s on the file cannot be read as CSV: look at its quotation marks.")
        raise Unreadable(sentence % {"number": number + 1}) from None
    finally:
        text.detach()


def encoding_of(upload):
    """Return how the letters of a file are written, after refusing what is too large or no text; reads it once."""
    upload.seek(0)
    decoder, size, is_utf_8 = codecs.getincrementaldecoder("utf-8")(), 0, True
    for block in iter(partial(upload.read, BLOCK), b""):
        if (size == 0 and block.startswith(NOT_CSV)) or b"\0" in block:
            raise Unreadable(NO_CSV)
        size += len(block)
        if size > MOST_BYTES:
            raise too_large(MOST_BYTES)
        is_utf_8 = is_utf_8 and fits(decoder, block)
    if not size:
        raise Unreadable(refusing.EMPTY)
    upload.seek(0)
    return "utf-8-sig" if is_utf_8 else "cp1252"


def fits(decoder, block):
    try:
        decoder.decode(block)
    except UnicodeDecodeError:
        return False
    return True
