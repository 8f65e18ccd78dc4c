"""What an uploaded file is, by its content. Its name decides nothing; it may only contradict."""

import io
import struct
import zipfile

from spreadsheets import refusing
from spreadsheets.refusing import Unreadable

MOST_UNPACKED = 100_000_000
MOST_ENTRIES = 200
HIGHEST_RATIO = 100
# Parts that are read as a whole before the first row is: what they hold takes many times its size in memory.
MOST_OF_TEXTS = 30_000_000
MOST_OF_A_PART = 10_000_000

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # old Excel, and the wrapping of a workbook with a password
ZIP = (b"PK\x03\x04", b"PK\x05\x06")
OTHER_KINDS = (
    ((b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ"), refusing.COMPRESSED),
    ((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf", b"SQLite", b"\x7fELF", b"MZ"), refusing.NO_SPREADSHEET),
)
BROKEN_ARCHIVE = (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, struct.error, EOFError)


def is_workbook(content):
    """Return whether a file is a workbook that may be opened; False for one that may be text.

    Raises Unreadable for everything else that can be told by its first bytes or by what is packed in it.
    """
    for beginnings, sentence in OTHER_KINDS:
        if content.startswith(beginnings):
            raise Unreadable(sentence)
    if content.startswith(OLE):
        locked = "EncryptedPackage".encode("utf-16-le") in content
        raise Unreadable(refusing.HAS_PASSWORD if locked else refusing.OLD_EXCEL)
    if not content.startswith(ZIP):
        return False
    check_archive(content)
    return True


def check_archive(content):
    """Refuse an archive that is no workbook of values, or that would be too much to unpack. Nothing is unpacked."""
    try:
        entries = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except BROKEN_ARCHIVE:
        raise Unreadable(refusing.DAMAGED) from None
    refuse_too_much(entries, packed=len(content))
    refuse_tricks(entries)
    refuse_other_archives({entry.filename for entry in entries})


def refuse_too_much(entries, *, packed):
    """Refuse by the sizes the archive declares: no more than that is ever unpacked of a part."""
    unpacked = sum(entry.file_size for entry in entries)
    too_much = unpacked > MOST_UNPACKED or unpacked > packed * HIGHEST_RATIO or len(entries) > MOST_ENTRIES
    if too_much or any(entry.file_size > most_of(entry.filename) for entry in entries):
        raise Unreadable(refusing.TOO_LARGE_UNPACKED)


def most_of(name):
    if not name.endswith((".xml", ".rels")) or name.startswith("xl/worksheets/"):
        return MOST_UNPACKED
    return MOST_OF_TEXTS if name == "xl/sharedStrings.xml" else MOST_OF_A_PART


def refuse_tricks(entries):
    """Refuse parts with a password, with names that lead elsewhere or come twice, or packed as no office does."""
    if any(entry.flag_bits & 1 for entry in entries):
        raise Unreadable(refusing.HAS_PASSWORD)
    names = [entry.filename for entry in entries]
    astray = any(name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/") for name in names)
    packings = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
    if astray or len(names) != len(set(names)) or any(entry.compress_type not in packings for entry in entries):
        raise Unreadable(refusing.DAMAGED)


def refuse_other_archives(names):
    if any(name.endswith("vbaProject.bin") or name.startswith("xl/macrosheets/") for name in names):
        raise Unreadable(refusing.HAS_MACROS)
    if "xl/workbook.bin" in names:
        raise Unreadable(refusing.BINARY_EXCEL)
    if "mimetype" in names and "content.xml" in names:
        raise Unreadable(refusing.OPEN_DOCUMENT)
    if any(name.startswith("Index/") and name.endswith(".iwa") for name in names):
        raise Unreadable(refusing.APPLE_NUMBERS)
    if "[Content_Types].xml" not in names:
        raise Unreadable(refusing.COMPRESSED)
    if not any(name.startswith("xl/") for name in names):
        raise Unreadable(refusing.NO_SPREADSHEET)
