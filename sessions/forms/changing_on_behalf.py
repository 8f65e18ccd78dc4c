"""What an officer types to change a booking for somebody who rang: another date, or a colleague."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sessions.changing import working_where
from sessions.forms.changing import said
from sessions.forms.officer import ReasonForm
from sessions.forms.on_behalf import BookingOnBehalf, DriverForm, PersonForm, Regardless


class MoveBookingForm(Regardless, ReasonForm):
    """Which of the dates that have a place."""

    to = forms.ChoiceField(
        label=_("To which date?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a date."), "invalid_choice": _("Choose one of these dates.")},
    )
    field_order = ["to", "reason", "regardless"]

    def __init__(self, *args, sessions, **kwargs):
        super().__init__(*args, **kwargs)
        self.sessions = {session.reference: session for session in sessions}
        self.fields["to"].choices = [(reference, said(session)) for reference, session in self.sessions.items()]

    @property
    def session(self):
        return self.sessions[self.cleaned_data["to"]]


class InsteadForm(BookingOnBehalf, ReasonForm):
    """What the form for somebody's colleague has whoever that is."""

    access_needs = waits = nonce = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].help_text = _(
            "The details and a link of their own go there. Leave it empty if they have none, and tell them yourself."
        )


class HandOverPersonForm(InsteadForm, PersonForm):
    field_order = ["name", "email", "phone", "organisation", "role", "reason", "regardless"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].help_text = _("Leave it empty if they work where the first person does.")

    def person_instead(self, booking):
        """Return the colleague; one whom we know works where we know, anybody else where the first person does."""
        return working_where(booking, person=self.person)


class HandOverDriverForm(InsteadForm, DriverForm):
    field_order = ["authority", "number", "has_no_badge", "name", "email", "phone", "reason", "regardless"]

    def person_instead(self, booking):
        return self.person


def hand_over_for_form(session):
    """Return the form class for handing a place over on somebody's behalf."""
    return HandOverDriverForm if session.course.audience.drives else HandOverPersonForm
