"""Calendar files, read back as a calendar would."""

from datetime import timedelta

import pytest
from icalendar import Calendar

from outbox.delivery import send_due_messages
from sessions.booking import cancel_booking
from sessions.changing import hand_over_booking, move_booking
from sessions.invitations import CANCEL, PUBLISH, REQUEST, invitation
from sessions.models import Booking
from sessions.scheduling import cancel_session, move_session
from tests import factories
from tests.running import Mailbox, receiving

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


@pytest.mark.parametrize("language", ["Farsi; Dari, or \\Pashto", "اردو اور انگریزی " * 3, "😀" * 15])
def test_what_is_said_comes_back_as_it_was_from_lines_that_are_short_enough(course, language):
    booking = factories.make_booking(factories.make_session(course, language=language))

    text = invitation(booking, method=REQUEST)

    [event] = Calendar.from_ical(text).events
    assert str(event["DESCRIPTION"]).splitlines()[0] == f"In {language}"
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75


def test_each_who_booked_has_an_appointment_of_their_own(session):
    bookings = [factories.make_booking(session) for _person in range(2)]

    found = [event for booking in bookings for event in read(booking).events]

    assert [event.uid.partition("-")[0] for event in found] == [booking.reference for booking in bookings]
    assert [event["ATTENDEE"] for event in found] == [f"mailto:{booking.email}" for booking in bookings]
    assert found[0]["ATTENDEE"].params["PARTSTAT"] == "ACCEPTED"


def test_a_change_of_the_title_shows_in_the_next_file(session):
    booking = factories.make_booking(session)
    read(booking)
    session.course.title = "Seeing the signs early"

    [event] = read(booking).events

    assert str(event["SUMMARY"]) == "Seeing the signs early"


def calendars_by_mail(settings, act):
    """Do something, let the worker send what it caused through SMTP; return the calendars that arrived, in order."""
    mailbox = Mailbox()
    with receiving(mailbox) as port:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", port, False
        act()
    parts = [part for mail in mailbox.mails for part in mail.walk() if part.get_content_type() == "text/calendar"]
    return [(part.get_param("method"), Calendar.from_ical(part.get_content())) for part in parts]


def test_an_appointment_of_two_days_moves_and_vanishes_by_mail(session, officer, settings):
    starts = [session.starts_at + timedelta(days=n) for n in (7, 8)]
    days = [(start, start + timedelta(hours=2)) for start in starts]

    def live_through_it():
        booking = factories.make_booking(session)
        send_due_messages()
        move_session(session, days=days, by=officer)
        send_due_messages()
        booking.refresh_from_db()
        cancel_booking(booking)
        send_due_messages()

    arrived = calendars_by_mail(settings, live_through_it)

    first = [calendar.events[0] for _method, calendar in arrived]
    assert [method for method, _calendar in arrived] == [REQUEST, REQUEST, CANCEL]
    assert {event.uid for event in first} == {first[0].uid}
    assert [event["SEQUENCE"] for event in first] == sorted({event["SEQUENCE"] for event in first})
    assert [len(calendar.events) for _method, calendar in arrived] == [1, 2, 2]
    assert [(event.start, event.end) for event in arrived[1][1].events] == days
    assert [event["STATUS"] for event in arrived[2][1].events] == ["CANCELLED", "CANCELLED"]


def test_a_cancelled_session_takes_every_day_back_by_mail(course, officer, settings):
    start = factories.next_week()
    days = [(start + timedelta(days=n), start + timedelta(days=n, hours=6)) for n in range(2)]
    session = factories.make_session(course, days=days)

    def live_through_it():
        factories.make_booking(session)
        send_due_messages()
        cancel_session(session, reason="", by=officer)
        send_due_messages()

    [(_request, before), (method, after)] = calendars_by_mail(settings, live_through_it)

    assert method == CANCEL
    assert [event.uid for event in after.events] == [event.uid for event in before.events]
    assert {event["SEQUENCE"] for event in after.events} == {before.events[0]["SEQUENCE"] + 1}


def two_days(start):
    return [(start + timedelta(days=n), start + timedelta(days=n, hours=6)) for n in range(2)]


def what_stands(calendar):
    """Return identifier and status of each appointment of a calendar."""
    return [(event.uid.partition("@")[0][8:], str(event["STATUS"])) for event in calendar.events]


def test_a_day_that_is_dropped_vanishes_from_calendars_by_mail(course, officer, settings):
    days = two_days(factories.next_week())
    session = factories.make_session(course, days=days)

    def live_through_it():
        factories.make_booking(session)
        send_due_messages()
        move_session(session, days=days[:1], by=officer)
        send_due_messages()

    [(_request, before), (method, after)] = calendars_by_mail(settings, live_through_it)

    assert (method, what_stands(after)) == (REQUEST, [("-1", "CONFIRMED"), ("-2", "CANCELLED")])
    assert [event.uid for event in after.events] == [event.uid for event in before.events]
    assert {event["SEQUENCE"] for event in after.events} == {before.events[0]["SEQUENCE"] + 1}
    assert (after.events[0].start, after.events[0].end) == days[0]


@pytest.fixture
def dropped(course, officer):
    """A booking of a session that had two days and has one."""
    days = two_days(factories.next_week())
    session = factories.make_session(course, days=days)
    booking = factories.make_booking(session)
    move_session(session, days=days[:1], by=officer)
    return Booking.objects.select_related("session__course", "delegate").get(pk=booking.pk)


@pytest.mark.parametrize("method", [REQUEST, PUBLISH])
def test_a_dropped_day_is_taken_out_by_whatever_is_sent_next(dropped, method):
    assert what_stands(read(dropped, method=method)) == [("-1", "CONFIRMED"), ("-2", "CANCELLED")]


def test_a_dropped_day_that_comes_back_stands_again(dropped, officer):
    before = read(dropped).events[1]["SEQUENCE"]

    move_session(dropped.session, days=two_days(factories.next_week()), by=officer)

    calendar = read(dropped)
    assert what_stands(calendar) == [("-1", "CONFIRMED"), ("-2", "CONFIRMED")]
    assert calendar.events[1]["SEQUENCE"] == before + 1


def test_who_books_later_never_had_the_day(dropped):
    assert what_stands(read(factories.make_booking(dropped.session))) == [("-1", "CONFIRMED")]


def test_who_waited_never_had_the_day(course, officer):
    days = two_days(factories.next_week())
    session = factories.make_session(course, days=days, capacity=1)
    factories.make_booking(session)
    waits = factories.make_booking(session, waits=True)

    move_session(session, days=days[:1], by=officer)

    waits.refresh_from_db()
    assert what_stands(read(waits)) == [("-1", "CONFIRMED")]


def test_a_colleague_never_had_the_day(dropped):
    hand_over_booking(dropped, person=factories.make_person())

    assert what_stands(read(dropped)) == [("-1", "CONFIRMED")]


def test_a_day_is_dropped_by_moving_to_a_shorter_date_too(course):
    booking = factories.make_booking(factories.make_session(course, days=two_days(factories.next_week())))

    move_booking(booking, to=factories.make_session(course))

    assert what_stands(read(booking)) == [("-1", "CONFIRMED"), ("-2", "CANCELLED")]
