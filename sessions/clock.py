"""Times of day as London's clock shows them, and the two nights on which it does not show them once."""

from datetime import UTC, datetime

from django.utils.translation import gettext_lazy as _

from design.words import LONDON, say_date, say_time


class ClockChange(Exception):
    """A time of day that the night of a clock change has not, or has twice."""


def in_london(day, clock):
    """Return the instant at which London's clock shows a time on a day, in UTC. Raises ClockChange."""
    early, late = (datetime.combine(day, clock, tzinfo=LONDON).replace(fold=fold) for fold in (0, 1))
    if early.utcoffset() == late.utcoffset():
        return early.astimezone(UTC)
    facts = {"time": say_time(early), "date": say_date(day, weekday=False)}
    happens_twice = early.utcoffset() > late.utcoffset()
    if happens_twice:
        raise ClockChange(_("The clocks change then: %(time)s happens twice on %(date)s. Choose another time.") % facts)
    raise ClockChange(_("The clocks change then: there is no %(time)s on %(date)s. Choose another time.") % facts)
