"""What pages behind a personal or secret link have in common. Their headers are config.middleware.secret_addresses'."""

from functools import wraps

from django.core.exceptions import BadRequest
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from sessions.messages import booking_details_again
from sessions.refusals import AlreadyBooked, CannotChange, NotEligible, Refusal
from sessions.views.checked import checked_without_referrer, refusing_other_sites

LONGEST_BODY = 100_000
LOOKED_AT_OR_SENT = ["GET", "HEAD", "POST"]


def changed_by_link(view):
    """Let a page be looked at and its form be sent; looking changes nothing."""
    return checked_without_referrer(require_http_methods(LOOKED_AT_OR_SENT)(view))


def sent_with_a_secret(view):
    """Let a page be looked at and its form be sent without Django's mark: the link, or a ticket, is what vouches."""
    return csrf_exempt(require_http_methods(LOOKED_AT_OR_SENT)(refusing_other_sites(refusing_long_bodies(view))))


def is_done(form, verb, *, field):
    """Carry out what a form asks for; a refusal stands beside the field it is about, and nothing typed is lost."""
    if not form.is_valid():
        return False
    try:
        verb()
    except CannotChange as refusal:
        form.add_error(None, str(refusal))
    except NotEligible as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    except AlreadyBooked as refusal:
        # Whoever typed the address need not be its owner: what we know goes there and not onto this page.
        booking_details_again(refusal.earlier)
        form.add_error(field, refusal.careful)
    except Refusal as refusal:
        form.add_error(field, str(refusal))
    return form.is_valid()


def beyond_a_link(view):
    """Keep a page to which a secret link led, and whose own address is no secret, as close as one behind the link."""

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
