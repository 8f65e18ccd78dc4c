"""The licensing officer's pages. Each asks `licensing.drivers` for what this officer may see."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from design.forms import typed
from licensing.confirming import confirm_many, revoke_confirmation
from licensing.drivers import (
    chosen_trainings_for,
    confirmation_for,
    confirmations_for,
    driver_for,
    trainings_for,
)
from licensing.forms import RevokeForm
from licensing.lists import lines_of, sheet_of, shown_trainings
from licensing.wall import licensing_officers_only
from sessions.refusals import Refusal
from spreadsheets.writing import offer_workbook

ON_A_PAGE = 25
AT_ONCE = 500


@licensing_officers_only
@require_safe
def drivers(request):
    form, trainings = shown_trainings(request.user, asked=request.GET)
    page = Paginator(trainings, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page_obj": page,
        "lines": lines_of(page.object_list, user=request.user),
        "awaiting": trainings.filter(is_confirmed=False).count(),
        "at_once": AT_ONCE,
        "is_narrowed": any(request.GET.get(name) for name in form.fields),
    }
    return render(request, "licensing/drivers.html", context)


@licensing_officers_only
@require_safe
def export(request):
    _form, trainings = shown_trainings(request.user, asked=request.GET)
    return offer_workbook([sheet_of(lines_of(trainings, user=request.user))], name=_("Drivers trained"))


@licensing_officers_only
@require_safe
def driver(request, pk):
    badge = driver_for(request.user, pk)
    trainings = trainings_for(request.user).filter(badge=badge).order_by("-session__last_day", "pk")
    history = confirmations_for(request.user).filter(driver=badge.pk)
    context = {
        "badge": badge,
        "lines": lines_of(trainings, user=request.user),
        "history": history.select_related("attendance__session__course", "policy", "confirmed_by", "revoked_by"),
    }
    return render(request, "licensing/driver.html", context)


@licensing_officers_only
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request):
    trainings = chosen(request)
    if not trainings:
        messages.info(request, _("Tick the drivers you want to confirm first."))
        return redirect("licensing_drivers")
    if request.method == "POST":
        return record(request, trainings)
    lines = [line for line in lines_of(trainings, user=request.user) if not line.confirmation]
    ready = [line for line in lines if not line.proposal.refusal]
    return render(request, "licensing/confirm.html", {"lines": lines, "ready": ready})


def chosen(request):
    """Return the trainings ticked; on the way to the question also all that await a confirmation."""
    if request.method != "POST" and request.GET.get("all"):
        _form, trainings = shown_trainings(request.user, asked=request.GET)
        return list(trainings.filter(is_confirmed=False)[:AT_ONCE])
    ticked = request.POST if request.method == "POST" else request.GET
    return chosen_trainings_for(request.user, ticked.getlist("training"))


def record(request, trainings):
    """Record the confirmations, or say what stands against one of them: then none is recorded."""
    try:
        number = len(confirm_many(trainings, by=request.user))
    except Refusal as refusal:
        messages.info(request, refusal.sentence)
    else:
        done = ngettext("%(number)s training is confirmed.", "%(number)s trainings are confirmed.", number)
        messages.success(request, done % {"number": number})
    return redirect("licensing_drivers")


@licensing_officers_only
@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request, pk):
    confirmation = confirmation_for(request.user, pk)
    if confirmation.revoked_at:
        return redirect("licensing_driver", confirmation.driver_id)
    form = RevokeForm(typed(request))
    if form.is_valid():
        revoke_confirmation(confirmation, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, _("The confirmation is taken back."))
        return redirect("licensing_driver", confirmation.driver_id)
    return render(request, "licensing/revoke.html", {"form": form, "confirmation": confirmation})
