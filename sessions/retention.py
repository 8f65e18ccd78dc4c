"""What is kept for a while only: access needs, which say something of a person's health, and what was sent in vain."""

from datetime import timedelta

from django.utils import timezone

from sessions.models import Booking, RegisterEntry, SessionSettings


def forget_access_needs():
    """Delete the access needs of sessions that ended long enough ago; return of how many bookings."""
    return Booking.objects.filter(session__ends_at__lt=long_ago()).exclude(access_needs="").update(access_needs="")


def forget_what_was_refused():
    """Delete as soon what was typed on registers in vain, and said before somebody came instead; return of how many."""
    kept = RegisterEntry.objects.filter(session__ends_at__lt=long_ago()).exclude(said={}, before={})
    return kept.update(said={}, before={})


def long_ago():
    """Return the instant before which a session must have ended: 30 days ago, unless the settings say fewer."""
    return timezone.now() - timedelta(days=SessionSettings.load().access_needs_kept_days)
