"""Arriving with one's own link: the booking's page, opened while the door is, knows already who is there.

Where the printed code is enough, one button signs in. Where only the changing code is, the browser is given a signed
note of who it belongs to, until the door closes; the scan is still required, and then asks for nothing but a tap.
"""

import uuid

from django.core.signing import BadSignature, Signer
from django.utils import timezone

from people.keys import one_of
from sessions.door import door_windows, is_door_open, needs_confirming, sign_in_booked
from sessions.models import Booking, DoorRule
from sessions.models.booking import LIVE
from sessions.tickets import put_cookie

COOKIE = "who"
SIGNER = Signer(salt="sessions.arriving")


def way_in(booking):
    """Return how somebody gets in from their booking's page now: "sign_in", "scan", "here" already, or "" not now."""
    session = booking.session
    if booking.delegate is None or not booking.holds_a_seat or not is_door_open(session):
        return ""
    if session.attendances.signed_in().filter(delegate=booking.delegate_id).exists():
        return "here"
    return "scan" if session.door_rule == DoorRule.ROTATING else "sign_in"


def sign_in_from_page(booking, *, phone):
    """Record that whoever opened their own link is here: as by the printed code, which is as easily sent home."""
    waits = needs_confirming(booking.session, is_printed=True)
    return sign_in_booked(booking, entry_key=uuid.uuid4(), phone=phone, awaits_confirmation=waits)


def note_who(response, *, booking):
    """Let this browser know until the door closes whose it is. The whole site gets it: pages in Urdu lie elsewhere."""
    now = timezone.now()
    closes = next(closes for opens, closes in door_windows(booking.session) if opens <= now <= closes)
    put_cookie(response, COOKIE, SIGNER.sign(booking.token), seconds=int((closes - now).total_seconds()))


def forget_who(response):
    """The next person on this phone is somebody else."""
    response.delete_cookie(COOKIE, samesite="Lax")


def who_is_there(request, *, session):
    """Return the live booking that a browser was given, of whichever session, or None. No cookie costs no query.

    `session` is the one at whose door they stand: most often the booking's, and then read already.
    """
    try:
        token = SIGNER.unsign(request.COOKIES.get(COOKIE, ""))
    except BadSignature:
        return None
    bookings = Booking.objects.select_related("delegate__organisation", "badge")
    booking = one_of(bookings.filter(token=token, status__in=LIVE, delegate__isnull=False))
    if booking and booking.session_id == session.pk:
        booking.session = session
    return booking
