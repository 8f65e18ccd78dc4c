"""The waiting list: joining it, and passing a freed seat on.

A seat that somebody waits for never returns to the pool: in the transaction that frees it, it is offered to whoever has
waited longest, unless the terms leave the choice to an officer. Every verb here first locks the session's row, which
owns the seats, so that two cancellations, an offer that lapses and one that is accepted in the same second follow one
another; what was read before the lock is read again under it.
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from courses.terms import terms_of
from design.keeping import something_changed
from sessions import messages
from sessions.holding import hold_session
from sessions.models import Booking, BookingChange, BookingStatus, SessionStatus, TrainingSession
from sessions.models.booking import SEATED
from sessions.refusals import CannotChange, OfferLapsed, SeatsAreTaken

OFFER_HOURS = 48
SHORTEST_OFFER = timedelta(minutes=30)
GOES_AHEAD = [SessionStatus.OPEN, SessionStatus.BOOKING_CLOSED]


def lock_seats(session):
    """Lock the session's row, which owns the seats, and read it anew; call it first in a transaction."""
    hold_session(session, fields=["seats_taken", "people_waiting", "capacity", "starts_at"])


def take_a_number(session):
    """Count one more person as waiting, where there is no seat for a newcomer; return whether that was done.

    Only if as many wait as was read before: `session.people_waiting` is then the newcomer's position without a count.
    """
    no_seat = Q(capacity__isnull=False, seats_taken__gte=F("capacity")) | Q(people_waiting__gt=0)
    standing = TrainingSession.objects.filter(no_seat, pk=session.pk, people_waiting=session.people_waiting)
    if not standing.exclude(status=SessionStatus.CANCELLED).update(people_waiting=F("people_waiting") + 1):
        return False
    session.people_waiting += 1
    return True


def position_of(booking):
    """Return the place in the queue of somebody who waits: 1 is next."""
    before = Q(booked_at__lt=booking.booked_at) | Q(booked_at=booking.booked_at, pk__lt=booking.pk)
    return booking.session.bookings.waiting().filter(before).count() + 1


def takes_names(session):
    """Whether it makes sense to join the list: a seat that came free could still be offered."""
    return end_of_offer(session) is not None


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
    something_changed()


def offer_places(session):
    """Offer every free seat to those who have waited longest. Needs the lock; does nothing where no offer can be made.

    Nothing either where an officer chooses: the seat stays free until they have.
    """
    ends_at = end_of_offer(session)
    if not session.people_waiting or ends_at is None or not is_automatic(session):
        return
    # Without a limit (places_left is None) there is a seat for everybody.
    for booking in session.bookings.waiting().select_related("delegate")[: session.places_left]:
        offer(booking, session=session, ends_at=ends_at)


def is_automatic(session):
    """Whether freed seats are offered in the order of the list, rather than to those an officer chooses."""
    terms = terms_of(session.course)
    return terms is None or terms.offers_places


def end_of_offer(session):
    """Return until when an offer made now would stand, or None when it is too late or the session does not go ahead.

    As long as the terms say, but never beyond half of the time that is left, so that one more person can be asked.
    """
    now = timezone.now()
    left = session.starts_at - now
    if session.status not in GOES_AHEAD or left < SHORTEST_OFFER:
        return None
    terms = terms_of(session.course)
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
    if booking.status != BookingStatus.WAITING:
        raise CannotChange(_("This person is no longer waiting."))
    if session.is_full:
        raise CannotChange(_("No place is free. Raise the capacity or wait until somebody cancels."))
    if ends_at is None:
        raise CannotChange(_("It is too late to offer a place. Whoever comes can be added to the register."))
    offer(booking, session=session, ends_at=ends_at, by=by)
    log(instance=session, action="muster.place.offered", user=by, data={"booking": booking.pk})


@transaction.atomic
def accept_offer(booking):
    """Take the place that was offered. The instant an offer ends it is gone; accepting twice is harmless."""
    session = booking.session
    lock_seats(session)
    booking.refresh_from_db(fields=["status", "offer_ends_at"])
    if booking.status == BookingStatus.CONFIRMED:
        return
    if booking.status != BookingStatus.OFFERED or has_ended(booking):
        raise OfferLapsed
    booking.status, booking.offer_ends_at = BookingStatus.CONFIRMED, None
    booking.save(update_fields=["status", "offer_ends_at"])
    BookingChange.objects.create(booking=booking, what=BookingChange.What.CONFIRMED)
    messages.booking_confirmed(booking)


def has_ended(booking):
    """Whether the time of an offer is over; at the very instant it ends, it is."""
    return booking.offer_stands_until <= timezone.now()


def decline_offer(booking):
    """Let the place go to the next person; harmless when the offer has gone already."""
    end_offer(booking, to=BookingStatus.CANCELLED, what=BookingChange.What.DECLINED)


def lapse_offer(booking):
    """End an offer whose time is over and tell the person; return whether it stood until now."""
    return end_offer(booking, to=BookingStatus.LAPSED, what=BookingChange.What.LAPSED)


@transaction.atomic
def end_offer(booking, *, to, what):
    """End an offer that stands and pass its seat on; return whether it stood."""
    session = booking.session
    lock_seats(session)
    booking.refresh_from_db(fields=["status", "offer_ends_at"])
    lapses = to == BookingStatus.LAPSED
    if booking.status != BookingStatus.OFFERED or (lapses and not has_ended(booking)):
        return False
    booking.status, booking.offer_ends_at = to, None
    booking.cancelled_at = None if lapses else timezone.now()
    booking.save(update_fields=["status", "offer_ends_at", "cancelled_at"])
    BookingChange.objects.create(booking=booking, what=what)
    if lapses:
        messages.offer_lapsed(booking)
    leave(session, was=BookingStatus.OFFERED)
    return True


def pass_places_on():
    """End the offers whose time is over, then offer whatever is free; several workers at once do no harm."""
    lapse_offers()
    offer_free_places()


def lapse_offers():
    """End every offer whose time is over and ask the next; return how many ended here."""
    now = timezone.now()
    over = Booking.objects.filter(status=BookingStatus.OFFERED).filter(
        Q(offer_ends_at__lte=now) | Q(session__starts_at__lte=now)
    )
    found = over.select_related("session__course__terms__replaced_by", "session__venue", "delegate").order_by(
        "offer_ends_at", "pk"
    )
    return sum(lapse_offer(booking) for booking in found)


def offer_free_places():
    """Offer seats that are free although somebody waits: terms were changed, a draft was opened, a date was moved."""
    has_room = Q(capacity__isnull=True) | Q(seats_taken__lt=F("capacity"))
    sessions = TrainingSession.objects.filter(
        has_room, people_waiting__gt=0, status__in=GOES_AHEAD, starts_at__gt=timezone.now()
    )
    for session in sessions.select_related("course__terms__replaced_by", "venue"):
        with transaction.atomic():
            lock_seats(session)
            offer_places(session)


@transaction.atomic
def change_capacity(session, *, capacity, by):
    """Give a session another capacity; raised, it offers the new seats in the order of the list.

    Raises SeatsAreTaken below the seats taken: nobody's place is taken away in silence.
    """
    lock_seats(session)
    was = session.capacity
    if capacity is not None and capacity < session.seats_taken:
        raise SeatsAreTaken(session.seats_taken)
    if capacity == was:
        return
    TrainingSession.objects.filter(pk=session.pk).update(capacity=capacity)
    session.capacity = capacity
    log(instance=session, action="muster.session.capacity", user=by, data={"capacity_was": was, "capacity": capacity})
    offer_places(session)
