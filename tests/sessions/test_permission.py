"""A manager's permission: asked for, given, declined, chased; and a seat that is held meanwhile."""

from datetime import timedelta

import pytest
import time_machine
from django.http import Http404
from django.utils import timezone
from wagtail.models import ModelLogEntry

from courses.models import BookingTerms
from outbox.models import Message
from sessions.answering import chase_managers, grant, question_for, questions, refuse, to_decide
from sessions.booking import cancel_booking
from sessions.door import sign_in_booked
from sessions.models import Booking, BookingChange, BookingStatus, ManagerPermission, TrainingSession
from sessions.permission import Asked
from sessions.refusals import CannotChange
from sessions.scheduling import cancel_session
from sessions.waiting import accept_offer
from tests.factories import at_its_time, make_booking, make_course, make_session, next_week

pytestmark = pytest.mark.django_db
How = ManagerPermission.How
DAY = timedelta(days=1)
ASKED = Asked(How.ASKED, manager_name="Grace Mbeki", manager_email="grace@example.org")


@pytest.fixture
def session(officer):
    """Four weeks from now, with one seat, under terms that remind after three days."""
    terms = BookingTerms.objects.create(name="Asks", starts_on="2026-04-01", permission="approved")
    starts_at = next_week() + timedelta(days=21)
    return make_session(make_course(terms=terms), starts_at=starts_at, capacity=1, officer=officer)


@pytest.fixture
def booking(session):
    return make_booking(session, asked=ASKED)


def question_of(booking):
    return questions().get(booking=booking)


def status(booking):
    return Booking.objects.get(pk=booking.pk).status


def seats_taken(session):
    return TrainingSession.objects.get(pk=session.pk).seats_taken


def kinds(**of):
    return list(Message.objects.filter(**of).order_by("pk").values_list("kind", flat=True))


class TestAsking:
    def test_the_seat_is_held_while_the_manager_is_asked(self, session, booking):
        assert (booking.status, seats_taken(session)) == (BookingStatus.REQUESTED, 1)
        assert kinds() == ["received", "permission_asked"]

    def test_the_manager_reads_who_would_like_to_come_and_when(self, booking):
        mail = Message.objects.get(kind="permission_asked")

        address = f"https://muster.example.org/permission/{question_of(booking).token}/"
        assert mail.to == "grace@example.org"
        assert f"Who: {booking.delegate}" in mail.text.splitlines()
        assert address in mail.text.splitlines()

    def test_mail_to_somebody_named_as_manager_is_capped(self, booking):
        assert Message.objects.get(kind="permission_asked").cap_key

    def test_nothing_stands_in_the_calendar_yet(self, booking):
        assert Message.objects.get(kind="received").calendar == ""

    @pytest.mark.parametrize("asked", [Asked(How.DECLARED), Asked(How.EXEMPT, why_exempt="I run it"), None])
    def test_who_need_not_ask_is_confirmed_at_once(self, session, asked):
        booking = make_booking(session, asked=asked)

        assert (booking.status, kinds()) == (BookingStatus.CONFIRMED, ["confirmed"])

    def test_what_was_declared_is_kept(self, session):
        booking = make_booking(session, asked=Asked(How.EXEMPT, why_exempt="I run it"))

        assert (booking.permission.how, booking.permission.why_exempt) == (How.EXEMPT, "I run it")

    def test_who_waits_is_asked_about_once_a_place_is_theirs(self, session, booking):
        second = make_booking(session, waits=True, asked=ASKED)
        told_while_waiting = kinds(to="grace@example.org")

        cancel_booking(booking)
        accept_offer(Booking.objects.select_related("session__course").get(pk=second.pk))

        assert (told_while_waiting, status(second)) == (["permission_asked"], BookingStatus.REQUESTED)
        assert kinds(to=second.email) == ["waiting", "offer", "received"]
        assert Message.objects.filter(key=f"permission_asked:{second.pk}").exists()

    def test_accepting_twice_asks_once(self, session, booking):
        second = make_booking(session, waits=True, asked=ASKED)
        cancel_booking(booking)

        for _turn in range(2):
            accept_offer(Booking.objects.select_related("session__course").get(pk=second.pk))

        assert status(second) == BookingStatus.REQUESTED


