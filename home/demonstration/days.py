"""Days and hours of the demonstration, by London's clock: working days, counted from today or spread over a year."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from design.words import LONDON


def day_from_today(days):
    """Return the first working day at that distance from today; a negative number is in the past."""
    return working_day(timezone.localdate(timezone=LONDON) + timedelta(days=days))


def year_start():
    """Return the 1 April that began the financial year in progress."""
    today = timezone.localdate()
    return today.replace(year=today.year if today.month > 3 else today.year - 1, month=4, day=1)


def next_quarter(moment):
    """Return the next full quarter of an hour, at least a minute away so that places can still be booked."""
    quarter = timedelta(minutes=15)
    return moment + quarter - (moment - datetime.min.replace(tzinfo=moment.tzinfo)) % quarter


def days_in(year, *, count, offset=0):
    """Return working days spread over a financial year, leaving out August and the end of December."""
    first, found = date(year, 4, 11), []
    for number in range(count):
        day = working_day(first + timedelta(days=(offset + number * 335 // count) % 345))
        if day.month == 8:
            day = working_day(day.replace(month=10))
        if day.month == 12 and day.day > 20:
            day = working_day(day.replace(month=11, day=day.day - 7))
        found.append(day)
    return sorted(found)


def working_day(day):
    return day + timedelta(days=8 - day.isoweekday()) if day.isoweekday() > 5 else day


def hours_on(day, *, starts, minutes):
    """Return (start, end) of some hours on a day by London's clock."""
    start = datetime.combine(day, time(starts), tzinfo=LONDON)
    return start, start + timedelta(minutes=minutes)
