"""What is the same for everybody: made once, kept in memory, forgotten as soon as something changes.

Every process keeps its own. That something has changed they tell each other through a file, which grows by a byte
with each change: its length is the version under which things are kept, so that no query asks whether they still hold.
What shows the programme is kept for a second. That bounds what the clock changes by itself (booking closes, a session
begins), what another machine changed, and what nobody thought of telling. What only editors and officers change in
settings, pages and the catalogue (the site itself) has a file of its own: bookings come all day and do not make it
older. It is kept for a minute, or for a second where what people are promised hangs on it.
"""

import os
from functools import partial

from django.conf import settings
from django.core.cache import caches
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.utils.cache import get_cache_key, has_vary_header, learn_cache_key

SECONDS, SECONDS_OF_SITE = 1, 60
NOTHING = object()


def something_changed(**signal):
    """Forget what is kept: now, for whoever reads on in this transaction, and again when others can see the change."""
    if not signal.get("raw"):
        add_a_byte()
        transaction.on_commit(add_a_byte, robust=True)


def site_changed(**signal):
    """Forget what is kept of the site itself too."""
    if not signal.get("raw"):
        add_a_byte(settings.CHANGES_OF_SITE)
        transaction.on_commit(partial(add_a_byte, settings.CHANGES_OF_SITE), robust=True)


def forget_when_saved(*models, tell=something_changed):
    """Count the saving and deleting of these models as changes. An update of many rows must tell by itself."""
    for model in models:
        for signal in (post_save, post_delete):
            signal.connect(tell, sender=model, dispatch_uid="something_changed")


def add_a_byte(path=None):
    with open(path or settings.CHANGES, "ab", buffering=0) as changes:
        changes.write(b".")


def version():
    """Return how many changes there have been, to the programme or to the site."""
    return length_of(settings.CHANGES) + version_of_site()


def version_of_site():
    return length_of(settings.CHANGES_OF_SITE)


def length_of(path):
    try:
        return os.stat(path).st_size
    except FileNotFoundError:
        return 0


def kept(key, make):
    """Return a copy of what `make` returned lately, or what it returns now."""
    return kept_as(f"{version()}:{key}", make, seconds=SECONDS)


def kept_of_site(key, make):
    """Do the same with what no booking changes."""
    return kept_as(f"site:{version_of_site()}:{key}", make, seconds=SECONDS_OF_SITE)


def kept_of_catalogue(key, make):
    """Do so with what no booking changes but a booking keeps to, such as terms: for a second only."""
    return kept_as(f"catalogue:{version_of_site()}:{key}", make, seconds=SECONDS)


def kept_as(key, make, *, seconds):
    found = memory().get(key, NOTHING)
    if found is NOTHING:
        found = make()
        memory().set(key, found, seconds)
    return found


def memory():
    return caches["kept"]


def for_everybody(response):
    """Mark a page that says the same to whoever is not signed in."""
    response.is_for_everybody = True
    return response


def kept_pages(get_response):
    """Answer readers with pages marked as being for everybody, as long as nothing has changed.

    Whoever brings a session or a message is shown none, and what they are shown is not kept. Stands inside
    LocaleMiddleware (the key holds the language) and inside whatever writes headers for one answer, like the policy.
    """

    def middleware(request):
        if request.method != "GET" or request.COOKIES.keys() & {settings.SESSION_COOKIE_NAME, "messages"}:
            return get_response(request)
        prefix = str(version())  # read before the page is made: a change meanwhile makes it outdated at once
        key = get_cache_key(request, prefix, cache=memory())
        if page := key and memory().get(key):
            return page
        page = get_response(request)
        if may_be_kept(request, page):
            memory().set(learn_cache_key(request, page, SECONDS, prefix, memory()), page, SECONDS)
        return page

    return middleware


def may_be_kept(request, page):
    """Whether a page marked as being for everybody is: nothing in it was made for this reader or this answer alone."""
    if not getattr(page, "is_for_everybody", False) or page.status_code != 200 or page.streaming or page.cookies:
        return False
    uses_nonce = getattr(request, "_csp_nonce", None) is not None
    return not (uses_nonce or has_vary_header(page, "Cookie") or page.has_header("Cache-Control"))
