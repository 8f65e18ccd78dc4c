"""The pages on which people change their own booking, behind their link. Looking changes nothing.

Whoever holds a link can do all of this, as the page says; the address of the booking and the officer hear of it. A new
link is never shown, only mailed: the one who asks for it may be the one who must lose it.
"""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from design.forms import typed
from sessions.booking import booking_for
from sessions.cancelling_in_words import what_cancelling_costs
from sessions.changing import (
    hand_over_booking,
    move_booking,
    replace_link,
    send_bookings_again,
    why_not_changeable,
    why_not_movable,
)
from sessions.correcting import correct_booking, why_not_correctable
from sessions.forms.changing import LostLinkForm, MoveForm, correct_form, hand_over_form
from sessions.refusals import CannotChange
from sessions.showing import other_dates
from sessions.views.booking import show_booking
from sessions.views.personal import changed_by_link, is_done
from sessions.views.sparing import count_if_wasted, sparing

MOST_DATES = 12


def show_form(request, name, booking, form, **words):
    words |= {"booking": booking, "session": booking.session, "form": form}
    return render(request, f"sessions/booking_{name}.html", words)


@changed_by_link
def move(request, token):
    """Choose another date of the same course, or read why that is not possible and what is."""
    booking = booking_for(token)
    if refusal := why_not_movable(booking):
        if why_not_changeable(booking):
            return show_booking(request, booking, refusal=refusal)
        return show_form(request, "move", booking, None, refusal=refusal, costs=what_cancelling_costs(booking))
    dates = other_dates(booking.session, most=MOST_DATES)
    form = MoveForm(typed(request), sessions=dates)
    if is_done(form, lambda: move_booking(booking, to=form.session), field="to"):
        return redirect(reverse("booking", args=[token]) + "?moved")
    return show_form(request, "move", booking, form if dates else None, costs=what_cancelling_costs(booking))


@changed_by_link
def hand_over(request, token):
    """Hand the place over to a colleague. The link that was used opens nothing afterwards."""
    booking = booking_for(token)
    if refusal := why_not_changeable(booking):
        return show_booking(request, booking, refusal=refusal)
    form = hand_over_form(booking.session, typed(request))

    def carry_out():
        hand_over_booking(booking, person=form.person_instead(booking), phone=form.phone)

    if is_done(form, carry_out, field="name"):
        return redirect("booking_handed_over")
    return show_form(request, "hand_over", booking, form)


@changed_by_link
def correct(request, token):
    """Put one's own details right."""
    booking = booking_for(token)
    if refusal := why_not_correctable(booking):
        return show_booking(request, booking, refusal=refusal)
    form = correct_form(booking, typed(request))
    if is_done(form, lambda: correct_booking(booking, **form.wish()), field="name"):
        return redirect(reverse("booking", args=[token]) + "?corrected")
    return show_form(request, "correct", booking, form)


@changed_by_link
def new_link(request, token):
    """Ask for another link; the old one ends."""
    booking = booking_for(token)
    if not (booking.is_live and booking.email):
        return redirect("booking", token)
    if request.method != "POST":
        return show_form(request, "new_link", booking, None)
    try:
        replace_link(booking)
    except CannotChange as refusal:
        return show_booking(request, booking, refusal=refusal)
    return redirect("booking_new_link_sent")


@require_safe
def handed_over(request):
    """Say that a place was handed over: to whoever did it, whose link has just ended."""
    return render(request, "sessions/booking_handed_over.html")


@require_safe
def new_link_sent(request):
    return render(request, "sessions/booking_new_link_sent.html")


@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(private=True, max_age=0)
@sparing
def again(request):
    """Send somebody who lost their link all of their bookings; the page says the same to whoever asks for whomever."""
    form = LostLinkForm(typed(request))
    if form.is_valid():
        send_bookings_again(form.cleaned_data["email"])
        return redirect("bookings_again_sent")
    count_if_wasted(request)
    return render(request, "sessions/bookings_again.html", {"form": form})


@require_safe
def again_sent(request):
    return render(request, "sessions/bookings_again_sent.html")
