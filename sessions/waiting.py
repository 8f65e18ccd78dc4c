"""The waiting list: joining it, and passing a freed seat on.

A seat that somebody waits for never returns to the pool: in the transaction that frees it, it is offered to whoever has
waited longest. Every verb here first locks the session's row, which owns the seats, so that two cancellations, an offer
that lapses and one that is accepted in the same second follow one another.
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from sessions import messages
from sessions.models import Booking, BookingChange, BookingStatus, SessionStatus, TrainingSession
from sessions.models.booking import SEATED
from sessions.refusals import CannotChange, OfferLapsed

OFFER_HOURS = 48
SHORTEST_OFFER = timedelta(minutes=30)


def lock_seats(session):
    """Lock the session's row, which owns the seats, and read it anew; call it first in a transaction."""
    locked = TrainingSession.objects.select_for_update().get(pk=session.pk)
    session.seats_taken, session.people_waiting = locked.seats_taken, locked.people_waiting
    session.capacity, session.status = locked.capacity, locked.status


def take_a_number(session):
    """Count one more person as waiting, where there is no seat for a newcomer; return whether there was none."""
    no_seat = Q(capacity__isnull=False, seats_taken__gte=F("capacity")) | Q(people_waiting__gt=0)
    standing = TrainingSession.objects.filter(no_seat, pk=session.pk, status=SessionStatus.OPEN)
    return bool(standing.update(people_waiting=F("people_waiting") + 1))


def position_of(booking):
    """Return the place in the queue of somebody who waits: 1 is next."""
    before = Q(booked_at__lt=booking.booked_at) | Q(booked_at=booking.booked_at, pk__lt=booking.pk)
    return booking.session.bookings.waiting().filter(before).count() + 1


def leave(session, *, was):
    """Settle the counts after a booking of this state ended; a freed seat goes to the next person. Needs the lock."""
    if was == BookingStatus.WAITING:
        change_counts(session, people_waiting=-1)
    elif was in SEATED:
        change_counts(session, seats_taken=-1)
        offer_places(session)


def change_counts(session, **by):
    TrainingSession.objects.filter(pk=session.pk).update(**{field: F(field) + step for field, step in by.items()})
    for field, step in by.items():
        setattr(session, field, getattr(session, field) + step)


def offer_places(session):
    """Offer every free seat to those who have waited longest. Needs the lock; does nothing when no offer can be made."""
    ends_at = end_of_offer(session)
    if ends_at is None or not automatic(session):
        return
    # Without a limit (places_left is None) there is a seat for everybody.
    for booking in session.bookings.waiting().select_related("delegate")[: session.places_left]:
        offer(booking, session=session, ends_at=ends_at)


def automatic(session):
    terms = session.course.terms
    return terms is None or terms.offers_places


def end_of_offer(session):
    """Return until when an offer made now would stand, or None when it is too late or the session is not open.

    As long as the terms say, but never beyond half of the time that is left, so that one more person can be asked.
    """
    now = timezone.now()
    left = session.starts_at - now
    if session.status not in {SessionStatus.OPEN, SessionStatus.BOOKING_CLOSED} or left < SHORTEST_OFFER:
        return None
    terms = session.course.terms
    hours = timedelta(hours=terms.offer_hours if terms else OFFER_HOURS)
    return now + min(hours, max(left / 2, SHORTEST_OFFER))


def offer(booking, *, session, ends_at, by=None):
    booking.session = session
    booking.status, booking.offer_ends_at = BookingStatus.OFFERED, ends_at
    booking.save(update_fields=["status", "offer_ends_at"])
    change_counts(session, seats_taken=+1, people_waiting=-1)
    BookingChange.objects.create(booking=booking, what=BookingChange.What.OFFERED, by=by)
    messages.place_offered(booking)


@transaction.atomic
def offer_place_to(booking, *, by):
    """Offer a free seat to somebody an officer chose from the list. Raises CannotChange where there is none."""
    session = booking.session
    lock_seats(session)
    booking.refresh_from_db(fields=["status"])
    ends_at = end_of_offer(session)
    if booking.status != BookingStatus.WAITING or session.is_full or ends_at is None:
        raise CannotChange
    offer(booking, session=session, ends_at=ends_at, by=by)


@transaction.atomic
def accept_offer(booking):
    """Take the place that was offered. The instant an offer ends it is gone; accepting twice is harmless."""
    lock_seats(booking.session)
    booking.refresh_from_db(fields=["status", "offer_ends_at"])
    if booking.status == BookingStatus.CONFIRMED:
        return
    if booking.status != BookingStatus.OFFERED or booking.offer_ends_at <= timezone.now():
        raise OfferLapsed
    booking.status, booking.offer_ends_at = BookingStatus.CONFIRMED, None
    booking.save(update_fields=["status", "offer_ends_at"])
    BookingChange.objects.create(booking=booking, what=BookingChange.What.CONFIRMED)
    messages.booking_confirmed(booking)


def decline_offer(booking):
    """Let the place go to the next person; harmless when the offer has gone already."""
    end_offer(booking, to=BookingStatus.CANCELLED, what=BookingChange.What.DECLINED)


@transaction.atomic
def end_offer(booking, *, to, what):
    """End an offer that stands and pass its seat on; return whether it stood."""
    session = booking.session
    lock_seats(session)
    booking.refresh_from_db(fields=["status", "offer_ends_at"])
    runs = booking.status == BookingStatus.OFFERED
    if not runs or (to == BookingStatus.LAPSED and booking.offer_ends_at > timezone.now()):
        return False
    booking.status, booking.offer_ends_at = to, None
    booking.save(update_fields=["status", "offer_ends_at"])
    BookingChange.objects.create(booking=booking, what=what)
    if to == BookingStatus.LAPSED:
        messages.offer_lapsed(booking)
    leave(session, was=BookingStatus.OFFERED)
    return True


def lapse_offers():
    """End every offer whose time is over and ask the next; return how many. Several workers at once do no harm."""
    over = Booking.objects.filter(status=BookingStatus.OFFERED, offer_ends_at__lte=timezone.now())
    found = over.select_related("session__course__terms", "session__venue", "delegate")
    return sum(end_offer(booking, to=BookingStatus.LAPSED, what=BookingChange.What.LAPSED) for booking in found)


@transaction.atomic
def change_capacity(session, *, capacity, by):
    """Give a session another capacity; raised, it offers the new seats in the order of the list.

    Raises CannotChange below the seats taken: nobody's place is taken away in silence.
    """
    lock_seats(session)
    if capacity is not None and capacity < session.seats_taken:
        raise CannotChange
    TrainingSession.objects.filter(pk=session.pk).update(capacity=capacity)
    session.capacity = capacity
    offer_places(session)
