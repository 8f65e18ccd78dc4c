"""Pages for what went wrong outside our views: before one was asked, or in what stands under them."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.defaults import server_error

SECONDS_TO_COME_BACK = 10


def form_expired(request, reason=""):
    """The form's security mark did not fit: it stood open too long, or came from another site. Nothing was done."""
    return render(request, "403_csrf.html", status=403)


def went_wrong(request):
    """Answer 500; or 503 where the database cannot be reached or is full, which passes without us."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        headers = {"Retry-After": SECONDS_TO_COME_BACK, "Cache-Control": "no-store"}
        return HttpResponse(render_to_string("503.html"), status=503, headers=headers)
    return server_error(request)
