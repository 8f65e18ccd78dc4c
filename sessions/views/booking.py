"""Booking a place, and the page of one's own booking. Nothing is changed by GET."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from design.forms import typed
from design.words import say_queue
from sessions.arriving import note_who, way_in
from sessions.booking import book_place, booking_for, booking_to_show, cancel_booking, session_to_book, why_not_bookable
from sessions.cancelling_in_words import charge_for_cancelling, what_cancelling_costs, what_is_recorded
from sessions.certificate_states import certificate_of
from sessions.changing import why_not_changeable
from sessions.correcting import why_not_correctable
from sessions.forms.booking import booking_form
from sessions.groups import most_places_at_once
from sessions.invitations import CANCEL, PUBLISH, invitation
from sessions.messages import booking_details_again
from sessions.models import SessionSettings, SessionStatus
from sessions.refusals import AlreadyBooked, CannotChange, ContactAnswers, NotEligible, OfferLapsed, Refusal
from sessions.seats import can_be_named
from sessions.showing import (
    can_wait,
    code_of,
    heading_of,
    other_dates,
    places_in_words,
    state_of,
    waiting_in_words,
    why_try_again,
)
from sessions.terms_in_words import answer_in_words, before_you_book
from sessions.turns import position_of
from sessions.views.personal import changed_by_link
from sessions.views.shared import drawn_once
from sessions.views.sparing import count_if_wasted, sparing
from sessions.waiting import accept_offer, decline_offer

NEWS = ["moved", "corrected", "named"]


# Browsers may keep the form: going back to it and sending it again finds the same booking by its nonce.
@cache_control(private=True, max_age=0)
@require_http_methods(["GET", "HEAD", "POST"])
@sparing
@drawn_once
def book(request, reference):
    """Show a session with its form, or say why no place can be booked."""
    session = session_to_book(reference)
    form = booking_form(session, typed(request))
    if form.is_valid():
        return place_booking(request, session, form)
    count_if_wasted(request)
    return show_form(request, session, form)


def show_form(request, session, form):
    """Show a session with its form, for a place or for the waiting list, or say why no place can be booked."""
    refusal = why_not_bookable(session)
    if can_wait(session, refusal):
        return show_waiting(request, session, form)
    if refusal:
        return show_refusal(request, session, refusal)
    places = places_in_words(session, few=SessionSettings.load().few_places)
    words = {"session": session, "form": form, "places": places, "before_you_book": before_you_book(session)}
    words["takes_groups"] = most_places_at_once(session) > 1
    return render(request, "sessions/book.html", words)


def place_booking(request, session, form):
    """Book what the form says and lead to the booking's own page.

    Whoever knows the name and the address of somebody can learn here whether they are booked: a new booking leads on,
    a second one does not. Weighed and left: asking costs a real booking in the other's name, of which they are told at
    once and which they can cancel; the same page for both would take their booking from the sight of everybody who
    gave no address. An answer that only pretends to lead on could not.
    """
    try:
        booking = book_place(session, language=get_language(), waits="waits" in request.POST, **form.wish())
    except NotEligible as refusal:
        return show_not_eligible(request, session, form, refusal)
    except Refusal as refusal:
        # Whoever typed the address need not be its owner: what we know goes there and not onto this page.
        if refusal.earlier:
            booking_details_again(refusal.earlier)
        if isinstance(refusal, AlreadyBooked):
            return render(request, "sessions/book_again.html", {"session": session}, status=409)
        return show_refusal(request, session, refusal, form=form)
    return redirect(reverse("booking", args=[booking.token]) + "?booked")


def show_not_eligible(request, session, form, refusal):
    """Show the form as it was sent, with the reason beside the question that it answers."""
    session.refresh_from_db(fields=["seats_taken", "people_waiting"])
    form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    return show_form(request, session, form)


def show_waiting(request, session, form):
    """Show a full session with the form that joins its waiting list."""
    words = {"session": session, "form": form, "waiting": waiting_in_words(session), "others": other_dates(session)}
    words["before_you_book"] = before_you_book(session)
    words["takes_groups"] = most_places_at_once(session) > 1
    return render(request, "sessions/book_waiting.html", words)


def show_refusal(request, session, refusal, *, form=None):
    """Show why no place can be booked and what else there is; where it helps, what was typed can be sent again."""
    session.refresh_from_db(fields=["seats_taken", "people_waiting", "capacity"])
    words = {
        "session": session,
        "heading": heading_of(session, refusal, was_trying=form is not None),
        "waiting": waiting_in_words(session) if can_wait(session, refusal) else "",
        "others": other_dates(session),
        "form": form,
        "why_try_again": why_try_again(refusal) if form else "",
    }
    return render(request, "sessions/book_not.html", words, status=409 if request.method == "POST" else 200)


@require_safe
def booking(request, token):
    """Show one's own booking; a seat that somebody else booked first asks whose it is."""
    booking = booking_to_show(token)
    if booking.delegate is None and can_be_named(booking, session=booking.session):
        return redirect("booking_name", token)
    return show_booking(request, booking)


