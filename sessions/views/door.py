"""The door: what a phone sees after the code was scanned. Nothing is recorded by looking."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from design.forms import typed
from sessions.certificate_states import showing_of
from sessions.door import (
    find_booking,
    is_door_open,
    session_at_door,
    sign_in_booked,
    sign_in_walk_in,
    when_door_opens,
    why_not_at_door,
)
from sessions.forms.door import BookedForm, walk_in_form_for
from sessions.models import Attendance
from sessions.refusals import (
    DoorClosed,
    NoBookingFound,
    Refusal,
    SeatWithoutName,
    SessionCancelled,
    SeveralBookings,
    TakesNoPeople,
)
from sessions.seats import name_at_door
from sessions.tickets import check_ticket, hand_out_ticket
from sessions.views.personal import sent_with_a_secret
from sessions.wrong_door import is_booked_elsewhere_today

OTHER_SESSION = _("That booking is for another session today. Check that you are in the right room.")


@require_safe
def door(request, token):
    """Ask the one question, and hand out the ticket with which an answer can be sent."""
    session = session_at_door(token)
    if not is_door_open(session):
        return closed(request, session)
    response = render(request, "sessions/door.html", {"session": session})
    hand_out_ticket(request, response, session=session)
    return response


@sent_with_a_secret
def door_booked(request, token):
    session = session_at_door(token)
    form = BookedForm(typed(request))
    return answer(request, session, form=form, sign_in=sign_in_as_booked, template="sessions/door_booked.html")


@sent_with_a_secret
def door_walk_in(request, token):
    session = session_at_door(token)
    form = walk_in_form_for(session)(typed(request))
    return answer(request, session, form=form, sign_in=sign_in_as_walk_in, template="sessions/door_walk_in.html")


@require_safe
def door_done(request, token, entry_key):
    """Say that somebody is signed in. Names nobody: the phone may be handed on."""
    session = session_at_door(token)
    attendance = get_object_or_404(Attendance.objects.present(), session=session, entry_key=entry_key)
    context = {"session": session, "attendance": attendance, "is_open": is_door_open(session)}
    context["certificate"] = showing_of(attendance, session=session) if session.is_finished else None
    return render(request, "sessions/door_done.html", context)


def answer(request, session, *, form, sign_in, template):
    """Show the form, or sign somebody in by it; what was typed stays whatever is refused."""
    try:
        if form.is_bound and form.is_valid():
            attendance = sign_in(session, form, phone=check_ticket(request, session=session))
            return redirect("door_done", token=session.door_token, entry_key=attendance.entry_key)
        if not form.is_bound and not is_door_open(session):
            raise DoorClosed
    except (DoorClosed, SessionCancelled, TakesNoPeople):
        return closed(request, session)
    except Refusal as refusal:
        explain(form, refusal, session=session)
    return render(request, template, {"session": session, "form": form})


def sign_in_as_booked(session, form, *, phone):
    booking = find_booking(session, typed=form.cleaned_data["typed"], name=form.cleaned_data["name"])
    if booking.delegate is None:
        name_at_door(booking, name=form.cleaned_data["name"])
    return sign_in_booked(booking, entry_key=form.cleaned_data["entry_key"], phone=phone)


def sign_in_as_walk_in(session, form, *, phone):
    return sign_in_walk_in(session, person=form.person(), entry_key=form.cleaned_data["entry_key"], phone=phone)


def explain(form, refusal, *, session):
    """Put a refusal beside the field that it is about."""
    if isinstance(refusal, (SeveralBookings, SeatWithoutName)):
        form.ask_name()
        form.add_error("name", str(refusal))
    elif isinstance(refusal, NoBookingFound):
        elsewhere = is_booked_elsewhere_today(session, typed=form.cleaned_data["typed"])
        form.add_error("typed", str(OTHER_SESSION) if elsewhere else str(refusal))
    else:
        form.add_error(None, str(refusal))


def closed(request, session):
    """Say why nobody can sign in here now, and what to do about it."""
    opens_at = when_door_opens(session)
    states = {TakesNoPeople: "by_headcount", SessionCancelled: "cancelled", DoorClosed: "over", type(None): "over"}
    state = states[type(why_not_at_door(session))]
    if state == "over" and opens_at > timezone.now() and not session.is_finished:
        state = "not_yet"
    return render(request, "sessions/door_closed.html", {"session": session, "state": state, "opens_at": opens_at})
