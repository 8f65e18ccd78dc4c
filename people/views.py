"""Where staff arrive after signing in, and the way to their own account."""

from allauth.account import views as allauth_views
from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from people.roles import LICENSING_OFFICER, has_role
from people.second_factor import REAL_FACTORS

BACK_OFFICE = "wagtailadmin.access_admin"


@never_cache
@login_required
def staff_start(request):
    """Lead each person to their own room, let who has two choose, and tell who has none whom to ask."""
    licenses, works_in_office = has_role(request.user, LICENSING_OFFICER), request.user.has_perm(BACK_OFFICE)
    if licenses and works_in_office:
        return render(request, "account/choose_room.html")
    if licenses:
        return redirect("licensing_drivers")
    if works_in_office:
        return redirect("wagtailadmin_home")
    return render(request, "account/no_room.html", status=403)


@never_cache
@login_required
def account(request):
    """What one can do with one's own account."""
    return render(request, "account/account.html", {"has_second_factor": is_mfa_enabled(request.user, REAL_FACTORS)})


def sign_in(request):
    """Show the one door. Who is in already goes to their own room, whatever page turned them away."""
    if request.user.is_authenticated:
        return redirect("staff_start")
    return allauth_views.login(request)


@never_cache
@require_safe
def no_sign_up(request):
    """Say who makes accounts."""
    return render(request, "account/signup_closed.html")


def closed(request):
    """Answer for what is not used here as for what was never there."""
    raise Http404


@never_cache
def one_door(request):
    """Lead Wagtail's own sign-in pages to ours, which counts attempts and asks for the second factor."""
    wanted = request.GET.get("next", "")
    return redirect(reverse("account_login") + ("?" + urlencode({"next": wanted}) if wanted else ""))
