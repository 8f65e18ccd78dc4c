"""Putting right a booking of somebody who rang."""

from django.utils.translation import gettext_lazy as _

from sessions.forms.repairing import RepairForm
from sessions.repairing import FIELDS, repair_booking
from sessions.viewsets.pages import BookingAct


class RepairView(BookingAct):
    page_title = _("Correct address and needs")
    form_class = RepairForm
    done = _("The booking is corrected.")

    def lead(self):
        return [self.booking.holder]

    def get_initial(self):
        return {field: getattr(self.booking, field) for field in FIELDS}

    def carry_out(self, form):
        repair_booking(self.booking, by=self.request.user, **form.cleaned_data)
