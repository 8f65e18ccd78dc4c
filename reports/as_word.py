"""A report as a Word document: real headings, tables whose header rows repeat, charts with their text.

Everything is set as text: nothing that anybody typed becomes a field, a link or a style. The one field is the page
number.
"""

from io import BytesIO

from django.conf import settings
from django.utils.translation import override
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt

from reports.charts import charts_in
from reports.on_paper import report_on_paper
from reports.word_pieces import (
    QUIET,
    add_page_number,
    describe,
    describe_table,
    draw_lines,
    keep_row_whole,
    keep_together,
    repeat_as_header,
    set_language,
    set_letters,
    write,
)

CHART_WIDTH = Cm(10)
PORTRAIT, LANDSCAPE = (Cm(21), Cm(29.7)), (Cm(29.7), Cm(21))
MARGIN = Cm(1.8)
SHORT = 12  # rows, of a table that is not parted by the end of a page


def report_as_docx(report):
    """Return the bytes of the report as DOCX, on A4; sections with wide tables lie across."""
    with override(settings.LANGUAGE_CODE):
        said, charts = report_on_paper(report), charts_in(report)
        document = Document()
        begin(document, said)
        for section in said["sections"]:
            lay(document, across=section["is_wide"])
            write_section(document, section, charts)
        lay(document, across=False)
        write_meanings(document, said)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def begin(document, said):
    """Set up the document and write its title."""
    facts = document.core_properties
    facts.title, facts.author, facts.comments, facts.language = said["title"], said["service"], "", "en-GB"
    set_language(document, facts.language)
    set_letters(document)
    size(document.sections[0], PORTRAIT, WD_ORIENT.PORTRAIT)
    foot = document.sections[0].footer.paragraphs[0]
    write(foot, said["foot"] + "\t", colour=QUIET)
    add_page_number(foot)
    write(document.add_paragraph(), said["who"], bold=True)
    write(document.add_paragraph(style="Title"), said["title"])
    write(document.add_paragraph(style="Subtitle"), said["when"])
    if said["running"]:
        write(document.add_paragraph(), said["running"])


def lay(document, *, across):
    """Begin new pages where what follows lies otherwise than what went before."""
    orientation = WD_ORIENT.LANDSCAPE if across else WD_ORIENT.PORTRAIT
    if document.sections[-1].orientation != orientation:
        size(document.add_section(), LANDSCAPE if across else PORTRAIT, orientation)


def size(section, paper, orientation):
    section.orientation = orientation
    section.page_width, section.page_height = paper
    section.left_margin = section.right_margin = MARGIN
    section.top_margin = section.bottom_margin = Cm(2)


def write_section(document, section, charts):
    write(document.add_heading(level=1), section["title"])
    for sentence in section["sentences"]:
        write(document.add_paragraph(style="List Bullet"), sentence["words"])
    for table in section["tables"]:
        write_table(document, table)
        for chart in charts.get(table["key"], ()):
            write_chart(document, chart)
    for remark in section["remarks"]:
        write(document.add_paragraph(style="List Bullet"), remark)


def write_table(document, said):
    write(document.add_paragraph(style="Caption"), said["caption"])
    shares = [said["share"], *(column["share"] for column in said["columns"])]
    ends = [False, *(column["is_number"] for column in said["columns"])]
    lines = [*said["rows"], *([said["total"]] if said["total"] else [])]
    table = document.add_table(rows=1 + len(lines), cols=len(shares))
    describe_table(table, said["caption"])
    draw_lines(table)
    widths = widths_of(shares, section=document.sections[-1])
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    head = [said["heading"], *(column["title"] for column in said["columns"])]
    texts = [head, *([line["label"], *line["cells"]] for line in lines)]
    for number, (row, said_in_row) in enumerate(zip(table.rows, texts, strict=True)):
        bold = number == 0 or (number == len(lines) and bool(said["total"]))
        write_row(row, said_in_row, widths=widths, ends=ends, bold=bold)
    repeat_as_header(table.rows[0])
    if len(lines) <= SHORT:
        keep_together(table)
    write_notes(document, said)


def widths_of(shares, *, section):
    room = section.page_width - section.left_margin - section.right_margin
    return [int(room * share / sum(shares)) for share in shares]


def write_row(row, texts, *, widths, ends, bold):
    keep_row_whole(row)
    for cell, text, width, at_end in zip(row.cells, texts, widths, ends, strict=True):
        cell.width = width
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if at_end else WD_ALIGN_PARAGRAPH.LEFT
        write(paragraph, text, bold=bold, size=9)


def write_notes(document, said):
    notes = [f"{number}. {note}" for number, note in enumerate(said["notes"], start=1)]
    for number, text in enumerate([*notes, *said["remarks"]]):
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(0 if number else 6), Pt(2)
        write(paragraph, text, colour=QUIET, size=9)


def write_chart(document, chart):
    write(document.add_paragraph(style="Caption"), chart.title)
    picture = document.add_paragraph().add_run().add_picture(BytesIO(chart.png), width=CHART_WIDTH)
    describe(picture, name=chart.title, text=chart.text)


def write_meanings(document, said):
    if said["meanings"]:
        write(document.add_heading(level=1), said["counted"])
    for meaning in said["meanings"]:
        paragraph = document.add_paragraph()
        write(paragraph, f"{meaning['name']}: ", bold=True)
        write(paragraph, meaning["definition"])
