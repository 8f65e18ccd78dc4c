"""Forms on pages that hide their own address."""

from functools import wraps

from django.core.exceptions import PermissionDenied
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.decorators import decorator_from_middleware
from django.views.decorators.csrf import csrf_exempt


class CsrfWithoutReferrer(CsrfViewMiddleware):
    """Django's check, for pages under `no-referrer`: from there browsers send forms with `Origin: null`.

    The token in cookie and form is compared as everywhere, and any other foreign origin is still refused.
    """

    def _origin_verified(self, request):
        return request.META["HTTP_ORIGIN"] == "null" or super()._origin_verified(request)


def checked_without_referrer(view):
    """Take a view out of the site's check of forms and put it under the one that bears a hidden address."""
    return csrf_exempt(decorator_from_middleware(CsrfWithoutReferrer)(view))


def refusing_other_sites(view):
    """Answer 403 to a form that names another site as its origin, where no mark of the form itself is checked."""

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        names_origin = request.method == "POST" and "Origin" in request.headers
        if names_origin and not CsrfWithoutReferrer(view)._origin_verified(request):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return wrapped
