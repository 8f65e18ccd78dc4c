"""Headers that depend on whom a page is for."""

from csp.constants import NONE, SELF, UNSAFE_INLINE
from django.conf import settings

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
