"""A form that is the same for everybody but for the marks it carries."""

import re
from functools import wraps
from uuid import uuid4

from django.conf import settings
from django.middleware.csrf import get_token
from django.utils.translation import get_language

from design.keeping import kept
from sessions.forms.unhurried import stamp

MARKS = {"csrfmiddlewaretoken": get_token, "nonce": lambda request: uuid4(), "opened": lambda request: stamp()}
MARK = re.compile(rf'(?<=<input type="hidden" name=")({"|".join(MARKS)})" value="[^"]*')


def drawn_once(view):
    """Let those who open a form in the same second share one drawing of it, each with fresh marks.

    The view may tell readers apart by nothing but the address. Whoever has a session is drawn a page of their own.
    """

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        if request.method != "GET" or settings.SESSION_COOKIE_NAME in request.COOKIES:
            return view(request, *args, **kwargs)
        address = f"form-{get_language()}-{request.get_host()}-{request.get_full_path()}"
        page = kept(address, lambda: view(request, *args, **kwargs))
        page.content = marked_anew(page.content.decode(), request=request)
        return page

    return wrapped


def marked_anew(text, *, request):
    return MARK.sub(lambda found: f'{found[1]}" value="{MARKS[found[1]](request)}', text)
