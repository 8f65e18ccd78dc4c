"""What is projected or printed in the room, so that people can scan."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from sessions.door import is_door_open, when_door_opens, why_not_at_door
from sessions.projecting import code_of, count_signed_in, session_on_screen

WITH_A_CODE = {"not_yet", "open"}


@require_safe
def screen(request, token):
    session = session_on_screen(token)
    return render(request, "sessions/screen.html", what_to_show(session))


@require_safe
def screen_count(request, token):
    """The part of the screen that changes, asked for every three seconds."""
    state = state_of_door(session_on_screen(token))
    response = render(request, "sessions/screen_count.html", state)
    if state["state"] not in WITH_A_CODE:
        response.headers["HX-Refresh"] = "true"  # the whole screen changes, and stops asking
    return response


@require_safe
def code_sheet(request, token):
    session = session_on_screen(token)
    return render(request, "sessions/code_sheet.html", what_to_show(session))


def what_to_show(session):
    state = state_of_door(session)
    code = code_of(session) if state["state"] in WITH_A_CODE else None
    return {"session": session, "code": code} | state


def state_of_door(session):
    """Return whether people can sign in, and how many have."""
    if session.is_by_headcount:
        return {"state": "by_headcount"}
    opens_at = when_door_opens(session)
    is_open = is_door_open(session)
    state = "open" if is_open else "not_yet" if opens_at > timezone.now() and not why_not_at_door(session) else "over"
    return {"state": state, "opens_at": opens_at, "signed_in": count_signed_in(session)}
