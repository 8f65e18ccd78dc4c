"""Changing several sessions of a series at once, and copying sessions into another year."""

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from people.models import Trainer, Venue
from people.organisation_field import OrganisationField
from sessions.copying import a_year_on
from sessions.forms.days import BaseDayFormSet, DayForm, time_field
from sessions.forms.facts import RowsByAudience
from sessions.models import DoorRule, TrainingSession
from sessions.series import BulkChange

LEAVE = ("", _("Leave as it is"))
EMPTIED = [
    ("venue", _("Venue: to be decided")),
    ("capacity", _("Capacity: no limit")),
    ("language", _("Language: English")),
    ("online_link", _("Online link: none")),
    ("booking_opens_at", _("Booking opens: as soon as the session is open")),
    ("booking_closes_at", _("Booking closes: as the booking terms say")),
]


def yes_no_field(label, yes, no):
    def coerce(value):
        return value == "yes"

    return forms.TypedChoiceField(
        label=label, choices=[LEAVE, ("yes", yes), ("no", no)], coerce=coerce, empty_value=None, required=False
    )


class BulkForm(forms.Form):
    """What is to be the same for the ticked sessions. What is left empty stays as it is."""

    sessions = forms.TypedMultipleChoiceField(
        label=_("Sessions"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick the sessions to change.")},
    )
    starts = time_field(label=_("Starts at"), required=False)
    ends = time_field(label=_("Ends at"), required=False)
    reason = forms.CharField(
        label=_("Why the time changes"),
        max_length=300,
        required=False,
        help_text=_("Everybody who booked reads it. Needed only where the time changes."),
    )
    venue = forms.ModelChoiceField(Venue.objects.all(), label=_("Venue"), required=False, empty_label=LEAVE[1])
    online_link = forms.URLField(label=_("Online link"), required=False, assume_scheme="https")
    trainer = forms.ModelChoiceField(Trainer.objects.all(), label=_("Trainer"), required=False, empty_label=LEAVE[1])
    deliverer = OrganisationField(label=_("Service that gives it"), required=False)
    capacity = forms.IntegerField(label=_("Capacity"), min_value=0, max_value=100_000, required=False)
    language = forms.CharField(label=_("Language"), max_length=60, required=False)
    sector = RowsByAudience(label=_("Row of the annual report"), required=False, empty_label=LEAVE[1])
    is_listed = yes_no_field(_("On the public site"), _("Listed"), _("Not listed"))
    door_rule = forms.ChoiceField(
        label=_("Signing in"),
        choices=[LEAVE, *DoorRule.choices],
        required=False,
        help_text=TrainingSession._meta.get_field("door_rule").help_text,
    )
    is_tentative = yes_no_field(_("Date"), _("May still change"), _("Is certain"))
    booking_opens_at = forms.DateTimeField(
        label=_("Booking opens"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    closes_days_before = forms.IntegerField(
        label=_("Booking closes, days before the start"), min_value=0, max_value=365, required=False
    )
    emptied = forms.MultipleChoiceField(
        label=_("Take away"), choices=EMPTIED, widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args, lines, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["sessions"].choices = lines
        self.fields["sessions"].initial = [pk for pk, _label in lines]

    def clean(self):
        facts = super().clean()
        for name in facts.get("emptied", []):
            given = facts.get("closes_days_before" if name == "booking_closes_at" else name)
            if given not in (None, ""):
                self.add_error("emptied", _("You gave a value above for what you take away here. Choose one."))
        if (facts.get("starts") or facts.get("ends")) and not facts.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Say why the time changes."))
        if not self.errors and not self.changes_anything(facts):
            self.add_error(None, _("Say what is to change."))
        return facts

    def changes_anything(self, facts):
        return any(facts[name] not in (None, "", []) for name in self.fields if name not in {"sessions", "reason"})

    @property
    def change(self):
        facts = {name: value for name, value in self.cleaned_data.items() if name != "sessions"}
        return BulkChange(**facts | {"emptied": frozenset(facts["emptied"])})


class CopyDayForm(DayForm):
    """One day of the copy of one session; a row without a date is not copied."""

    session = forms.IntegerField(widget=forms.HiddenInput)

    def clean(self):
        return self.cleaned_data  # hours without a date are those of a day that is left out

    @property
    def key(self):
        return self.cleaned_data["session"]


class BaseCopyDays(BaseDayFormSet):
    """The days of all copies. `spans_of` holds {session's key: its days}, once valid."""

    def read(self, filled):
        self.spans_of: dict = {}
        for form in filled:
            if span := form.span(starts=None, ends=None):
                self.spans_of.setdefault(form.key, []).append(span)
                yield span

    def refuse_repeats(self, filled):
        """Two sessions of a series may share a day; two days of one session may not."""
        seen = set()
        for form in filled:
            if (form.key, form.cleaned_data["date"]) in seen:
                form.add_error("date", _("This date is there twice."))
            seen.add((form.key, form.cleaned_data["date"]))


CopyDayFormSet: type[BaseFormSet] = formset_factory(CopyDayForm, formset=BaseCopyDays, extra=0, max_num=200)


class CopyForm(forms.Form):
    """The name of the new series; a single session needs none."""

    title = forms.CharField(label=_("Name of the new series"), max_length=150)


def copies_as_rows(sessions):
    """Return the days of sessions 52 weeks later, as the rows of a CopyDayFormSet show them."""
    return [{"session": session.pk} | a_year_on(day) for session in sessions for day in session.days.all()]
