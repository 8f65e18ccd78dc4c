"""What is kept for a while only. Access needs say something of a person's health: they go 30 days after the session."""

from datetime import timedelta

from django.utils import timezone

from sessions.models import Booking, SessionSettings


def forget_access_needs():
    """Delete the access needs of sessions that ended long enough ago; return of how many bookings."""
    days = SessionSettings.load().access_needs_kept_days
    long_ago = timezone.now() - timedelta(days=days)
    return Booking.objects.filter(session__ends_at__lt=long_ago).exclude(access_needs="").update(access_needs="")
