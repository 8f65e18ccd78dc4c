"""The public's report: small numbers are hidden in every table and every output, and sessions never are."""

import csv

import pytest
from bs4 import BeautifulSoup

from reports.as_csv import report_as_csv
from reports.as_data import report_as_data
from reports.as_document import report_as_html
from reports.document import Hidden, Reader
from reports.files import FORMATS
from reports.making import QUARTERLY
from tests.factories import make_course, make_sector
from tests.reports.figures import cells_in, delivered, report_of
from tests.reports.written import everything_in

pytestmark = pytest.mark.django_db


def of_three_rows(**facts):
    for day, attended, label in [(10, 3, "Care"), (11, 20, "Health"), (12, 33, "Education")]:
        delivered((2017, 1, day), attended=attended, sector=make_sector(label))
    return report_of("2016/17", reader=Reader.PUBLIC, **facts)


def test_the_data_says_what_is_hidden_and_why():
    rows = report_as_data(of_three_rows())["tables"][0]["rows"]

    assert [(row["label"], row["attended"], row["suppressed"]) for row in rows] == [
        ("Care", None, "small"),
        ("Education", 33, None),
        ("Health", None, "derivable"),
    ]


def test_every_output_hides_the_same():
    report = of_three_rows()

    document = [cell.text for cell in BeautifulSoup(report_as_html(report), "html.parser")(["td", "li"])]
    lines = [line[-1] for line in csv.reader(report_as_csv(report).decode("utf-8-sig").splitlines())]

    assert ["fewer than 5" in said for said in (document, lines)] == [True, True]
    assert ["20" in said for said in (document, lines)] == [False, False]


def test_the_board_reads_every_number():
    of_three_rows()

    attended = cells_in(report_of("2016/17"), "audience-professionals", column="attended")

    assert [figure.value for figure in attended.values()] == [3, 33, 20, 56]


def test_two_tables_of_the_same_people_are_judged_together():
    for day, attended, title in [(10, 3, "One"), (11, 20, "Two")]:
        delivered((2017, 1, day), attended=attended, course=make_course(title=title))

    report = report_of("2016/17 Q4", name=QUARTERLY, reader=Reader.PUBLIC)

    courses = cells_in(report, "courses", column="attended")
    measures = cells_in(report, "measures-attended", column="attended")
    hidden = [figure.hidden for figure in (courses["One"], courses["Two"], courses["Total"], measures["Professionals"])]
    assert hidden == [Hidden.SMALL, Hidden.DERIVABLE, Hidden.NO, Hidden.NO]


def test_the_change_of_a_hidden_number_is_hidden():
    delivered((2016, 1, 10), attended=10)
    delivered((2017, 1, 10), attended=3)

    report = report_of("2016/17", reader=Reader.PUBLIC)

    changes = cells_in(report, "audience-professionals", column="change_year_before")
    assert {figure.hidden for figure in changes.values()} == {Hidden.DERIVABLE}


def test_sessions_are_never_hidden():
    delivered((2017, 1, 10), attended=3)

    sessions = cells_in(report_of("2016/17", reader=Reader.PUBLIC), "audience-professionals", column="sessions")

    assert {figure.value for figure in sessions.values()} == {1}


def test_nobody_is_stated():
    delivered((2017, 1, 10), attended=0)

    attended = cells_in(report_of("2016/17", reader=Reader.PUBLIC), "audience-professionals", column="attended")

    assert {(figure.value, figure.hidden) for figure in attended.values()} == {(0, Hidden.NO)}


def test_what_is_shown_can_be_rounded():
    attended = cells_in(of_three_rows(round_to=5), "audience-professionals", column="attended")

    assert [(figure.value, figure.hidden) for figure in attended.values() if not figure.is_hidden] == [
        (35, Hidden.NO),
        (55, Hidden.NO),
    ]


def test_the_report_says_what_is_hidden():
    remarks = of_three_rows().section("notes").remarks

    assert (
        "Numbers of people from 1 to 4 are shown as “fewer than 5”. Further numbers are not shown where they would "
        "give such a one away. 0 is shown."
    ) in remarks


@pytest.mark.parametrize("ending", FORMATS)
def test_a_hidden_number_is_nowhere_inside_a_file(ending):
    figures = [("Care", 3), ("Education", 41117), ("Health", 98765), ("Youth", 73459)]
    for label, attended in figures:
        delivered((2017, 1, 10), attended=attended, sector=make_sector(label))

    inside = everything_in(FORMATS[ending].write(report_of("2016/17", reader=Reader.PUBLIC)), ending=ending)

    assert [number in inside for number in ("41117", "41,117")] == [False, False]
    assert "98765" in inside.replace(",", "")
