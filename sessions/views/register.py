"""The register on a phone, behind its own secret. Nothing is changed by looking.

The address stands in the place of a session and of a form's security mark: what was done without signal is sent when
both would long have expired.
"""

import json
from functools import cache
from pathlib import Path
from uuid import uuid4, uuid5

from csp.constants import WASM_UNSAFE_EVAL
from csp.decorators import csp_update
from django.contrib.staticfiles import finders
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from sessions.doubles import close_question, is_disagreement, same_person, to_look_at, two_people
from sessions.entering import enter
from sessions.forms.register import NoteForm, SentForm, person_form_for, what_was_said
from sessions.models import RegisterEntry
from sessions.refusals import Refusal
from sessions.register import register_of
from sessions.register_links import end_of_links, link_that_opened, session_of_register
from sessions.register_reading import Counts, lines_changed, matching, read_stamp, stamp_of
from sessions.room_secrets import SCREEN, room_address
from sessions.views.personal import sent_with_a_secret

Act, Outcome = RegisterEntry.Act, RegisterEntry.Outcome
STATES = {
    "here": _("Here"),
    "late": _("Late"),
    "left_early": _("Left early"),
    "absent": _("Not here"),
    "waiting": _("Waiting list"),
    "to_confirm": _("To be confirmed"),
    "no_name": _("No name yet"),
}
UNTIL = "X-Register-Until"  # until when a device may keep the list: milliseconds since 1970, as scripts count
OUTCOME = "X-Register-Entry"
ABOUT_A_PERSON = {Act.WALK_IN, Act.SUBSTITUTE}
# What an act is told; the others: the line.
TOLD = {Act.TICK: ["row", "reference"], Act.WALK_IN: ["overriding"], Act.SUBSTITUTE: ["row", "overriding"]}
JUDGEMENTS = {"same": same_person, "two": two_people}


@require_safe
@gzip_page
# The reader of codes is a compiled program; this lets no text be run. The hints of csp know no views with arguments.
@csp_update({"script-src": [WASM_UNSAFE_EVAL]})  # type: ignore[arg-type]
def register(request, token):
    session = session_of_register(token)
    return show_register(request, session, token=token)


@sent_with_a_secret
def register_entry(request, token):
    """Take one act. Our script gets its outcome; a plain form leads back to the register."""
    session = session_of_register(token)
    if request.method != "POST":
        return redirect("register", token)
    act, what = act_of(request.POST)
    is_plain = OUTCOME not in request.headers
    form = person_form_for(session)(request.POST) if act in ABOUT_A_PERSON else None
    if is_plain and form and "again" not in request.POST and not is_closed(session) and not form.is_valid():
        return show_register(request, session, token=token, wrong={act: form}, opened=what.get("row", ""))
    sent = read_sent(request.POST)
    if sent["again"]:
        close_question(session, pk=sent["again"])  # what cannot be done again either is kept anew
    entry = enter(session, act=act, said=what, **sent_by(request, session, sent), **read(form, act=act, what=what))
    return back(request, token, entry=entry) if is_plain else told(entry)


@sent_with_a_secret
def register_review(request, token, pk):
    """Take the judgement on an entry: one person or two, or that what was refused can be forgotten."""
    session = session_of_register(token)
    entry = get_object_or_404(session.register_entries.select_related("attendance", "other", "booking"), pk=pk)
    if request.method == "POST":
        entry.session = session
        judge(entry, request)
    return back(request, token)


@require_safe
def register_changes(request, token):
    """Return the lines, the counts and the open questions that changed since a stamp; 204 where nothing did."""
    session = session_of_register(token)
    if is_closed(session):
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    since = read_stamp(request.GET.get("since", ""))
    counts, questions = Counts.of(session), to_look_at(session)
    stamp = stamp_of(counts, questions)
    if stamp == request.GET.get("since"):
        return HttpResponse(status=204)
    is_same = (since.rows, since.changed_at) == (counts.rows, counts.changed_at)
    lines = [] if is_same else in_words(lines_changed(session, since=since))
    words = {"session": session, "token": token, "lines": lines, "counts": counts, "stamp": stamp}
    words |= {"questions": with_keys(questions), "is_change": True}
    return render(request, "sessions/register_changes.html", words)


@require_safe
@gzip_page
@cache_control(no_cache=True)
def register_worker(request):
    """Hand out the script that keeps the register without signal, from an address above all registers."""
    return HttpResponse(worker_script(), content_type="text/javascript; charset=utf-8")


