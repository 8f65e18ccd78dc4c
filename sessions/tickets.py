"""The ticket that a scan hands out: a signed cookie which says that this browser stood at this door a moment ago.

It stands in the place of a session and of a form's security mark: it is bound to one door, ends by itself, is never
sent from another site (SameSite), and says nothing about who holds it. How long it lasts is settled when it is handed
out, so that a POST need not look up the settings. Its random mark stays with the browser from scan to scan: people who
share a phone may, and staff can see that they did. It says which code was scanned: the one that changes on the screen,
or the one that stays the same on paper.
"""

from typing import NamedTuple

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner

from people.keys import new_code
from sessions.models import DoorRule, SessionSettings
from sessions.refusals import TicketExpired

COOKIE = "door"
SIGNER = TimestampSigner(salt="sessions.tickets")
CHANGING, PRINTED = "changing", "printed"


class Ticket(NamedTuple):
    """`minutes` is how long it is good, `phone` the browser's mark, `code` which code was scanned."""

    door_token: str
    minutes: str
    phone: str
    code: str

    @property
    def is_printed(self):
        return self.code != CHANGING


def hand_out_ticket(response, *, session, code, phone):
    """Put a fresh ticket for this session's door on a response, with the browser's mark."""
    ticket = Ticket(session.door_token, str(SessionSettings.load().ticket_minutes), phone, code)
    # Longer than it is valid: who comes too late is told so, and not that cookies are off.
    put_cookie(response, COOKIE, SIGNER.sign(".".join(ticket)), seconds=24 * 60 * 60)


def put_cookie(response, name, value, *, seconds):
    secure = settings.SESSION_COOKIE_SECURE
    response.set_cookie(name, value, max_age=seconds, httponly=True, samesite="Lax", secure=secure)


def phone_of(request):
    """Return the mark this browser had, however old its ticket, or a new one."""
    try:
        return read_ticket(request).phone
    except BadSignature:
        return new_code(8)


def check_ticket(request, *, session):
    """Return this browser's ticket; refuse with TicketExpired unless it opens this door and is still good."""
    try:
        ticket = read_ticket(request)
        SIGNER.unsign(request.COOKIES[COOKIE], max_age=int(ticket.minutes) * 60)
    except BadSignature:
        raise TicketExpired from None
    if ticket.door_token != session.door_token or not opens(ticket, session=session):
        raise TicketExpired
    return ticket


def opens(ticket, *, session):
    """Whether the code that was scanned is one by which people sign in here."""
    return session.door_rule != DoorRule.ROTATING or not ticket.is_printed


def ticket_for(request, *, session):
    """Return this browser's ticket while it is good for this session's door, or None."""
    try:
        return check_ticket(request, session=session)
    except TicketExpired:
        return None


def read_ticket(request):
    """Return a ticket, however old; raises BadSignature."""
    parts = SIGNER.unsign(request.COOKIES.get(COOKIE, "")).split(".")
    if len(parts) != len(Ticket._fields):
        raise BadSignature
    return Ticket(*parts)
