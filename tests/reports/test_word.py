"""Reports as Word: what a reader with Word, or with a screen reader, finds in them."""

import io
import zipfile

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from reports.as_word import report_as_docx
from reports.periods import read_period
from tests.factories import make_sector
from tests.reports.figures import delivered, report_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def report():
    for attended, label in [(7, "Care"), (33, "Education"), (None, "Health")]:
        delivered((2017, 1, 10), attended=attended, sector=make_sector(label))
    return report_of("2016/17")


@pytest.fixture
def document(report):
    return Document(io.BytesIO(report_as_docx(report)))


def test_it_has_a_title_and_a_language(document):
    facts = document.core_properties
    languages = {each.get(qn("w:val")) for each in document.styles.element.iter(qn("w:lang"))}

    assert (facts.title, facts.language, languages) == ("Annual report 2016/17", "en-GB", {"en-GB"})


def test_its_headings_are_headings(document, report):
    headings = [each.text for each in document.paragraphs if each.style.name == "Heading 1"]

    assert headings == [*(section.title for section in report.sections), "What the numbers count"]


def test_the_first_row_of_every_table_is_repeated_and_no_row_is_split(document):
    for table in document.tables:
        marked = [[part.tag for part in row._tr.trPr] for row in table.rows]

        assert [qn("w:tblHeader") in tags for tags in marked] == [True] + [False] * (len(marked) - 1)
        assert all(qn("w:cantSplit") in tags for tags in marked)


def test_every_table_has_its_caption_above_it(document, report):
    captions = [each.text for each in document.paragraphs if each.style.name == "Caption"]
    named = [table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) for table in document.tables]

    printed = [table.caption for section in report.sections for table in section.printed()]
    assert named == printed
    assert [caption for caption in captions if caption in printed] == printed


def test_a_chart_says_what_it_shows(document):
    [picture] = document.inline_shapes

    assert picture._inline.docPr.get("descr") == (
        "Bar chart. Professionals, 2016/17: attended. Care: 7; Education: 33; Health: not recorded."
    )


def test_pages_are_numbered_and_nothing_else_is_worked_out(report):
    parts = zipfile.ZipFile(io.BytesIO(report_as_docx(report)))
    texts = {name: parts.read(name).decode() for name in parts.namelist() if name.endswith(".xml")}

    fields = [part for text in texts.values() for part in text.split("<w:fldSimple ")[1:]]
    assert [field.split('"')[1] for field in fields] == ["PAGE", "NUMPAGES"]
    assert "w:instrText" not in "".join(texts.values())


def test_wide_tables_lie_across():
    for year, attended in [(2017, 30), (2016, 20), (2015, 10)]:
        delivered((year, 1, 10), attended=attended)
    two = (("year_before", "2015/16"), ("two_years_before", "2014/15"))

    report = report_of("2016/17", beside=tuple((key, read_period(label)) for key, label in two))
    document = Document(io.BytesIO(report_as_docx(report)))

    across = [section.orientation == WD_ORIENT.LANDSCAPE for section in document.sections]
    assert across == [False, True, False]
