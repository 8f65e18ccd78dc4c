"""The mark that an opened link leaves in a browser: a signed cookie that says what may be seen there, and until when.

It stands in the place of a session. It is sent to the pages of one's own training only, names nobody, and is worth
nothing half an hour after its link was opened, however often it was handed out since. Each language has a cookie at its
own address, so that whoever changes the language stays on the page.
"""

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override

from sessions.own_training import SHOWN_FOR, opened_link

SALT = "sessions.training_mark"


def cookies():
    """Return (name, path) of the cookie in each language."""
    for code, _name in settings.LANGUAGES:
        with override(code):
            yield cookie_name(), reverse("my_training")


def cookie_name():
    return f"my-training-{get_language()}"


def leave_mark(response, *, link, person=None):
    """Let a browser see what an opened link shows; of a shared address the person whom it has named."""
    value = signing.dumps([link.pk, person and person.pk], salt=SALT)
    seconds = int((link.used_at + SHOWN_FOR - timezone.now()).total_seconds())
    for name, path in cookies():
        response.set_cookie(
            name,
            value,
            max_age=seconds,
            path=path,
            httponly=True,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )


def take_mark(response):
    for name, path in cookies():
        response.delete_cookie(name, path=path, samesite="Lax")


def read_mark(request):
    """Return (opened link, key of the person named or None); (None, None) where there is nothing to be seen."""
    try:
        pk, named = signing.loads(request.COOKIES.get(cookie_name(), ""), salt=SALT)
    except signing.BadSignature:
        return None, None
    return opened_link(pk), named
