"""Reports as PDF: tagged, titled, and readable by those who listen."""

import io
from collections import Counter

import pikepdf
import pytest

from reports.as_pdf import report_as_pdf
from reports.document import Reader
from tests.factories import make_sector
from tests.reports.figures import delivered, report_of
from tests.reports.written import elements_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def report():
    for attended, label in [(7, "Care"), (33, "Education"), (None, "Health")]:
        delivered((2017, 1, 10), attended=attended, sector=make_sector(label))
    return report_of("2016/17")


@pytest.fixture
def pdf(report):
    with pikepdf.open(io.BytesIO(report_as_pdf(report))) as opened:
        yield opened


def test_it_is_tagged_with_title_and_language(pdf):
    with pdf.open_metadata() as facts:
        said = facts["dc:title"], facts["pdfuaid:part"]

    assert (bool(pdf.Root.MarkInfo.Marked), str(pdf.Root.Lang)) == (True, "en-GB")
    assert said == ("Annual report 2016/17", "1")


def test_every_table_has_a_header_for_each_column(pdf, report):
    tags = Counter(str(each.S) for each in elements_of(pdf))

    tables = [table for section in report.sections for table in section.printed()]
    assert tags["/Table"] == len(tables)
    assert tags["/TH"] == sum(1 + len(table.columns) for table in tables)
    assert tags["/TR"] == sum(1 + len(table.lines) for table in tables)


def test_headings_follow_each_other(pdf, report):
    tags = [str(each.S) for each in elements_of(pdf) if str(each.S) in {"/H1", "/H2", "/H3"}]

    assert tags == ["/H1"] + ["/H2"] * (len(report.sections) + 1)


def test_a_chart_says_what_it_shows(pdf):
    said = [str(each.Alt) for each in elements_of(pdf) if "/Alt" in each]

    assert said == ["Bar chart. Professionals, 2016/17: attended. Care: 7; Education: 33; Health: not recorded."]


def test_a_report_of_nothing_is_a_file_too(db):
    assert report_as_pdf(report_of("2016/17", reader=Reader.PUBLIC))[:5] == b"%PDF-"
