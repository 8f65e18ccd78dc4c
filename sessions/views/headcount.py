"""Counting a room on the phone of whoever keeps the register. Nothing about anybody is asked, or read."""

from django.shortcuts import redirect, render
from django.urls import reverse

from design.forms import typed
from sessions.counting import latest_headcount, record_headcount, why_not_counted
from sessions.forms.counting import HeadcountOnPhoneForm
from sessions.refusals import Refusal
from sessions.register_links import session_of_register
from sessions.views.personal import sent_with_a_secret


@sent_with_a_secret
def headcount(request, token):
    session = session_of_register(token)
    form = HeadcountOnPhoneForm(typed(request))
    if form.is_valid() and keep(session, form, by=request.user if request.user.is_authenticated else None):
        return redirect(reverse("register_headcount", args=[token]) + "?kept")
    words = {
        "session": session,
        "form": form,
        "latest": latest_headcount(session),
        "is_kept": "kept" in request.GET and not form.is_bound,
        "why_not": why_not_counted(session),
    }
    return render(request, "sessions/headcount.html", words)


def keep(session, form, *, by):
    """Record what was counted, or say beside the number why it cannot be."""
    try:
        return record_headcount(session, **form.counted, by=by)
    except Refusal as refusal:
        form.add_error("number", str(refusal))
        return None
