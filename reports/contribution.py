"""What partners gave: how long each organisation's people trained, from the parts of sessions that took place."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, DurationField, ExpressionWrapper, F, Q, Sum
from django.db.models.functions import Coalesce

from reports.counting import counted_sessions

MINUTES_IN_A_DAY = 360
MINUTE = timedelta(minutes=1)
# Nothing said of a part means that it took place, unlike a “not”, which would leave it out.
TOOK_PLACE = Q(slots__delivered=True) | Q(slots__isnull=False, slots__delivered__isnull=True)
GIVES = Coalesce("slots__deliverer", "slots__trainer__organisation")
NAME = Coalesce("slots__deliverer__name", "slots__trainer__organisation__name")
LASTS = ExpressionWrapper(F("days__ends_at") - F("days__starts_at"), output_field=DurationField())


@dataclass(frozen=True)
class Given:
    """What one organisation gave; `pk` and `name` are None for trainers who belong to none."""

    pk: int | None
    name: str | None
    sessions: int
    minutes: int

    @property
    def days(self):
        return days_of(self.minutes)


def days_of(minutes):
    """Return days of six hours, to a tenth and halves upwards; a whole number where it is one."""
    tenths = (20 * minutes + MINUTES_IN_A_DAY) // (2 * MINUTES_IN_A_DAY)
    return tenths / 10 if tenths % 10 else tenths // 10


def given_in(span):
    """Return what each organisation gave in a span, by name, trainers without one last; two queries.

    A part without minutes lasts as long as its session does, all days together. Each trainer's time counts.
    """
    sessions = counted_sessions(span)
    whole = defaultdict(timedelta)
    without_minutes = sessions.filter(TOOK_PLACE, slots__minutes__isnull=True)
    for line in without_minutes.values(pk_of=GIVES).annotate(lasted=Sum(LASTS)):
        whole[line["pk_of"]] = line["lasted"] or timedelta()
    found = (
        sessions.filter(TOOK_PLACE)
        .values(pk_of=GIVES, named=NAME)
        .annotate(sessions=Count("pk", distinct=True), minutes=Coalesce(Sum("slots__minutes"), 0))
    )
    given = [
        Given(line["pk_of"], line["named"], line["sessions"], line["minutes"] + whole[line["pk_of"]] // MINUTE)
        for line in found
    ]
    return sorted(given, key=lambda each: (each.name is None, (each.name or "").casefold(), each.pk))
