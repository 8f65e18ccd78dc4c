"""The dashboard: the year so far beside the last and the plan, what is ahead, what is missing. Each leads to its list.

The figures are those of the annual report, made the same way; nothing is counted here that is counted elsewhere.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, F, Q, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from people.models import LicensingAuthority
from reports.drivers import valid_on
from reports.figuring import change_of, count, rate_of
from reports.making import Asked
from reports.meanings import ATTENDED, PLACES_OFFERED, PLACES_TAKEN, PLAN_RATE, REACH_RATE, REACHED
from reports.periods import year_of
from reports.reach import reach_of
from reports.sections.audiences import figures_of
from reports.sections.measures import plans_of
from sessions.models import SessionStatus, TrainingSession

AHEAD = timedelta(days=90)
CLOSED = [SessionStatus.DRAFT, SessionStatus.CANCELLED]


@dataclass(frozen=True)
class Line:
    """An audience, or one of its report rows: this year so far, the same days last year, and the year's plan."""

    label: str
    sessions: object
    attended: object
    before: object
    change: object
    plan: object = None
    share: object = None
    rows: tuple = ()

    @property
    def cells(self):
        return self.sessions, self.attended, self.before, self.change, self.plan, self.share


@dataclass(frozen=True)
class Ahead:
    """Sessions of the next days. Places are those of sessions that have a limit; `taken` of `places`."""

    sessions: int
    unlimited: int
    places: int
    taken: int
    waiting: int

    @property
    def fill(self):
        return rate_of(count(self.taken, PLACES_TAKEN), count(self.places, PLACES_OFFERED), unit=PLACES_TAKEN)


def dashboard(*, today):
    """Return what the page shows; the number of queries does not grow with what there is."""
    asked = Asked(year_of(today), today=today)
    reached, in_scope = reach_of(asked.span)
    return {
        "period": asked.period,
        "before": next((each.period for each in asked.compared), None),
        "lines": lines_of(asked),
        "report_url": reverse("annual_report") + "?" + urlencode({"year": asked.period.label}),
        "ahead": ahead(),
        "ahead_url": reverse("sessions:index") + "?" + urlencode({"when": "coming", "ordering": "starts_at"}),
        "missing": TrainingSession.objects.unfinished().count(),
        "missing_url": reverse("sessions:index") + "?" + urlencode({"figures": "none", "ordering": "starts_at"}),
        "drivers": drivers_now(today),
        "drivers_url": reverse("annual_report") + "?" + urlencode({"year": asked.period.label}) + "#licensing",
        "reached": reached,
        "in_scope": in_scope,
        "reach": rate_of(count(reached, REACHED), count(in_scope, REACHED), unit=REACH_RATE),
        "not_reached_url": reverse("reach:index") + "?" + urlencode({"reached": "not_this_year"}),
    }


def lines_of(asked):
    """Return a Line for every audience with something held or planned, each with its report rows."""
    plans = plans_of(asked.period)
    found = [
        line_of(table.total, table=table, asked=asked, planned=plans.get(table.pk)) for table in asked.tables.tables
    ]
    return [line for line in found if line.sessions.value or line.plan or (line.before and line.before.value)]


def line_of(line, *, table, asked, planned=None):
    sessions, attended, _missing = figures_of(line.members, line.tally, table=table, span=asked.span)
    before = before_of(line, table=table, asked=asked)
    plan = count(planned[1], ATTENDED) if planned and planned[1] is not None else None
    is_total = line is table.total
    rows = table.lines if is_total and len(table.lines) > 1 else ()
    return Line(
        table.audience if is_total else line.label,
        sessions,
        attended,
        before,
        change_of(attended, before) if before else None,
        plan,
        rate_of(attended, plan, unit=PLAN_RATE) if plan else None,
        tuple(line_of(row, table=table, asked=asked) for row in rows),
    )


def before_of(line, *, table, asked):
    """Return how many attended on the same days of the year before; None where nothing is held of it."""
    found = line.beside.get("year_before")
    other = next((each for each in asked.compared if each.key == "year_before"), None)
    return figures_of(*found, table=table, span=other.span)[1] if found and other else None


def ahead():
    """Return what is ahead in the next 90 days; one query."""
    now = timezone.now()
    sessions = TrainingSession.objects.exclude(status__in=CLOSED).filter(starts_at__gt=now, starts_at__lte=now + AHEAD)
    limited = Q(capacity__isnull=False)
    numbers = sessions.order_by().aggregate(
        sessions=Count("pk"),
        unlimited=Count("pk", filter=~limited),
        places=Sum("capacity", default=0),
        taken=Sum("seats_taken", filter=limited, default=0),
        waiting=Sum(F("people_waiting"), default=0),
    )
    return Ahead(**numbers)


def drivers_now(today):
    """Return [(authority, drivers current)] by name: numbers, and never who; two queries."""
    numbers = valid_on(today)
    names = LicensingAuthority.objects.filter(pk__in=numbers).order_by("name", "pk").values_list("pk", "name")
    return [(name, numbers[pk]) for pk, name in names]
