"""Which sessions a year counts, and what it makes of their figures."""

from datetime import date

import pytest
import time_machine

from people.models import Organisation
from reports.saying import say_figure
from sessions.finishing import finish_session, reopen_session
from sessions.models import Qualifier, Source
from sessions.scheduling import cancel_session
from tests.factories import london, make_attendance, make_person, make_sector, make_session
from tests.reports.figures import cells_in, delivered, report_of, sessions_in, table_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("on", "year"),
    [
        ((2016, 3, 31), "2015/16"),
        ((2016, 4, 1), "2016/17"),
        ((2017, 3, 31), "2016/17"),
        ((2017, 4, 1), "2017/18"),
    ],
)
def test_a_session_counts_in_the_year_of_its_day_and_in_no_other(on, year):
    delivered(on)

    years = [label for label in ["2015/16", "2016/17", "2017/18"] if sessions_in(label)]

    assert years == [year]


def test_a_late_evening_counts_by_londons_date():
    # 23.30 on 31 March in UTC is half past midnight on 1 April in London, which keeps summer time by then.
    delivered((2017, 4, 1), starts_at=london(2017, 4, 1, 0, 30))

    assert [sessions_in("2016/17"), sessions_in("2017/18")] == [0, 1]


def test_two_days_over_the_turn_of_the_year_count_in_the_new_year():
    days = [(london(2017, month, day, 10), london(2017, month, day, 15)) for month, day in [(3, 31), (4, 1)]]
    delivered((2017, 4, 1), days=days)

    assert [sessions_in("2016/17"), sessions_in("2017/18")] == [0, 1]


def test_school_and_calendar_years_count_by_their_own_days():
    delivered((2016, 8, 31))

    years = [("2015/16", "school"), ("2016/17", "school"), ("2016/17", "financial"), ("2016", "calendar")]

    assert [sessions_in(year, kind=kind) for year, kind in years] == [1, 0, 1, 1]


def test_a_draft_is_not_counted():
    make_session(starts_at=london(2017, 1, 10, 10), status="draft")

    assert sessions_in("2016/17") == 0


def test_a_cancelled_session_is_not_counted(officer):
    cancel_session(make_session(starts_at=london(2017, 1, 10, 10)), reason="Snow", by=officer)

    assert sessions_in("2016/17") == 0


def test_a_session_counts_from_the_day_after_it(course):
    make_session(course, starts_at=london(2017, 1, 10, 10))

    assert [sessions_in("2016/17", today=date(2017, 1, day)) for day in (10, 11)] == [0, 1]


def test_the_last_hour_of_the_day_in_london_decides_what_today_is(course):
    make_session(course, starts_at=london(2026, 6, 10, 10))

    with time_machine.travel(london(2026, 6, 11, 0, 10), tick=False):
        counted = sessions_in("2026/27")

    assert counted == 1


def test_not_recorded_is_not_nought():
    delivered((2017, 1, 10), attended=None)

    total = table_in("2016/17").total.tally

    assert (total.sessions, total.attended, total.not_recorded) == (1, None, 1)


def test_nobody_came_is_nought():
    delivered((2017, 1, 10), attended=0)

    total = table_in("2016/17").total.tally

    assert (total.sessions, total.attended, total.not_recorded) == (1, 0, 0)


def test_a_row_adds_up_what_is_known_and_says_how_much_is_not():
    delivered((2017, 1, 10), attended=12)
    delivered((2017, 1, 11), attended=None)

    total = table_in("2016/17").total.tally

    assert (total.sessions, total.attended, total.not_recorded) == (2, 12, 1)


@pytest.mark.parametrize(
    ("qualifiers", "said"),
    [
        (["counted", "counted"], "20"),
        (["counted", "estimated"], "approximately 20"),
        (["at_least", "counted"], "over 20"),
        (["at_least", "estimated"], "approximately 20"),
    ],
)
def test_a_sum_is_as_sure_as_its_least_sure_part(qualifiers, said):
    for qualifier in qualifiers:
        delivered((2017, 1, 10), qualifier=Qualifier(qualifier))

    total = cells_in(report_of("2016/17"), "audience-professionals", column="attended")["Total"]
    assert say_figure(total) == said


def test_an_unfinished_session_is_counted_and_named(course):
    make_session(course, starts_at=london(2017, 1, 10, 10))

    (missing,) = report_of("2016/17").table("without-figure").rows

    assert (missing.cells[0], missing.label) == (date(2017, 1, 10), "Seeing the signs")
    assert missing.cells[3] == "Not finished yet"


def test_a_reopened_session_is_named_and_its_earlier_figure_counts(officer):
    reopen_session(delivered((2017, 1, 10), attended=12), reason="A sheet turned up", by=officer)

    report = report_of("2016/17")

    assert report.tables[0].total.cells[1].value == 12
    (missing,) = report.table("without-figure").rows
    assert [missing.cells[3], missing.cells[4].value] == ["Reopened: its earlier figure counts for now", 12]


def test_attended_counts_attendances_and_not_people(officer):
    person = make_person()
    for day in (10, 11):
        session = make_session(starts_at=london(2017, 1, day, 10))
        make_attendance(session, person=person)
        finish_session(session, source=Source.REGISTER, by=officer)

    assert table_in("2016/17").total.tally.attended == 2


def test_where_people_work_now_changes_no_figure(officer):
    session = make_session(starts_at=london(2017, 1, 10, 10), sector=make_sector("Education"))
    attendance = make_attendance(session)
    finish_session(session, source=Source.REGISTER, by=officer)
    before = table_in("2016/17")

    attendance.delegate.organisation = Organisation.objects.create(name="Clearwater Clinic")
    attendance.delegate.save()

    assert table_in("2016/17") == before


def test_sessions_told_apart_are_in_no_table():
    delivered((2017, 1, 10), counts_in_tables=False)

    report = report_of("2016/17")

    assert sessions_in("2016/17") == 0
    assert [row.cells[2].value for row in report.table("told-apart").rows] == [10]


def test_a_year_without_any_session_is_compared_with_nothing():
    delivered((2017, 1, 10))

    report = report_of("2016/17")

    assert report.compared == ()
    assert table_in("2016/17").total.change("year_before") is None


def test_a_running_year_is_compared_with_the_same_days_of_the_last():
    for on in [(2016, 5, 3), (2017, 1, 10), (2017, 5, 3)]:
        delivered(on)

    total = table_in("2017/18", today=date(2017, 6, 1)).total

    assert (total.tally.attended, total.beside["year_before"][1].attended, total.change("year_before")) == (10, 10, 0)


def test_the_report_of_a_year_to_come_counts_nothing():
    assert (report_of("2090/91").is_complete, sessions_in("2090/91")) == (False, 0)
