"""An administrator helps somebody who has lost phone and recovery codes. Wired in `people.wagtail_hooks`."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets.button import Button

from people.models import StaffUser
from people.roles import may_change_account
from people.second_factor import REMOVED, remove_second_factor

MAY_HELP = "people.change_staffuser"


def reset_second_step(request, pk):
    """Ask first, then remove. A superuser's second step is a superuser's to remove."""
    if not request.user.has_perm(MAY_HELP):
        raise PermissionDenied
    person = get_object_or_404(StaffUser, pk=pk)
    if not may_change_account(request.user, person):
        raise PermissionDenied
    if request.method == "POST":
        remove_second_factor(person, by=request.user)
        messages.success(request, _("%(person)s can now set up another phone.") % {"person": person})
        return redirect("wagtailusers_users:index")
    return TemplateResponse(request, "people/admin/reset_second_step.html", {"person": person})


def addresses():
    return [path("users/<int:pk>/second-step/", reset_second_step, name="reset_second_step")]


def buttons(user, request_user):
    if may_change_account(request_user, user):
        yield Button(
            _("Reset second step"), reverse("reset_second_step", args=[user.pk]), icon_name="mobile-alt", priority=40
        )


def register_acts(actions):
    actions.register_action(REMOVED, _("Reset second step"), _("The second step was reset"))
