"""What a report can be asked to be: annual or quarterly, of which period, for whom, beside what."""

from django import forms
from django.db.models import Min, TextChoices
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from design.words import LONDON
from reports.document import Reader
from reports.making import ANNUAL, QUARTERLY, Asked
from reports.periods import DATES, BadPeriod, YearKind, dates, quarter_in, read_period, year_of
from sessions.models import TrainingSession


class Beside(TextChoices):
    """What stands beside the period: the standard, the two years before, or nothing."""

    STANDARD = "", gettext_lazy("The year before")
    TWO_YEARS = "two", gettext_lazy("The two years before")
    NOTHING = "none", gettext_lazy("Nothing")


KINDS = [*YearKind.choices, (DATES, gettext_lazy("Any dates"))]
NAMES = [(ANNUAL, gettext_lazy("Annual report")), (QUARTERLY, gettext_lazy("Quarterly update"))]


class ChooseReportForm(forms.Form):
    """What to report on. Years are typed, with those that hold sessions suggested; nothing typed is this year."""

    name = forms.ChoiceField(label=gettext_lazy("Report"), choices=NAMES, required=False, initial=ANNUAL)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of period"), choices=KINDS, required=False, initial=YearKind.FINANCIAL
    )
    year = forms.CharField(
        label=gettext_lazy("Year"),
        max_length=20,
        required=False,
        help_text=gettext_lazy("Like 2016/17, or 2016 for a calendar year. A quarter is 2016/17 Q3."),
        widget=forms.TextInput(attrs={"list": "years", "autocomplete": "off"}),
    )
    first = forms.DateField(
        label=gettext_lazy("First day"),
        required=False,
        help_text=gettext_lazy("For any dates only."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    last = forms.DateField(
        label=gettext_lazy("Last day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    reader = forms.ChoiceField(label=gettext_lazy("For"), choices=Reader, required=False, initial=Reader.BOARD)
    beside = forms.ChoiceField(label=gettext_lazy("Beside it"), choices=Beside, required=False)

    def clean(self):
        """Find the period that is asked for, and say at its field what is wrong with it."""
        facts = super().clean()
        field = "first" if facts.get("kind") == DATES else "year"
        try:
            facts["period"] = self.period_of(facts)
        except BadPeriod as bad:
            self.add_error(field, str(bad))
        return facts

    def period_of(self, facts):
        kind, written = facts.get("kind") or YearKind.FINANCIAL, facts.get("year", "")
        if kind == DATES:
            return self.dates_of(facts)
        today = timezone.localdate(timezone=LONDON)
        if facts.get("name") != QUARTERLY:
            return read_period(written, kind=YearKind(kind)) if written else year_of(today, kind=YearKind(kind))
        period = read_period(written, kind=YearKind(kind)) if written else quarter_in(today, kind=YearKind(kind))
        if period.quarter is None:
            raise BadPeriod(_("A quarterly update is of a quarter: write it like %(year)s Q3.") % {"year": period})
        return period

    def dates_of(self, facts):
        if facts.get("name") == QUARTERLY:
            raise BadPeriod(_("A quarterly update is of a quarter. Choose a kind of year."))
        if not facts.get("first") or not facts.get("last"):
            raise BadPeriod(_("Enter the first and the last day."))
        return dates(facts["first"], facts["last"])

    def asked(self):
        """Return what a valid form asks for."""
        facts = self.cleaned_data
        return Asked(
            facts["period"],
            name=facts["name"] or ANNUAL,
            reader=Reader(facts["reader"] or Reader.BOARD),
            beside=beside_of(facts["period"], wish=facts["beside"]),
        )

    def suggestions(self):
        """Return the labels of all years from the first session to today, latest first."""
        kind = YearKind(self.data.get("kind")) if self.data.get("kind") in YearKind.values else YearKind.FINANCIAL
        first = TrainingSession.objects.happened().aggregate(first=Min("last_day"))["first"]
        period, labels = year_of(timezone.localdate(), kind=kind), []
        while not labels or (first and period.last >= first):
            labels.append(period.label)
            period = period.previous()
        return labels


def beside_of(period, *, wish):
    """Return the periods to stand beside one; None leaves it to the report."""
    if wish == Beside.NOTHING:
        return ()
    if wish == Beside.TWO_YEARS:
        before = period.year_before()
        return (("year_before", before), ("two_years_before", before.year_before()))
    return None
