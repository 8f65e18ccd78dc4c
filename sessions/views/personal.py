"""What every page behind a personal or secret link has in common."""

from functools import wraps

from django.core.exceptions import BadRequest

LONGEST_BODY = 100_000


def behind_a_link(view):
    """Keep a page out of caches and search engines, and its address out of what the browser tells other sites.

    A browser that is told `no-referrer` sends forms with `Origin: null`, which Django's check of forms refuses. Forms
    on such pages are therefore exempt from it: their address is the secret that another site would have to know.
    """

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response.headers["Cache-Control"] = "no-store"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return wrapped


def refusing_long_bodies(view):
    """Answer 400 to a body far beyond what the form can hold, before any of it is read."""

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        if int(request.META.get("CONTENT_LENGTH") or 0) > LONGEST_BODY:
            raise BadRequest
        return view(request, *args, **kwargs)

    return wrapped
