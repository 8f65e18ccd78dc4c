"""Series and conferences over more than one period: beside last time's, and all together since they began."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Count, Max, Min, Q

from courses.models import Course
from reports.counting import NOTHING, SUMS, Span, Tally, counted_sessions, tally_in
from reports.periods import a_year_before
from reports.saying import say_days
from sessions.models import Attendance, CumulativeFigure, Series, TrainingSession


@dataclass(frozen=True)
class Stretch:
    """Sessions of a series or a course, added up. `about` is ("series", key) or ("course", key).

    `span` are the days of the first and the last of them; None where there is none.
    """

    about: tuple[str, int]
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
    """What has sessions in the period: these, those before it, and those of last time, if there was one.

    All of it so far stands beside all of last time, so that no part of a series is set against a whole.
    """

    now: Stretch
    before: Stretch
    last_time: Stretch | None

    @property
    def so_far(self):
        return self.before + self.now

    @property
    def is_compared(self):
        return self.last_time is not None and self.last_time.tally.sessions > 0

    @property
    def since_start(self):
        """Return all of it, where it began before the period; otherwise None: the period tells of all."""
        return self.so_far if self.before.tally.sessions else None


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
        return Stretch(("series", series), name, *held.get((series, is_before), ()))

    last_time = stretch(earlier, earlier_title, True) + stretch(earlier, earlier_title, False) if earlier else None
    return OverTime(stretch(pk, title, False), stretch(pk, title, True), last_time)


def conferences_over_time(span):
    """Return an OverTime for each conference in the span that is in no series, by title; one query.

    Last time are its sessions in the year up to the latest before the span. A conference has no start to tell of.
    """
    conferences = Course.objects.filter(delivery=Course.Delivery.CONFERENCE)
    sessions = TrainingSession.objects.happened().filter(course__in=conferences, last_day__lte=span.last).order_by()
    lines = sessions.values("course", "course__title", "last_day").annotate(**SUMS, in_series=Count("series"))
    days = defaultdict(list)
    for line in lines.order_by("course__title", "course", "last_day"):
        days[line["course"], line["course__title"]].append(line)
    return [
        conference(("course", pk), title, held, span)
        for (pk, title), held in days.items()
        if held[-1]["last_day"] >= span.first and not any(day["in_series"] for day in held if within(day, span))
    ]


def within(day, span):
    return day["last_day"] >= span.first


def conference(about, title, held, span):
    now, before = ([day for day in held if within(day, span) == wanted] for wanted in (True, False))
    nothing = Stretch(about, title)
    if not before:
        return OverTime(added_up(about, title, now), nothing, None)
    latest = before[-1]["last_day"]
    then = [day for day in before if day["last_day"] > a_year_before(latest)]
    last_time = added_up(about, say_days(then[0]["last_day"], latest), then)
    return OverTime(added_up(about, title, now), nothing, last_time)


def added_up(about, title, days):
    tally = sum(map(tally_in, days), NOTHING)
    return Stretch(about, title, tally, Span(days[0]["last_day"], days[-1]["last_day"]))


def kinds_in(stretches):
    """Return {stretch: {organisation type: attendances in the register}}; one query.

    The type is (key, name), or (None, None) where none is known.
    """
    by_about = defaultdict(set)  # a stretch may be told of twice: as itself, and as last time
    for each in stretches:
        by_about[each.about].add(each)
    series, courses = ([key for kind, key in by_about if kind == wanted] for wanted in ("series", "course"))
    some = Q(session__series__in=series) | Q(session__course__in=courses)
    days = min(each.span.first for each in stretches), max(each.span.last for each in stretches)
    happened = TrainingSession.objects.happened().in_period(*days).order_by()
    attended = Attendance.objects.present().filter(some, session__in=happened).order_by()
    names = ("session__series", "session__course", "session__last_day", "organisation_type", "organisation_type__name")
    kinds: dict = {each: defaultdict(int) for each in stretches}
    for of_series, of_course, day, pk, name, number in attended.values_list(*names).annotate(number=Count("pk")):
        for each in by_about[("series", of_series)] | by_about[("course", of_course)]:
            if each.span.first <= day <= each.span.last:
                kinds[each][pk, name] += number
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
