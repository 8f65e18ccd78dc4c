"""What each course brought: its dates, who attended of how many places."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Min, Q, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from design.words import say_full_date
from reports.behind import Behind
from reports.counting import SUMS, Tally, counted_sessions, tally_in
from reports.document import Column, Row, Section, Table
from reports.figuring import attended_of, count, rate_of, sessions_of
from reports.groups import EVERYBODY
from reports.meanings import ATTENDED, FILL_RATE, PLACES_OFFERED, SESSIONS, meaning_of

OFFERED = {
    "offered": Coalesce(Sum("capacity"), 0),
    "limited": Count("capacity"),
    # Of a fill rate both ends have to be known of the same sessions.
    "both": Count("pk", filter=Q(capacity__isnull=False, attended__isnull=False)),
}


@dataclass(frozen=True)
class Taught:
    """A course in a span, its sessions added up: `limited` of them have a capacity, `both` a figure too."""

    pk: int | None
    title: str
    tally: Tally
    first: date | None = None
    last: date | None = None
    offered: int = 0
    limited: int = 0
    both: int = 0

    def __add__(self, other):
        sums = {name: getattr(self, name) + getattr(other, name) for name in ("offered", "limited", "both")}
        return Taught(None, self.title, self.tally + other.tally, **sums)


def section(asked):
    taught = courses_in(asked.span)
    if not taught:
        return None
    columns = (
        Column("dates", _("Dates"), ""),
        *(Column(unit, str(meaning_of(unit).name), unit) for unit in (SESSIONS, ATTENDED, PLACES_OFFERED, FILL_RATE)),
    )
    rows = tuple(row_of(each, asked=asked, key=f"course-{each.pk}") for each in taught)
    total = row_of(sum(taught, start=Taught(None, _("Total"), Tally())), asked=asked, key="total")
    caption = _("Courses, %(period)s") % {"period": asked.period}
    table = Table("courses", caption, _("Course"), columns, rows, total, name=_("Courses"))
    return Section("courses", _("Courses"), tables=(table,))


def courses_in(span):
    """Return what each course brought in a span, in order of its title; one query."""
    found = counted_sessions(span).values("course_id", "course__title").order_by("course__title", "course_id")
    lines = found.annotate(first=Min("last_day"), last=Max("last_day"), **SUMS, **OFFERED)
    facts = ("first", "last", *OFFERED)
    return [
        Taught(line["course_id"], line["course__title"], tally_in(line), **{name: line[name] for name in facts})
        for line in lines
    ]


def row_of(taught, *, asked, key):
    behind = Behind(asked.span.first, asked.span.last, course=taught.pk)
    part = ("course", taught.pk) if taught.pk else EVERYBODY
    attended = attended_of(taught.tally, parts={part}, span=asked.span, behind=behind)
    limited = taught.limited == taught.tally.sessions
    places = count(taught.offered if limited else None, PLACES_OFFERED, known=taught.limited, of=taught.tally.sessions)
    known = limited and taught.both == taught.tally.sessions
    rate = rate_of(attended, places if known else count(None, PLACES_OFFERED), unit=FILL_RATE)
    return Row(key, taught.title, (say_dates(taught), sessions_of(taught.tally, behind=behind), attended, places, rate))


def say_dates(taught):
    if taught.first is None:
        return ""
    if taught.first == taught.last:
        return say_full_date(taught.first)
    return _("%(first)s to %(last)s") % {"first": say_full_date(taught.first), "last": say_full_date(taught.last)}
