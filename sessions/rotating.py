"""The code on the screen in the room, which changes every half minute.

It follows from the secret key, the door's token and the server's clock, so nothing is kept of it and no other clock
matters. The code of the window before holds too: whoever scans in its last second has as long again to get here.
"""

from datetime import timedelta

from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from courses.models import Recorded
from people.keys import read_code, spell
from sessions.door import WAY_OUT, sessions_with_doors, takes_codes
from sessions.models import SessionSettings, SessionStatus

WINDOW = 30  # seconds
LENGTH = 8  # characters of five bits each
SALT = "sessions.rotating"
MOST_OPEN = 500  # sessions looked through for a code typed without its address; no service has as many in one hour


def window_at(moment):
    """Return the number of the window in which an instant lies."""
    return int(moment.timestamp()) // WINDOW


def code_for(session, at=None):
    """Return the session's code at an instant, by default now: eight characters of people.keys.ALPHABET."""
    return code_of_window(session, window_at(at or timezone.now()))


def code_of_window(session, number):
    digest = salted_hmac(SALT, f"{session.door_token}.{number}", algorithm="sha256").digest()
    return spell(int.from_bytes(digest[: LENGTH * 5 // 8]), LENGTH)


def is_current(session, code, now=None):
    """Whether a code, as scanned or typed by hand, is the session's in this window or in the one before."""
    number, typed = window_at(now or timezone.now()), read_code(code)
    return any(constant_time_compare(typed, code_of_window(session, each)) for each in (number, number - 1))


def session_showing(code):
    """Return the session whose screen shows a code that leads anywhere now, or None. One query."""
    shown = (session for session in perhaps_open() if is_current(session, code))
    return next((session for session in shown if takes_codes(session)), None)


def perhaps_open():
    """Return the sessions that are going on, or about to: those whose door may be open now."""
    settings, now = SessionSettings.load(), timezone.now()
    after = max(WAY_OUT, timedelta(minutes=settings.door_closes_minutes_after))
    going_on = sessions_with_doors().filter(
        recorded=Recorded.BY_NAME,
        finished_at__isnull=True,
        starts_at__lte=now + timedelta(minutes=settings.door_opens_minutes_before),
        ends_at__gte=now - after,
    )
    return going_on.exclude(status=SessionStatus.CANCELLED).order_by("starts_at", "pk")[:MOST_OPEN]
