"""What an officer types about booking terms, and what is asked before they are replaced."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateInput

from courses.models import BookingTerms
from courses.replacing import check_first_day
from courses.terms import read_reminder_days
from design.words import LONDON, say_full_date


class BookingTermsForm(WagtailAdminModelForm):
    """Keeps the days of reminders readable, the first day among its neighbours, and one line for each charge."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reminder_days"].required = False

    def clean_reminder_days(self):
        return ",".join(str(days) for days in read_reminder_days(self.cleaned_data["reminder_days"]))

    def clean_starts_on(self):
        starts_on = self.cleaned_data["starts_on"]
        check_first_day(self.instance, starts_on=starts_on)
        return starts_on

    def clean(self):
        facts = super().clean()
        if facts.get("prerequisite_months") and not facts.get("prerequisite"):
            self.add_error("prerequisite", _("Choose the course, or take the months away."))
        return facts

    def is_valid(self):
        return all([super().is_valid(), self.has_one_line_for_each_charge()])

    def has_one_line_for_each_charge(self):
        """Whether no two lines are about the same; an empty type is a kind of its own, which databases overlook."""
        seen, is_well = set(), True
        for line in self.formsets["charge_rates"].forms:
            said = getattr(line, "cleaned_data", {})
            if "length" not in said or said.get("DELETE"):
                continue
            about = (said.get("organisation_type"), said["length"])
            if about in seen:
                line.add_error("length", _("There is a line for this type and length already."))
                is_well = False
            seen.add(about)
        return is_well


class ReplaceForm(forms.Form):
    """From which day on other terms hold."""

    starts_on = forms.DateField(
        label=_("First day of the new terms"),
        widget=AdminDateInput,
        help_text=_(
            "From midnight on, whoever books does so under the new terms. Those who booked before keep the old ones."
        ),
        error_messages={"required": _("Choose the first day.")},
    )

    def __init__(self, *args, terms, **kwargs):
        super().__init__(*args, **kwargs)
        self.terms = terms

    def clean_starts_on(self):
        starts_on = self.cleaned_data["starts_on"]
        check_first_day(BookingTerms(replaces=self.terms), starts_on=starts_on)
        if starts_on < timezone.localdate(timezone=LONDON):
            raise ValidationError(_("This day is past. Choose today or a later day."))
        return starts_on


class TermsChoiceField(forms.ModelChoiceField):
    """Chooses terms by name and first day: a replacement has the name of what it replaces."""

    def label_from_instance(self, terms):
        return _("%(name)s, from %(date)s") % {"name": terms.name, "date": say_full_date(terms.starts_on)}


def terms_to_choose(*, besides=None):
    """Return the terms a course can be given: those that hold today or have yet to begin, never old or later ones.

    A course follows its terms through their replacements by itself.
    """
    today = timezone.localdate(timezone=LONDON)
    not_over = Q(replaced_by__isnull=True) | Q(replaced_by__starts_on__gt=today)
    begun = Q(replaces__isnull=True) | Q(starts_on__lte=today)
    return BookingTerms.objects.filter((not_over & begun) | Q(pk=besides))
