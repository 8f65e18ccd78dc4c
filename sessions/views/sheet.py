"""The sign-in sheet for whoever keeps the register by its link."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from sessions.refusals import Refusal
from sessions.register_links import session_of_register
from sessions.sheets import sheet_of


@require_safe
def sign_in_sheet(request, token):
    """Return the sheet as it stands now; `?large` is in large print. A session without a list has none: 404.

    Nor has one that is finished: its register names nobody any more, and the address outlives the session.
    """
    session = session_of_register(token)
    if session.is_finished:
        raise Http404
    try:
        return as_pdf(sheet_of(session, is_large="large" in request.GET))
    except Refusal:
        raise Http404 from None


def as_pdf(content):
    """Return a PDF that no browser and nothing on the way keeps: it names people."""
    headers = {"Content-Disposition": 'inline; filename="sign-in-sheet.pdf"', "Cache-Control": "no-store, private"}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
