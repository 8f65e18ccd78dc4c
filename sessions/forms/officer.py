"""What staff type on a session's page: each form belongs to one verb."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sessions.forms.facts import SessionFactsForm, refuse_unfit_sector
from sessions.models import Attendance
from sessions.refusals import SeatsAreTaken

VERBS_OF_THEIR_OWN = {"capacity", "is_tentative"}


class EditSessionForm(SessionFactsForm):
    """The facts of a session that exists; its dates are moved on a page of their own, because people are told."""

    class Meta(SessionFactsForm.Meta):
        fields = [*SessionFactsForm.Meta.fields, "booking_opens_at", "booking_closes_at"]
        widgets = SessionFactsForm.Meta.widgets | {
            name: forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
            for name in ("booking_opens_at", "booking_closes_at")
        }

    def clean_capacity(self):
        capacity, taken = self.cleaned_data["capacity"], self.instance.seats_taken
        if capacity is not None and capacity < taken:
            raise forms.ValidationError(str(SeatsAreTaken(taken)))
        return capacity

    def clean(self):
        facts = super().clean()
        refuse_unfit_sector(self, course=self.instance.course, days=[self.instance.last_day])
        return facts

    def save(self, commit=True):
        """Write the fields of this form and no others: seats are taken while it is being filled in.

        The capacity is left to `change_capacity`, which passes new seats on to those who wait, and whether the date is
        certain to the verbs that tell people.
        """
        if commit:
            self.instance.save(update_fields=[name for name in self._meta.fields if name not in VERBS_OF_THEIR_OWN])
        return self.instance


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}), help_text=_("Kept in the history.")
    )


class CancelForm(ReasonForm):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Everybody who booked reads it. Do not name anybody: “The trainer is ill” is enough."),
    )


class MoveReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Everybody who booked reads it. Do not name anybody: “The room is needed” is enough."),
        error_messages={"required": _("Say why the date changes.")},
    )


class ExtentForm(forms.Form):
    extent = forms.ChoiceField(choices=Attendance.Extent)
