"""Planning, opening, moving and cancelling sessions."""

from datetime import timedelta

import pytest
from wagtail.models import ModelLogEntry

from courses.models import Audience
from sessions.models import BookingStatus, SessionStatus, TrainingSession
from sessions.refusals import CannotChange
from sessions.scheduling import cancel_session, close_booking, move_session, open_session, plan_series, sectors_for
from tests.factories import london, make_booking, make_course, make_sector, make_session, next_week

pytestmark = pytest.mark.django_db


def test_a_session_copies_how_its_audience_is_recorded():
    session = make_session(make_course(audience="young-people"))

    Audience.objects.filter(slug="parents-and-carers").update(recorded="by_name")

    assert (session.recorded, session.is_by_headcount) == ("by_headcount", True)


def test_a_two_day_session_is_one_session_of_its_last_day():
    days = [(london(2017, 3, 31, 10), london(2017, 3, 31, 16)), (london(2017, 4, 1, 10), london(2017, 4, 1, 16))]

    session = make_session(days=list(reversed(days)))

    assert (session.days.count(), session.starts_at, str(session.last_day)) == (2, days[0][0], "2017-04-01")


def test_the_last_day_is_londons_day():
    session = make_session(starts_at=london(2017, 6, 30, 22), minutes=90)

    assert str(session.last_day) == "2017-06-30"


def test_a_series_holds_its_sessions():
    dates = [[(next_week() + timedelta(weeks=n), next_week() + timedelta(weeks=n, hours=1))] for n in range(8)]

    series = plan_series(make_course(), title="Roadshows", dates=dates, counts_in_tables=False)

    assert series.sessions.filter(counts_in_tables=False).count() == 8


def test_rows_are_those_in_force_on_the_day():
    old = make_sector("Education", starts_on="2016-04-01")
    old.grouping_set.ends_on = "2017-03-31"
    old.grouping_set.save()
    new = make_sector("Schools and colleges", starts_on="2017-04-01")

    audience = new.grouping_set.audience
    rows = [list(sectors_for(audience, day)) for day in ["2016-03-31", "2017-03-31", "2017-04-01"]]

    assert rows == [[], [old], [new]]


def test_booking_is_closed_and_opened_again(session, officer):
    close_booking(session, by=officer)
    open_session(session, by=officer)

    actions = list(ModelLogEntry.objects.for_instance(session).order_by("pk").values_list("action", flat=True))
    assert actions == ["wagtail.create", "muster.session.booking_closed", "muster.session.open"]


def test_a_page_that_shows_an_old_state_changes_nothing(session, officer):
    stale = TrainingSession.objects.get(pk=session.pk)
    cancel_session(session, reason="The trainer is ill", by=officer)

    with pytest.raises(CannotChange):
        close_booking(stale, by=officer)

    assert TrainingSession.objects.get().status == SessionStatus.CANCELLED


def test_cancelling_cancels_every_booking_and_frees_the_seats(session, officer):
    bookings = [make_booking(session) for _ in range(3)]

    told = cancel_session(session, reason="The trainer is ill", by=officer)

    session.refresh_from_db()
    states = {b.status for b in session.bookings.all()}
    assert (len(told), states, session.seats_taken) == (len(bookings), {BookingStatus.CANCELLED}, 0)


def test_moving_replaces_the_days_and_raises_the_calendars_number(session, officer):
    later = session.starts_at + timedelta(days=7)

    move_session(session, days=[(later, later + timedelta(hours=3))], by=officer)

    assert (session.starts_at, session.days.count(), session.calendar_sequence) == (later, 1, 1)


def test_a_cancelled_session_is_not_moved(session, officer):
    cancel_session(session, reason="No room", by=officer)

    with pytest.raises(CannotChange):
        move_session(session, days=[(next_week(), next_week() + timedelta(hours=1))], by=officer)

    assert session.calendar_sequence == 0


def test_a_new_set_ends_the_one_before():
    make_sector("Education", starts_on="2016-04-01")
    new = make_sector("Schools and colleges", starts_on="2017-04-01")

    assert list(sectors_for(new.grouping_set.audience, "2017-04-01")) == [new]