def show_booking(request, booking, *, refusal=None):
    if state := state_of(booking):
        return show_turn(request, booking, state=state, refusal=refusal)
    session = booking.session
    can_change = why_not_changeable(booking) is None
    words = {
        "booking": booking,
        "session": session,
        "code": code_of(booking),
        "refusal": refusal,
        "just_booked": "booked" in request.GET,
        "news": next((news for news in NEWS if news in request.GET), ""),
        "can_change": can_change,
        "can_correct": can_change or why_not_correctable(booking) is None,
        "is_coming": booking.is_live and not session.is_over and session.status != SessionStatus.CANCELLED,
        "can_cancel": session.starts_at > timezone.now(),
        "certificate": certificate_of(booking),
        "charged": "" if booking.is_live else what_is_recorded(charge_for_cancelling(booking)),
        "way_in": way_in(booking),
    }
    response = render(request, "sessions/booking.html", words, status=409 if refusal else 200)
    if words["way_in"] == "scan":
        note_who(response, booking=booking)
    return response


def show_turn(request, booking, *, state, refusal=None):
    """Show how somebody stands who waits, is offered a place, or was."""
    words = {
        "booking": booking,
        "session": booking.session,
        "state": state,
        "refusal": refusal,
        "queue": say_queue(position_of(booking) - 1) if state == "waiting" else "",
        "just_joined": "booked" in request.GET,
        "answer_time": "" if booking.contact_id else answer_in_words(booking.session),
    }
    return render(request, "sessions/booking_turn.html", words, status=409 if refusal else 200)


@changed_by_link
def accept(request, token):
    """Take the place that was offered; looking takes nothing."""
    booking = booking_for(token)
    if request.method == "POST":
        try:
            accept_offer(booking)
        except (OfferLapsed, ContactAnswers) as refusal:
            return show_booking(request, booking, refusal=refusal)
        return redirect(reverse("booking", args=[token]) + "?booked")
    return redirect("booking", token)


@changed_by_link
def decline(request, token):
    """Let the place that was offered go; looking lets nothing go."""
    booking = booking_for(token)
    if request.method == "POST" and not booking.contact_id:
        decline_offer(booking)
    return redirect("booking", token)


@changed_by_link
def cancel(request, token):
    """Ask whether to cancel, then cancel."""
    booking = booking_for(token)
    if not booking.is_live:
        return redirect("booking", token)
    if request.method != "POST":
        words = {
            "booking": booking,
            "session": booking.session,
            "costs": what_cancelling_costs(booking) if booking.is_promised else "",
            "can_change": why_not_changeable(booking) is None,
        }
        return render(request, "sessions/booking_cancel.html", words)
    try:
        cancel_booking(booking)
    except CannotChange as refusal:
        return show_booking(request, booking, refusal=refusal)
    return redirect("booking", token)


@require_safe
def calendar(request, token):
    """Hand out the calendar file of one's own booking."""
    booking = booking_for(token)
    if booking.is_live and not booking.is_promised:
        raise Http404
    text = invitation(booking, method=PUBLISH if booking.is_live else CANCEL)
    headers = {"Content-Disposition": 'attachment; filename="booking.ics"'}
    return HttpResponse(text, content_type="text/calendar; charset=utf-8", headers=headers)
