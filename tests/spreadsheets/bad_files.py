"""Files that must not be read, each under what is wrong with it, with its name and the first words of the answer."""

from tests.spreadsheets.files import (
    FETCHED,
    LAUGHS,
    PEOPLE,
    SECRET,
    TYPES,
    inline,
    old_excel,
    packed,
    text_of,
    with_flag,
    with_parts,
    with_sheet,
    with_texts,
    workbook_of,
)

GOOD = workbook_of(PEOPLE[:4])
DAMAGED = "This file is damaged"
NO_SPREADSHEET = "This is not a spreadsheet."
LARGE = "This workbook is far larger inside"
PASSWORD = "This workbook is locked"
MACROS = "This workbook holds macros."
PACKED = "This is a compressed folder."
WEB = "This is a web page"
EMPTY = "The file is empty."
NOTHING = "There is nothing in this file"
LETTERS = "We cannot tell how the letters"
NAMED = "This is a text file with the name"
QUOTES = "From row"


def bad_files():
    """Return {what is wrong: (name, content, first words of the answer)}; made anew, because some are large."""
    return packed_wrongly() | hostile_inside() | other_kinds() | texts()


def packed_wrongly():
    halves = packed([("xl/workbook.xml", "<a/>"), ("[Content_Types].xml", TYPES)])
    return {
        "half of a workbook": ("list.xlsx", GOOD[: len(GOOD) // 2], DAMAGED),
        "without its last byte": ("list.xlsx", GOOD[:-30], DAMAGED),
        "its beginning only": ("list.xlsx", GOOD[:4], DAMAGED),
        "a byte of its content changed": ("list.xlsx", spoilt(GOOD), DAMAGED),
        "a part with a password": ("list.xlsx", with_flag(GOOD, 1), PASSWORD),
        "a name that climbs out": ("list.xlsx", with_parts(**{"..__..__etc__passwd": "x"}), DAMAGED),
        "a name from the root": ("list.xlsx", with_parts(**{"__etc__passwd": "x"}), DAMAGED),
        "a name of a drive": ("list.xlsx", with_parts(**{"C:__evil": "x"}), DAMAGED),
        "120 MB of nothing": ("list.xlsx", with_parts(xl__media__a_dot_bin=b"\0" * 120_000_000), LARGE),
        "a sheet that unpacks a thousandfold": ("list.xlsx", with_sheet(" " * 20_000_000), LARGE),
        "a thousand parts": ("list.xlsx", with_parts(**{f"xl__media__{n}_dot_png": "x" for n in range(1000)}), LARGE),
        "packed as no office packs": ("list.xlsx", packed({"[Content_Types].xml": TYPES}, packing=14), DAMAGED),
        "no sheet inside": ("list.xlsx", halves, NOTHING),
        "an empty archive": ("list.xlsx", b"PK\x05\x06" + b"\0" * 18, PACKED),
    }


def spoilt(content):
    at = content.find(b"xl/worksheets/sheet1.xml") + 60
    return content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :]


def hostile_inside():
    return {
        "a billion laughs in the sheet": ("a.xlsx", with_sheet(inline("A1", "&a8;"), doctype=LAUGHS), DAMAGED),
        "an entity that is one of our files": ("a.xlsx", with_sheet(inline("A1", "&secret;"), doctype=SECRET), DAMAGED),
        "an entity from elsewhere": ("a.xlsx", with_sheet(inline("A1", "&secret;"), doctype=FETCHED), DAMAGED),
        "laughs among the parts": ("a.xlsx", with_parts(**{"[Content_Types]_dot_xml": LAUGHS + TYPES}), DAMAGED),
        "laughs in the workbook": ("a.xlsx", with_parts(xl__workbook_dot_xml=LAUGHS + "<a>&a8;</a>"), DAMAGED),
        "laughs in the styles": ("a.xlsx", with_parts(xl__styles_dot_xml=LAUGHS + "<a>&a8;</a>"), DAMAGED),
        "laughs in the texts": ("a.xlsx", with_texts(LAUGHS + "<a>&a8;</a>"), DAMAGED),
        "no XML in the sheet": ("a.xlsx", with_parts(xl__worksheets__sheet1_dot_xml="not XML"), DAMAGED),
        "XML that does not end": ("a.xlsx", with_sheet("<row><c>"), DAMAGED),
        "a text that is not there": ("a.xlsx", with_sheet('<row><c r="A1" t="s"><v>99999</v></c></row>'), DAMAGED),
        "a cell in no column": ("a.xlsx", with_sheet('<row r="1"><c r="??"><v>1</v></c></row>'), DAMAGED),
        "a style that is not there": ("a.xlsx", with_sheet('<row><c r="A1" s="999"><v>1</v></c></row>'), DAMAGED),
        "macros": ("list.xlsm", with_parts(xl__vbaProject_dot_bin="x"), MACROS),
        "macros under a quiet name": ("list.xlsx", with_parts(xl__vbaProject_dot_bin="x"), MACROS),
        "macros of an old kind": ("list.xlsx", with_parts(xl__macrosheets__sheet1_dot_xml="<a/>"), MACROS),
        "empty rows only": ("list.xlsx", workbook_of([[], [None, " "], []]), NOTHING),
        "no cells at all": ("list.xlsx", workbook_of([]), NOTHING),
        "a hundred thousand styles": ("list.xlsx", with_parts(xl__styles_dot_xml="<x/>" * 3_000_000), LARGE),
    }


def other_kinds():
    return {
        "an old Excel": ("list.xls", old_excel(), "This is a workbook of an old Excel"),
        "an old Excel under a new name": ("list.xlsx", old_excel(), "This is a workbook of an old Excel"),
        "a workbook with a password": ("a.xlsx", old_excel(holds="EncryptedPackage".encode("utf-16-le")), PASSWORD),
        "OpenDocument": ("a.ods", packed({"mimetype": "x", "content.xml": "<a/>"}), "This is an OpenDocument file"),
        "OpenDocument renamed": ("a.xlsx", packed({"mimetype": "x", "content.xml": "<a/>"}), "This is an OpenDocument"),
        "Excel's binary kind": (
            "a.xlsb",
            packed({"[Content_Types].xml": TYPES, "xl/workbook.bin": "x"}),
            "This is a b",
        ),
        "Numbers": ("a.numbers", packed({"Index/Document.iwa": "x"}), "This is a Numbers file."),
        "a letter": ("a.xlsx", packed({"[Content_Types].xml": TYPES, "word/document.xml": "<a/>"}), NO_SPREADSHEET),
        "a folder with a list in it": ("list.zip", packed({"list.csv": "Name\r\nKim"}), PACKED),
        "gzip": ("list.csv.gz", b"\x1f\x8b\x08\0" + b"x" * 50, PACKED),
        "7z": ("list.7z", b"7z\xbc\xaf\x27\x1c", PACKED),
        "PDF": ("list.pdf", b"%PDF-1.7\n%", NO_SPREADSHEET),
        "PDF under another name": ("list.csv", b"%PDF-1.7\n%", NO_SPREADSHEET),
        "a photograph of the list": ("list.xlsx", b"\xff\xd8\xff\xe0\0\x10JFIF", NO_SPREADSHEET),
        "a program": ("list.xlsx", b"MZ\x90\0" + b"\0" * 60, NO_SPREADSHEET),
        "rich text": ("list.csv", b"{\\rtf1 Kim}", NO_SPREADSHEET),
    }


def texts():
    page = b"<html><body><table><tr><td>Kim</td></tr></table></body></html>"
    return {
        "a web page as a workbook": ("list.xlsx", page, WEB),
        "a web page as CSV": ("list.csv", b"\xef\xbb\xbf\r\n <!DOCTYPE html>" + page, WEB),
        "XML": ("list.csv", b'<?xml version="1.0"?><people/>', WEB),
        "CSV as a workbook": ("list.xlsx", text_of(PEOPLE).encode(), NAMED),
        "nothing": ("list.csv", b"", EMPTY),
        "zeros": ("list.csv", b"\0" * 5000, EMPTY),
        "line ends": ("list.csv", b"\r\n" * 50, EMPTY),
        "separators": ("list.csv", b",,,\r\n" * 50, NOTHING),
        "bytes by chance": ("list.csv", bytes(range(1, 32)) * 40, NO_SPREADSHEET),
        "half a UTF-16 letter": ("list.csv", "Name\r\nKim".encode("utf-16") + b"\x00", LETTERS),
        "UTF-16 that is none": ("list.csv", b"\xff\xfe" + b"\x00\xd8" * 20, LETTERS),
        "UTF-8 that is none": ("list.csv", b"\xef\xbb\xbfName\r\nJos\xe9", LETTERS),
        "a quotation mark left open": ("list.csv", b'Name,E-mail\r\n"Kim,kim@example.org\r\n', QUOTES),
        "a quotation mark in the middle": ("list.csv", b'Name,E-mail\r\n"Kim" Osei,kim@example.org\r\n', QUOTES),
        "a text without end": ("list.csv", b'Name\r\n"' + b"x" * 200_000, QUOTES),
        "a thousand columns": ("list.csv", (",".join(["x"] * 1000)).encode(), "The file has more than 100 columns."),
        "a cell far out": ("a.xlsx", with_sheet(f"<row>{inline('XFD1', 'Kim')}</row>"), "The file has more than 100"),
        "more rows than we take": ("list.csv", b"Kim\r\n" * 20_001, "The file has more than 20,000 rows."),
        "more bytes than we take": ("list.csv", b"Kim\r\n" * 2_000_001, "The file is larger than 10 MB."),
    }
