"""Working days in England: Monday to Friday without bank holidays. Deadlines in booking terms count them."""

from datetime import datetime, time, timedelta
from functools import cache

from holidays import country_holidays

from design.words import LONDON

ENDS_AT = time(17)


def is_working_day(date):
    return date.weekday() < 5 and date not in bank_holidays(date.year)


@cache
def bank_holidays(year):
    """Return the names of England's bank holidays of a year by date, with the days that stand in for a weekend's."""
    return country_holidays("GB", subdiv="ENG", years=year)


def working_days_before(moment, days):
    """Return the end, 5pm in London, of the working day that lies `days` working days before the day of a moment.

    The day itself never counts, working day or not: one working day before a Saturday is the Friday.
    """
    date = moment.astimezone(LONDON).date()
    while days > 0:
        date -= timedelta(days=1)
        days -= is_working_day(date)
    return datetime.combine(date, ENDS_AT, tzinfo=LONDON)
