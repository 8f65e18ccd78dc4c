"""Competitions in the report: schools invited and entered, and entries by year group, numbers only."""

from datetime import date

import pytest

from reports.document import Hidden, Reader
from reports.saying import say_figure
from sessions.models import Competition, CompetitionEntries
from tests.reports.figures import cells_in, report_of

pytestmark = pytest.mark.django_db


def held(closes_on=(2017, 2, 10), *, invited=40, entered=12, **entries):
    """Make a competition; `entries` are numbers by year group, such as y7=120."""
    facts = {"closes_on": date(*closes_on), "schools_invited": invited, "schools_entered": entered}
    made = Competition.objects.create(title="Draw a safe street", **facts)
    for group, number in entries.items():
        CompetitionEntries.objects.create(competition=made, year_group=group.removeprefix("y"), number=number)
    return made


def line_in(report):
    return [say_figure(cell) for cell in report.table("competitions").rows[0].cells[1:]]


def test_invited_entered_and_entries_are_told():
    held(y6=140, y7=95, y8=31)

    assert line_in(report_of("2016/17")) == ["40", "12", "30 %", "266"]


def test_few_schools_are_no_percentage():
    held(invited=8, entered=6)

    assert line_in(report_of("2016/17")) == ["8", "6", "6 of 8", "not recorded"]


def test_entries_are_told_by_year_group_in_the_order_of_a_school():
    competition = held(y8=31, y6=140, y7=95)

    entries = cells_in(report_of("2016/17"), f"entries-{competition.pk}", column="entries")

    assert [(label, figure.value) for label, figure in entries.items()] == [
        ("Year 6", 140),
        ("Year 7", 95),
        ("Year 8", 31),
        ("Total", 266),
    ]


def test_few_entries_of_a_year_group_are_hidden_from_the_public():
    competition = held(y6=140, y7=95, y8=2)

    entries = cells_in(report_of("2016/17", reader=Reader.PUBLIC), f"entries-{competition.pk}", column="entries")

    assert [figure.hidden for figure in entries.values()] == [
        Hidden.NO,
        Hidden.DERIVABLE,
        Hidden.SMALL,
        Hidden.NO,
    ]


@pytest.mark.parametrize(
    ("closes_on", "is_told"), [((2016, 3, 31), False), ((2016, 4, 1), True), ((2017, 4, 1), False)]
)
def test_a_competition_belongs_to_the_period_of_its_closing_day(closes_on, is_told):
    held(closes_on)

    assert (report_of("2016/17").section("competitions") is not None) == is_told


def test_the_queries_do_not_grow_with_competitions(django_assert_num_queries):
    for day in (3, 4, 5):
        held((2017, 2, day), y6=10)

    with django_assert_num_queries(32):
        report_of("2016/17")
