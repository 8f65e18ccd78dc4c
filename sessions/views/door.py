"""The door: what a phone sees after the code was scanned. Nothing is recorded by looking."""

import uuid
from functools import wraps

from django.core.signing import BadSignature, Signer
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from design.keeping import kept
from sessions.arriving import forget_who, who_is_there
from sessions.certificate_states import has_certificate_at_door, showing_of
from sessions.door import (
    find_booking,
    is_door_open,
    is_way_out_open,
    needs_confirming,
    session_at_door,
    sign_in_booked,
    sign_in_walk_in,
    takes_codes,
    when_door_opens,
    why_not_at_door,
)
from sessions.forms.door import ShownCodeForm, booked_form_for, walk_in_form_for
from sessions.leaving import signed_in_on, why_in_part
from sessions.models import DoorRule
from sessions.refusals import (
    DoorClosed,
    NameNeededToo,
    NoBookingFound,
    NotEligible,
    Refusal,
    SeatWithoutName,
    SessionCancelled,
    SeveralBookings,
    TakesNoPeople,
)
from sessions.rotating import is_current, session_showing
from sessions.seats import name_at_door
from sessions.tickets import CHANGING, PRINTED, check_ticket, hand_out_ticket, phone_of, ticket_for
from sessions.views.guessing import are_badges_guessed, count_wrong_badge
from sessions.views.personal import beyond_a_link, sent_with_a_secret
from sessions.views.shared import share_drawing
from sessions.views.sparing import WRONG_CODE, spend_on_nothing
from sessions.wrong_door import say_session_of, say_where_to_go

SIGNER = Signer(salt="sessions.views.door")
SHUT = (DoorClosed, SessionCancelled, TakesNoPeople)


def leading_to_the_screen(view):
    """Answer every code and address that does not hold with one plain page, which says to scan the code on the screen.

    Unknown, expired and guessed are the same to it. Only those are counted, for each internet address (see
    sessions.views.sparing), and all that a count does is change the status: a school has one address, and whoever
    stands there with a code that holds never meets it.
    """

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except Http404:
            status = 404 if spend_on_nothing(request, action=WRONG_CODE) else 429
            return render(request, "sessions/door_scan.html", {"form": ShownCodeForm(), "failed": True}, status=status)

    return wrapped


@require_safe
@beyond_a_link
@leading_to_the_screen
def door_scanned(request, token, code):
    """Hand out the ticket for a code that changes, while it holds."""
    session = session_for(request, token)
    if not is_current(session, code):
        raise Http404
    return let_in(request, session)


@require_safe
@beyond_a_link
@leading_to_the_screen
def door_typed(request):
    """The short address: ask for the code on the screen, and take it for a scan."""
    code = request.GET.get("code", "")
    if not code:
        return render(request, "sessions/door_scan.html", {"form": ShownCodeForm()})
    session = session_showing(code)
    if session is None:
        raise Http404
    return let_in(request, session)


def session_for(request, token):
    """Return the session behind a door's code; who only looks shares what was read within the second."""
    if request.method == "POST":
        return session_at_door(token)
    return kept(f"session-at-door-{token}", lambda: session_at_door(token))


def let_in(request, session):
    response = redirect("door", token=session.door_token)
    if takes_codes(session):
        hand_out_ticket(response, session=session, code=CHANGING, phone=phone_of(request))
    return response


@require_safe
@beyond_a_link
@leading_to_the_screen
def door(request, token):
    """Ask who is there; where the printed code is enough, hand out the ticket with which an answer can be sent."""
    session = session_for(request, token)
    if not is_door_open(session):
        return redirect("door_out", token=token) if is_way_out_open(session) else closed(request, session)
    require_scan(request, session)
    response = show_door(request, session)
    renew_printed(request, response, session=session)
    return response


def show_door(request, session):
    """Show the one question, or the one button to whom their own link has named, and what leaving takes."""
    booking = None if "else" in request.GET else who_is_there(request, session=session)
    if booking and booking.session_id == session.pk:
        return render(request, "sessions/door_known.html", {"session": session, "booking": booking})
    leaves = is_way_out_open(session) and bool(signed_in_on(session, phone=phone_of(request)))
    own = {"elsewhere": booking and say_session_of(booking), "leaves": leaves}

    def draw():
        form = booked_form_for(session)(is_heading=False)
        return render(request, "sessions/door.html", {"session": session, "form": form} | own)

    return draw() if booking or leaves else share_drawing(request, draw)


def renew_printed(request, response, *, session):
    """Hand out a ticket where the address alone is enough; one that came from the changing code stays as it is."""
    ticket = ticket_for(request, session=session)
    if ticket is None or ticket.is_printed:
        hand_out_ticket(response, session=session, code=PRINTED, phone=phone_of(request))


def require_scan(request, session):
    """404 where only the changing code gives a ticket, and this browser has none that is good."""
    if session.door_rule == DoorRule.ROTATING and ticket_for(request, session=session) is None:
        raise Http404


@sent_with_a_secret
@leading_to_the_screen
def door_booked(request, token):
    session = session_for(request, token)
    facts = {"form_for": booked_form_for(session), "sign_in": sign_in_as_booked}
    return answer(request, session, template="sessions/door_booked.html", **facts)


@sent_with_a_secret
@leading_to_the_screen
def door_walk_in(request, token):
    session = session_for(request, token)
    facts = {"form_for": walk_in_form_for(session), "sign_in": sign_in_as_walk_in}
    return answer(request, session, template="sessions/door_walk_in.html", **facts)


