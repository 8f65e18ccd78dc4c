"""The rows of a table over the years: renamed, split, taken up anew, and joined over a change in mid-year."""

from datetime import date

import pytest
from django.utils import timezone

from courses.models import GroupingNote, GroupingSet
from reports.as_data import report_as_data
from tests.factories import make_course, make_sector, make_session
from tests.reports.figures import asked, delivered, report_of, table_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def schools():
    """The row "Schools" of the set in use until 31 March 2017."""
    row = make_sector("Schools", starts_on="2015-04-01", order=1)
    GroupingSet.objects.filter(pk=row.grouping_set_id).update(ends_on="2017-03-31")
    return row


def renamed(row, label="Education", **facts):
    """Return a row of the set from 1 April 2017 on that carries another on."""
    return make_sector(label, starts_on="2017-04-01", continues=row, **facts)


def labels(year, **where):
    return [line.label for line in table_in(year, **where).lines]


def test_a_row_renamed_from_a_year_on_leaves_the_year_before_as_printed(schools):
    delivered((2017, 1, 10), sector=schools)
    before = table_in("2016/17")

    delivered((2017, 5, 9), sector=renamed(schools))

    assert table_in("2016/17") == before
    assert labels("2017/18") == ["Education"]


def test_the_change_is_counted_against_the_row_that_is_carried_on(schools):
    delivered((2017, 1, 10), attended=10, sector=schools)
    delivered((2017, 5, 9), attended=25, sector=renamed(schools))

    (line,) = table_in("2017/18").lines

    assert (line.label, line.change("year_before")) == ("Education", 15)


def test_a_row_of_the_same_name_is_compared_without_being_told(schools):
    delivered((2017, 1, 10), attended=10, sector=schools)
    delivered((2017, 5, 9), attended=12, sector=make_sector("Schools", starts_on="2017-04-01"))

    assert [line.change("year_before") for line in table_in("2017/18").lines] == [2]


def test_a_row_that_was_split_says_nothing_of_the_change(schools):
    delivered((2017, 1, 10), sector=schools)
    delivered((2017, 5, 9), sector=renamed(schools, "Primary schools", order=1))
    delivered((2017, 5, 10), sector=renamed(schools, "Secondary schools", order=2))

    assert [(line.label, line.change("year_before")) for line in table_in("2017/18").lines] == [
        ("Primary schools", None),
        ("Secondary schools", None),
    ]


def test_a_new_row_has_nothing_to_be_compared_with(schools):
    delivered((2017, 1, 10), sector=schools)
    renamed(schools)

    delivered((2017, 5, 9), sector=make_sector("Health", starts_on="2017-04-01", order=9))

    assert [line.change("year_before") for line in table_in("2017/18").lines] == [-10, None]


def test_a_school_year_over_both_sets_prints_one_row_with_the_new_name(schools):
    delivered((2016, 10, 4), attended=10, sector=schools)
    delivered((2017, 6, 6), attended=20, sector=renamed(schools))

    lines = table_in("2016/17", kind="school").lines

    assert [(line.label, line.tally.sessions, line.tally.attended) for line in lines] == [("Education", 2, 30)]


def test_an_older_row_that_nothing_carries_on_keeps_a_line_of_its_own(schools):
    delivered((2016, 10, 4), attended=10, sector=schools)
    make_sector("Health", starts_on="2017-04-01")

    assert labels("2016/17", kind="school") == ["Health", "Schools"]


def test_rows_stand_in_their_set_order_whether_or_not_they_had_sessions():
    for order, label in enumerate(["Health", "Education", "Care"]):
        make_sector(label, order=order)

    lines = table_in("2016/17").lines

    assert [(line.label, line.tally.sessions, line.tally.attended) for line in lines] == [
        ("Health", 0, 0),
        ("Education", 0, 0),
        ("Care", 0, 0),
    ]


def test_a_session_in_a_row_of_another_year_is_not_lost(schools):
    delivered((2016, 10, 4), attended=10, sector=make_sector("Health", starts_on="2019-04-01"))

    table = table_in("2016/17")

    assert [(line.label, line.tally.people) for line in table.lines] == [("Schools", 0), ("Health", 10)]


def test_a_session_without_a_row_has_a_line_that_says_so(schools):
    make_sector("Health", starts_on="2015-04-01")
    delivered((2016, 10, 4), attended=10)

    assert labels("2016/17") == ["Health", "Schools", "No reporting sector yet"]


def test_a_session_stays_in_its_rows_table_when_its_course_changes_audience(schools):
    course = make_course()
    delivered((2016, 10, 4), course=course, sector=schools)

    course.audience_id = make_course(audience="elected-members").audience_id
    course.save()

    assert table_in("2016/17").total.tally.sessions == 1


def test_a_note_is_printed_with_the_rows_of_this_table_only(schools):
    note = GroupingNote.objects.create(grouping_set=schools.grouping_set, text="Academies too.")
    note.sectors.add(schools)
    renamed(schools)

    notes = [table_in(year).notes for year in ("2016/17", "2017/18")]

    assert notes == [(("Academies too.", ("Schools",)),), ()]


def test_the_number_of_queries_does_not_grow_with_sessions(schools, django_assert_num_queries):
    sessions = [make_session(starts_at=long_ago()) for _ in range(3)]
    with django_assert_num_queries(31):
        report_as_data(report_of("2016/17"))

    multiply(sessions[0], times=297)

    with django_assert_num_queries(31):
        data = report_as_data(report_of("2016/17"))
    assert data["tables"][0]["total"]["sessions"] == 300


def test_the_school_year_of_a_set_counts_from_september(schools):
    period = asked("2016/17", kind="school").period

    assert (period.first, period.last) == (date(2016, 9, 1), date(2017, 8, 31))


def long_ago():
    return timezone.datetime(2017, 1, 10, 10, tzinfo=timezone.get_current_timezone())


def multiply(session, *, times):
    """Copy a session's row, each with references of its own."""
    fields = [f for f in session._meta.concrete_fields if not (f.primary_key or f.unique)]
    facts = {field.attname: getattr(session, field.attname) for field in fields}
    type(session).objects.bulk_create(type(session)(**facts) for _ in range(times))
