"""The filters of the list of training. Everything may be left as it is."""

from django import forms
from django.utils import timezone
from django.utils.dateformat import format as spell
from django.utils.translation import gettext_lazy as _

from design.forms import GovukForm
from design.words import LONDON

MONTHS_AHEAD = 12


class DatesFilter(GovukForm):
    marks_optional = False

    audience = forms.ChoiceField(label=_("Who it is for"), required=False)
    area = forms.ChoiceField(label=_("Area"), required=False)
    month = forms.ChoiceField(label=_("When"), required=False)

    def __init__(self, data, *, audiences, areas):
        """`audiences` and `areas` are pairs of value and name."""
        super().__init__(data)
        self.fields["audience"].choices = [("", _("Everybody")), *audiences]
        self.fields["area"].choices = [("", _("Everywhere")), *areas]
        self.fields["month"].choices = [("", _("Any date")), *coming_months()]


def coming_months():
    """Return this month and those that follow, each as "2026-12" and by name."""
    first = timezone.localdate(timezone=LONDON).replace(day=1)
    months = [divmod(first.month - 1 + later, 12) for later in range(MONTHS_AHEAD)]
    dates = [first.replace(year=first.year + years, month=month + 1) for years, month in months]
    return [(f"{date:%Y-%m}", spell(date, "F Y")) for date in dates]
