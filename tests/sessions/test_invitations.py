"""Calendar files, read back as a calendar would."""

from datetime import timedelta

import pytest
from icalendar import Calendar

from sessions.booking import cancel_booking
from sessions.invitations import CANCEL, PUBLISH, REQUEST, invitation
from sessions.scheduling import move_session
from tests import factories

pytestmark = pytest.mark.django_db


def read(booking, *, method=REQUEST):
    return Calendar.from_ical(invitation(booking, method=method))


def test_the_appointment_is_at_the_hour_of_the_clock_in_london(course):
    starts_at = factories.london(2027, 6, 8, 9, 30)
    booking = factories.make_booking(factories.make_session(course, starts_at=starts_at, minutes=180))

    [event] = read(booking).events

    assert (event.start, event.end) == (starts_at, starts_at + timedelta(hours=3))
    assert (event["DTSTART"].params["TZID"], f"{event.start:%H:%M}") == ("Europe/London", "09:30")


def test_the_file_brings_its_time_zone(session):
    calendar = read(factories.make_booking(session))

    assert [zone["TZID"] for zone in calendar.timezones] == ["Europe/London"]
    assert calendar.method == REQUEST


def test_the_appointment_says_what_where_and_how_to_cancel(course):
    venue = factories.make_venue(name="Mill Street Centre", address="1 Mill Street\nNorthvale")
    booking = factories.make_booking(factories.make_session(course, venue=venue))

    [event] = read(booking).events

    assert str(event["SUMMARY"]) == "Seeing the signs"
    assert str(event["LOCATION"]) == "Mill Street Centre, 1 Mill Street, Northvale"
    assert str(event["URL"]) == f"https://muster.example.org/booking/{booking.token}/"


def test_two_days_are_two_appointments(course):
    first = factories.next_week()
    days = [(first + timedelta(days=n), first + timedelta(days=n, hours=6)) for n in range(2)]
    booking = factories.make_booking(factories.make_session(course, days=days))

    events = read(booking).events

    host = "muster.example.org"
    assert [event.uid for event in events] == [f"{booking.reference}-{n}@{host}" for n in (1, 2)]
    assert [(event.start, event.end) for event in events] == days


def test_a_moved_session_moves_the_same_appointment(session, officer):
    booking = factories.make_booking(session)
    [before] = read(booking).events

    later = session.starts_at + timedelta(days=7)
    move_session(session, days=[(later, later + timedelta(hours=2))], by=officer)
    booking.session.refresh_from_db()
    [after] = read(booking).events

    assert (after.uid, after.start) == (before.uid, later)
    assert after["SEQUENCE"] == before["SEQUENCE"] + 1


def test_a_cancellation_takes_the_same_appointment_back(session):
    booking = factories.make_booking(session)
    [before] = read(booking).events

    cancel_booking(booking)
    calendar = read(booking, method=CANCEL)

    [after] = calendar.events
    assert (calendar.method, after["STATUS"], after.uid) == (CANCEL, "CANCELLED", before.uid)
    assert after["SEQUENCE"] > before["SEQUENCE"]


def test_a_downloaded_file_invites_nobody(session):
    booking = factories.make_booking(session)

    [event] = read(booking, method=PUBLISH).events

    assert "ATTENDEE" not in event


def test_what_staff_typed_cannot_add_lines(course):
    venue = factories.make_venue(name="Hall\r\nATTENDEE:mailto:all@example.org")
    booking = factories.make_booking(factories.make_session(course, venue=venue))

    [event] = read(booking, method=PUBLISH).events

    assert "ATTENDEE" not in event
