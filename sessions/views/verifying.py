"""Checking a certificate: by whoever is shown one, without signing in."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from design.forms import typed
from sessions.forms.certificates import BadgeForm, CodeForm
from sessions.verifying import badge_matches, certificate_called, has_badge, standing_of
from sessions.views.checked import checked_without_referrer
from sessions.views.personal import beyond_a_link, refusing_long_bodies
from sessions.views.sparing import has_wasted_too_many, spend_on_nothing, too_many


@checked_without_referrer
@require_http_methods(["GET", "HEAD", "POST"])
@refusing_long_bodies
@beyond_a_link
def verify(request):
    """Ask for a code. Typing one finds out nothing yet: its page does."""
    form = CodeForm(typed(request))
    if form.is_valid():
        return redirect("verify_code", form.cleaned_data["code"])
    return render(request, "sessions/verify.html", {"form": form})


@checked_without_referrer
@require_http_methods(["GET", "HEAD", "POST"])
@refusing_long_bodies
@beyond_a_link
def verify_code(request, code):
    """Say how a certificate stands, and whether a badge number matches it.

    Codes that are unknown are counted for each internet address, and so are badge numbers that do not match; who has
    tried too many of these is told nothing of badges for a while, and of known codes all that others are.
    """
    certificate = certificate_called(code)
    if certificate is None:
        return unknown(request)
    form = BadgeForm(typed(request))
    asks_badge, matches = has_badge(certificate), None
    if asks_badge and form.is_valid():
        if has_wasted_too_many(request):
            return too_many(request)
        matches = badge_matches(certificate, number=form.cleaned_data["badge"])
        if not matches:
            spend_on_nothing(request)
    words = {"certificate": certificate, "standing": standing_of(certificate), "form": form}
    words |= {"asks_badge": asks_badge, "matches": matches}
    return render(request, "sessions/verify_code.html", words)


def unknown(request):
    """Answer with the one page that stands for every code we never gave out."""
    if not spend_on_nothing(request):
        return too_many(request, form_address=reverse("verify"))
    return render(request, "sessions/verify_unknown.html", status=404)
