"""Staff without a second factor are led to its set-up before anything is shown, unless this is a demonstration."""

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.log_actions import log

# The set-up, the password it asks for, the way out, and the colours of these pages: nothing that shows a record.
OPEN_WITHOUT = ("mfa_activate_totp", "account_reauthenticate", "account_logout", "brand_stylesheet")
REMOVED = "muster.second_step.removed"
REAL_FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


def require_second_factor(get_response):
    def middleware(request):
        if settings.SECOND_FACTOR_REQUIRED and lacks_second_factor(request):
            return redirect("mfa_activate_totp")
        return get_response(request)

    return middleware


def lacks_second_factor(request):
    """Whether somebody is signed in here who has not set up a second factor, and asks for more than its set-up.

    Only the exact addresses of the set-up are open, so that no prefix, doubled slash or later page slips through.
    """
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or request.path in map(reverse, OPEN_WITHOUT):
        return False
    return request.user.is_authenticated and not is_mfa_enabled(request.user, REAL_FACTORS)


def end_other_sessions_when_it_is_set_up():
    authenticator_added.connect(end_sessions_without_it, dispatch_uid="end_sessions_without_second_factor")


def remove_second_factor(user, *, by):
    """Remove a lost phone and its recovery codes, end every session of the account, and note who did it."""
    Authenticator.objects.filter(user=user).delete()
    for session in UserSession.objects.filter(user=user):
        session.end()
    log(instance=user, action=REMOVED, user=by)


def end_sessions_without_it(request, user, **kwargs):
    """End the account's other sessions once a factor is set up: they were opened by the password alone."""
    for session in UserSession.objects.filter(user=user).exclude(session_key=request.session.session_key):
        session.end()
