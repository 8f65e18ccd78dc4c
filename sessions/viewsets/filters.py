"""How the list of sessions is narrowed down."""

from datetime import date, timedelta

import django_filters
from django.db.models import Min
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from courses.models import Audience
from design.words import LONDON
from people.models import Area
from sessions.models import Series, SessionStatus, TrainingSession

WHEN = [("today", _("Today")), ("week", _("The next seven days")), ("coming", _("Coming up")), ("past", _("Past"))]


def years():
    """Return the report years (April to March) from the first session's to the next, latest first."""
    today = timezone.localdate(timezone=LONDON)
    first = TrainingSession.objects.aggregate(first=Min("last_day"))["first"] or today
    return [(str(y), f"{y}/{(y + 1) % 100:02}") for y in range(year_of(today) + 1, year_of(first) - 1, -1)]


def year_of(day):
    return day.year if day >= date(day.year, 4, 1) else day.year - 1


class SessionFilterSet(WagtailFilterSet):
    year = django_filters.ChoiceFilter(label=_("Year, April to March"), choices=years, method="in_year")
    when = django_filters.ChoiceFilter(label=_("When"), choices=WHEN, method="at_time")
    audience = django_filters.ModelChoiceFilter(
        label=_("Audience"), field_name="course__audience", queryset=Audience.objects.all()
    )
    status = django_filters.MultipleChoiceFilter(label=_("Status"), choices=SessionStatus.choices)
    area = django_filters.ModelChoiceFilter(label=_("Area"), queryset=Area.objects.all())
    series = django_filters.ModelChoiceFilter(label=_("Series"), queryset=Series.objects.all())
    figures = django_filters.ChoiceFilter(
        label=_("Figures"), choices=[("none", _("No figures yet"))], method="without_figures"
    )

    class Meta:
        model = TrainingSession
        fields = ["year", "when", "audience", "status", "area", "series", "figures"]

    def in_year(self, queryset, name, value):
        first = int(value)
        return queryset.in_period(date(first, 4, 1), date(first + 1, 3, 31))

    def at_time(self, queryset, name, value):
        now = timezone.now()
        if value == "past":
            return queryset.filter(ends_at__lte=now)
        if value == "coming":
            return queryset.filter(ends_at__gt=now)
        first, last = days_of(value)
        return queryset.filter(starts_at__date__range=(first, last)) if value == "week" else on_day(queryset, first)

    def without_figures(self, queryset, name, value):
        return queryset.unfinished() if value else queryset


def days_of(value):
    today = timezone.localdate(timezone=LONDON)
    return today, today + timedelta(days=6 if value == "week" else 0)


def on_day(queryset, day):
    """Return the sessions that have a day on this date; the second day of two counts too."""
    return queryset.filter(days__starts_at__date=day).distinct()
