"""Public forms that programs send by the thousand, and what keeps them from being looked at by the thousand.

A post is wasted when its form was not valid, or fell into the trap. Of one internet address 20 wasted posts an hour are
answered with the form; what comes beyond gets a plain 429 page that says what to do. What looks like a program (see
sessions.forms.unhurried) is then not evaluated at all. A valid form that a person filled in is neither counted nor
stopped, whatever came from the same address: a school, a council or a hall full of phones has one. Valid posts are
limited per person instead, by the mail cap (outbox.capping), by the form's own mark, and by one live booking each.

The count is allauth's, of the action `wasted_form` in ACCOUNT_RATE_LIMITS: in the cache that all workers share, closed
when that cannot be asked in time, and for the connection's own address unless TRUSTED_PROXY_COUNT names proxies: a
made-up X-Forwarded-For changes nothing.

A form joins by two lines, `@sparing` on its view and `count_if_wasted` where the form was not valid:

    @sparing
    def ask_us(request):
        form = AskUsForm(typed(request))
        if form.is_valid():
            ...
        count_if_wasted(request)
        return render(...)

Its form should be an UnhurriedForm and its template include components/trap.html. Left out are the pages behind a
scanned code or a personal link: who stands in the hall has shown a ticket, sixty phones share one address, and their
slips of the finger must close the door on nobody.

Codes of a door that do not hold are counted too, for themselves; the count only changes the answer's status.

One valid form is counted and stopped, lest anybody ask by it who has a place: a group's, counted where the refusal
comes from what we know of those named, and stopped where it names anybody (sessions.views.groups).
"""

from copy import copy
from functools import wraps

from allauth.core.ratelimit import consume
from django.shortcuts import render

from sessions.forms.unhurried import looks_like_a_program

ACTION = "wasted_form"
WRONG_CODE = "wrong_code"


def sparing(view):
    """Look at no more wasted posts of one internet address than the limit says."""

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        if request.method != "POST":
            return view(request, *args, **kwargs)
        if looks_like_a_program(request.POST) and not consume(request, action=ACTION, dry_run=True):
            return too_many(request)
        response = view(request, *args, **kwargs)
        if getattr(request, "was_wasted", False) and not consume(request, action=ACTION):
            return too_many(request)
        return response

    return wrapped


def has_wasted_too_many(request):
    """Whether a connection's wasted posts of this hour are used up. For what is answered of people, valid or not."""
    return not consume(request, action=ACTION, dry_run=True)


def spend_on_nothing(request, *, action=ACTION):
    """Count a look-up that found nothing, and return whether it is within the limit.

    What counts for allauth is a post; a look-up by address is one as well.
    """
    as_post = copy(request)
    as_post.method = "POST"
    return bool(consume(as_post, action=action))


def count_if_wasted(request):
    """Mark a post whose form was not valid; looking at an empty form wastes nothing."""
    request.was_wasted = request.method == "POST"


def too_many(request, *, form_address=""):
    """Say so, and where the form is: by default at the address that was asked for."""
    return render(request, "429.html", {"form_address": form_address or request.path}, status=429)
