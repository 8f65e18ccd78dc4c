"""When reminders are due: at nine o'clock in London, so many days before the first day of a session."""

from datetime import datetime, time, timedelta

from design.words import LONDON, in_london

HOUR = time(9)  # on no night of a clock change is this hour doubled or missing
JOINING = 0  # stands where a number of days does, for joining instructions that no reminder brings


def local_day(moment):
    """Return the London date of an instant."""
    return in_london(moment).date()


def nine_before(starts_at, days):
    """Return nine o'clock in London, so many days before the day on which something starts."""
    return datetime.combine(local_day(starts_at) - timedelta(days=days), HOUR, tzinfo=LONDON)


def joining_moment(session):
    """Return when everybody who has a place has been told how to join: the morning of the day before."""
    return nine_before(session.starts_at, 1)


def timetable(starts_at, *, days, tells_how_to_join):
    """Return [(moment, days before)] of everything that is written before a start, earliest first.

    The reminder one day before brings the joining instructions. Where the terms have none that day, they go alone.
    """
    moments = [(nine_before(starts_at, number), number) for number in days]
    if tells_how_to_join and 1 not in days:
        moments.append((nine_before(starts_at, 1), JOINING))
    return sorted(moments)
