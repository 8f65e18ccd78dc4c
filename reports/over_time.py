"""Series over more than one period: beside last time's, and all together since they began."""

from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Count, Max, Min, Q

from reports.counting import NOTHING, SUMS, Span, Tally, counted_sessions, tally_in
from sessions.models import Attendance, CumulativeFigure, Series, SessionStatus, TrainingSession


@dataclass(frozen=True)
class Stretch:
    """Sessions of a series, added up. `span` are the days of the first and the last of them."""

    series: int
    title: str
    tally: Tally = NOTHING
    span: Span | None = None

    def __add__(self, other):
        if self.span is None or other.span is None:
            return replace(self, tally=self.tally + other.tally, span=self.span or other.span)
        days = Span(min(self.span.first, other.span.first), max(self.span.last, other.span.last))
        return replace(self, tally=self.tally + other.tally, span=days)


@dataclass(frozen=True)
class OverTime:
    """A series with sessions in the period: these, those before it, and those of last time's series, if it has one."""

    now: Stretch
    before: Stretch
    last_time: Stretch | None

    @property
    def is_compared(self):
        return self.last_time is not None and self.last_time.tally.sessions > 0

    @property
    def since_start(self):
        """Return all of it, where it began before the period; otherwise None: the period tells of all."""
        return self.before + self.now if self.before.tally.sessions else None


def series_over_time(span):
    """Return an OverTime for each series with a session in the span, by title; two queries, one where there is none."""
    inside = counted_sessions(span).filter(series__isnull=False)
    found = list(
        Series.objects.filter(pk__in=inside.values("series"))
        .order_by("title", "pk")
        .values_list("pk", "title", "continues", "continues__title")
    )
    if not found:
        return []
    keys = {pk for pk, *_facts in found} | {earlier for _pk, _title, earlier, _name in found if earlier}
    held = stretches_of(keys, span)
    return [over_time(held, pk, title, earlier, name) for pk, title, earlier, name in found]


def stretches_of(keys, span):
    """Return {(series, whether before the span): (Tally, days)}; one query."""
    sessions = TrainingSession.objects.happened().filter(series__in=keys, last_day__lte=span.last).order_by()
    found = sessions.annotate(is_before=Q(last_day__lt=span.first)).values("series", "is_before")
    days = {"first": Min("last_day"), "final": Max("last_day")}
    return {
        (line["series"], bool(line["is_before"])): (tally_in(line), Span(line["first"], line["final"]))
        for line in found.annotate(**SUMS, **days)
    }


def over_time(held, pk, title, earlier, earlier_title):
    def stretch(series, name, is_before):
        return Stretch(series, name, *held.get((series, is_before), ()))

    last_time = stretch(earlier, earlier_title, True) + stretch(earlier, earlier_title, False) if earlier else None
    return OverTime(stretch(pk, title, False), stretch(pk, title, True), last_time)


def kinds_in(stretches):
    """Return {series: {organisation type: attendances in the register}} of some stretches; one query.

    The type is a name, or None where none is known.
    """
    some = Q(pk__in=[])
    for each in stretches:
        days = (each.span.first, each.span.last)
        some |= Q(session__series=each.series, session__last_day__range=days)
    attended = Attendance.objects.present().filter(some)
    attended = attended.exclude(session__status__in=[SessionStatus.DRAFT, SessionStatus.CANCELLED]).order_by()
    kinds: dict = {}
    names = ("session__series", "organisation_type", "organisation_type__name")
    for series, pk, name, number in attended.values_list(*names).annotate(number=Count("pk")):
        kinds.setdefault(series, {})[pk, name] = number
    return kinds


@dataclass(frozen=True)
class Entered:
    """What somebody added up of a series since a start: the latest up to a day in the period."""

    series: int
    title: str
    first: date
    last: date
    number: int
    qualifier: str


def entered_since_start(span):
    """Return {series: Entered} of the figures whose last day lies in the span; one query."""
    found = CumulativeFigure.objects.filter(counted_to__range=(span.first, span.last)).order_by("counted_to", "pk")
    names = ("series", "series__title", "starts_on", "counted_to", "number", "qualifier")
    return {facts[0]: Entered(*facts) for facts in found.values_list(*names)}
