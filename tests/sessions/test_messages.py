"""What people read in their mail."""

from datetime import timedelta

import pytest
import time_machine
from icalendar import Calendar

from design.models import ServiceSettings
from outbox.models import Message
from outbox.sending import send_due_messages
from sessions.booking import cancel_booking
from sessions.messages import booking_confirmed
from sessions.scheduling import cancel_session, move_session
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_first_of_december")]


@pytest.fixture
def on_the_first_of_december():
    with time_machine.travel("2026-12-01 09:00Z", tick=False):
        yield


@pytest.fixture
def booking(course):
    venue = factories.make_venue(
        name="Mill Street Centre", address="1 Mill Street\nNorthvale", access_facts="Step-free; hearing loop."
    )
    session = factories.make_session(course, venue=venue, starts_at=factories.london(2026, 12, 8, 9, 30), minutes=180)
    return factories.make_booking(session, person=factories.make_person(name="Amina Kowalska"))


def message(kind):
    return Message.objects.get(kind=kind)


def test_the_confirmation_says_when_where_and_how_to_cancel(booking):
    lines = message("confirmed").text.splitlines()

    facts = [
        "Hello Amina Kowalska,",
        "When: Tuesday 8 December, 9.30am to 12.30pm",
        "Where: Mill Street Centre, 1 Mill Street, Northvale",
        "Access: Step-free; hearing loop.",
        f"Booking reference: {booking.reference.upper()}",
        f"https://muster.example.org/booking/{booking.token}/",
    ]
    assert [line for line in lines if line in facts] == facts


def test_the_page_of_the_mail_says_the_same(booking):
    page = message("confirmed").html

    assert "Tuesday 8 December, 9.30am to 12.30pm" in page
    assert f'href="https://muster.example.org/booking/{booking.token}/"' in page
    assert "<img" not in page


def test_a_subject_names_a_date_and_no_course(booking, officer):
    later = booking.session.starts_at + timedelta(days=1)
    move_session(booking.session, days=[(later, later + timedelta(hours=3))], by=officer)
    cancel_booking(booking)

    subjects = list(Message.objects.order_by("pk").values_list("subject", flat=True))
    assert subjects == [
        "Your booking on 8 December",
        "Your booking has a new date: 9 December",
        "Your booking on 9 December is cancelled",
    ]


def test_a_confirmation_is_written_once(booking):
    booking_confirmed(booking)

    assert Message.objects.count() == 1


def test_who_cancels_can_book_again(booking):
    cancel_booking(booking)

    assert "You have cancelled your booking." in message("cancelled").text
    assert f"https://muster.example.org/book/{booking.session.reference}/" in message("cancelled").text


def test_a_booking_that_we_cancel_says_so(booking, officer):
    cancel_booking(booking, by=officer)

    assert "We have cancelled your booking." in message("cancelled").text


def test_everybody_booked_hears_that_the_session_is_cancelled_and_why(booking, officer):
    factories.make_booking(booking.session)

    cancel_session(booking.session, reason="The trainer is ill.", by=officer)

    texts = Message.objects.filter(kind="session_cancelled").values_list("text", flat=True)
    assert ["Why: The trainer is ill." in text for text in texts] == [True, True]


def test_calendars_forget_a_cancelled_session(booking, officer):
    cancel_session(booking.session, reason="", by=officer)

    written = message("session_cancelled")
    [event] = Calendar.from_ical(written.calendar).events
    assert (written.calendar_method, event["STATUS"], event["SEQUENCE"]) == ("CANCEL", "CANCELLED", 1)


def test_a_session_moved_twice_is_told_twice(booking, officer):
    for day in [1, 2]:
        starts_at = booking.session.starts_at + timedelta(days=day)
        move_session(booking.session, days=[(starts_at, starts_at + timedelta(hours=3))], by=officer)

    assert Message.objects.filter(kind="moved").count() == 2


def test_the_online_link_goes_by_mail(course):
    factories.make_booking(factories.make_session(course, online_link="https://meet.example.org/room"))

    assert "Join online: https://meet.example.org/room" in message("confirmed").text.splitlines()


def test_a_driver_is_told_to_bring_the_badge(taxi_session, authority):
    badge = factories.make_badge(authority)
    venue = factories.make_venue()
    taxi_session.venue = venue
    taxi_session.save()

    factories.make_booking(taxi_session, person=factories.make_person(badge=badge))

    assert "Bring your badge." in message("confirmed").text


def test_somebody_without_an_address_is_written_nothing(taxi_session, authority, officer):
    person = factories.make_person(email="", badge=factories.make_badge(authority))
    factories.make_booking(taxi_session, person=person)

    cancel_session(taxi_session, reason="", by=officer)

    assert Message.objects.count() == 0


def test_a_message_goes_out_before_the_session_is_over_or_never(booking, mailoutbox):
    with time_machine.travel(booking.session.ends_at, tick=False):
        assert send_due_messages() == 0

    assert message("confirmed").state == Message.State.STOPPED


def test_a_mail_speaks_the_language_of_the_booking(session):
    booking = factories.make_booking(session, language="ur")

    written = message("confirmed")

    assert f"https://muster.example.org/ur/booking/{booking.token}/" in written.text
    assert written.html.startswith('<div lang="ur" dir="rtl">')


def test_a_name_stays_text_in_the_page_of_the_mail(session):
    factories.make_booking(session, person=factories.make_person(name="<img src=x> {{ 7*7 }} {x.__class__}"))

    assert "Hello &lt;img src=x&gt; {{ 7*7 }} {x.__class__}," in message("confirmed").html
    assert "Hello <img src=x> {{ 7*7 }} {x.__class__}," in message("confirmed").text


def test_a_name_cannot_add_headers_or_readers(session, mailoutbox):
    name = "Sam\r\nBcc: all@example.org\r\nSubject: Won"
    factories.make_booking(session, person=factories.make_person(name=name, email="sam@example.org"))

    send_due_messages()

    mail = mailoutbox[0].message()
    assert (mailoutbox[0].recipients(), mail["Bcc"]) == (["sam@example.org"], None)
    assert mail.get_all("Subject") == ["Your booking on 8 December"]


def test_the_mail_carries_the_name_of_the_service(booking, mailoutbox):
    settings = ServiceSettings.load()
    settings.service_name, settings.contact_email = "Northvale training", "training@example.org"
    settings.save()

    send_due_messages()

    assert mailoutbox[0].body.splitlines()[-3:] == ["-- ", "Northvale training", "training@example.org"]
