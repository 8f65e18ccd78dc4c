"""What is settled before and after every view: addresses that nothing can have, headers that depend on the reader."""

import re

from csp.constants import NONE, SELF, UNSAFE_INLINE
from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import Http404

# Wagtail's admin uses inline scripts and styles, and previews pages in a frame of its own.
ADMIN_POLICY = {
    "default-src": [SELF],
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "frame-src": [SELF],
    "frame-ancestors": [SELF],
    "base-uri": [NONE],
    "object-src": [NONE],
    "form-action": [SELF],
}


LONGEST_KEY = 18  # digits; a larger number fits no column
SECRET = re.compile(r"/[0-9a-hjkmnp-tv-z]{26}(/|$)")  # 130 bits of people.keys.ALPHABET
CHOSEN = re.compile(r"^/admin/.+/chosen/([^/]*)/$")


def possible_addresses(get_response):
    """Refuse what would only end in an error further on.

    Databases take no zero bytes, from which our own forms keep them; Wagtail's choosers and bulk actions take a key for
    a number without looking.
    """

    def middleware(request):
        is_office = request.path.startswith("/admin/")
        if "\0" in request.path or (is_office and "%00" in request.META["QUERY_STRING"]):
            raise BadRequest
        if is_office and not all(map(may_be_key, keys_named_by(request))):
            raise Http404
        return get_response(request)

    return middleware


def keys_named_by(request):
    return request.GET.getlist("id") + request.GET.getlist("childOf") + CHOSEN.findall(request.path)


def may_be_key(text):
    """Whether a text can be a key, or Wagtail's word for every one of a list."""
    return text in {"", "all"} or (text.isascii() and text.isdigit() and len(text) <= LONGEST_KEY)


def secret_addresses(get_response):
    """Keep what is answered under a personal or secret link out of caches and search engines, and its address to us.

    Stands far out, so that what is refused or led elsewhere before a view is reached is kept by nobody either.
    """

    def middleware(request):
        response = get_response(request)
        if SECRET.search(request.path):
            response.headers["Cache-Control"] = "no-store"
            response.headers["Referrer-Policy"] = "no-referrer"
            response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return middleware


def admin_content_policy(get_response):
    """Relax the content security policy, and let pages be framed by our own, under /admin/ and nowhere else."""

    def middleware(request):
        response = get_response(request)
        if request.path.startswith("/admin/"):
            response._csp_replace = ADMIN_POLICY
            response.headers["X-Frame-Options"] = "SAMEORIGIN"
        return response

    return middleware


def private_pages(get_response):
    """Keep every page made for a signed-in person out of all caches."""

    def middleware(request):
        response = get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            response.headers["Cache-Control"] = "no-store, private"
        return response

    return middleware
