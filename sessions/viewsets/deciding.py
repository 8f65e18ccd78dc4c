"""Deciding for a manager who does not answer; logged with the officer who did."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sessions.answering import grant, questions, refuse
from sessions.forms.officer import ReasonForm
from sessions.viewsets.pages import SessionButton, SessionForm


class ForTheManager:
    """A page about `self.question`, what a manager was asked about one booking; stands before a page of its session."""

    def find(self, pk):
        asked = questions().filter(asked_at__isnull=False)
        self.question = get_object_or_404(asked, booking=pk)
        return super().find(self.question.booking.session_id)

    @property
    def booking_url(self):
        return reverse("bookings:inspect", args=[self.question.booking_id])


class ApproveView(ForTheManager, SessionButton):
    done = _("Agreed. The place is theirs, and they are told.")

    def carry_out(self):
        grant(self.question, by=self.request.user)

    def back_to(self):
        return self.booking_url


class DeclineView(ForTheManager, SessionForm):
    page_title = _("Decline for the manager")
    form_class = ReasonForm
    button = _("Decline and tell them")
    is_dangerous = True
    done = _("Declined. The place goes to whoever waits for one, otherwise it is free again.")

    def lead(self):
        facts = {"name": self.question.booking.delegate, "session": self.question.booking.session}
        return [
            _("%(name)s loses the place in %(session)s and will be written to.") % facts,
            _("They read the reason."),
        ]

    def carry_out(self, form):
        refuse(self.question, reason=form.cleaned_data["reason"], by=self.request.user)

    def get_success_url(self):
        return self.booking_url
