"""Putting right a booking of somebody who rang."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sessions.forms.repairing import RepairForm
from sessions.models import Booking
from sessions.repairing import FIELDS, repair_booking
from sessions.viewsets.pages import SessionForm
from sessions.visibility import plans_sessions


class RepairView(SessionForm):
    page_title = _("Correct address and needs")
    form_class = RepairForm
    template_name = "sessions/admin/booking_act.html"
    done = _("The booking is corrected.")

    def dispatch(self, request, *args, **kwargs):
        if not plans_sessions(request.user):
            raise Http404
        related = Booking.objects.select_related("session__course", "delegate", "contact", "badge")
        self.booking = get_object_or_404(related, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs | {"pk": self.booking.session_id})

    def lead(self):
        return [self.booking.holder]

    def get_initial(self):
        return {field: getattr(self.booking, field) for field in FIELDS}

    def carry_out(self, form):
        repair_booking(self.booking, by=self.request.user, **form.cleaned_data)

    def get_success_url(self):
        return reverse("bookings:inspect", args=[self.booking.pk])

    def get_context_data(self, **kwargs):
        return super().get_context_data(booking=self.booking, **kwargs)
