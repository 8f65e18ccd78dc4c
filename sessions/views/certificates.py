"""Fetching one's own certificate, and saying which name it is to bear. Nothing is changed by GET."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from design.forms import typed
from sessions.booking import booking_for
from sessions.certificate_states import certificate_of, has_certificate_at_door, showing_of
from sessions.certificates import pdf_of
from sessions.certifying import NAME_CHANGES, changes_left, name_for, wish_name
from sessions.door import session_at_door
from sessions.forms.certificates import PrintedNameForm
from sessions.models import Attendance
from sessions.refusals import Refusal
from sessions.views.personal import changed_by_link, refusing_long_bodies


@require_safe
def booking_certificate(request, token):
    """Hand out the certificate of one's own booking; until there is one it is a 404."""
    return handed_out(certificate_of(booking_for(token)))


@require_safe
def door_certificate(request, token, entry_key):
    """Hand it out to who came without a booking, at the address of the page that said they were signed in."""
    session = session_at_door(token)
    attendance = here_without_booking(session, entry_key)
    return handed_out(showing_of(attendance, session=session))


def handed_out(showing):
    if showing is None or not showing.is_ready:
        raise Http404
    return offer_pdf(pdf_of([showing.certificate]), name="certificate")


def offer_pdf(body, *, name):
    """Answer with a PDF that browsers show, and keep under a name that says nothing of anybody."""
    headers = {"Content-Disposition": f'inline; filename="{name}.pdf"'}
    return HttpResponse(body, content_type="application/pdf", headers=headers)


@changed_by_link
@refusing_long_bodies
def booking_certificate_name(request, token):
    """Ask for the name to print; a certificate that was issued is replaced by one with that name."""
    booking = booking_for(token)
    return ask_name(request, certificate_of(booking), page=reverse("booking", args=[token]), label=_("Your booking"))


@changed_by_link
@refusing_long_bodies
def door_certificate_name(request, token, entry_key):
    """Ask whoever came without a booking, where they were told that they were signed in; once their certificate is
    there, since that page names nobody before.
    """
    session = session_at_door(token)
    attendance = here_without_booking(session, entry_key)
    showing = showing_of(attendance, session=session)
    page = reverse("door_done", args=[token, entry_key])
    return ask_name(
        request, showing if showing and showing.is_ready else None, page=page, label=_("When you signed in")
    )


def ask_name(request, showing, *, page, label):
    """Ask for the name to print, or lead back to the `page` from which somebody came where there is nothing to name."""
    if showing is None or not showing.can_be_renamed:
        return redirect(page)
    form = PrintedNameForm(typed(request), initial={"name": name_for(showing.attendance)})
    if form.is_valid():
        try:
            wish_name(showing.attendance, name=form.cleaned_data["name"])
        except Refusal as refusal:
            form.add_error("name", str(refusal))
        else:
            return redirect(page + "?named")
    words = {"session": showing.attendance.session, "form": form, "showing": showing, "back": page, "label": label}
    words |= {"left": changes_left(showing.attendance), "most": NAME_CHANGES}
    return render(request, "sessions/certificate_name.html", words)


def here_without_booking(session, entry_key):
    """Return the attendance of whoever has no link of their own, or a 404."""
    present = Attendance.objects.present().select_related("delegate", "booking")
    attendance = get_object_or_404(present, session=session, entry_key=entry_key)
    if not has_certificate_at_door(attendance):
        raise Http404
    return attendance
