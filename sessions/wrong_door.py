"""Noticing that somebody stands at another session's door."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from design.words import LONDON
from people.keys import email_key, read_code
from sessions.models import Booking, TrainingSession
from sessions.models.booking import LIVE


def is_booked_elsewhere_today(session, *, typed):
    """Whether an address or reference belongs to a live booking of another session today. Says nothing of which."""
    bookings = Booking.objects.filter(status__in=LIVE, session__in=sessions_today()).exclude(session=session)
    if "@" not in typed:
        return bookings.filter(reference=read_code(typed)).exists()
    addresses = bookings.filter(email__iexact=typed.strip()).values_list("email", flat=True)
    return email_key(typed) in {email_key(address) for address in addresses}


def sessions_today():
    """Return the sessions of which some part is on this day in London."""
    midnight = datetime.combine(timezone.localdate(timezone=LONDON), time(), tzinfo=LONDON)
    return TrainingSession.objects.filter(starts_at__lt=midnight + timedelta(days=1), ends_at__gte=midnight)
