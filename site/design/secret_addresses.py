"""Pages whose address is the key to them: a booking's own page, a form behind a code."""

from functools import wraps

from django.middleware.csrf import CsrfViewMiddleware
from django.utils.decorators import decorator_from_middleware
from django.views.decorators.csrf import csrf_exempt


class CsrfWithoutReferrer(CsrfViewMiddleware):
    """Django's check for pages that hide their address: under `no-referrer` browsers send forms with `Origin: null`.

    The token in cookie and form is compared as everywhere; any other foreign origin is still refused.
    """

    def _origin_verified(self, request):
        return request.META["HTTP_ORIGIN"] == "null" or super()._origin_verified(request)


check_csrf_without_referrer = decorator_from_middleware(CsrfWithoutReferrer)


def secret_address(view):
    """Keep a page's address out of caches, of other sites' logs and of search engines."""

    @csrf_exempt  # the check itself follows, in the kind that bears a hidden address
    @wraps(view)
    def private_view(request, *args, **kwargs):
        response = check_csrf_without_referrer(view)(request, *args, **kwargs)
        response.headers["Cache-Control"] = "no-store, private"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return private_view
