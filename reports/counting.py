"""The figures: each session's one reported figure, summed, and never anything else.

A session counts when its last day is past and it is neither draft nor cancelled; it belongs to the period of that
last day, by London's calendar. "Attended" are attendances, not people: who came to three sessions is counted thrice.
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce

from reports.periods import Period, a_year_before
from sessions.models import Qualifier, Slot, TrainingSession


@dataclass(frozen=True)
class Tally:
    """Some sessions, added up. `known` of them have a figure, and `people` is the sum of those figures."""

    sessions: int = 0
    known: int = 0
    people: int = 0
    estimated: int = 0
    at_least: int = 0

    def __add__(self, other):
        return Tally(
            self.sessions + other.sessions,
            self.known + other.known,
            self.people + other.people,
            self.estimated + other.estimated,
            self.at_least + other.at_least,
        )

    @property
    def attended(self):
        """The sum; None where sessions took place and none has a figure. No sessions, nobody attended: that is 0."""
        return None if self.sessions and not self.known else self.people

    @property
    def not_recorded(self):
        return self.sessions - self.known

    @property
    def qualifier(self):
        """How sure the sum is: no surer than its least sure part. An estimate can err both ways, so it comes first."""
        if self.attended is None:
            return Qualifier.NOT_RECORDED
        if self.estimated:
            return Qualifier.ESTIMATED
        return Qualifier.AT_LEAST if self.at_least else Qualifier.COUNTED


NOTHING = Tally()


@dataclass(frozen=True)
class Span:
    """Days whose sessions are counted, both inclusive; empty when `last` is before `first`."""

    first: date
    last: date


@dataclass(frozen=True)
class ToldApart:
    """Sessions kept out of the tables and told about together: a series, or a course's sessions without one."""

    series: int | None
    course: int | None
    title: str
    audience: str
    tally: Tally
    slots: tuple[tuple[str, int | None], ...]


@dataclass(frozen=True)
class WithoutFigure:
    """A session that took place and has no settled figure.

    `finished`: somebody said that it was not recorded. Otherwise nobody has settled it yet, or it was reopened: then
    `attended` is its earlier figure, which counts until it is settled anew.
    """

    day: date
    course: str
    audience: str
    row: str
    finished: bool
    attended: int | None
    in_tables: bool
    pk: int


def span_of(period: Period, *, today):
    """Return the days of a period that are past."""
    return Span(period.first, min(period.last, today - timedelta(days=1)))


def span_beside(other: Period, period: Period, *, today):
    """Return the days of another period to compare with: all of it, or as much as has passed of a period still running.

    A running year or quarter is compared up to the same date a year before; with the quarter before, for as many days.
    """
    yesterday = today - timedelta(days=1)
    if period.is_over(today=today) or other.last >= period.last:
        return Span(other.first, min(other.last, yesterday))
    if other == period.year_before():
        return Span(other.first, min(other.last, a_year_before(yesterday)))
    return Span(other.first, min(other.last, other.first + (yesterday - period.first)))


def counted_sessions(span):
    return TrainingSession.objects.happened().in_period(span.first, span.last).order_by()


# A session's table is its row's; only one without a row goes by its course, which may move to another audience later.
AUDIENCE = Coalesce("sector__grouping_set__audience_id", "course__audience_id")
SUMS = {
    "sessions": Count("pk"),
    "known": Count("attended"),
    "people": Coalesce(Sum("attended"), 0),
    "estimated": Count("pk", filter=Q(attended_qualifier=Qualifier.ESTIMATED)),
    "at_least": Count("pk", filter=Q(attended_qualifier=Qualifier.AT_LEAST)),
}


def tallies_by_row(span):
    """Return {audience: {sector or None: Tally}} of the sessions that count in tables; one query."""
    found = counted_sessions(span).filter(counts_in_tables=True).values("sector_id", audience=AUDIENCE).annotate(**SUMS)
    tallies = defaultdict(dict)
    for line in found:
        tallies[line["audience"]][line["sector_id"]] = tally_in(line)
    return tallies


def tally_in(line):
    return Tally(**{name: line[name] for name in SUMS})


def told_apart(span):
    """Return what is kept out of the tables, in order of its title, with its services and minutes; two queries."""
    sessions = counted_sessions(span).filter(counts_in_tables=False)
    found = sessions.values("series_id", "series__title", "course_id", "course__title", "course__audience__name")
    slots = slots_of(sessions)
    told = {}
    for line in found.annotate(**SUMS):
        key = line["series_id"], None if line["series_id"] else line["course_id"]
        tally = tally_in(line)
        if key in told:
            told[key] = replace(told[key], tally=told[key].tally + tally)
            continue
        title = line["series__title"] or line["course__title"]
        told[key] = ToldApart(*key, title, line["course__audience__name"], tally, tuple(slots[key]))
    return sorted(told.values(), key=lambda apart: apart.title)


def slots_of(sessions):
    """Return {(series, course): [(service, minutes)]}, each service once, in the order they speak."""
    slots = defaultdict(dict)
    names = ("deliverer__name", "trainer__name", "minutes", "session__series_id", "session__course_id")
    for deliverer, trainer, minutes, series, course in (
        Slot.objects.filter(session__in=sessions).order_by("order", "pk").values_list(*names)
    ):
        slots[series, None if series else course].setdefault((deliverer or trainer, minutes))
    return slots


def sessions_without_figure(span):
    """Return every counted session that has no settled figure, in the tables or not, in order of date."""
    names = ("last_day", "course__title", "audience", "sector__label", "finished_at")
    found = (
        counted_sessions(span)
        .filter(Q(attended__isnull=True) | Q(finished_at__isnull=True))
        .annotate(audience=Coalesce("sector__grouping_set__audience__name", "course__audience__name"))
        .order_by("last_day", "course__title", "pk")
        .values_list(*names, "attended", "counts_in_tables", "pk")
    )
    return [
        WithoutFigure(day, course, audience, label or "", finished is not None, *rest)
        for day, course, audience, label, finished, *rest in found
    ]
