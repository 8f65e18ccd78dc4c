"""What is projected or printed in the room, so that people can scan. Each stands under a secret of its own."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from sessions.door import takes_codes, when_door_opens, why_not_at_door
from sessions.models import DoorRule
from sessions.projecting import changing_code_of, count_signed_in, printed_code_of
from sessions.register_links import session_of_register
from sessions.room_secrets import CODE_SHEET, SCREEN, room_address, session_in_room
from sessions.rotating import window_at

WITH_A_CODE = {"not_yet", "open"}


@require_safe
def screen(request, token):
    facts = what_to_show(session_in_room(SCREEN, token), code_of=changing_code_of)
    return render(request, "sessions/screen.html", facts | {"token": token})


@require_safe
def screen_count(request, token):
    """The part of the screen that changes, asked for every three seconds."""
    state = state_of_door(session_in_room(SCREEN, token))
    response = render(request, "sessions/screen_count.html", state)
    if state["state"] not in WITH_A_CODE:
        response.headers["HX-Refresh"] = "true"  # the whole screen changes, and stops asking
    return response


@require_safe
def screen_code(request, token):
    """The code and its words, asked for every two seconds: nothing until the one `seen` is over.

    What it answers with asks for the next.
    """
    session = session_in_room(SCREEN, token)
    if request.GET.get("seen") == str(window_at(timezone.now())):
        return HttpResponse(status=204)
    return render(request, "sessions/screen_code.html", {"token": token, "code": changing_code_of(session)})


@require_safe
def code_sheet(request, token):
    session = session_in_room(CODE_SHEET, token)
    facts = what_to_show(session, code_of=printed_code_of)
    if facts["code"] and session.door_rule == DoorRule.ROTATING:
        facts |= {"code": None, "state": "only_changing"}
    return render(request, "sessions/code_sheet.html", facts)


@require_safe
def led_into_the_room(request, token, page):
    """Lead on from where a page stood while it shared the register's secret.

    At once: a page that waits to be pressed would show that secret to the room for as long.
    """
    return redirect(room_address(page, session_of_register(token), register=token))


def what_to_show(session, *, code_of):
    state = state_of_door(session)
    code = code_of(session) if state["state"] in WITH_A_CODE else None
    return {"session": session, "code": code} | state


def state_of_door(session):
    """Return whether people can sign in, and how many have."""
    if session.is_by_headcount:
        return {"state": "by_headcount"}
    opens_at = when_door_opens(session)
    is_open = takes_codes(session)
    state = "open" if is_open else "not_yet" if opens_at > timezone.now() and not why_not_at_door(session) else "over"
    return {"state": state, "opens_at": opens_at, "signed_in": count_signed_in(session)}
