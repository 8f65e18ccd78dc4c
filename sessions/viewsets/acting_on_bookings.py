"""What staff do to one booking."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sessions.booking import cancel_booking
from sessions.forms.officer import ReasonForm
from sessions.models import Booking
from sessions.viewsets.pages import SessionForm
from sessions.visibility import plans_sessions


class CancelBookingView(SessionForm):
    page_title = _("Cancel the booking")
    form_class = ReasonForm
    button = _("Cancel the booking and tell them")
    is_dangerous = True
    done = _("The booking is cancelled. The place is free again.")

    def dispatch(self, request, *args, **kwargs):
        if not plans_sessions(request.user):
            raise Http404
        self.booking = get_object_or_404(Booking.objects.select_related("session__course", "delegate"), pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs | {"pk": self.booking.session_id})

    def lead(self):
        facts = {"name": self.booking.delegate, "session": self.booking.session}
        return [_("%(name)s loses the place in %(session)s and will be written to.") % facts]

    def carry_out(self, form):
        cancel_booking(self.booking, by=self.request.user, reason=form.cleaned_data["reason"])

    def get_success_url(self):
        return reverse("bookings:inspect", args=[self.booking.pk])
