"""The years that reports are made for: financial, school and calendar, each by local date."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class YearKind(TextChoices):
    FINANCIAL = "financial", _("Financial year (April to March)")
    SCHOOL = "school", _("School year (September to August)")
    CALENDAR = "calendar", _("Calendar year")


FIRST_MONTH = {YearKind.FINANCIAL: 4, YearKind.SCHOOL: 9, YearKind.CALENDAR: 1}
EARLIEST, LATEST = 1980, 2200


class BadPeriod(ValueError):
    """What was written is no year; the sentence says how to write one."""


@dataclass(frozen=True)
class Period:
    """A year of one kind. `first` and `last` are both days of it."""

    label: str
    first: date
    last: date
    kind: YearKind

    def __str__(self):
        return self.label

    def previous(self):
        return year_starting(self.first.year - 1, kind=self.kind)

    def is_over(self, *, today):
        return self.last < today


def year_starting(year, *, kind=YearKind.FINANCIAL):
    """Return the period of a kind that starts in the calendar year `year`."""
    month = FIRST_MONTH[kind]
    label = str(year) if kind == YearKind.CALENDAR else f"{year}/{(year + 1) % 100:02}"
    return Period(label, date(year, month, 1), date(year + 1, month, 1) - timedelta(days=1), YearKind(kind))


def year_of(day, *, kind=YearKind.FINANCIAL):
    """Return the period of a kind that a day lies in."""
    return year_starting(day.year if day.month >= FIRST_MONTH[kind] else day.year - 1, kind=kind)


def read_period(written, *, kind=YearKind.FINANCIAL):
    """Return the period that `written` names: "2016/17", or "2016" for a calendar year; otherwise `BadPeriod`."""
    year = read_calendar_year(written) if kind == YearKind.CALENDAR else read_double_year(written)
    if not EARLIEST <= year <= LATEST:
        raise BadPeriod(_("“%(written)s” is too far away. Write a year you hold figures for.") % {"written": written})
    return year_starting(year, kind=kind)


def read_calendar_year(written):
    if not re.fullmatch(r"[0-9]{4}", written.strip()):
        raise BadPeriod(_("“%(written)s” is not a calendar year. Write it like 2016.") % {"written": written})
    return int(written)


def read_double_year(written):
    found = re.fullmatch(r"([0-9]{4})\s*[/\u2013-]\s*((?:[0-9]{2})?[0-9]{2})", written.strip())
    if not found:
        raise BadPeriod(
            _("“%(written)s” is not a financial or school year. Write it like 2016/17.") % {"written": written}
        )
    year, second = int(found[1]), found[2]
    if not str(year + 1).endswith(second):
        raise BadPeriod(
            _("The years of “%(written)s” do not follow each other. Write it like 2016/17.") % {"written": written}
        )
    return year
