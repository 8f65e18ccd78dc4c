"""Whoever signs in after the grace of the terms has attended in part; whoever is ticked by hand is not timed."""

from datetime import timedelta

import pytest
import time_machine

from courses.models import BookingTerms
from outbox.models import Message
from sessions.models import Attendance
from sessions.register import tick
from tests import factories
from tests.factories import london

pytestmark = pytest.mark.django_db
BEGINS = london(2027, 2, 17, 9, 30)


@pytest.fixture
def session():
    terms = BookingTerms.objects.create(name="Standard", starts_on="2026-01-01", late_minutes=15)
    return factories.make_session(factories.make_course(terms=terms), starts_at=BEGINS, venue=factories.make_venue())


@pytest.fixture
def booking(session):
    return factories.make_booking(session, at=london(2027, 2, 1))


@pytest.mark.parametrize(
    ("minutes", "extent"),
    [(-5, "full"), (0, "full"), (15, "full"), (15.02, "partial"), (90, "partial")],
)
def test_grace_lasts_as_long_as_the_terms_say(session, booking, minutes, extent):
    attendance = factories.make_attendance(session, booking=booking, at=BEGINS + timedelta(minutes=minutes))

    assert attendance.extent == extent


def test_a_walk_in_is_timed_too(session):
    attendance = factories.make_attendance(session, at=BEGINS + timedelta(minutes=16))

    assert attendance.extent == Attendance.Extent.PARTIAL


def test_the_bookings_own_terms_decide(session, booking):
    session.course.terms = BookingTerms.objects.create(name="Stricter", starts_on="2026-01-01", late_minutes=0)
    session.course.save()

    attendance = factories.make_attendance(session, booking=booking, at=BEGINS + timedelta(minutes=10))

    assert attendance.extent == Attendance.Extent.FULL


def test_nobody_is_timed_without_terms():
    session = factories.make_session(starts_at=BEGINS)

    attendance = factories.make_attendance(session, at=BEGINS + timedelta(minutes=60))

    assert attendance.extent == Attendance.Extent.FULL


def test_whoever_is_ticked_by_hand_is_not_timed(session, booking, officer):
    with time_machine.travel(BEGINS + timedelta(hours=1), tick=False):
        attendance = tick(booking, by=officer)

    assert attendance.extent == Attendance.Extent.FULL


def test_somebody_marked_absent_who_comes_late_has_attended_in_part(session, booking):
    factories.make_attendance(session, booking=booking, extent=Attendance.Extent.NONE)

    attendance = factories.make_attendance(session, booking=booking, at=BEGINS + timedelta(minutes=30))

    assert attendance.extent == Attendance.Extent.PARTIAL


@pytest.mark.parametrize(("minutes", "told"), [(5, False), (30, True)])
def test_latecomers_are_told_at_the_door(client, session, booking, minutes, told):
    at = BEGINS + timedelta(minutes=minutes)
    attendance = factories.make_attendance(session, booking=booking, at=at)

    with time_machine.travel(at, tick=False):
        page = client.get(f"/in/{session.door_token}/done/{attendance.entry_key}/")

    assert ("this is kept as attended in part" in page.text) is told


def test_people_are_told_of_it_when_they_book(booking):
    mail = Message.objects.get()

    said = "Whoever comes more than 15 minutes late has not attended in full."
    assert [said in text for text in (mail.text, mail.html)] == [True, True]
