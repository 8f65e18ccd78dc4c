"""Recurring dates: every week, every so many weeks, or every month on the same weekday; bank holidays are left out."""

from calendar import monthrange
from datetime import date, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from sessions.working_days import bank_holidays

MOST_DATES = 60


class Rhythm(models.TextChoices):
    NO = "no", _("Only on the dates above")
    WEEKLY = "weekly", _("Every week from the first date")
    WEEKS = "weeks", _("Every so many weeks from the first date")
    MONTHLY = "monthly", _("Every month on the same weekday, such as the second Tuesday")


def bank_holiday(day):
    """Return the name of England's bank holiday on a date, or nothing."""
    return bank_holidays(day.year).get(day, "")


def recurring(first, *, rhythm, every=1, times=None, until=None):
    """Return (dates, bank holidays left out): `times` dates in all, or as many as there are until a day, included.

    The first date was chosen and stays. For a later one that is left out another follows at the end.
    """
    kept, left_out = [first], []
    number = 0
    while len(kept) < min(times or MOST_DATES, MOST_DATES):
        number += 1
        day = step(first, number, rhythm=rhythm, every=every)
        if (until and day > until) or number > 2 * MOST_DATES:
            break
        (left_out if bank_holiday(day) else kept).append(day)
    return kept, left_out


def step(first, number, *, rhythm, every):
    if rhythm == Rhythm.MONTHLY:
        return same_weekday(first, months=number)
    return first + timedelta(weeks=number * (every if rhythm == Rhythm.WEEKS else 1))


def same_weekday(day, *, months):
    """Return the second Tuesday of a later month for a second Tuesday; for a fifth, the last of its month."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    first_of_month = date(year, month, 1)
    offset = (day.weekday() - first_of_month.weekday()) % 7 + 7 * ((day.day - 1) // 7)
    return first_of_month + timedelta(days=offset if offset < monthrange(year, month)[1] else offset - 7)
