"""Booking a place and giving it back."""

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from people.delegates import Person
from people.models import Delegate
from sessions import booking as booking_verbs
from sessions.booking import book_place, cancel_booking
from sessions.models import Booking, BookingStatus, SessionStatus, TrainingSession
from sessions.refusals import (
    AlreadyBooked,
    BookingClosed,
    BookingNotOpenYet,
    CannotChange,
    SessionCancelled,
    SessionFull,
)
from tests.factories import make_session

pytestmark = pytest.mark.django_db

ADA = Person("Ada Okafor", "ada@example.org", "Eastmere Youth Service", "Youth worker")


def seats(session):
    return TrainingSession.objects.get(pk=session.pk).seats_taken


def test_a_booking_takes_a_seat_and_is_confirmed(session):
    booking = book_place(session, person=ADA, nonce=uuid.uuid4())

    assert (booking.status, booking.delegate.name, seats(session)) == (BookingStatus.CONFIRMED, "Ada Okafor", 1)


def test_the_same_form_sent_again_finds_its_booking(session):
    nonce = uuid.uuid4()

    bookings = {book_place(session, person=ADA, nonce=nonce).pk for _ in range(10)}

    assert (len(bookings), seats(session)) == (1, 1)


def test_the_same_form_with_a_colleagues_name_books_the_colleague(session):
    nonce = uuid.uuid4()

    book_place(session, person=ADA, nonce=nonce)
    book_place(session, person=Person("Bo Lind", "ada@example.org"), nonce=nonce)

    assert seats(session) == 2


def test_the_same_form_sent_again_finds_a_booking_cancelled_since(session):
    nonce = uuid.uuid4()
    booking = book_place(session, person=ADA, nonce=nonce)
    cancel_booking(booking)

    assert (book_place(session, person=ADA, nonce=nonce), seats(session)) == (booking, 0)


def test_the_same_form_of_somebody_without_an_address_finds_their_booking(session):
    person, nonce = Person("Ada Okafor"), uuid.uuid4()

    bookings = {book_place(session, person=person, nonce=nonce).pk for _ in range(2)}

    assert (len(bookings), seats(session), Delegate.objects.count()) == (1, 1, 1)


@pytest.mark.parametrize(
    ("name", "email"),
    [
        ("ada okafor", "ada@example.org"),
        ("  Ada   Okafor ", "ada@example.org"),
        ("Ada Okafor", "ADA@Example.ORG"),
        ("Ada Okafor", " ada@example.org "),
        ("ADA OKAFOR", "Ada@example.org"),
        ("\N{FULLWIDTH LATIN CAPITAL LETTER A}da Okafor", "ada@example.org"),
        ("Ada\tOkafor", "ada@example.org"),
    ],
)
def test_one_person_however_spelt_has_one_place(session, name, email):
    book_place(session, person=ADA, nonce=uuid.uuid4())

    with pytest.raises(AlreadyBooked):
        book_place(session, person=Person(name, email), nonce=uuid.uuid4())

    assert seats(session) == 1


@pytest.mark.parametrize("other", ["a.da@example.org", "ada+work@example.org", "adá@example.org"])
def test_another_address_is_another_person(session, other):
    book_place(session, person=ADA, nonce=uuid.uuid4())

    book_place(session, person=Person("Ada Okafor", other), nonce=uuid.uuid4())

    assert seats(session) == 2


def test_the_last_place_can_be_booked_and_no_further_one():
    session = make_session(capacity=1)
    book_place(session, person=ADA, nonce=uuid.uuid4())

    with pytest.raises(SessionFull):
        book_place(session, person=Person("Bo Lind", "bo@example.org"), nonce=uuid.uuid4())

    assert Booking.objects.count() == 1


def test_a_stale_page_does_not_oversell():
    session = make_session(capacity=1)
    stale = TrainingSession.objects.get(pk=session.pk)
    book_place(session, person=ADA, nonce=uuid.uuid4())

    with pytest.raises(SessionFull):
        book_place(stale, person=Person("Bo Lind", "bo@example.org"), nonce=uuid.uuid4())

    assert seats(session) == 1


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"status": SessionStatus.DRAFT}, BookingClosed),
        ({"status": SessionStatus.BOOKING_CLOSED}, BookingClosed),
        ({"status": SessionStatus.DELIVERED}, BookingClosed),
        ({"status": SessionStatus.CANCELLED}, SessionCancelled),
        ({"booking_opens_at": timedelta(hours=1)}, BookingNotOpenYet),
        ({"booking_closes_at": -timedelta(hours=1)}, BookingClosed),
    ],
)
def test_booking_is_refused_outside_its_time(facts, refusal):
    now = timezone.now()
    session = make_session(**{k: now + v if isinstance(v, timedelta) else v for k, v in facts.items()})

    with pytest.raises(refusal):
        book_place(session, person=ADA, nonce=uuid.uuid4())

    assert Booking.objects.count() == 0


def test_staff_may_book_after_closing_time_but_not_beyond_capacity(officer):
    session = make_session(capacity=1, status=SessionStatus.BOOKING_CLOSED)
    book_place(session, person=ADA, nonce=uuid.uuid4(), by=officer)

    with pytest.raises(SessionFull):
        book_place(session, person=Person("Bo", "bo@example.org"), nonce=uuid.uuid4(), by=officer)

    assert seats(session) == 1


def test_a_cancelled_booking_gives_its_seat_back_once(session):
    booking = book_place(session, person=ADA, nonce=uuid.uuid4())

    cancel_booking(booking)
    cancel_booking(Booking.objects.get(pk=booking.pk))

    assert (seats(session), booking.changes.count()) == (0, 1)


def test_who_cancelled_can_book_again(session):
    cancel_booking(book_place(session, person=ADA, nonce=uuid.uuid4()))

    book_place(session, person=ADA, nonce=uuid.uuid4())

    assert seats(session) == 1


def test_nobody_cancels_after_the_start(session):
    booking = book_place(session, person=ADA, nonce=uuid.uuid4())
    booking.session.starts_at = timezone.now() - timedelta(minutes=1)

    with pytest.raises(CannotChange):
        cancel_booking(booking)

    assert seats(session) == 1


@pytest.mark.parametrize("seats_taken", [-1, 21])
def test_the_database_keeps_seats_between_none_and_capacity(session, seats_taken):
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE training_sessions_trainingsession SET seats_taken = %s WHERE id = %s", [seats_taken, session.pk]
        )

    assert seats(session) == 0


def test_the_database_allows_one_live_booking_per_person_and_session(session, monkeypatch):
    monkeypatch.setattr(booking_verbs, "earlier_booking", lambda *args, **facts: None)
    book_place(session, person=ADA, nonce=uuid.uuid4())

    with pytest.raises(BookingClosed):
        book_place(session, person=ADA, nonce=uuid.uuid4())

    assert (Booking.objects.count(), seats(session)) == (1, 1)
