"""Dates with times as London's clock shows them."""

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from design.words import LONDON
from sessions.clock import ClockChange, in_london

YEARS = range(2000, 2100)  # a year typed as 206 or 20226 is a slip


def date_field(**kwargs):
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)


def time_field(**kwargs):
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(widget=widget, error_messages={"invalid": _("Enter a time, like 09:30.")}, **kwargs)


class DayForm(forms.Form):
    """One row of dates. A row without times takes those of the row above."""

    date = date_field(label=_("Date"), required=False)
    starts = time_field(label=_("From"), required=False)
    ends = time_field(label=_("To"), required=False)

    @property
    def is_filled(self):
        return bool(self.cleaned_data.get("date"))

    def clean_date(self):
        day = self.cleaned_data["date"]
        if day and day.year not in YEARS:
            raise forms.ValidationError(_("Enter a year from 2000 to 2099."))
        return day

    def clean(self):
        facts = super().clean()
        if (facts.get("starts") or facts.get("ends")) and not facts.get("date") and "date" not in self.errors:
            self.add_error("date", _("Enter the date."))
        return facts

    def span(self, *, starts, ends):
        """Return (starts_at, ends_at), with the times given standing in for those left empty; None after an error."""
        starts, ends = self.cleaned_data.get("starts") or starts, self.cleaned_data.get("ends") or ends
        if not starts:
            return self.add_error("starts", _("Enter the time it starts."))
        if not ends:
            return self.add_error("ends", _("Enter the time it ends."))
        if ends <= starts:
            return self.add_error("ends", _("The end must be after the start."))
        return self.instants(starts, ends)

    def instants(self, starts, ends):
        found = []
        for field, clock in (("starts", starts), ("ends", ends)):
            try:
                found.append(in_london(self.cleaned_data["date"], clock))
            except ClockChange as problem:
                return self.add_error(field, str(problem))
        return tuple(found)


class BaseDayFormSet(BaseFormSet):
    """The rows together. `spans` holds (starts_at, ends_at) pairs in order of date, once valid."""

    spans: list = []

    def clean(self):
        if any(self.errors):
            return
        filled = [form for form in self.forms if form.is_filled]
        if not filled and not self.forms:  # nothing of the form has arrived
            raise forms.ValidationError(_("Enter the date."))
        if not filled:
            self.forms[0].add_error("date", _("Enter the date."))
            return
        self.spans = sorted(span for span in self.read(filled) if span)
        self.refuse_repeats(filled)

    def read(self, filled):
        starts = ends = None
        for form in filled:
            yield form.span(starts=starts, ends=ends)
            starts = form.cleaned_data.get("starts") or starts
            ends = form.cleaned_data.get("ends") or ends

    def refuse_repeats(self, filled):
        seen = set()
        for form in filled:
            day = form.cleaned_data["date"]
            if day in seen:
                form.add_error("date", _("This date is there twice."))
            seen.add(day)

    def is_valid(self):
        return super().is_valid() and not any(form.errors for form in self.forms)


DayFormSet = formset_factory(DayForm, formset=BaseDayFormSet, extra=8, max_num=60)


def days_as_rows(session):
    """Return the days of a session as the rows of a DayFormSet show them."""
    rows = []
    for day in session.days.all():
        starts, ends = day.starts_at.astimezone(LONDON), day.ends_at.astimezone(LONDON)
        rows.append({"date": starts.date(), "starts": starts.time(), "ends": ends.time()})
    return rows


def on_dates(span, dates):
    """Return `span` with the same hours of London's clock on each of `dates`. Raises ClockChange."""
    first = [moment.astimezone(LONDON) for moment in span]
    apart = [moment.date() - first[0].date() for moment in first]
    return [
        tuple(in_london(day + days, moment.time()) for moment, days in zip(first, apart, strict=True)) for day in dates
    ]
