"""Until when a booking can be changed without the officer and at no cost, and for how long an offer stands."""

from django.utils import timezone

from courses.terms import terms_of
from sessions.working_days import working_days_before

OFFER_HOURS = 48


def free_until(booking):
    """Return the instant until which cancelling is free and the date can be changed: see `free_until_under`.

    It goes by the terms under which the booking was made, whatever the course asks of others since.
    """
    return free_until_under(booking.terms, session=booking.session)


def free_until_under(terms, *, session):
    """Return the end of the working day that lies as many working days before the session as the terms ask.

    Without terms, or where they ask for none, the start. A session moved by us takes its deadline with it.
    """
    days = terms.free_cancellation_working_days if terms else 0
    if not days:
        return session.starts_at
    return min(working_days_before(session.starts_at, days), session.starts_at)


def is_late(booking, *, at=None):
    """Whether the deadline has passed at a moment (now if none is given): the very instant itself is in time."""
    return (at or timezone.now()) > free_until(booking)


def hours_to_answer(session):
    """Return for how many hours an offer of a place stands at most."""
    terms = terms_of(session.course)
    return terms.offer_hours if terms else OFFER_HOURS
