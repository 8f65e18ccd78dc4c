"""The ticket that a scan hands out: a signed cookie which says that this browser stood at this door a moment ago.

It stands in the place of a session and of a form's security mark: it is bound to one door, ends by itself, is never
sent from another site (SameSite), and says nothing about who holds it. How long it lasts is settled when it is handed
out, so that a POST need not look up the settings.
"""

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner

from sessions.models import SessionSettings
from sessions.refusals import TicketExpired

COOKIE = "door"
SIGNER = TimestampSigner(salt="sessions.tickets")


def hand_out_ticket(response, *, session):
    """Put a fresh ticket for this session's door on a response."""
    minutes = SessionSettings.load().ticket_minutes
    response.set_cookie(
        COOKIE,
        SIGNER.sign(f"{session.door_token}.{minutes}"),
        max_age=24 * 60 * 60,  # longer than it is valid: who comes too late is told so, and not that cookies are off
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def check_ticket(request, *, session):
    """Refuse with TicketExpired unless the browser holds a ticket for this door that is still good."""
    try:
        door_token, minutes = SIGNER.unsign(request.COOKIES.get(COOKIE, "")).split(".")
        SIGNER.unsign(request.COOKIES[COOKIE], max_age=int(minutes) * 60)
    except BadSignature:
        raise TicketExpired from None
    if door_token != session.door_token:
        raise TicketExpired
