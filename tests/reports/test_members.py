"""Members trained of all members, and who can deliver a programme: as they stood on a day that is named."""

from datetime import date

import pytest

from reports.document import Hidden, Reader
from reports.models import MembersCount, MembershipBody
from reports.saying import say_figure
from sessions.models import DelivererCount
from tests.factories import make_course
from tests.reports.figures import cells_in, report_of

pytestmark = pytest.mark.django_db


def body(name="Northvale City Council", **counts):
    """Make a body; `counts` are (members, trained) by day, such as d2016_05_10=(84, 63)."""
    made = MembershipBody.objects.create(name=name)
    for day, (members, trained) in counts.items():
        on = date(*map(int, day.removeprefix("d").split("_")))
        MembersCount.objects.create(body=made, counted_on=on, members=members, trained=trained)
    return made


def trained_in(year="2016/17", *, column="members_trained_rate", **facts):
    found = cells_in(report_of(year, **facts), "members", column=column)
    return {label: say_figure(cell) for label, cell in found.items()}


def test_members_are_a_share_of_all_members():
    body(d2016_05_10=(84, 63))

    assert trained_in() == {"Northvale City Council": "75 %"}


def test_below_ten_it_is_so_many_of_so_many():
    body("Licensing panel", d2016_05_10=(8, 6))

    assert trained_in() == {"Licensing panel": "6 of 8"}


def test_the_latest_count_of_the_period_is_told_with_its_day():
    body(d2016_05_10=(84, 40), d2017_03_31=(84, 63), d2017_04_01=(84, 80))

    row = report_of("2016/17").table("members").rows[0]

    assert (row.cells[0], row.cells[2].value) == (date(2017, 3, 31), 63)


def test_bodies_are_not_added_up():
    body(d2016_05_10=(84, 63))
    body("Licensing panel", d2016_05_10=(12, 10))

    table = report_of("2016/17").table("members")

    assert (table.total, table.remarks) == (
        None,
        ("Bodies are not added up, because somebody may be a member of two.",),
    )


def test_a_body_that_was_not_counted_anew_is_named_with_its_day():
    body(d2015_05_10=(84, 63))

    section = report_of("2016/17").section("members")

    assert (section.tables, section.remarks) == (
        (),
        ("Not counted anew in the period: Northvale City Council (last on 10 May 2015).",),
    )


def test_few_members_are_hidden_from_the_public_with_their_share():
    body("Licensing panel", d2016_05_10=(8, 3))

    row = report_of("2016/17", reader=Reader.PUBLIC).table("members").rows[0]

    assert [cell.hidden for cell in row.cells[1:]] == [Hidden.NO, Hidden.SMALL, Hidden.DERIVABLE]


def test_trained_deliverers_are_told_as_they_stood_on_a_day():
    course = make_course(title="My voice")
    DelivererCount.objects.create(course=course, counted_on=date(2016, 9, 1), trained=22)

    row = report_of("2016/17").table("deliverers").rows[0]

    assert (row.label, row.cells[0], [say_figure(cell) for cell in row.cells[1:]]) == (
        "My voice",
        date(2016, 9, 1),
        ["22", "not recorded"],
    )
