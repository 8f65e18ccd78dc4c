"""Reach: which organisations had a session in a span of days, of all that are in scope, and when the last one was.

In scope is what is of a kind to be reached and was open at any time in the span. Reached is whoever hosted a session
that took place, or employed somebody who attended one; such an organisation is in scope whatever its dates say. One
that closed is counted as its successor, once the successor is open: a school and its academy are one.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import DateField, Exists, Max, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Greatest, NullIf
from django.utils import timezone

from design.words import LONDON
from people.models import Organisation
from reports.counting import Span, counted_sessions
from sessions.models import Attendance, SessionStatus, TrainingSession

NOT_HELD = [SessionStatus.DRAFT, SessionStatus.CANCELLED]
NEVER = Value(date(1900, 1, 1), output_field=DateField())  # databases differ on the greatest of nothing and a date


@dataclass(frozen=True)
class Place:
    """An organisation as the records hold it. `kind` and `area` are (order, name, key), or None."""

    pk: int
    name: str
    kind: tuple[int, str, int] | None
    area: tuple[int, str, int] | None
    pupils: int | None
    opened_on: date | None
    closed_on: date | None
    successor: int | None
    is_school: bool
    is_to_be_reached: bool

    def is_open_in(self, span):
        opens, closes = self.opened_on or date.min, self.closed_on or date.max
        return opens <= span.last and closes >= span.first


@dataclass(frozen=True)
class InScope:
    place: Place
    is_reached: bool


class Reach:
    """The organisations there are, read once; two queries more for each span that is asked for."""

    def __init__(self):
        self.places = {place.pk: place for place in every_place()}

    def in_scope(self, span):
        """Return what is in scope in a span, by name."""
        if not self.places:
            return []
        reached = {self.stands_for(pk, span) for pk in hosts_in(span) | employers_in(span)}
        open_then = {self.stands_for(pk, span) for pk, place in self.places.items() if place.is_open_in(span)}
        found = [self.places[pk] for pk in open_then | reached if self.places[pk].is_to_be_reached]
        found.sort(key=lambda place: (place.name.casefold(), place.pk))
        return [InScope(place, place.pk in reached) for place in found]

    def stands_for(self, pk, span):
        """Return the organisation as which one is counted: its successor, if that was open within the span."""
        seen = {pk}
        while (later := self.places[pk].successor) not in {None, *seen} and self.places[later].is_open_in(span):
            pk = later
            seen.add(pk)
        return pk

    def last_of(self, scope, *, span):
        """Return {key: last day} of the last session up to the end of a span for some of what is in scope."""
        members = defaultdict(list)
        for pk in self.places:
            members[self.stands_for(pk, span)].append(pk)
        earlier = last_days([member for each in scope for member in members[each.place.pk]], until=span.last)
        days = {each.place.pk: [earlier[pk] for pk in members[each.place.pk] if pk in earlier] for each in scope}
        return {pk: max(found) for pk, found in days.items() if found}


def every_place():
    names = (
        "pk",
        "name",
        "type__order",
        "type__name",
        "type",
        "area__name",
        "area",
        "pupils",
        "opened_on",
        "closed_on",
    )
    facts = ("successor", "urn", "phase", "type__is_to_be_reached")
    found = Organisation.objects.order_by().values_list(*names, *facts)
    for pk, name, order, kind_name, kind, area_name, area, pupils, *rest, urn, phase, to_be_reached in found:
        of_kind, of_area = (order, kind_name, kind) if kind else None, (0, area_name, area) if area else None
        is_school = pupils is not None or urn is not None or phase != ""
        yield Place(pk, name, of_kind, of_area, pupils, *rest, is_school, to_be_reached is not False)


def hosts_in(span):
    """Return the hosts of a span; one query."""
    return set(counted_sessions(span).filter(host__isnull=False).values_list("host", flat=True).distinct())


def employers_in(span):
    """Return the organisations of which somebody attended in a span; one query, which stops at the first for each."""
    there = Attendance.objects.present().filter(organisation=OuterRef("pk"), session__in=counted_sessions(span))
    return set(Organisation.objects.filter(Exists(there)).order_by().values_list("pk", flat=True))


def last_days(organisations, *, until):
    """Return {organisation: last day} of sessions up to a day, as host or as employer; two queries."""
    sessions = TrainingSession.objects.happened().filter(last_day__lte=until).order_by()
    hosts = sessions.filter(host__in=organisations).values_list("host").annotate(last=Max("last_day"))
    attended = Attendance.objects.present().filter(organisation__in=organisations, session__in=sessions).order_by()
    days: dict = {}
    for pk, last in [*hosts, *attended.values_list("organisation").annotate(last=Max("session__last_day"))]:
        days[pk] = max(days.get(pk, date.min), last)
    return days


def yesterday():
    return timezone.localdate(timezone=LONDON) - timedelta(days=1)


def places_with_last_session():
    """Return the open organisations of kinds to be reached, as a QuerySet with `last_session`, a date or None.

    A session of the school that an academy was counts as the academy's.
    """
    until = yesterday()
    sessions = TrainingSession.objects.happened().filter(last_day__lte=until)
    held = Q(session__last_day__lte=until) & ~Q(session__status__in=NOT_HELD)
    attended = Attendance.objects.present().filter(held)
    days = [
        latest(sessions, "last_day", of="host"),
        latest(sessions, "last_day", of="host__successor"),
        latest(attended, "session__last_day", of="organisation"),
        latest(attended, "session__last_day", of="organisation__successor"),
    ]
    open_now = Q(closed_on__isnull=True) | Q(closed_on__gt=until)
    listed = Organisation.objects.filter(open_now).exclude(type__is_to_be_reached=False)
    return listed.annotate(last_session=NullIf(Greatest(*days), NEVER))


def latest(rows, day, *, of):
    """Return the latest day of an organisation's rows, NEVER where there are none: one look into one index."""
    found = rows.filter(**{of: OuterRef("pk")}).order_by().values(of).annotate(latest=Max(day)).values("latest")
    return Coalesce(Subquery(found), NEVER)


def reach_of(span: Span):
    """Return (reached, in scope) of a span, as numbers; three queries."""
    scope = Reach().in_scope(span)
    return sum(each.is_reached for each in scope), len(scope)
