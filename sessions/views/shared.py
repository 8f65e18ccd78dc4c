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
MARKS_AT_DOOR = {"entry_key": lambda request: uuid4()}
MAKERS = MARKS | MARKS_AT_DOOR
MARK = re.compile(rf'(?<=<input type="hidden" name=")({"|".join(MAKERS)})" value="[^"]*')


def drawn_once(view):
    """Let those who open a form in the same second share one drawing of it, each with fresh marks.

    The view may tell readers apart by nothing but the address. Whoever has a session is drawn a page of their own.
    """

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        return share_drawing(request, lambda: view(request, *args, **kwargs))

    return wrapped


def share_drawing(request, draw):
    """Return the page that `draw` makes, or made for another reader of this address within the second."""
    if request.method != "GET" or settings.SESSION_COOKIE_NAME in request.COOKIES:
        return draw()
    page = kept(f"form-{get_language()}-{request.get_host()}-{request.get_full_path()}", draw)
    page.content = marked_anew(page.content.decode(), request=request)
    return page


def marked_anew(text, *, request):
    return MARK.sub(lambda found: f'{found[1]}" value="{MAKERS[found[1]](request)}', text)
