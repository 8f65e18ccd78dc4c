"""The periods that reports are made for: years of three kinds, their quarters, and any dates; all by local date."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from design.words import say_full_date


class YearKind(TextChoices):
    FINANCIAL = "financial", gettext_lazy("Financial year (April to March)")
    SCHOOL = "school", gettext_lazy("School year (September to August)")
    CALENDAR = "calendar", gettext_lazy("Calendar year")


DATES = "dates"  # the kind of a period that is no year and no quarter of one
FIRST_MONTH = {YearKind.FINANCIAL: 4, YearKind.SCHOOL: 9, YearKind.CALENDAR: 1}
QUARTERS = (1, 2, 3, 4)
EARLIEST, LATEST = 1980, 2200


class BadPeriod(ValueError):
    """What was written is no period; the sentence says how to write one."""


@dataclass(frozen=True)
class Period:
    """A year, a quarter of one, or any dates. `first` and `last` are both days of it; `kind` is a YearKind or DATES."""

    label: str
    first: date
    last: date
    kind: str
    quarter: int | None = None

    def __str__(self):
        return self.label

    @property
    def is_year(self):
        return self.kind != DATES and self.quarter is None

    def year(self):
        """Return the year that a quarter is of; a year is its own. Other dates have none."""
        return year_of(self.first, kind=YearKind(self.kind))

    def following(self):
        """Return the year after a year."""
        return year_starting(self.first.year + 1, kind=YearKind(self.kind))

    def previous(self):
        """Return the period before: the year or the quarter before, or as many days as these."""
        if self.kind == DATES:
            return dates(self.first - (self.last - self.first) - timedelta(days=1), self.first - timedelta(days=1))
        if self.quarter is None:
            return self.year_before()
        if self.quarter > 1:
            return quarter_of(self.year(), self.quarter - 1)
        return quarter_of(self.year().year_before(), QUARTERS[-1])

    def year_before(self):
        """Return the same year, quarter or dates a year earlier; a period that ends a February ends that one too."""
        if self.kind == DATES:
            return dates(a_year_before(self.first), a_year_before(self.last))
        before = year_starting(self.year().first.year - 1, kind=YearKind(self.kind))
        return quarter_of(before, self.quarter) if self.quarter else before

    def to_date(self):
        """Return the dates from the first day of a quarter's year to the quarter's last day."""
        return dates(self.year().first, self.last)

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


def quarter_of(year, number):
    """Return the quarter 1 to 4 of a year: of 2016/17, quarter 3 is October to December 2016."""
    first = months_after(year.first, 3 * (number - 1))
    return Period(f"{year.label} Q{number}", first, months_after(first, 3) - timedelta(days=1), year.kind, number)


def quarter_in(day, *, kind=YearKind.FINANCIAL):
    """Return the quarter that a day lies in."""
    return next(quarter for quarter in quarters(year_of(day, kind=kind)) if day <= quarter.last)


def quarters(year):
    return [quarter_of(year, number) for number in QUARTERS]


def months_after(first, months):
    """Return the first of a month so many months later."""
    years, month = divmod(first.month - 1 + months, 12)
    return date(first.year + years, month + 1, 1)


def dates(first, last):
    """Return the period of any dates, both in it; BadPeriod where the last is before the first."""
    if last < first:
        raise BadPeriod(_("The last day is before the first day."))
    label = _("%(first)s to %(last)s") % {"first": say_full_date(first), "last": say_full_date(last)}
    return Period(label, first, last, DATES)


def a_year_before(day):
    """Return the same date of the year before; the last of February stays the last of February."""
    if (day + timedelta(days=1)).month == 3 and day.month == 2:
        return date(day.year - 1, 3, 1) - timedelta(days=1)
    return day.replace(year=day.year - 1)


def read_period(written, *, kind=YearKind.FINANCIAL):
    """Return the period that `written` names: "2016/17", "2016/17 Q3", "2016" for a calendar year; or BadPeriod."""
    found = re.fullmatch(r"(.*\S)\s+[Qq]([1-4])", written.strip())
    year = read_year(found[1] if found else written, kind=kind)
    return quarter_of(year, int(found[2])) if found else year


def read_year(written, *, kind=YearKind.FINANCIAL):
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
