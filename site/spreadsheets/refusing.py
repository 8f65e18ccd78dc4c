"""What is said about a file, or a cell, that cannot be read."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _


class Unreadable(Exception):
    """A file that is not read. Carries the sentence that whoever uploaded it sees; nothing has been kept of it."""

    def __init__(self, sentence):
        self.sentence = sentence
        super().__init__(sentence)

    def __str__(self):
        return str(self.sentence)


class WrongCell(ValueError):
    """A value that cannot be what its column asks for. Carries the sentence that is shown beside row and column."""

    def __init__(self, sentence):
        self.sentence = sentence
        super().__init__(sentence)

    def __str__(self):
        return str(self.sentence)


SAVE_AS_XLSX = _("Open it in your spreadsheet program, save it as an Excel workbook (.xlsx) and upload that.")
EMPTY = _("The file is empty.")
DAMAGED = format_lazy("{} {}", _("This file is damaged or was not uploaded whole."), SAVE_AS_XLSX)
NO_SPREADSHEET = _("This is not a spreadsheet. Upload an Excel workbook (.xlsx) or a CSV file.")
TOO_LARGE_UNPACKED = _(
    "This workbook is far larger inside than a list of people can be. Copy the list alone into a new workbook "
    "and upload that."
)
HAS_PASSWORD = _("This workbook is locked with a password. Take the password off, save it and upload it again.")
HAS_MACROS = format_lazy("{} {}", _("This workbook holds macros."), SAVE_AS_XLSX)
OLD_EXCEL = format_lazy("{} {}", _("This is a workbook of an old Excel (.xls)."), SAVE_AS_XLSX)
BINARY_EXCEL = format_lazy("{} {}", _("This is a binary Excel workbook (.xlsb)."), SAVE_AS_XLSX)
OPEN_DOCUMENT = format_lazy("{} {}", _("This is an OpenDocument file (.ods)."), SAVE_AS_XLSX)
APPLE_NUMBERS = _("This is a Numbers file. Export it as Excel (.xlsx) or CSV and upload that.")
COMPRESSED = _("This is a compressed folder. Unpack it and upload the spreadsheet inside.")
WEB_PAGE = format_lazy("{} {}", _("This is a web page, whatever its name says."), SAVE_AS_XLSX)
TEXT_NAMED_WORKBOOK = _(
    "This is a text file with the name of an Excel workbook. Give it a name that ends in .csv, or save it as an "
    "Excel workbook, and upload it again."
)
UNKNOWN_LETTERS = _(
    "We cannot tell how the letters in this file are written. Save it as an Excel workbook (.xlsx), or as "
    "“CSV UTF-8”, and upload that."
)
NOTHING_IN_IT = _("There is nothing in this file besides empty rows.")


def too_large(most_bytes):
    return Unreadable(_("The file is larger than %(number)s MB.") % {"number": most_bytes // 1_000_000})


def too_many_rows(most_rows):
    sentence = _("The file has more than %(number)s rows. Split it and upload the parts one after the other.")
    return Unreadable(sentence % {"number": f"{most_rows:,}"})


def too_many_columns(most_columns):
    sentence = _("The file has more than %(number)s columns. Copy the columns you need into a new file.")
    return Unreadable(sentence % {"number": most_columns})
