"""Moving a booking, handing it over, replacing its link: what stays and what does not."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from icalendar import Calendar

from courses.models import BookingTerms
from outbox.models import Message
from sessions.booking import book_place, booking_for, cancel_booking, closes_at
from sessions.changing import hand_over_booking, move_booking, replace_link, send_bookings_again, why_not_changeable
from sessions.deadlines import free_until
from sessions.models import Attendance, Booking, BookingChange, BookingStatus, TrainingSession
from sessions.refusals import AlreadyBooked, BookingClosed, CannotChange, SamePerson, SessionFull, TooLateToMove
from tests.factories import (
    at_its_time,
    make_attendance,
    make_badge,
    make_booking,
    make_course,
    make_organisation,
    make_person,
    make_session,
    next_week,
)

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
What = BookingChange.What


@pytest.fixture
def course():
    """Under terms with a deadline of five working days."""
    return make_course(terms=BookingTerms.objects.create(name="Yearly", starts_on="2026-04-01"))


@pytest.fixture
def session(course):
    """Four weeks from now."""
    return make_session(course, starts_at=next_week() + timedelta(days=21), capacity=2)


@pytest.fixture
def later(course):
    """The same course a week later, with two seats."""
    return make_session(course, starts_at=next_week() + timedelta(days=28), capacity=2)


@pytest.fixture
def booking(session):
    return make_booking(session, person=make_person(name="Amina Kowalska", role="Teacher"), phone="07700 900123")


def again(booking):
    return Booking.objects.select_related("session__course", "delegate", "badge").get(pk=booking.pk)


def seats(*sessions):
    return [TrainingSession.objects.get(pk=session.pk).seats_taken for session in sessions]


def appointment(message):
    return next(iter(Calendar.from_ical(message.calendar).walk("VEVENT")))


class TestMoving:
    def test_the_seat_is_taken_there_and_given_back_here(self, booking, session, later):
        move_booking(booking, to=later)

        assert (again(booking).session, seats(session, later)) == (later, [0, 1])

    def test_reference_link_and_terms_stay(self, booking, later):
        kept = (booking.reference, booking.token, booking.terms_id)

        move_booking(booking, to=later)

        moved = again(booking)
        assert (moved.reference, moved.token, moved.terms_id) == kept

    def test_the_seat_here_goes_to_who_waits(self, booking, session, later):
        make_booking(session)
        waits = make_booking(session, waits=True)

        move_booking(booking, to=later)

        assert again(waits).status == BookingStatus.OFFERED

    def test_the_appointment_moves_in_the_calendar(self, booking, later):
        before = appointment(Message.objects.get(kind="confirmed"))

        move_booking(booking, to=later)

        after = appointment(Message.objects.get(kind="moved_by_choice"))
        assert (after["uid"], after["sequence"]) == (before["uid"], before["sequence"] + 1)
        assert after["dtstart"].dt == later.starts_at

    @pytest.mark.parametrize(("here", "there"), [(5, 0), (0, 5), (3, 3)])
    def test_its_number_rises_whatever_the_sessions_have_been_through(self, booking, session, later, here, there):
        for each, number in ((session, here), (later, there)):
            TrainingSession.objects.filter(pk=each.pk).update(calendar_sequence=number)

        move_booking(again(booking), to=later)

        assert appointment(Message.objects.get(kind="moved_by_choice"))["sequence"] > here

    def test_moving_twice_is_harmless(self, booking, session, later):
        stale = again(booking)
        move_booking(booking, to=later)

        move_booking(stale, to=later)

        assert (seats(session, later), booking.changes.count()) == ([0, 1], 1)

    def test_it_is_noted_with_the_session_that_was_left(self, booking, session, later):
        move_booking(booking, to=later)

        change = booking.changes.get()
        assert (change.what, change.left_session) == (What.MOVED, session)

    def test_a_full_session_refuses_and_nothing_is_lost(self, booking, session, later):
        for _person in range(2):
            make_booking(later)

        with pytest.raises(SessionFull):
            move_booking(booking, to=later)

        assert (again(booking).session, seats(session, later)) == (session, [1, 2])
        assert not Message.objects.filter(kind="moved_by_choice").exists()

    def test_a_free_seat_that_somebody_waits_for_is_not_taken(self, booking, session, later):
        TrainingSession.objects.filter(pk=later.pk).update(people_waiting=1)

        with pytest.raises(SessionFull):
            move_booking(booking, to=later)

        assert again(booking).session == session

    def test_a_closed_session_refuses(self, booking, later):
        with time_machine.travel(closes_at(later), tick=False), pytest.raises((BookingClosed, CannotChange)):
            move_booking(booking, to=later)

    def test_until_the_deadline_and_not_after(self, booking, later):
        with time_machine.travel(free_until(booking) + SECOND, tick=False), pytest.raises(TooLateToMove):
            move_booking(booking, to=later)
        with time_machine.travel(free_until(booking), tick=False):
            move_booking(booking, to=later)

        assert again(booking).session == later

    def test_another_course_is_not_a_date_of_this_one(self, booking):
        with pytest.raises(CannotChange):
            move_booking(booking, to=make_session(starts_at=next_week() + timedelta(days=30)))

    def test_who_has_a_place_there_keeps_both(self, booking, later):
        make_booking(later, person=make_person(name="Amina Kowalska", email=booking.email))

        with pytest.raises(CannotChange, match="You have a place on that date already"):
            move_booking(booking, to=later)

    @pytest.mark.parametrize("status", [BookingStatus.WAITING, BookingStatus.CANCELLED])
    def test_only_a_seat_moves(self, booking, later, status):
        Booking.objects.filter(pk=booking.pk).update(status=status)

        with pytest.raises(CannotChange):
            move_booking(again(booking), to=later)

    def test_who_has_signed_in_stays(self, course, later):
        session = make_session(course, capacity=2)
        booking = make_booking(session)
        Booking.objects.filter(pk=booking.pk).update(terms=None)
        make_attendance(session, booking=booking, at=session.starts_at - timedelta(minutes=20))

        with at_its_time(session.starts_at - timedelta(minutes=10)), pytest.raises(CannotChange):
            move_booking(again(booking), to=later)


class TestHandingOver:
    def test_the_colleague_has_the_place(self, booking, session):
        hand_over_booking(booking, person=make_person(name="Ben Okafor"))

        now = again(booking)
        assert (now.delegate.name, now.substitute_for.name) == ("Ben Okafor", "Amina Kowalska")
        assert (now.status, seats(session)) == (BookingStatus.CONFIRMED, [1])

    def test_nothing_the_first_person_holds_opens_it_any_more(self, booking):
        held = (booking.token, booking.reference, booking.nonce)

        hand_over_booking(booking, person=make_person())

        now = again(booking)
        assert {now.token, now.reference, now.nonce}.isdisjoint(held)

    def test_the_form_of_the_first_person_sent_again_shows_nothing_of_the_second(self, session):
        form = {"person": make_person(name="Amina Kowalska"), "nonce": uuid4()}
        booking = book_place(session, **form)
        hand_over_booking(booking, person=make_person())

        assert book_place(session, **form).pk != booking.pk

    def test_their_telephone_and_access_needs_go(self, booking):
        booking.access_needs = "A seat near the door"
        booking.save()

        hand_over_booking(booking, person=make_person())

        now = again(booking)
        assert (now.phone, now.access_needs) == ("", "")

    def test_both_are_told_and_one_calendar_forgets(self, booking):
        was, reference = booking.email, booking.reference

        hand_over_booking(booking, person=make_person(email="ben@example.org"))

        old, new = Message.objects.get(kind="handed_over"), Message.objects.get(kind="taken_over")
        assert (old.to, old.calendar_method, new.to, new.calendar_method) == (
            was,
            "CANCEL",
            "ben@example.org",
            "REQUEST",
        )
        assert appointment(old)["uid"].startswith(reference)
        assert booking.token not in old.text + old.html + old.calendar

    def test_a_mail_that_has_not_gone_out_is_kept_back(self, booking):
        hand_over_booking(booking, person=make_person())

        assert Message.objects.get(kind="confirmed").state == Message.State.STOPPED

    def test_a_new_colleague_works_where_the_first_one_does(self, booking):
        school = make_organisation()
        booking.delegate.organisation = school
        booking.delegate.save()

        hand_over_booking(booking, person=make_person(organisation=school.name))

        assert again(booking).delegate.organisation == school

    def test_a_colleague_we_know_stays_as_we_know_them(self, booking, session):
        known = make_booking(make_session(), person=make_person(name="Ben", email="ben@example.org", role="Nurse"))

        hand_over_booking(booking, person=make_person(name="Ben", email="ben@example.org", role="Clown"))

        assert (again(booking).delegate, again(booking).delegate.role) == (known.delegate, "Nurse")

    def test_not_to_oneself(self, booking):
        with pytest.raises(SamePerson):
            hand_over_booking(booking, person=make_person(name="amina  kowalska", email=booking.email.upper()))

    def test_not_to_somebody_who_has_a_place(self, booking, session):
        other = make_person(name="Ben", email="ben@example.org")
        make_booking(session, person=other)

        with pytest.raises(AlreadyBooked):
            hand_over_booking(booking, person=other)

        assert again(booking).delegate.name == "Amina Kowalska"

    def test_free_until_the_start(self, booking, session):
        with time_machine.travel(session.starts_at, tick=False), pytest.raises(CannotChange):
            hand_over_booking(booking, person=make_person())
        with time_machine.travel(session.starts_at - SECOND, tick=False):
            hand_over_booking(booking, person=make_person())

        assert not booking.charges.exists()

    def test_the_second_of_two_finds_the_link_ended(self, booking):
        stale = again(booking)
        hand_over_booking(booking, person=make_person(name="Ben"))

        with pytest.raises(CannotChange):
            hand_over_booking(stale, person=make_person(name="Cal"))

        assert again(booking).delegate.name == "Ben"

    def test_another_driver_brings_a_badge_of_their_own(self, taxi_session, authority):
        mine, theirs = make_badge(authority), make_badge(authority)
        booking = make_booking(taxi_session, person=make_person(email="", badge=mine))

        hand_over_booking(booking, person=make_person(email="", badge=theirs), phone="07700 900456")

        assert (again(booking).badge, again(booking).phone) == (theirs, "07700 900456")
        assert not Message.objects.exists()


class TestLinks:
    def test_a_new_link_is_mailed_and_the_old_one_ends(self, booking):
        old = booking.token

        replace_link(booking)

        mail = Message.objects.get(kind="link_replaced")
        assert f"https://muster.example.org/booking/{again(booking).token}/" in mail.text.splitlines()
        assert not Booking.objects.filter(token=old).exists()

    def test_the_reference_for_the_door_stays(self, booking):
        replace_link(booking)

        assert again(booking).reference == booking.reference

    def test_without_an_address_there_is_no_new_link(self, session, authority):
        booking = make_booking(session, person=make_person(email="", badge=make_badge(authority)))

        with pytest.raises(CannotChange):
            replace_link(booking)

    def test_lost_links_are_sent_to_the_address(self, booking, course):
        other = make_booking(make_session(course), person=make_person(name="Ewa", email=booking.email))

        send_bookings_again(f" {booking.email.upper()} ")

        lines = Message.objects.get(kind="bookings_again").text.splitlines()
        assert [line for line in lines if "/booking/" in line] == [
            f"https://muster.example.org/booking/{each.token}/" for each in (other, booking)
        ]

    @pytest.mark.usefixtures("still")
    def test_asking_again_within_the_hour_sends_nothing_more(self, booking):
        for _time in range(3):
            send_bookings_again(booking.email)

        assert Message.objects.filter(kind="bookings_again").count() == 1

    @pytest.mark.parametrize("email", ["nobody@example.org", ""])
    def test_nobody_else_is_written_to(self, booking, email):
        send_bookings_again(email)

        assert not Message.objects.filter(kind="bookings_again").exists()

    def test_what_was_cancelled_is_not_sent(self, booking):
        cancel_booking(booking)

        send_bookings_again(booking.email)

        assert not Message.objects.filter(kind="bookings_again").exists()


def test_who_signed_in_without_their_booking_has_come_all_the_same(booking, session):
    Attendance.objects.create(session=session, delegate=booking.delegate, how=Attendance.How.PAPER)

    assert isinstance(why_not_changeable(booking), CannotChange)


def test_a_booking_is_read_with_all_that_its_page_says(booking, django_assert_num_queries):
    booking_for(booking.token)

    with django_assert_num_queries(2):  # the booking, and the setting that says when links end
        found = booking_for(booking.token)

    with django_assert_num_queries(0):
        assert (found.contact, found.substitute_for, found.terms.name) == (None, None, "Yearly")
