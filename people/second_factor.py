"""Staff without a second factor are led to its set-up before anything is shown, unless this is a demonstration."""

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.shortcuts import redirect

OPEN_WITHOUT = ("/accounts/", "/static/", "/health/", "/brand.css")


def require_second_factor(get_response):
    def middleware(request):
        if settings.SECOND_FACTOR_REQUIRED and lacks_second_factor(request):
            return redirect("mfa_activate_totp")
        return get_response(request)

    return middleware


def lacks_second_factor(request):
    """Whether somebody is signed in here who has not set up a second factor, and asks for more than its set-up."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or request.path.startswith(OPEN_WITHOUT):
        return False
    if not request.user.is_authenticated:
        return False
    return not is_mfa_enabled(request.user)
