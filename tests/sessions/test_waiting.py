"""The waiting list: who is on it, who is offered a freed seat, and until when."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import ModelLogEntry

from courses.models import BookingTerms
from outbox.models import Message
from sessions.booking import book_place, cancel_booking
from sessions.models import Attendance, Booking, BookingStatus, SessionStatus, TrainingSession
from sessions.refusals import CannotChange, OfferLapsed, PeopleAreWaiting, SeatsAreTaken, SessionFull
from sessions.register import register_of, tick
from sessions.scheduling import cancel_session, close_booking, move_session
from sessions.turns import position_of
from sessions.waiting import (
    accept_offer,
    change_capacity,
    decline_offer,
    lapse_offers_of,
    offer_place_to,
    pass_places_on,
)
from tests.factories import at_its_time, make_attendance, make_booking, make_person, make_session

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


@pytest.fixture
def full(course):
    """One seat, taken."""
    session = make_session(course, capacity=1)
    session.holder = make_booking(session)
    return session


@pytest.fixture
def chosen_terms(course):
    """Terms that leave it to an officer who is offered a place."""
    course.terms = BookingTerms.objects.create(name="Mixed", starts_on="2026-04-01", offers_places=False)
    course.save()
    return course.terms


def wait(session, **facts):
    return make_booking(session, waits=True, **facts)


def again(booking):
    """Return a booking as the database holds it now."""
    return Booking.objects.select_related("session__course__terms", "delegate").get(pk=booking.pk)


def lapse_offer(booking):
    """Let one offer lapse; return whether it stood until now."""
    return lapse_offers_of([booking], session=booking.session) != []


def states(*bookings):
    return [again(booking).status for booking in bookings]


def counts(session):
    """Return seats taken and people waiting as the row says, and as the bookings say."""
    row = TrainingSession.objects.get(pk=session.pk)
    return (row.seats_taken, row.people_waiting), (row.bookings.seated().count(), row.bookings.waiting().count())


def kinds(**of):
    return list(Message.objects.filter(**of).order_by("pk").values_list("kind", flat=True))


class TestJoining:
    def test_who_finds_no_seat_waits(self, full):
        booking = wait(full)

        assert (booking.status, position_of(booking)) == (BookingStatus.WAITING, 1)
        assert counts(full) == ((1, 1), (1, 1))

    def test_who_would_wait_and_finds_a_seat_has_it(self, session):
        assert wait(session).status == BookingStatus.CONFIRMED

    def test_a_seat_that_came_free_since_the_page_was_opened_is_booked(self, full):
        stale = TrainingSession.objects.get(pk=full.pk)
        cancel_booking(full.holder)

        assert wait(stale).status == BookingStatus.CONFIRMED

    def test_who_reads_an_old_number_still_gets_the_next(self, full):
        stale = TrainingSession.objects.get(pk=full.pk)
        wait(full)

        booking = wait(stale)

        assert (position_of(booking), "One person is before you." in Message.objects.latest("pk").text) == (2, True)

    def test_the_same_form_sent_again_waits_once(self, full):
        person, nonce = make_person(), uuid4()

        found = {book_place(full, person=person, nonce=nonce, waits=True).pk for _tap in range(10)}

        assert (len(found), counts(full)) == (1, ((1, 1), (1, 1)))

    def test_the_message_says_how_many_are_before(self, full):
        for _person in range(3):
            wait(full)

        said = [m.text for m in Message.objects.filter(kind="waiting").order_by("pk")]
        assert [
            "You are next." in said[0],
            "One person is before you." in said[1],
            "Two people are before you." in said[2],
        ] == [True, True, True]

    def test_the_message_has_no_calendar(self, full):
        wait(full)

        assert Message.objects.get(kind="waiting").calendar == ""

    def test_positions_move_up(self, full):
        first, second = wait(full), wait(full)

        cancel_booking(first)

        assert (position_of(again(second)), counts(full)) == (1, ((1, 1), (1, 1)))

    def test_nobody_waits_for_what_can_no_longer_be_offered(self, course):
        session = make_session(course, capacity=0, starts_at=timezone.now() + timedelta(minutes=20))

        with pytest.raises(SessionFull):
            wait(session)

        assert Booking.objects.count() == 0

    def test_the_database_keeps_the_number_from_falling_below_none(self, session):
        with pytest.raises(IntegrityError), transaction.atomic():
            TrainingSession.objects.filter(pk=session.pk).update(people_waiting=-1)

    def test_the_database_keeps_an_offer_from_having_no_end(self, full):
        booking = wait(full)

        with pytest.raises(IntegrityError), transaction.atomic():
            Booking.objects.filter(pk=booking.pk).update(status=BookingStatus.OFFERED)


class TestNewcomers:
    @pytest.fixture
    def free_but_awaited(self, full, chosen_terms):
        wait(full)
        cancel_booking(full.holder)
        return TrainingSession.objects.get(pk=full.pk)

    def test_a_newcomer_does_not_get_a_seat_that_somebody_waits_for(self, free_but_awaited):
        with pytest.raises(PeopleAreWaiting):
            make_booking(free_but_awaited)

        assert counts(free_but_awaited) == ((0, 1), (0, 1))

    def test_staff_do_not_book_past_those_who_wait(self, free_but_awaited, officer):
        close_booking(free_but_awaited, by=officer)

        with pytest.raises(SessionFull):
            make_booking(free_but_awaited, by=officer)

    def test_a_stale_page_does_not_jump_the_queue(self, free_but_awaited):
        stale = TrainingSession.objects.get(pk=free_but_awaited.pk)
        stale.people_waiting = 0

        with pytest.raises(SessionFull):
            make_booking(stale)

    def test_who_joins_then_stands_behind(self, free_but_awaited):
        assert position_of(wait(free_but_awaited)) == 2


class TestOffers:
    def test_a_cancelled_seat_is_offered_to_who_waits_longest(self, full):
        first, second = wait(full), wait(full)

        cancel_booking(full.holder)

        assert states(first, second) == [BookingStatus.OFFERED, BookingStatus.WAITING]
        assert counts(full) == ((1, 1), (1, 1))
        assert kinds(to=first.email) == ["waiting", "offer"]

    def test_a_seat_without_a_list_is_free_again(self, full):
        cancel_booking(full.holder)

        assert make_booking(TrainingSession.objects.get()).status == BookingStatus.CONFIRMED

    def test_an_offer_stands_as_long_as_the_terms_say(self, full):
        booking = wait(full)

        with at_its_time(timezone.now()):
            cancel_booking(full.holder)
            stands = again(booking).offer_ends_at - timezone.now()

        assert stands == timedelta(hours=48)

    @pytest.mark.parametrize(
        ("left", "stands"),
        [
            (timedelta(days=10), timedelta(hours=48)),
            (timedelta(hours=40), timedelta(hours=20)),
            (timedelta(minutes=40), timedelta(minutes=30)),
            (timedelta(minutes=30), timedelta(minutes=30)),
        ],
    )
    def test_near_the_start_an_offer_is_shorter(self, full, left, stands):
        booking = wait(full)

        with at_its_time(full.starts_at - left):
            cancel_booking(full.holder)
            assert again(booking).offer_ends_at - timezone.now() == stands

    @pytest.mark.parametrize("left", [timedelta(minutes=29), timedelta(0), -timedelta(minutes=5)])
    def test_no_offer_is_made_when_it_is_too_late(self, full, officer, left):
        booking = wait(full)

        with at_its_time(full.starts_at - left):
            cancel_booking(full.holder, by=officer)
            pass_places_on()

        assert (states(booking), kinds(kind="offer")) == ([BookingStatus.WAITING], [])

    def test_no_offer_is_made_for_a_cancelled_session(self, full, officer):
        offered, waiting = wait(full), wait(full)
        change_capacity(full, capacity=2, by=officer)

        cancel_session(full, reason="The trainer is ill", by=officer)
        pass_places_on()

        assert states(offered, waiting) == [BookingStatus.CANCELLED, BookingStatus.CANCELLED]
        assert (counts(full), kinds(kind="offer", state="waiting")) == (((0, 0), (0, 0)), [])

    def test_an_offer_on_its_way_is_of_no_use_after_its_end(self, full):
        booking = wait(full)

        cancel_booking(full.holder)

        message = Message.objects.get(kind="offer")
        assert (message.useless_after, message.calendar) == (again(booking).offer_ends_at, "")

    @time_machine.travel("2026-06-01 09:00Z", tick=False)
    def test_an_offer_says_until_when_by_the_clock_in_london(self, course):
        session = make_session(course, capacity=1)
        holder = make_booking(session)
        wait(session)

        cancel_booking(holder)

        assert (
            "The place is yours if you take it before Wednesday 3 June, 10am." in Message.objects.get(kind="offer").text
        )

    def test_a_place_is_offered_after_booking_has_closed(self, full, officer):
        booking = wait(full)
        close_booking(full, by=officer)

        cancel_booking(full.holder)

        assert states(booking) == [BookingStatus.OFFERED]

    def test_an_offer_moved_beyond_the_new_start_ends_with_it(self, full, officer):
        booking = wait(full)
        cancel_booking(full.holder)
        start = timezone.now() + timedelta(hours=1)
        move_session(full, days=[(start, start + timedelta(hours=2))], by=officer)

        with at_its_time(start), pytest.raises(OfferLapsed):
            accept_offer(again(booking))


class TestAnswers:
    @pytest.fixture
    def offered(self, full):
        booking = wait(full)
        full.second = wait(full)
        cancel_booking(full.holder)
        return again(booking)

    def test_accepting_takes_the_place_and_sends_the_calendar(self, offered):
        accept_offer(offered)

        confirmed = Message.objects.get(kind="confirmed", to=offered.email)
        assert (states(offered), confirmed.calendar_method) == ([BookingStatus.CONFIRMED], "REQUEST")
        assert counts(offered.session) == ((1, 1), (1, 1))

    def test_accepting_twice_is_harmless(self, offered):
        for _tap in range(2):
            accept_offer(again(offered))

        assert kinds(to=offered.email) == ["waiting", "offer", "confirmed"]

    def test_a_declined_place_goes_to_the_next(self, offered, full):
        decline_offer(offered)

        assert states(offered, full.second) == [BookingStatus.CANCELLED, BookingStatus.OFFERED]
        assert counts(full) == ((1, 0), (1, 0))

    def test_declining_what_was_accepted_keeps_the_place(self, offered):
        accept_offer(again(offered))

        decline_offer(offered)

        assert states(offered) == [BookingStatus.CONFIRMED]

    def test_a_lapsed_offer_goes_to_the_next(self, offered, full):
        with at_its_time(offered.offer_ends_at):
            pass_places_on()

        assert states(offered, full.second) == [BookingStatus.LAPSED, BookingStatus.OFFERED]
        assert kinds(to=offered.email) == ["waiting", "offer", "lapsed"]

    @pytest.mark.whole
    def test_lapsing_twice_passes_on_once(self, offered, full):
        with at_its_time(offered.offer_ends_at):
            assert [lapse_offer(again(offered)) for _worker in range(2)] == [True, False]

        assert counts(full) == ((1, 0), (1, 0))

    @pytest.mark.parametrize(
        ("beside", "then"),
        [(-SECOND, BookingStatus.CONFIRMED), (0 * SECOND, BookingStatus.LAPSED), (SECOND, BookingStatus.LAPSED)],
    )
    def test_the_instant_an_offer_ends_it_is_gone(self, offered, full, beside, then):
        with at_its_time(offered.offer_ends_at + beside):
            for act in [accept_offer, lapse_offer]:
                try:
                    act(again(offered))
                except OfferLapsed:
                    continue

        assert states(offered) == [then]
        assert counts(full)[0] == counts(full)[1]

    def test_who_let_an_offer_lapse_can_join_again(self, offered):
        with at_its_time(offered.offer_ends_at):
            pass_places_on()
            person = make_person(name=offered.delegate.name, email=offered.email)

            assert position_of(wait(offered.session, person=person)) == 1

    def test_cancelling_an_offer_passes_it_on(self, offered, full):
        cancel_booking(offered)

        assert states(offered, full.second) == [BookingStatus.CANCELLED, BookingStatus.OFFERED]

    def test_a_lapsed_offer_that_has_not_gone_out_is_withdrawn(self, offered):
        with at_its_time(offered.offer_ends_at):
            pass_places_on()

        assert kinds(to=offered.email, state="stopped") == ["offer"]


class TestChosenByAnOfficer:
    def test_nothing_is_offered_by_itself(self, chosen_terms, full):
        booking = wait(full)

        cancel_booking(full.holder)
        pass_places_on()

        assert states(booking) == [BookingStatus.WAITING]

    def test_an_officer_offers_to_whom_they_choose(self, chosen_terms, full, officer):
        first, second = wait(full), wait(full)
        cancel_booking(full.holder)

        offer_place_to(again(second), by=officer)

        assert states(first, second) == [BookingStatus.WAITING, BookingStatus.OFFERED]
        assert ModelLogEntry.objects.filter(action="muster.place.offered", user=officer).count() == 1

    def test_no_more_is_offered_than_is_free(self, chosen_terms, full, officer):
        first, second = wait(full), wait(full)
        cancel_booking(full.holder)
        offer_place_to(again(first), by=officer)

        with pytest.raises(CannotChange, match="No place is free"):
            offer_place_to(again(second), by=officer)

    def test_nobody_is_offered_a_place_twice(self, chosen_terms, full, officer):
        booking = wait(full)
        cancel_booking(full.holder)
        change_capacity(full, capacity=5, by=officer)
        offer_place_to(again(booking), by=officer)

        with pytest.raises(CannotChange, match="no longer waiting"):
            offer_place_to(again(booking), by=officer)

    def test_it_can_be_too_late_to_choose(self, chosen_terms, full, officer):
        booking = wait(full)
        cancel_booking(full.holder)

        with at_its_time(full.starts_at), pytest.raises(CannotChange, match="too late"):
            offer_place_to(again(booking), by=officer)

    def test_terms_changed_to_automatic_offer_within_a_minute(self, chosen_terms, full):
        booking = wait(full)
        cancel_booking(full.holder)
        BookingTerms.objects.update(offers_places=True)

        pass_places_on()

        assert states(booking) == [BookingStatus.OFFERED]


class TestCapacity:
    def test_raised_it_offers_the_new_seats_in_order(self, full, officer):
        bookings = [wait(full) for _person in range(3)]

        change_capacity(full, capacity=3, by=officer)

        assert states(*bookings) == [BookingStatus.OFFERED, BookingStatus.OFFERED, BookingStatus.WAITING]

    def test_without_limit_everybody_is_offered_a_seat(self, full, officer):
        bookings = [wait(full) for _person in range(3)]

        change_capacity(full, capacity=None, by=officer)

        assert states(*bookings) == [BookingStatus.OFFERED] * 3

    def test_below_the_seats_taken_it_is_refused_and_nobody_loses_theirs(self, full, officer):
        with pytest.raises(SeatsAreTaken, match="1 seat is taken already"):
            change_capacity(full, capacity=0, by=officer)

        assert (states(full.holder), TrainingSession.objects.get().capacity) == ([BookingStatus.CONFIRMED], 1)

    def test_the_change_is_in_the_history(self, full, officer):
        change_capacity(full, capacity=4, by=officer)

        entry = ModelLogEntry.objects.get(action="muster.session.capacity")
        assert (entry.user, entry.data) == (officer, {"capacity_was": 1, "capacity": 4})


class TestTheDay:
    def test_somebody_who_waits_and_comes_walks_in(self, full):
        booking = wait(full)

        attendance = make_attendance(full, booking=booking)

        assert (attendance.booking, attendance.how) == (None, Attendance.How.WALKED_IN)

    def test_the_register_shows_who_waits_apart_until_they_are_ticked(self, full, officer):
        booking = wait(full)
        before = [line.waits for line in register_of(full) if line.delegate == booking.delegate]

        tick(booking, by=officer)

        [line] = [line for line in register_of(full) if line.delegate == booking.delegate]
        assert (before, line.waits, line.booking, line.is_present) == ([True], False, None, True)

    def test_a_walk_in_takes_no_seat_from_the_list(self, full):
        wait(full)

        make_attendance(full)

        assert counts(full) == ((1, 1), (1, 1))


def test_cancelling_a_session_empties_the_list_and_tells_everybody(full, officer):
    booking = wait(full)

    cancel_session(full, reason="The trainer is ill", by=officer)

    told = Message.objects.get(kind="session_cancelled", to=booking.email)
    assert (counts(full), told.calendar) == (((0, 0), (0, 0)), "")
    assert TrainingSession.objects.get().status == SessionStatus.CANCELLED


def test_moving_a_session_keeps_everybodys_turn(full, officer):
    booking = wait(full)
    later = full.starts_at + timedelta(days=7)

    move_session(full, days=[(later, later + timedelta(hours=2))], by=officer)

    told = Message.objects.get(kind="moved", to=booking.email)
    assert "You keep your turn on the waiting list" in told.text
    assert (told.calendar, states(booking)) == ("", [BookingStatus.WAITING])


def test_leaving_the_list_is_no_cancelled_place(full):
    cancel_booking(wait(full))

    message = Message.objects.get(kind="cancelled")
    assert (message.subject[:31], message.calendar) == ("You are off the waiting list fo", "")


def test_an_officer_tells_who_has_no_address_themselves(full):
    booking = wait(full, person=make_person(email=""), phone="07700 900123")

    cancel_booking(full.holder)

    assert (states(booking), kinds(kind="offer")) == ([BookingStatus.OFFERED], [])