@cache
def worker_script():
    return Path(finders.find("sessions/register-worker.js")).read_bytes()


def is_closed(session):
    return session.is_by_headcount or session.is_finished or session.status == "cancelled"


def show_register(request, session, *, token, wrong=None, opened=""):
    """Show the register, or why there is none; a register that is closed names nobody. `wrong` are forms by their act.

    Of a search only the lines that match are shown.
    """
    if is_closed(session):
        response = render(request, "sessions/register_closed.html", {"session": session, "token": token})
        response.headers[UNTIL] = 0
        return response
    everybody, questions = register_of(session), to_look_at(session)
    counts = Counts.among(everybody, session=session)
    sought = request.GET.get("q", "").strip()[:100]
    new_form = person_form_for(session)
    forms = {Act.WALK_IN: new_form(), Act.SUBSTITUTE: new_form(auto_id="instead_%s")} | (wrong or {})
    until = int(end_of_links(session).timestamp() * 1000)
    words = {
        "session": session,
        "token": token,
        "lines": in_words(matching(everybody, sought)),
        "counts": counts,
        "stamp": stamp_of(counts, questions),
        "questions": with_keys(questions),
        "walk_in": forms[Act.WALK_IN],
        "instead": forms[Act.SUBSTITUTE],
        "form": next(iter((wrong or {}).values()), None),
        "sought": sought,
        "opened": opened or request.GET.get("open", ""),
        "key": uuid4(),
        "until": until,
        "screen": room_address(SCREEN, session, register=token),
    }
    response = render(request, "sessions/register.html", words)
    response.headers[UNTIL] = until
    return response


def in_words(lines):
    for line in lines:
        line.in_words = STATES[line.state]
    return lines


def with_keys(questions):
    """Give each refused act the key under which it is done again, so that pressing twice does it once."""
    for entry in questions:
        entry.next_key = uuid5(entry.key, "again")
        entry.is_disagreement = is_disagreement(entry)
    return questions


def act_of(data):
    """Return (act, what was said of it); the button that was pressed names the act, and its value the line."""
    for act in Act:
        if act in data:
            return act, what_was_said(data, act=act)
    raise BadRequest


def read_sent(data):
    """Return what a device says of an act besides the act; without a key nothing can be taken once only."""
    form = SentForm(data)
    if not form.is_valid() and "key" in form.errors:
        raise BadRequest
    return {name: form.cleaned_data.get(name) for name in form.fields}


def sent_by(request, session, sent):
    """Return who sent an act, from which device, and under which key: the form's, and what was said with it."""
    typed = [session.reference, *act_of(request.POST)]
    return {
        "key": uuid5(sent["key"], json.dumps(typed, sort_keys=True)),
        "device": sent["device"] or "",
        "made_at": sent["made_at"],
        "by": request.user if request.user.is_authenticated else None,
        "link": link_that_opened(session),
    }


def read(form, *, act, what):
    """Return what the act is told, or the problem with what was typed."""
    told = {name: what.get(name, "") for name in TOLD.get(act, ["row"])}
    if act == Act.NOTE:
        form = NoteForm(what)
        return told | ({"note": form.cleaned_data["text"]} if form.is_valid() else {"problem": form.errors["text"][0]})
    if form is None:
        return told
    if form.is_valid():
        return told | {"person": form.person()}
    return told | {"problem": " ".join(error for errors in form.errors.values() for error in errors)}


def judge(entry, request):
    if entry.outcome == Outcome.REFUSED:
        close_question(entry.session, pk=entry.pk)
        return
    by = request.user if request.user.is_authenticated else None
    verb = next((verb for name, verb in JUDGEMENTS.items() if name in request.POST), None)
    try:
        if verb:
            verb(entry, by=by, link=link_that_opened(entry.session))
    except Refusal:
        return  # closed meanwhile: the page says so


def told(entry):
    return HttpResponse(status=204, headers={OUTCOME: entry.outcome})


def back(request, token, *, entry=None):
    """Lead back to the register, to the same search, and to the line or to what has to be looked at."""
    sought = request.POST.get("q", "")
    place = "questions" if entry and entry.outcome != Outcome.DONE else request.POST.get(entry.act, "") if entry else ""
    return redirect(reverse("register", args=[token], query={"q": sought} if sought else None, fragment=place or None))
