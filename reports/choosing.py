"""Which years can be chosen: those in which something was delivered, and the one in progress."""

from django import forms
from django.db.models import Min
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reports.periods import YearKind, read_period, year_of
from sessions.models import TrainingSession


class ChooseYearForm(forms.Form):
    """Year and kind of year. Years are typed, with those that hold sessions suggested."""

    year = forms.CharField(
        label=_("Year"),
        max_length=20,
        required=False,
        help_text=_("Like 2016/17, or 2016 for a calendar year."),
        widget=forms.TextInput(attrs={"list": "years", "autocomplete": "off"}),
    )
    kind = forms.ChoiceField(label=_("Kind of year"), choices=YearKind, required=False, initial=YearKind.FINANCIAL)

    def chosen(self):
        """Return the period that was asked for; BadPeriod says in a sentence what is wrong with it."""
        self.full_clean()
        kind = YearKind(self.cleaned_data.get("kind") or YearKind.FINANCIAL)
        written = self.cleaned_data.get("year", self.data.get("year", ""))
        return read_period(written, kind=kind) if written else year_of(timezone.localdate(), kind=kind)

    def suggestions(self):
        """Return the labels of all years from the first session to today, latest first."""
        kind = YearKind(self.data.get("kind")) if self.data.get("kind") in YearKind.values else YearKind.FINANCIAL
        first = TrainingSession.objects.happened().aggregate(first=Min("last_day"))["first"]
        period, labels = year_of(timezone.localdate(), kind=kind), []
        while not labels or (first and period.last >= first):
            labels.append(period.label)
            period = period.previous()
        return labels
