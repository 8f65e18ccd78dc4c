"""The filters of the list of training. Everything may be left as it is."""

from django import forms
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.dateformat import format as spell
from django.utils.translation import gettext_lazy as _

from design.forms import GovukForm
from design.words import LONDON

MONTHS_AHEAD = 12
FEW = ["audience", "area", "month"]


class Ways(TextChoices):
    PLACE = "place", _("At a place")
    ONLINE = "online", _("Online")


class Times(TextChoices):
    EVENING = "evening", _("Evenings, from 5pm")
    WEEKEND = "weekend", _("Weekends")
    FREE = "free", _("Evenings and weekends")


class DatesFilter(GovukForm):
    """Few filters stand open; the rest is for those who want more."""

    marks_optional = False

    audience = forms.ChoiceField(label=_("Who it is for"), required=False)
    area = forms.ChoiceField(label=_("Area"), required=False)
    month = forms.ChoiceField(label=_("When"), required=False)
    topic = forms.ChoiceField(label=_("Topic"), required=False)
    way = forms.ChoiceField(label=_("At a place or online"), required=False)
    time = forms.ChoiceField(label=_("Time"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)
    places = forms.BooleanField(label=_("Only dates with places left"), required=False)

    def __init__(self, data, *, choices):
        """`choices` holds pairs of value and name for audience, area, topic and language."""
        super().__init__(data)
        offered = choices | {"month": coming_months(), "way": Ways.choices, "time": Times.choices}
        for name, anything in ANYTHING.items():
            self.fields[name].choices = [("", anything), *offered[name]]
        for name in ("topic", "language"):
            if not offered[name]:
                del self.fields[name]

    @property
    def few(self):
        return [self[name] for name in FEW]

    @property
    def more(self):
        return [bound for bound in self if bound.name not in FEW]

    @property
    def shows_more(self):
        """Whether one of those that usually stand closed was used, or was not understood."""
        return any(self.cleaned_data.get(bound.name) or bound.errors for bound in self.more)

    @property
    def wanted(self):
        """Return what is asked for by name; what is not understood asks for nothing."""
        return {name: value for name, value in self.cleaned_data.items() if value}


ANYTHING = {
    "audience": _("Everybody"),
    "area": _("Everywhere"),
    "month": _("Any date"),
    "topic": _("Any topic"),
    "way": _("Either"),
    "time": _("Any time"),
    "language": _("Any language"),
}


def coming_months():
    """Return this month and those that follow, each as "2026-12" and by name."""
    first = timezone.localdate(timezone=LONDON).replace(day=1)
    months = [divmod(first.month - 1 + later, 12) for later in range(MONTHS_AHEAD)]
    dates = [first.replace(year=first.year + years, month=month + 1) for years, month in months]
    return [(f"{date:%Y-%m}", spell(date, "F Y")) for date in dates]