class TestAnswering:
    def test_who_is_agreed_to_has_the_place(self, session, booking):
        grant(question_of(booking))

        assert (status(booking), seats_taken(session)) == (BookingStatus.CONFIRMED, 1)
        assert kinds(to=booking.email) == ["received", "confirmed"]
        assert Message.objects.get(kind="confirmed").calendar_method == "REQUEST"

    def test_who_is_not_loses_it_and_reads_why(self, session, booking):
        refuse(question_of(booking), reason="Nobody can stand in")

        change = BookingChange.objects.get()
        assert (status(booking), seats_taken(session)) == (BookingStatus.CANCELLED, 0)
        assert (change.what, change.reason) == (BookingChange.What.REFUSED, "Nobody can stand in")
        assert "Why: Nobody can stand in" in Message.objects.get(kind="refused").text.splitlines()

    def test_a_declined_seat_goes_to_who_waits(self, session, booking):
        second = make_booking(session, waits=True)

        refuse(question_of(booking), reason="No")

        assert status(second) == BookingStatus.OFFERED

    def test_declining_costs_nothing(self, booking):
        refuse(question_of(booking), reason="No")

        assert not booking.charges.exists()

    @pytest.mark.parametrize("then", [grant, lambda question: refuse(question, reason="No")])
    def test_the_first_answer_stands(self, booking, then):
        second = question_of(booking)
        grant(question_of(booking))

        with pytest.raises(CannotChange):
            then(second)

        assert (status(booking), kinds(kind="confirmed")) == (BookingStatus.CONFIRMED, ["confirmed"])

    def test_a_cancelled_booking_needs_no_answer(self, booking):
        question = question_of(booking)
        cancel_booking(booking)

        with pytest.raises(CannotChange):
            grant(question)

        assert status(booking) == BookingStatus.CANCELLED

    def test_mail_that_asks_about_a_cancelled_booking_never_goes_out(self, booking):
        cancel_booking(booking)

        assert Message.objects.get(kind="permission_asked").state == Message.State.STOPPED

    def test_nor_does_mail_that_asks_about_a_cancelled_session(self, session, booking, officer):
        cancel_session(session, reason="The trainer is ill", by=officer)

        assert Message.objects.get(kind="permission_asked").state == Message.State.STOPPED

    def test_cancelling_a_held_place_sends_no_calendar_file(self, booking):
        cancel_booking(booking)

        assert Message.objects.get(kind="cancelled").calendar == ""

    def test_nobody_answers_once_the_session_has_begun(self, session, booking):
        question = question_of(booking)

        with time_machine.travel(session.starts_at, tick=False), pytest.raises(CannotChange):
            grant(question)

    def test_an_officer_decides_and_is_logged(self, booking, officer):
        grant(question_of(booking), by=officer)

        entry = ModelLogEntry.objects.get(action="muster.permission.granted")
        assert (entry.user, question_of(booking).decided_by) == (officer, officer)

    def test_who_comes_without_an_answer_is_signed_in(self, session, booking):
        with at_its_time(session.starts_at):
            attendance = sign_in_booked(booking, entry_key=booking.nonce)

        assert attendance.booking == booking

    def test_a_question_never_put_has_no_page(self, session, booking):
        second = make_booking(session, waits=True, asked=ASKED)

        with pytest.raises(Http404):
            question_for(second.permission.token)


class TestChasing:
    def chase(self, after):
        with time_machine.travel(timezone.now() + after, tick=False):
            for _worker in range(2):
                chase_managers()

    def test_nobody_is_chased_before_the_days_are_over(self, booking):
        self.chase(3 * DAY - timedelta(seconds=1))

        assert kinds(kind="permission_reminder") == []

    def test_a_manager_is_reminded_once(self, booking):
        self.chase(3 * DAY)
        self.chase(4 * DAY)

        assert kinds(kind__startswith="permission_") == ["permission_asked", "permission_reminder"]

    def test_then_the_officer_decides(self, booking, officer):
        self.chase(3 * DAY)
        self.chase(6 * DAY)

        assert [question.booking for question in to_decide()] == [booking]
        assert kinds(to=officer.email) == ["permission_left"]

    def test_the_manager_may_still_answer(self, booking):
        self.chase(3 * DAY)
        self.chase(6 * DAY)

        grant(question_of(booking))

        assert (status(booking), to_decide().count()) == (BookingStatus.CONFIRMED, 0)

    def test_a_session_that_is_near_is_chased_sooner(self, session):
        with time_machine.travel(session.starts_at - 3 * DAY, tick=False):
            make_booking(session, asked=ASKED)
            self.chase(1 * DAY)
            self.chase(2 * DAY)

            assert kinds(kind__startswith="permission_")[1:] == ["permission_reminder", "permission_left"]

    def test_nobody_is_chased_once_the_session_has_begun(self, booking):
        self.chase(60 * DAY)

        assert kinds(kind="permission_reminder") == []

    def test_nobody_is_chased_about_a_cancelled_booking(self, booking):
        cancel_booking(booking)

        self.chase(3 * DAY)

        assert kinds(kind="permission_reminder") == []
