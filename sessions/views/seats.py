"""The page of a group's contact, and the page on which a colleague says who they are. Nothing is changed by GET."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from design.forms import typed
from sessions.booking import booking_for
from sessions.cancelling_in_words import what_cancelling_costs, what_giving_back_costs
from sessions.forms.groups import HandOnForm, OwnSeatForm, SeatForm
from sessions.group_messages import group_summary_again, seat_handed_on
from sessions.group_showing import line_of, words_about_group
from sessions.refusals import Refusal
from sessions.seats import (
    can_be_named,
    cancel_group,
    cancel_seat,
    decline_offered_seats,
    group_for,
    name_seat,
    number_of,
    seat_of,
    seats_of,
    take_offered_seats,
)
from sessions.views.checked import checked_without_referrer
from sessions.views.personal import changed_by_link, is_done


@require_safe
def group(request, token):
    """Show who has a place, who has no name yet, who waits or is offered a place."""
    return show_group(request, group_for(token))


def show_group(request, contact, *, refusal=None):
    words = words_about_group(contact, seats_of(contact))
    words |= {"refusal": refusal, "just_booked": "booked" in request.GET, "was_sent": "sent" in request.GET}
    return render(request, "sessions/group.html", words, status=409 if refusal else 200)


@checked_without_referrer
@require_POST
def group_accept(request, token):
    """Take the places offered that were ticked; of a group that stays together, all."""
    contact = group_for(token)
    try:
        take_offered_seats(contact, references=request.POST.getlist("seat"))
    except Refusal as refusal:
        return show_group(request, contact, refusal=refusal)
    return redirect(reverse("group", args=[token]) + "?booked")


@checked_without_referrer
@require_POST
def group_decline(request, token):
    """Let all places that are offered go."""
    decline_offered_seats(group_for(token))
    return redirect("group", token)


@checked_without_referrer
@require_POST
def group_summary(request, token):
    """Send the summary once more, to the contact's own address."""
    group_summary_again(group_for(token))
    return redirect(reverse("group", args=[token]) + "?sent")


@changed_by_link
def group_cancel(request, token):
    """Ask whether to give all places back, then do so."""
    contact = group_for(token)
    if request.method != "POST":
        seats = seats_of(contact)
        words = words_about_group(contact, seats)
        words["cost"] = what_giving_back_costs([seat for seat in seats if seat.is_promised])
        return render(request, "sessions/group_cancel.html", words)
    try:
        cancel_group(contact)
    except Refusal as refusal:
        return show_group(request, contact, refusal=refusal)
    return redirect("group", token)


@changed_by_link
def group_seat(request, token, reference):
    """See to one seat: its link, and the name of the colleague who has it."""
    contact = group_for(token)
    seat = seat_of(contact, reference)
    form = SeatForm(typed(request))

    def carry_out():
        name_seat(seat, person=form.person(organisation=contact.works_at))

    if is_done(form, carry_out, field="name"):
        return redirect(reverse("group", args=[token]) + f"#seat-{reference}")
    return show_seat(request, contact, seat, form=form)


def show_seat(request, contact, seat, *, form=None, hand_on=None, sent_to=""):
    words = {
        "contact": contact,
        "session": contact.session,
        "line": line_of(contact, seat, number=number_of(contact, seat)),
        "form": form or SeatForm(),
        "hand_on": hand_on or HandOnForm(),
        "sent_to": sent_to,
    }
    return render(request, "sessions/group_seat.html", words | {"forms": [words["hand_on"], words["form"]]})


@checked_without_referrer
@require_POST
def group_seat_send(request, token, reference):
    """Send the link of a seat that has no name yet to a colleague."""
    contact = group_for(token)
    seat = seat_of(contact, reference)
    form = HandOnForm(request.POST)
    if seat.delegate or not can_be_named(seat, session=contact.session):
        return redirect("group_seat", token, reference)
    if not form.is_valid():
        return show_seat(request, contact, seat, hand_on=form)
    seat_handed_on(seat, to=form.cleaned_data["to"])
    return show_seat(request, contact, seat, sent_to=form.cleaned_data["to"])


@changed_by_link
def group_seat_cancel(request, token, reference):
    """Ask whether to give one place back, then do so."""
    contact = group_for(token)
    seat = seat_of(contact, reference)
    if request.method != "POST":
        words = {"contact": contact, "session": contact.session, "seat": seat, "number": number_of(contact, seat)}
        words["cost"] = what_cancelling_costs(seat) if seat.is_promised else ""
        return render(request, "sessions/group_seat_cancel.html", words)
    try:
        cancel_seat(seat)
    except Refusal as refusal:
        return show_group(request, contact, refusal=refusal)
    return redirect("group", token)


@changed_by_link
def booking_name(request, token):
    """Ask the colleague who was given the link of a seat for their details."""
    booking = booking_for(token)
    if booking.delegate or booking.contact is None or not can_be_named(booking, session=booking.session):
        return redirect("booking", token)
    first = {"organisation": booking.contact.works_at}
    form = OwnSeatForm(typed(request), initial=first)
    if is_done(form, lambda: name_seat(booking, **form.wish()), field="name"):
        return redirect(reverse("booking", args=[booking.token]) + "?booked")
    words = {"booking": booking, "session": booking.session, "contact": booking.contact, "form": form}
    return render(request, "sessions/booking_name.html", words)
