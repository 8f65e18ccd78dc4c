"""The register of a session: who is here. Officers and the session's trainers keep it, on a phone if need be."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sessions.doubles import to_look_at
from sessions.entering import enter_at_once
from sessions.forms.officer import ExtentForm
from sessions.forms.on_behalf import walk_in_form
from sessions.models import Attendance, RegisterEntry
from sessions.refusals import CannotChange, NotEligible, Refusal, RoomFull
from sessions.register import RegisterLine, refuse_unless_open, register_of
from sessions.room_secrets import SCREEN, room_address
from sessions.viewsets.pages import SessionButton, SessionForm
from sessions.visibility import plans_sessions

Act, Outcome = RegisterEntry.Act, RegisterEntry.Outcome

# As the register says it on a phone.
EXTENTS = [
    (Attendance.Extent.FULL, _("Here")),
    (Attendance.Extent.PARTIAL, _("In part")),
    (Attendance.Extent.NONE, _("Not here")),
]


def why_closed(session):
    """Return the sentence that says why the register cannot be changed, or nothing while it can."""
    try:
        refuse_unless_open(session)
    except Refusal as refusal:
        return str(refusal)
    return ""


def say_done(entry, done):
    """Say what was done, and that somebody has to look at it where it may be there twice or another said otherwise."""
    if entry.outcome != Outcome.DOUBLE:
        return done
    return f"{done} {_('Please look at what stands on top: it does not agree with what was entered before.')}"


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
        questions = to_look_at(self.session)
        present = sum(line.is_present for line in lines)
        return super().get_context_data(
            lines=[line for line in lines if not line.waits],
            waiting=[line for line in lines if line.waits],
            present=present,
            extents=EXTENTS,
            why_closed=why_closed(self.session),
            is_planner=plans_sessions(self.request.user),
            screen=room_address(SCREEN, self.session),
            refused=[entry for entry in questions if entry.outcome == Outcome.REFUSED],
            doubles=[entry for entry in questions if entry.outcome == Outcome.DOUBLE],
            **kwargs,
        )

    def get_success_url(self):
        return reverse("sessions:register", args=[self.session.pk])

    def carry_out(self, form):
        said = {"person": form.person, "overriding": form.cleaned_data["overriding"], "key": form.key}
        try:
            self.done = say_done(enter_at_once(self.session, act=Act.WALK_IN, by=self.request.user, **said), self.done)
        except (RoomFull, NotEligible):
            form.ask_reason()
            raise


class RegisterButton(SessionButton):
    for_trainers = True
    done = _("The register is kept.")

    def back_to(self):
        return reverse("sessions:register", args=[self.session.pk])

    def enter(self, act, line, **what):
        entry = enter_at_once(self.session, act=act, by=self.request.user, row=line.row, **what)
        self.done = say_done(entry, self.done)


class TickView(RegisterButton):
    """Somebody who booked is here."""

    def carry_out(self):
        bookings = self.session.bookings.live().select_related("delegate")
        booking = get_object_or_404(bookings, pk=self.kwargs["booking_pk"])
        self.enter(Act.TICK, RegisterLine(booking.delegate, booking))


class MarkView(RegisterButton):
    """Somebody was here fully, in part, or not at all after all."""

    def carry_out(self):
        attendances = self.session.attendances.select_related("delegate")
        attendance = get_object_or_404(attendances, pk=self.kwargs["attendance_pk"])
        form = ExtentForm(self.request.POST)
        if not form.is_valid():
            raise CannotChange(_("Choose full, partial or none."))
        extent, line = form.cleaned_data["extent"], RegisterLine(attendance.delegate, None, attendance)
        if extent == Attendance.Extent.NONE:
            self.enter(Act.UNDO, line)
        else:
            self.enter(Act.TICK, line, extent=extent)
