"""What stands in a cell, read as what its column asks for. Each raises WrongCell with the sentence for row and column.

Spreadsheets turn what people type into numbers: badge 007 into 7, a long number into 1.0E+05, 3 April into 4 March.
What can be told is put right; what was lost is said, never guessed.
"""

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from spreadsheets.decoding import looks_garbled
from spreadsheets.reading import BEGINS_1900
from spreadsheets.refusing import WrongCell

ERRORS = {"#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"}
SHORTENED = re.compile(r"[\d.,]+E\+?\d+", re.IGNORECASE)
DIGITS_KEPT = 15  # of a number; Excel makes zeros of the rest
EARLIEST, LATEST = 1990, 2099
FORMS = ("%d %B %Y", "%d %b %Y", "%d %B %y", "%d %b %y")


def as_text(value):
    """Return a value as one text: no control characters, nothing that turns the reading order round."""
    if isinstance(value, str):
        text = value
    elif value is None:
        return ""
    elif isinstance(value, bool):
        return "yes" if value else "no"
    elif isinstance(value, float):
        text = f"{value:.0f}" if value.is_integer() else repr(value)
    elif isinstance(value, dt.date):  # a datetime is one
        text = f"{value:%d/%m/%Y}"
    else:
        text = str(value)
    text = " ".join("".join(map(harmless, text)).split())
    refuse_spoilt(text)
    return text


def harmless(sign):
    category = unicodedata.category(sign)
    if category == "Cc":
        return " "
    return "" if category == "Cs" or sign in "\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069" else sign


def refuse_spoilt(text):
    if text in ERRORS:
        raise WrongCell(_("%(text)s is an error of the spreadsheet. Enter what should stand here.") % {"text": text})
    if "\N{REPLACEMENT CHARACTER}" in text:
        raise WrongCell(_("Letters of “%(text)s” were lost before it came to us. Enter it again.") % {"text": text})
    if meant := looks_garbled(text):
        facts = {"text": text, "meant": meant}
        raise WrongCell(_("“%(text)s” looks garbled: “%(meant)s”? Save the file as “CSV UTF-8” or .xlsx.") % facts)


def as_code(value):
    """Return a badge number, reference or other mark: as it was typed, with its zeros, never calculated with."""
    text = as_text(value)
    is_long = isinstance(value, int | float) and abs(value) >= 10**DIGITS_KEPT
    if is_long or SHORTENED.fullmatch(text):
        sentence = _("A spreadsheet has shortened “%(text)s”. Format the column as text and type the number in full.")
        raise WrongCell(sentence % {"text": text})
    return text


def as_phone(value):
    """Return a telephone number as text; one that was taken for a number gets back the zero it began with."""
    text = as_code(value)
    return f"0{text}" if isinstance(value, int | float) and len(text) == 10 and text[0] != "0" else text


@dataclass(frozen=True)
class ReadDate:
    """A day, and whether it could have been meant the other way round (01/02/2026), which we read as 1 February."""

    day: dt.date
    is_ambiguous: bool = False


def as_date(value, *, epoch=BEGINS_1900):
    """Return the ReadDate of a value, in the order of the United Kingdom, or None for an empty cell.

    A bare number is a day counted from the workbook's `epoch`.
    """
    if value is None or value == "":
        return None
    if isinstance(value, dt.datetime):
        return plausible(value.date(), value)
    if isinstance(value, dt.date):
        return plausible(value, value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return counted(value, epoch)
    return written_date(as_text(value))


def counted(number, epoch):
    try:
        return plausible((epoch + dt.timedelta(days=number)).date(), number)
    except (OverflowError, ValueError):
        raise no_date(number) from None


def written_date(text):
    if parts := re.fullmatch(r"(\d{4})-(\d\d?)-(\d\d?)(?:[T ].*)?", text):
        year, month, day = map(int, parts.groups())
        return ReadDate(on(text, year, month, day).day)
    if parts := re.fullmatch(r"(\d\d?)[/.-](\d\d?)[/.-](\d{4}|\d\d)", text):
        day, month, year = map(int, parts.groups())
        read = on(text, year if year > 99 else 2000 + year, month, day)
        return ReadDate(read.day, is_ambiguous=day <= 12 and day != month)
    return spelt(text)


def on(text, year, month, day):
    try:
        return plausible(dt.date(year, month, day), text)
    except ValueError as wrong:
        raise wrong if isinstance(wrong, WrongCell) else no_date(text) from None


def spelt(text):
    plain = re.sub(r"(?<=\d)(st|nd|rd|th)\b|,|^[A-Za-z]+day\b", "", text).strip()
    for form in FORMS:
        try:
            return plausible(dt.datetime.strptime(plain, form).date(), text)
        except WrongCell:
            raise
        except ValueError:
            continue
    raise no_date(text)


def plausible(day, value):
    if not EARLIEST <= day.year <= LATEST:
        raise no_date(value)
    return ReadDate(day)


def no_date(value):
    sentence = _("“%(text)s” is not a date we can read. Write day/month/year, like 31/03/2027.")
    return WrongCell(sentence % {"text": value})
