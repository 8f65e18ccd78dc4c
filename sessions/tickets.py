"""The ticket that a scan hands out: a signed cookie which says that this browser stood at this door a moment ago.

It stands in the place of a session and of a form's security mark: it is bound to one door, ends by itself, is never
sent from another site (SameSite), and says nothing about who holds it. How long it lasts is settled when it is handed
out, so that a POST need not look up the settings. Its random mark stays with the browser from scan to scan: people who
share a phone may, and staff can see that they did.
"""

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner

from people.keys import new_code
from sessions.models import SessionSettings
from sessions.refusals import TicketExpired

COOKIE = "door"
SIGNER = TimestampSigner(salt="sessions.tickets")


def hand_out_ticket(request, response, *, session):
    """Put a fresh ticket for this session's door on a response, with the mark this browser had, or a new one."""
    minutes = SessionSettings.load().ticket_minutes
    try:
        phone = read_ticket(request)[2]
    except BadSignature:
        phone = new_code(8)
    response.set_cookie(
        COOKIE,
        SIGNER.sign(f"{session.door_token}.{minutes}.{phone}"),
        max_age=24 * 60 * 60,  # longer than it is valid: who comes too late is told so, and not that cookies are off
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def check_ticket(request, *, session):
    """Return the browser's mark; refuse with TicketExpired unless its ticket is for this door and still good."""
    try:
        door_token, minutes, phone = read_ticket(request)
        SIGNER.unsign(request.COOKIES[COOKIE], max_age=int(minutes) * 60)
    except BadSignature:
        raise TicketExpired from None
    if door_token != session.door_token:
        raise TicketExpired
    return phone


def read_ticket(request):
    """Return (door token, minutes, the browser's mark) of a ticket, however old; raises BadSignature."""
    door_token, minutes, phone = SIGNER.unsign(request.COOKIES.get(COOKIE, "")).split(".")
    return door_token, minutes, phone
