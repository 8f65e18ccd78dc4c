"""Who is told what people changed themselves, and when."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from outbox.models import Message
from people import roles
from sessions.booking import cancel_booking
from sessions.changing import hand_over_booking
from sessions.correcting import correct_booking
from sessions.forms.facts import officers
from sessions.models import BookingChange, BookingContact
from sessions.telling import tell_officers
from tests.factories import make_booking, make_person, make_session, make_user, next_week

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(course, officer):
    """In four weeks, looked after by the officer."""
    return make_session(course, starts_at=next_week() + timedelta(days=21), officer=officer)


def told(**of):
    return list(Message.objects.filter(kind="changes_told", **of).order_by("pk"))


def test_the_officer_reads_in_the_morning_who_cancelled(session, officer):
    cancel_booking(make_booking(session, person=make_person(name="Amina Kowalska")))

    before = told()
    tell_officers()

    assert before == []
    assert [message.to for message in told()] == [officer.email]
    assert "- Amina Kowalska cancelled" in told()[0].text.splitlines()


def test_one_mail_tells_of_several_sessions(session, course, officer):
    other = make_session(course, starts_at=session.starts_at + timedelta(days=1), officer=officer)
    for each in (session, other, other):
        cancel_booking(make_booking(each))

    tell_officers()

    assert [message.subject for message in told()] == ["Bookings changed in 2 sessions"]


def test_each_change_is_told_once(session):
    cancel_booking(make_booking(session))

    for _worker in range(3):
        tell_officers()

    assert len(told()) == 1


def test_what_comes_later_is_told_the_next_morning(session):
    cancel_booking(make_booking(session))
    tell_officers()
    cancel_booking(make_booking(session, person=make_person(name="Ben Okafor")))

    tell_officers()

    assert [line for line in told()[1].text.splitlines() if line.startswith("- ")] == ["- Ben Okafor cancelled"]


def test_when_nothing_changed_nobody_is_written_to(session):
    make_booking(session)

    tell_officers()

    assert told() == []


def test_what_an_officer_did_is_not_told(session, officer):
    cancel_booking(make_booking(session), by=officer, reason="Rang us")

    tell_officers()

    assert told() == []


@pytest.mark.parametrize(
    ("now", "number"),
    [
        ("2026-12-03 09:00Z", 0),  # Thursday: three working days before the Tuesday
        ("2026-12-04 09:00Z", 1),
        ("2026-12-07 23:00Z", 1),
    ],
)
def test_within_two_working_days_the_officer_is_told_at_once(course, officer, now, number):
    with time_machine.travel(now, tick=False):
        session = make_session(course, starts_at=timezone.datetime.fromisoformat("2026-12-08T09:30Z"), officer=officer)
        cancel_booking(make_booking(session))

        assert len(told()) == number
        tell_officers()
        assert len(told()) == 1


def test_an_officer_who_has_left_is_not_written_to(session, officer):
    officer.is_active = False
    officer.save()
    session.officer.is_active = False
    cancel_booking(make_booking(session))

    tell_officers()

    assert told() == []


def test_a_session_that_nobody_looks_after_tells_nobody(course):
    cancel_booking(make_booking(make_session(course)))

    tell_officers()

    assert told() == []


def test_who_plans_a_session_looks_after_it(course, officer):
    session = make_session(course, by=officer)

    assert session.officer == officer


def test_only_who_plans_sessions_can_look_after_one(officer, trainer_user, outsider, licensing_officer, administrator):
    gone = make_user(roles.EDUCATION_OFFICER, is_active=False)

    assert set(officers()) == {officer, administrator}
    assert set(officers(besides=gone.pk)) == {officer, administrator, gone}


class TestContacts:
    @pytest.fixture
    def booking(self, session):
        booking = make_booking(session, person=make_person(name="Amina Kowalska"))
        booking.contact = BookingContact.objects.create(name="Dee Abara", email="dee@example.org", session=session)
        booking.save()
        return booking

    def test_who_booked_for_somebody_is_told_what_they_changed(self, booking):
        hand_over_booking(booking, person=make_person(name="Ben Okafor"))

        mail = Message.objects.get(kind="contact_told")
        assert mail.to == "dee@example.org"
        assert "Ben Okafor comes instead of Amina Kowalska. You need do nothing." in mail.text.splitlines()

    def test_who_booked_for_themselves_too_is_told_once(self, booking):
        booking.contact.email = booking.email.upper()
        booking.contact.save()

        correct_booking(booking, person=make_person(name="Amina Kowalski", email=booking.email))

        assert booking.changes.get().what == BookingChange.What.CORRECTED
        assert not Message.objects.filter(kind="contact_told").exists()


def test_who_handed_a_place_over_is_named_with_what_they_did_before(session):
    booking = make_booking(session, person=make_person(name="Amina Kowalska", email="amina@example.org"))
    correct_booking(booking, person=make_person(name="Amina Kowalska", email="amina@example.org"), phone="07700 900123")
    hand_over_booking(booking, person=make_person(name="Ben Okafor"))

    tell_officers()

    assert [line for line in told()[0].text.splitlines() if line.startswith("- ")] == [
        "- Amina Kowalska changed their details (telephone)",
        "- Ben Okafor comes instead of Amina Kowalska",
    ]


def test_changes_name_nobody(session):
    booking = make_booking(session)

    hand_over_booking(booking, person=make_person())

    assert BookingChange.objects.get().reason == ""
