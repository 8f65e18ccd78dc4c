"""What staff type on a session's page: each form belongs to one verb."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sessions.forms.facts import SessionFactsForm, refuse_unfit_sector
from sessions.models import Attendance, Qualifier, Source
from sessions.refusals import SeatsAreTaken

VERBS_OF_THEIR_OWN = {"capacity", "is_tentative"}
NOT_RECORDED = "none"  # a word, so that a form sent without a choice is not taken for one


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


class HeadcountForm(forms.Form):
    """A number with its qualifier, or the plain statement that nobody counted."""

    number = forms.IntegerField(
        label=_("Number in the room"),
        min_value=0,
        max_value=100_000,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("In figures, like 28."),
        error_messages={"invalid": _("Enter figures only, like 60. Say below how sure the number is.")},
    )
    qualifier = forms.ChoiceField(
        label=_("How sure is the number?"), choices=Qualifier, initial=Qualifier.COUNTED, widget=forms.RadioSelect
    )

    def clean(self):
        facts = super().clean()
        unknown = facts.get("qualifier") == Qualifier.NOT_RECORDED
        if unknown and facts.get("number") is not None:
            self.add_error("number", _("Leave the number empty, or choose how sure it is."))
        if not unknown and facts.get("number") is None and "number" not in self.errors:
            self.add_error("number", _("Enter the number, or choose “Not recorded”."))
        return facts


class ExtentForm(forms.Form):
    extent = forms.ChoiceField(choices=Attendance.Extent)


class FinishForm(forms.Form):
    """Which number is the session's one reported figure."""

    source = forms.ChoiceField(
        label=_("Which number counts?"),
        widget=forms.RadioSelect,
        help_text=_("This is the figure that reports print. The other numbers stay in the session's record."),
    )

    def __init__(self, *args, session, tally, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["source"].choices = sources_of(session, tally)
        likeliest = self.fields["source"].choices[0][0]
        if likeliest != Source.REGISTER or tally.present:  # an empty register is more often unkept than true
            self.initial.setdefault("source", likeliest)

    def clean_source(self):
        source = self.cleaned_data["source"]
        return "" if source == NOT_RECORDED else source


def sources_of(session, tally):
    """Return what a session can be settled on, the likeliest first, each in words with its number."""
    choices = []
    if not session.is_by_headcount:
        choices.append((Source.REGISTER, _("The register: %(number)s attended") % {"number": tally.present}))
    if tally.headcount and tally.headcount.number is not None:
        facts = {"number": tally.headcount.number, "qualifier": tally.headcount.get_qualifier_display().lower()}
        choices.append((Source.HEADCOUNT, _("The headcount: %(number)s, %(qualifier)s") % facts))
    choices.append((NOT_RECORDED, _("Neither: attendance was not recorded")))
    if not session.is_by_headcount and not tally.present and len(choices) > 2:
        choices.insert(0, choices.pop(1))
    return choices
