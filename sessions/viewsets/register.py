"""The register of a session: who is here. Officers and the session's trainers keep it, on a phone if need be."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sessions.doubles import refused_acts
from sessions.forms.officer import ExtentForm
from sessions.forms.on_behalf import walk_in_form
from sessions.models import Attendance
from sessions.refusals import CannotChange, NotEligible, Refusal, RoomFull
from sessions.register import add_walk_in, refuse_unless_open, register_of, set_extent, tick
from sessions.viewsets.pages import SessionButton, SessionForm
from sessions.visibility import plans_sessions


def why_closed(session):
    """Return the sentence that says why the register cannot be changed, or nothing while it can."""
    try:
        refuse_unless_open(session)
    except Refusal as refusal:
        return str(refusal)
    return ""


# As the register says it on a phone.
EXTENTS = [
    (Attendance.Extent.FULL, _("Here")),
    (Attendance.Extent.PARTIAL, _("In part")),
    (Attendance.Extent.NONE, _("Not here")),
]


class RegisterView(SessionForm):
    """The lines, with a form below for somebody who is not among them."""

    page_title = _("Register")
    template_name = "sessions/admin/register.html"
    button = _("Add to the register")
    done = _("Added to the register.")
    for_trainers = True

    def get_form_class(self):
        return walk_in_form(self.session)

    def get_context_data(self, **kwargs):
        lines = register_of(self.session)
        present = sum(line.is_present for line in lines)
        return super().get_context_data(
            lines=[line for line in lines if not line.waits],
            waiting=[line for line in lines if line.waits],
            present=present,
            extents=EXTENTS,
            why_closed=why_closed(self.session),
            is_planner=plans_sessions(self.request.user),
            refused=refused_acts(self.session),
            **kwargs,
        )

    def get_success_url(self):
        return reverse("sessions:register", args=[self.session.pk])

    def carry_out(self, form):
        overriding = form.cleaned_data["overriding"]
        try:
            add_walk_in(self.session, person=form.person, by=self.request.user, overriding=overriding)
        except (RoomFull, NotEligible):
            form.ask_reason()
            raise


class RegisterButton(SessionButton):
    for_trainers = True
    done = _("The register is kept.")

    def back_to(self):
        return reverse("sessions:register", args=[self.session.pk])


class TickView(RegisterButton):
    """Somebody who booked is here."""

    def carry_out(self):
        booking = get_object_or_404(
            self.session.bookings.live().select_related("delegate", "badge"), pk=self.kwargs["booking_pk"]
        )
        booking.session = self.session
        tick(booking, by=self.request.user)


class MarkView(RegisterButton):
    """Somebody was here fully, in part, or not at all after all."""

    def carry_out(self):
        attendance = get_object_or_404(self.session.attendances, pk=self.kwargs["attendance_pk"])
        attendance.session = self.session
        form = ExtentForm(self.request.POST)
        if not form.is_valid():
            raise CannotChange(_("Choose full, partial or none."))
        set_extent(attendance, extent=form.cleaned_data["extent"], by=self.request.user)
