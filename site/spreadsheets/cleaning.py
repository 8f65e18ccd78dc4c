"""What may stand in a spreadsheet: text that stays text, names that every system can store."""

import re
import unicodedata

LONGEST_TEXT = 32_767  # what Excel takes in one cell
CUT_MARK = "…"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "|", "%")
# Overrides turn the reading order round, so that a name on the screen is not the name in the file.
REPLACED = re.compile("[\ud800-\udfff\ufffe\uffff\u202d\u202e]")
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f]")


def clean_text(text):
    """Return `text` as a cell of a spreadsheet can carry it: made `visible`, and cut where it is too long."""
    text = visible(text)
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + CUT_MARK


def visible(text):
    """Return `text` as XML can carry it: control characters become their pictures, what has none becomes U+FFFD."""
    text = CONTROLS.sub(picture_of, str(text).replace("\r\n", "\n"))
    return REPLACED.sub("\N{REPLACEMENT CHARACTER}", text.replace("\x7f", "\N{SYMBOL FOR DELETE}"))


def picture_of(match):
    return chr(0x2400 + ord(match.group()))


def disarm(text):
    """Return `text` for a CSV file, with an apostrophe before anything a spreadsheet would calculate.

    Full-width signs count as well: some spreadsheets fold them before they look. Telephone numbers (+44 ...) keep every
    digit because they, too, are then read as text.
    """
    begins = unicodedata.normalize("NFKC", text.lstrip(" ")[:1])
    return "'" + text if text.startswith(FORMULA_STARTS) or begins.startswith(FORMULA_STARTS) else text


def sheet_title(title, *, taken=()):
    """Return a title Excel accepts: at most 31 characters, none of []:*?/\\ and unlike the others, case aside."""
    title = re.sub(r"[\[\]:*?/\\]", " ", clean_text(title))
    title = " ".join(title.split()).strip("' ")[:31].strip("' ") or "Sheet"
    others, plain, number = {other.casefold() for other in taken}, title, 2
    while title.casefold() in others:
        ending = f" {number}"
        title, number = plain[: 31 - len(ending)] + ending, number + 1
    return title


def safe_filename(name, *, extension):
    """Return a name for a downloaded file: letters, digits and hyphens, at most 80 characters, then the extension."""
    plain = unicodedata.normalize("NFKD", str(name)).encode("ascii", "ignore").decode()
    stem = re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-")[:80].strip("-").lower()
    return f"{stem or 'muster'}.{extension}"
