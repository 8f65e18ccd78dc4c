"""Signing out at the door, by the same codes as signing in. Nothing is recorded by looking."""

from django.shortcuts import redirect, render
from django.utils import timezone

from sessions.door import is_door_open, is_way_out_open
from sessions.forms.door import leaving_form_for
from sessions.leaving import extent_on_leaving, find_attendance, sign_out, signed_in_on
from sessions.refusals import NotSignedIn, Refusal, TicketExpired
from sessions.tickets import check_ticket, phone_of
from sessions.views.door import (
    SHUT,
    closed,
    lead_to_done,
    leading_to_the_screen,
    renew_printed,
    require_scan,
    session_for,
)
from sessions.views.guessing import are_badges_guessed, count_wrong_badge
from sessions.views.personal import sent_with_a_secret


@sent_with_a_secret
@leading_to_the_screen
def door_out(request, token):
    """Sign out: the one person who signed in on this phone by a button, anybody else by what they type."""
    session = session_for(request, token)
    if not is_way_out_open(session):
        return redirect("door", token=token) if is_door_open(session) else closed(request, session)
    if request.method == "POST":
        return let_out(request, session)
    require_scan(request, session)
    response = show_way_out(request, session, form=leaving_form_for(session)())
    renew_printed(request, response, session=session)
    return response


def let_out(request, session):
    """Sign somebody out and say so; what was typed stays whatever is refused."""
    form = leaving_form_for(session)(request.POST)
    try:
        if form.is_valid():
            ticket = check_ticket(request, session=session)
            attendance = sign_out(whoever_leaves(session, form=form, phone=ticket.phone))
            return lead_to_done(session, attendance, phone=ticket.phone)
    except SHUT:
        return closed(request, session)
    except Refusal as refusal:
        form.add_error(None if isinstance(refusal, TicketExpired) else "typed", str(refusal))
    return show_way_out(request, session, form=form)


def whoever_leaves(session, *, form, phone):
    """Return the attendance that was meant: what was typed, or the only one of this phone where nothing was."""
    if typed := form.cleaned_data["typed"]:
        by_badge = not are_badges_guessed(session, typed=typed)
        try:
            return find_attendance(session, typed=typed, phone=phone, by_badge=by_badge)
        except NotSignedIn:
            count_wrong_badge(session, typed=typed)
            raise
    on_phone = signed_in_on(session, phone=phone)
    if len(on_phone) != 1:
        raise NotSignedIn(form.fields["typed"].error_messages["required"])
    return on_phone[0]


def show_way_out(request, session, *, form):
    """Show one button where the phone says who leaves, else the field; and what leaving now means for a walk-in."""
    on_phone = signed_in_on(session, phone=phone_of(request))
    known = on_phone[0] if len(on_phone) == 1 and not form.is_bound and "else" not in request.GET else None
    extent = extent_on_leaving(session, booking=known and known.booking, at=timezone.now())
    facts = {"session": session, "form": form, "known": known, "extent": extent}
    return render(request, "sessions/door_out.html", facts)
