"""Whose turn it is on a waiting list: who is asked next, and who together with them."""

from datetime import timedelta

from django.db.models import Q
from django.db.models.functions import Coalesce, Lower
from django.utils import timezone

from sessions.models import BookingChange

What = BookingChange.What
QUIET_AFTER_DECLINING = timedelta(hours=1)
ASKED_AT = Lower(Coalesce("contact__email", "email"))


def who_declined_lately(session):
    """Return the addresses at which a place that was offered was given up within the hour, in lower case.

    Whoever types a stranger's address would otherwise have an offer written to it by declining, seat after seat.
    """
    asked = session.bookings.filter(changes__what=What.OFFERED)
    lately = timezone.now() - QUIET_AFTER_DECLINING
    gave_up = asked.filter(Q(changes__what__in=[What.DECLINED, What.CANCELLED_BY_ATTENDEE]) & Q(changes__at__gt=lately))
    return set(gave_up.order_by().values_list(ASKED_AT, flat=True)) - {""}


def next_in_line(session, *, passing, quiet=()):
    """Return who is asked next, as the bookings that one letter is about; empty when all that wait are passed over.

    Passed over are the groups `passing` and the addresses `quiet`.
    """
    waiting = session.bookings.waiting().exclude(contact__in=passing).select_related("delegate", "contact")
    if quiet:
        waiting = waiting.alias(asked_at=ASKED_AT).exclude(asked_at__in=quiet)
    first = waiting.first()
    if first is None or first.contact_id is None:
        return [first] if first else []
    return list(waiting.filter(contact=first.contact_id))


def has_room_for(party, *, session):
    """Whether enough is free to ask them: for a group that stays together, a seat for each who waits."""
    stays_together = party[0].contact_id and party[0].contact.stays_together
    return session.places_left is None or session.places_left >= (len(party) if stays_together else 1)


def party_of(booking):
    """Return those who are asked together with somebody who waits."""
    if not (booking.contact_id and booking.contact.stays_together):
        return [booking]
    return list(booking.session.bookings.waiting().filter(contact=booking.contact_id).select_related("delegate"))


def position_of(booking):
    """Return the place in the queue of somebody who waits: 1 is next. A group has the place of its first seat."""
    waiting = booking.session.bookings.waiting()
    first = (booking.contact_id and waiting.filter(contact=booking.contact_id).first()) or booking
    before = Q(booked_at__lt=first.booked_at) | Q(booked_at=first.booked_at, pk__lt=first.pk)
    return waiting.filter(before).count() + 1
