"""Makers of the files that people upload: good ones, broken ones, and those that are not what they say."""

import io
import struct
import zipfile

from openpyxl import Workbook

NAMES = ["José", "Zoë", "Seán", "Anaïs", "Günther", "Bjørk", "François", "Núria", "Chloë", "Siân"]
PEOPLE = [["Name", "E-mail"]] + [[f"{NAMES[n % 10]} Ivanov {n}", f"person{n}@example.org"] for n in range(50)]
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)


class Upload(io.BytesIO):
    """A file as Django hands it to us: with the name it had on the other machine."""

    def __init__(self, content, name="list.xlsx"):
        super().__init__(content)
        self.name = name
        self.size = len(content)


def workbook_of(rows, *, title="People", epoch=None, others=()):
    """Return an XLSX file of rows; `others` are further sheets, as (title, rows)."""
    workbook = Workbook()
    if epoch:
        workbook.epoch = epoch
    workbook.active.title = title
    for name, lines in [(title, rows), *others]:
        sheet = workbook[name] if name in workbook.sheetnames else workbook.create_sheet(name)
        for line in lines:
            sheet.append(line)
    output = io.BytesIO()
    workbook.save(output)
    return output.getvalue()


def text_of(rows, *, delimiter=",", end="\r\n"):
    return end.join(delimiter.join(row) for row in rows) + end


def parts_of(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts, *, packing=zipfile.ZIP_DEFLATED):
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", packing) as archive:
        for name, content in parts.items() if isinstance(parts, dict) else parts:
            archive.writestr(name, content)
    return output.getvalue()


def with_parts(**changed):
    """Return a good workbook in which parts are replaced or added; `__` stands for a slash and `_dot_` for a dot."""
    named = {name.replace("__", "/").replace("_dot_", "."): content for name, content in changed.items()}
    return packed(parts_of(workbook_of(PEOPLE[:4])) | named)


SHEET = "xl__worksheets__sheet1_dot_xml"


def with_sheet(rows, *, before="", doctype="", dimension="A1:B2"):
    """Return a workbook whose only sheet has this XML in the place of its rows."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    xml = f'<?xml version="1.0"?>{doctype}<worksheet xmlns="{main}"><dimension ref="{dimension}"/>{before}'
    return with_parts(**{SHEET: f"{xml}<sheetData>{rows}</sheetData></worksheet>"})


def with_texts(xml):
    """Return a workbook whose table of shared texts is this; openpyxl's own workbooks have none."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    types = parts_of(workbook_of(PEOPLE[:4]))["[Content_Types].xml"].decode()
    told = types.replace("</Types>", f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>')
    return with_parts(**{"[Content_Types]_dot_xml": told, "xl__sharedStrings_dot_xml": xml})


def inline(cell, text):
    return f'<c r="{cell}" t="inlineStr"><is><t>{text}</t></is></c>'


def with_flag(content, flag):
    """Return an archive in which every part claims this flag, as those with a password do."""
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at >= 0:
            content = content[: at + place] + struct.pack("<H", flag) + content[at + place + 2 :]
            at = content.find(mark, at + 4)
    return content


def old_excel(*, holds=b""):
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + holds + b"\0" * 512


LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9))
LAUGHS = f'<!DOCTYPE a [<!ENTITY a0 "ha">{LAUGHS}]>'
SECRET = '<!DOCTYPE a [<!ENTITY secret SYSTEM "file:///etc/hostname">]>'
FETCHED = '<!DOCTYPE a [<!ENTITY secret SYSTEM "http://example.org/secret">]>'
