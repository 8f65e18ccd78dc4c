"""One tap about a new employer that somebody named: theirs from now on, or left."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sessions.employers import accept_employer, leave_employer
from sessions.models import Booking
from sessions.viewsets.pages import SessionButton
from sessions.visibility import plans_sessions


class EmployerButton(SessionButton):
    """An act about what `self.booking` says; leads back to the booking, or to the register it was pressed in."""

    def dispatch(self, request, *args, **kwargs):
        if not plans_sessions(request.user):
            raise Http404
        related = Booking.objects.select_related("session__course", "delegate__organisation")
        self.booking = get_object_or_404(related, pk=kwargs["pk"], delegate__isnull=False)
        return super().dispatch(request, *args, **kwargs | {"pk": self.booking.session_id})

    def back_to(self):
        if "register" in self.request.POST:
            return reverse("sessions:register", args=[self.booking.session_id]) + f"#booking-{self.booking.pk}"
        return reverse("bookings:inspect", args=[self.booking.pk])


class AcceptEmployerView(EmployerButton):
    @property
    def done(self):
        facts = {"name": self.booking.delegate, "organisation": self.booking.delegate.works_at}
        return _("%(name)s works at %(organisation)s from now on.") % facts

    def carry_out(self):
        accept_employer(self.booking, by=self.request.user)


class LeaveEmployerView(EmployerButton):
    @property
    def done(self):
        facts = {"name": self.booking.delegate, "organisation": self.booking.delegate.works_at}
        return _("%(name)s works at %(organisation)s, as we knew.") % facts

    def carry_out(self):
        leave_employer(self.booking, by=self.request.user)