@sent_with_a_secret
@leading_to_the_screen
def door_known(request, token):
    """Sign in whom their own link has named, after the scan."""
    session = session_for(request, token)
    booking = who_is_there(request, session=session)
    if request.method != "POST" or booking is None or booking.session_id != session.pk:
        return redirect("door", token=token)
    try:
        ticket = check_ticket(request, session=session)
        facts = {"phone": ticket.phone, "awaits_confirmation": needs_confirming(session, is_printed=ticket.is_printed)}
        attendance = sign_in_booked(booking, entry_key=uuid.uuid4(), **facts)
    except SHUT:
        return closed(request, session)
    except Refusal as refusal:
        facts = {"session": session, "booking": booking, "refusal": refusal}
        return render(request, "sessions/door_known.html", facts)
    response = redirect("door_done", token=token, entry_key=attendance.entry_key)
    forget_who(response)
    return response


@require_safe
@leading_to_the_screen
def door_done(request, token, entry_key):
    """Say that somebody is signed in, or out. Names nobody: the phone may be handed on."""
    session = session_for(request, token)
    here = session.attendances.signed_in().select_related("booking__terms")
    attendance = get_object_or_404(here, entry_key=entry_key)
    gives = session.is_finished and has_certificate_at_door(attendance)
    facts = {"is_own": True, "certificate": showing_of(attendance, session=session) if gives else None}
    return show_done(request, session, attendance, **facts)


@require_safe
@beyond_a_link
@leading_to_the_screen
def door_there(request, token, mark):
    """Say so to whoever only typed what others may know of somebody: without what is that person's alone."""
    session = session_for(request, token)
    try:
        pk = SIGNER.unsign(mark)
    except BadSignature:
        raise Http404 from None
    here = session.attendances.signed_in().select_related("booking__terms")
    return show_done(request, session, get_object_or_404(here, pk=pk))


def show_done(request, session, attendance, **facts):
    attendance.session = session
    context = {"session": session, "attendance": attendance, "is_open": is_door_open(session)}
    context |= {"why_in_part": why_in_part(attendance), "signs_out": session.course.needs_full_attendance}
    context |= {"leaves": is_way_out_open(session), "is_named": "named" in request.GET}
    context["behind_own_link"] = attendance.booking_id is not None
    return render(request, "sessions/door_done.html", context | facts)


def lead_to_done(session, attendance, *, phone):
    """Lead to the page that says so: of those whom another phone signed in, or the register, the one for anybody."""
    if attendance.phone == phone:
        return redirect("door_done", token=session.door_token, entry_key=attendance.entry_key)
    return redirect("door_there", token=session.door_token, mark=SIGNER.sign(attendance.pk))


def answer(request, session, *, form_for, sign_in, template):
    """Show the form, or sign somebody in by it; what was typed stays whatever is refused."""
    if request.method != "POST":
        return show_form(request, session, form_for=form_for, template=template)
    form = form_for(request.POST)
    try:
        if form.is_valid():
            ticket = check_ticket(request, session=session)
            waits = needs_confirming(session, is_printed=ticket.is_printed)
            attendance = sign_in(session, form, phone=ticket.phone, awaits_confirmation=waits)
            return lead_to_done(session, attendance, phone=ticket.phone)
    except SHUT:
        return closed(request, session)
    except Refusal as refusal:
        explain(form, refusal, session=session)
    return render(request, template, {"session": session, "form": form})


def show_form(request, session, *, form_for, template):
    if not is_door_open(session):
        return closed(request, session)
    require_scan(request, session)
    return share_drawing(request, lambda: render(request, template, {"session": session, "form": form_for()}))


def sign_in_as_booked(session, form, **facts):
    typed, name = form.cleaned_data["typed"], form.cleaned_data["name"]
    asks_name = are_badges_guessed(session, typed=typed)
    try:
        booking = find_booking(session, typed=typed, name=name, asks_name=asks_name)
    except NoBookingFound:
        count_wrong_badge(session, typed=typed)
        raise
    if booking.delegate is None:
        name_at_door(booking, name=form.cleaned_data["name"])
    return sign_in_booked(booking, entry_key=form.cleaned_data["entry_key"], **facts)


def sign_in_as_walk_in(session, form, **facts):
    return sign_in_walk_in(session, person=form.person(), entry_key=form.cleaned_data["entry_key"], **facts)


def explain(form, refusal, *, session):
    """Put a refusal beside the field that it is about."""
    if isinstance(refusal, (SeveralBookings, SeatWithoutName, NameNeededToo)):
        form.ask_name()
        form.add_error("name", str(refusal))
    elif isinstance(refusal, NoBookingFound):
        form.add_error("typed", say_where_to_go(session, typed=form.cleaned_data["typed"]) or str(refusal))
    elif isinstance(refusal, NotEligible):
        form.add_error(refusal.field if refusal.field in form.fields else None, say_not_eligible(refusal))
    else:
        form.add_error(None, str(refusal))


def say_not_eligible(refusal):
    return f"{refusal.why} {NotEligible.at_the_door}"


def closed(request, session):
    """Say why nobody can sign in here now, and what to do about it."""
    opens_at = when_door_opens(session)
    states = {TakesNoPeople: "by_headcount", SessionCancelled: "cancelled", DoorClosed: "over", type(None): "over"}
    state = states[type(why_not_at_door(session))]
    if state == "over" and opens_at > timezone.now() and not session.is_finished:
        state = "not_yet"
    return render(request, "sessions/door_closed.html", {"session": session, "state": state, "opens_at": opens_at})
