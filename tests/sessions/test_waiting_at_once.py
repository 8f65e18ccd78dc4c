"""The waiting list when two things happen in one moment; run on PostgreSQL and on SQLite."""

import threading
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from outbox.models import Message
from sessions.booking import cancel_booking
from sessions.models import Booking, BookingStatus, TrainingSession
from sessions.refusals import OfferLapsed
from sessions.waiting import accept_offer, lapse_offers, offer_free_places
from tests.factories import make_booking, make_session

pytestmark = pytest.mark.django_db(transaction=True)
SECOND = timedelta(seconds=1)
ROUNDS = 5


def at_once(*acts):
    """Run each act in a thread and a connection of its own, released together."""
    gate = threading.Barrier(len(acts))

    def run(act):
        try:
            gate.wait()
            act()
        except OfferLapsed:
            pass
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def fresh(booking):
    return Booking.objects.select_related("session__course__terms", "delegate").get(pk=booking.pk)


def one_offered_and_one_behind():
    session = make_session(capacity=1)
    holder, first, second = make_booking(session), *(make_booking(session, waits=True) for _person in range(2))
    cancel_booking(holder)
    return fresh(first), second


def outcome(first, second):
    """Return how both stand, whether the row's numbers are true, and what the first was told last."""
    session = TrainingSession.objects.get(pk=first.session_id)
    seated, waiting = session.bookings.seated().count(), session.bookings.waiting().count()
    told = Message.objects.filter(cause=f"booking:{first.pk}", kind__in=["confirmed", "lapsed"])
    return (
        (fresh(first).status, fresh(second).status),
        (session.seats_taken, session.people_waiting) == (seated, waiting) and seated == 1,
        list(told.values_list("kind", flat=True)),
    )


ACCEPTED = ((BookingStatus.CONFIRMED, BookingStatus.WAITING), True, ["confirmed"])
PASSED_ON = ((BookingStatus.LAPSED, BookingStatus.OFFERED), True, ["lapsed"])


@pytest.mark.parametrize(("beside", "then"), [(-SECOND, ACCEPTED), (0 * SECOND, PASSED_ON), (SECOND, PASSED_ON)])
def test_an_offer_accepted_as_it_ends_is_taken_or_passed_on_and_never_both(beside, then):
    for _round in range(ROUNDS):
        first, second = one_offered_and_one_behind()

        with time_machine.travel(first.offer_ends_at + beside, tick=False):
            at_once(lambda b=first: accept_offer(fresh(b)), lapse_offers, lapse_offers)

        assert outcome(first, second) == then


def test_a_clock_that_runs_over_the_limit_lets_one_of_them_win():
    for _round in range(ROUNDS):
        first, second = one_offered_and_one_behind()
        Booking.objects.filter(pk=first.pk).update(offer_ends_at=timezone.now() + timedelta(milliseconds=30))

        at_once(*[lambda b=first: accept_offer(fresh(b))] * 3, *[lambda: [lapse_offers() for _turn in range(40)]] * 2)

        assert outcome(first, second) in (ACCEPTED, PASSED_ON)


def test_two_cancellations_and_two_workers_offer_each_seat_once():
    session = make_session(capacity=4)
    holders = [make_booking(session) for _person in range(4)]
    waiting = [make_booking(session, waits=True) for _person in range(6)]

    at_once(*[lambda b=b: cancel_booking(fresh(b)) for b in holders], offer_free_places, offer_free_places)

    states = [fresh(booking).status for booking in waiting]
    assert states == [BookingStatus.OFFERED] * 4 + [BookingStatus.WAITING] * 2
    assert Message.objects.filter(kind="offer").count() == 4


def test_a_newcomer_never_takes_a_seat_that_is_cancelled_in_that_moment():
    for _round in range(ROUNDS):
        session = make_session(capacity=1)
        holder, first = make_booking(session), make_booking(session, waits=True)
        newcomer = TrainingSession.objects.select_related("course__terms").get(pk=session.pk)

        at_once(lambda h=holder: cancel_booking(fresh(h)), lambda n=newcomer: make_booking(n, waits=True))

        statuses = list(session.bookings.live().order_by("pk").values_list("status", flat=True))
        assert (fresh(first).status, statuses) == (
            BookingStatus.OFFERED,
            [BookingStatus.OFFERED, BookingStatus.WAITING],
        )


def test_ten_who_join_at_once_stand_in_ten_places():
    session = make_session(capacity=1)
    make_booking(session)

    at_once(*[lambda: make_booking(TrainingSession.objects.get(pk=session.pk), waits=True)] * 10)

    said = {m.text.splitlines()[2] for m in Message.objects.filter(kind="waiting")}
    assert (len(said), TrainingSession.objects.get().people_waiting) == (10, 10)
