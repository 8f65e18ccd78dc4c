"""What python-docx has no words for: header rows that repeat, texts of pictures, page numbers, languages."""

from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from sessions.printing import begins_rtl

TEAL, INK, QUIET = RGBColor(0x0B, 0x4F, 0x5C), RGBColor(0x1C, 0x23, 0x26), RGBColor(0x4A, 0x55, 0x59)
EDGE = "D8D2C6"
AMBER = "F2A33A"
LETTERS = "Arial"  # where it is missing, offices have one of the same measures
STYLES = {
    "Normal": (10.5, INK),
    "Title": (28, TEAL),
    "Subtitle": (13, INK),
    "Heading 1": (16, TEAL),
    "Caption": (11, INK),
    "List Bullet": (10.5, INK),
}
LONGEST_DESCRIPTION = 8_000


def write(paragraph, text, *, bold=None, size=None, colour=None):
    """Add text to a paragraph, from the right where it begins with a letter of such a script."""
    run = paragraph.add_run(text)
    run.bold = bold
    if size:
        run.font.size = Pt(size)
    if colour:
        run.font.color.rgb = colour
    if begins_rtl(text):
        run.font.rtl = True


def set_letters(document):
    """Give the styles our sizes and colours, and one family of letters instead of the theme's."""
    for name, (size, colour) in STYLES.items():
        style = document.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = LETTERS, Pt(size), colour
        style.font.italic = False
        letters = style.element.rPr.rFonts
        for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            letters.attrib.pop(qn(f"w:{kind}"), None)
    line = document.styles["Title"].element.pPr.find(f"{qn('w:pBdr')}/{qn('w:bottom')}")
    line.set(qn("w:color"), AMBER)
    line.attrib.pop(qn("w:themeColor"), None)
    document.styles["Caption"].paragraph_format.keep_with_next = True
    document.styles["Caption"].paragraph_format.space_before = Pt(12)


def set_language(document, language):
    """Say in which language everything is, for spelling and for screen readers."""
    defaults = document.styles.element.find(qn("w:docDefaults"))
    for each in (*defaults.iter(qn("w:lang")), *document.settings.element.iter(qn("w:themeFontLang"))):
        each.set(qn("w:val"), language)


def add_page_number(paragraph):
    """Add "3 / 8" at the end of the line."""
    paragraph.style.paragraph_format.tab_stops.clear_all()
    paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(17.4), WD_TAB_ALIGNMENT.RIGHT)
    add_field(paragraph, "PAGE")
    write(paragraph, " / ", colour=QUIET)
    add_field(paragraph, "NUMPAGES")


def add_field(paragraph, name):
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    shown, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "1"
    shown.append(text)
    field.append(shown)
    paragraph._p.append(field)


def repeat_as_header(row):
    """Repeat a row on top of every page that its table reaches."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def keep_row_whole(row):
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def keep_together(table):
    """Keep a table on one page: each of its rows with the next."""
    for row in table.rows[:-1]:
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True


def describe_table(table, caption):
    """Name a table for screen readers; its first row and column are headers."""
    name = OxmlElement("w:tblCaption")
    name.set(qn("w:val"), caption[:LONGEST_DESCRIPTION])
    table._tbl.tblPr.append(name)


def describe(picture, *, name, text):
    """Say what a picture shows."""
    facts = picture._inline.docPr
    facts.set("descr", text[:LONGEST_DESCRIPTION])
    facts.set("title", name[:LONGEST_DESCRIPTION])


def draw_lines(table):
    """Draw a thin line below every row, with little air beside the texts; columns stay as wide as they are set."""
    table.autofit = False
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        line = OxmlElement(f"w:{side}")
        for key, value in {"val": "single", "sz": "4", "space": "0", "color": EDGE}.items():
            line.set(qn(f"w:{key}"), value)
        borders.append(line)
    table._tbl.tblPr.find(qn("w:tblW")).addnext(borders)
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "50")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.find(qn("w:tblLook")).addprevious(margins)
