"""Counting a room on the phone of whoever keeps the register. Nothing about anybody is asked, or read."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from sessions.counting import latest_headcount, record_headcount, why_not_counted
from sessions.forms.counting import HeadcountOnPhoneForm
from sessions.refusals import Refusal
from sessions.register_secret import session_of_register
from sessions.views.checked import refusing_other_sites
from sessions.views.personal import behind_a_link, refusing_long_bodies


@csrf_exempt  # the address is a secret that another site would have to know, see sessions.views.personal
@require_http_methods(["GET", "HEAD", "POST"])
@refusing_other_sites
@refusing_long_bodies
@behind_a_link
def headcount(request, token):
    session = session_of_register(token)
    form = HeadcountOnPhoneForm(request.POST if request.method == "POST" else None)
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
