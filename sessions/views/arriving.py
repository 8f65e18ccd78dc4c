"""Signing in from one's own booking page while the door is open. Nothing is recorded by looking."""

from django.shortcuts import redirect

from sessions.arriving import sign_in_from_page, way_in
from sessions.booking import booking_for
from sessions.refusals import Refusal
from sessions.tickets import PRINTED, hand_out_ticket, phone_of
from sessions.views.booking import show_booking
from sessions.views.personal import changed_by_link


@changed_by_link
def booking_sign_in(request, token):
    """Sign in whoever opened their own link where the printed code would be enough."""
    booking = booking_for(token)
    if request.method != "POST" or way_in(booking) != "sign_in":
        return redirect("booking", token)
    phone = phone_of(request)
    try:
        attendance = sign_in_from_page(booking, phone=phone)
    except Refusal as refusal:
        return show_booking(request, booking, refusal=refusal)
    session = booking.session
    response = redirect("door_done", token=session.door_token, entry_key=attendance.entry_key)
    hand_out_ticket(response, session=session, code=PRINTED, phone=phone)
    return response
