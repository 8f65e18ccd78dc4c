"""Groups that book, are asked or give back in one moment; run on PostgreSQL and on SQLite."""

from dataclasses import replace
from datetime import timedelta
from random import Random
from uuid import uuid4

import pytest
import time_machine

from outbox.models import Message
from sessions.models import Booking, BookingContact, BookingStatus, TrainingSession
from sessions.refusals import OfferLapsed, SessionFull
from sessions.seats import cancel_group, group_for, seats_of, take_offered_seats
from sessions.waiting import lapse_offers, offer_free_places
from tests.factories import another_office, make_booking, make_group, make_person, make_session
from tests.sessions.test_waiting_at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)
SECOND = timedelta(seconds=1)
ROUNDS = 3


def read(session):
    return TrainingSession.objects.select_related("course__audience", "course__terms").get(pk=session.pk)


def trying(act):
    """Return the act that bears being refused for want of seats."""

    def tried():
        try:
            act()
        except SessionFull:
            return

    return tried


def true_counts(session):
    row = read(session)
    said = (row.seats_taken, row.people_waiting)
    return said == (row.bookings.seated().count(), row.bookings.waiting().count()) and row.seats_taken <= row.capacity


def sizes_of(session):
    """Return how many seats each group has, with how many it asked for."""
    return [
        (contact.bookings.filter(status=BookingStatus.CONFIRMED).count(), int(contact.phone))
        for contact in session.contacts.all()
    ]


@pytest.mark.parametrize("seed", [3, 11, 42])
def test_groups_of_any_size_never_take_more_than_there_is_and_all_or_nothing(seed):
    session, dice = make_session(capacity=17), Random(seed)

    def group_of(size):
        office = replace(another_office(), phone=str(size))
        people = [make_person() for _named in range(size // 2)]
        return trying(lambda: make_group(read(session), people=people, places=size, contact=office))

    at_once(*[group_of(dice.randint(1, 6)) for _office in range(14)])

    taken = sizes_of(session)
    assert true_counts(session)
    assert read(session).seats_taken >= 12  # what is left is less than the largest group
    assert [had for had, _asked in taken] == [asked for _had, asked in taken]
    assert Message.objects.filter(kind="group_summary").count() == len(taken)


@pytest.mark.parametrize("seed", [5, 23])
def test_groups_and_single_people_that_wait_fill_it_to_the_last_seat(seed):
    session, sizes = make_session(capacity=9), Random(seed).choices(range(1, 7), k=5)

    at_once(
        *[lambda n=size: make_group(read(session), places=n, waits=True, contact=another_office()) for size in sizes],
        *[lambda: make_booking(read(session), waits=True)] * 5,
    )

    assert (true_counts(session), read(session).seats_taken) == (True, 9)


def test_ten_times_the_same_form_is_one_group():
    session, nonce, people = make_session(capacity=20), uuid4(), [make_person(), make_person()]
    found = []

    at_once(*[lambda: found.append(make_group(read(session), people=people, places=4, nonce=nonce).pk)] * 10)

    assert (len(found), len(set(found)), read(session).seats_taken) == (10, 1, 4)
    assert Message.objects.count() == 3


def test_ten_times_the_same_form_for_the_last_seats_is_one_group():
    session, nonce = make_session(capacity=4), uuid4()
    found = []

    at_once(*[lambda: found.append(make_group(read(session), places=4, nonce=nonce).pk)] * 10)

    assert (len(found), len(set(found))) == (10, 1)


def test_two_offices_that_name_the_same_colleague_book_them_once():
    for _round in range(ROUNDS):
        session, amina, refused = make_session(capacity=20), make_person(), []

        def book(session=session, amina=amina, refused=refused):
            try:
                make_group(read(session), people=[amina], places=3)
            except Exception as refusal:  # noqa: BLE001 - whatever it is, the test names it
                refused.append(type(refusal).__name__)

        at_once(book, book)

        assert (refused, read(session).seats_taken, session.contacts.count()) == (["RefusedForSome"], 3, 1)


def offered_group(*, behind):
    """Return a group that is offered all seats there are, with one as large waiting behind it."""
    session = make_session(capacity=3)
    first = make_group(session, places=3)
    groups = [make_group(session, places=3, waits=True, together=together) for together in (False, behind)]
    cancel_group(group_for(first.token))
    return [group_for(group.token) for group in groups]


def states(group):
    return {seat.status for seat in seats_of(group)}


@pytest.mark.parametrize(
    ("beside", "then"),
    [
        (-SECOND, (BookingStatus.CONFIRMED, BookingStatus.WAITING)),
        (0 * SECOND, (BookingStatus.LAPSED, BookingStatus.OFFERED)),
        (SECOND, (BookingStatus.LAPSED, BookingStatus.OFFERED)),
    ],
)
def test_an_offer_to_a_group_is_taken_or_passed_on_and_never_both(beside, then):
    for _round in range(ROUNDS):
        first, second = offered_group(behind=True)
        seats = seats_of(first)

        def take(token=first.token, chosen=tuple(seat.reference for seat in seats)):
            take_offered_seats(group_for(token), references=chosen)

        with time_machine.travel(seats[0].offer_ends_at + beside, tick=False):
            at_once(take, take, lapse_offers, lapse_offers)

        assert (states(first), states(second)) == ({then[0]}, {then[1]})
        assert true_counts(first.session)


def test_two_groups_that_give_back_and_two_workers_ask_each_group_once():
    session = make_session(capacity=6)
    seated = [make_group(session, places=3) for _office in range(2)]
    facts = {"waits": True, "together": True}
    waiting = [make_group(session, places=3, contact=another_office(), **facts) for _office in range(3)]

    at_once(
        *[lambda token=group.token: cancel_group(group_for(token)) for group in seated],
        offer_free_places,
        offer_free_places,
    )

    asked = [states(group) for group in waiting]
    assert asked == [{BookingStatus.OFFERED}, {BookingStatus.OFFERED}, {BookingStatus.WAITING}]
    assert (Message.objects.filter(kind="group_offer").count(), true_counts(session)) == (2, True)


def test_a_colleague_and_the_contact_name_a_seat_at_once():
    from sessions.seats import name_seat

    group = make_group(make_session(), places=1)
    pk, refused = seats_of(group)[0].pk, []

    def name(person):
        try:
            name_seat(Booking.objects.select_related("session__course", "contact").get(pk=pk), person=person)
        except Exception as refusal:  # noqa: BLE001 - whatever it is, the test names it
            refused.append(type(refusal).__name__)

    at_once(*[lambda p=person: name(p) for person in [make_person(), make_person()]])

    assert (refused, Message.objects.filter(kind="confirmed").count()) == (["CannotChange"], 1)
    assert BookingContact.objects.get().bookings.filter(delegate__isnull=False).count() == 1


def test_an_offer_that_lapsed_in_that_moment_is_said():
    first, _second = offered_group(behind=True)
    with time_machine.travel(seats_of(first)[0].offer_ends_at, tick=False), pytest.raises(OfferLapsed):
        take_offered_seats(first, references=[seat.reference for seat in seats_of(first)])
