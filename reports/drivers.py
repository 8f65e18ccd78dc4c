"""Drivers by licensing authority: trained in a span of days, confirmed, and valid on a day. Numbers only.

How many are licensed is for the drivers' registers to say; until they are here, no share of all is told.
"""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q

from licensing.models import Confirmation
from people.models import LicensingAuthority
from reports.counting import counted_sessions
from sessions.models import Attendance


@dataclass(frozen=True)
class Drivers:
    """One authority's: `trained` in the span, `confirmed` of these, and `valid` on its last day."""

    pk: int
    authority: str
    trained: int
    confirmed: int
    valid: int

    @property
    def awaiting(self):
        return self.trained - self.confirmed

    @property
    def is_any(self):
        return bool(self.trained or self.valid)


def drivers_in(span):
    """Return the Drivers of every authority that has any, by name; at most three queries."""
    trained, valid = trained_in(span), valid_on(span.last)
    if not trained and not valid:
        return []
    names = LicensingAuthority.objects.order_by("name", "pk").values_list("pk", "name")
    found = [Drivers(pk, name, *trained[pk], valid.get(pk, 0)) for pk, name in names]
    return [each for each in found if each.is_any]


def trained_in(span):
    """Return {authority: (drivers trained, of these confirmed)}: a badge counts once, however often it came."""
    standing = Confirmation.objects.standing().filter(attendance=OuterRef("pk"), driver=OuterRef("badge"))
    sessions = counted_sessions(span).filter(course__audience__drives=True)
    came = Attendance.objects.present().filter(badge__isnull=False, session__in=sessions).order_by()
    numbers = came.values_list("badge__authority").annotate(
        trained=Count("badge", distinct=True), confirmed=Count("badge", distinct=True, filter=Exists(standing))
    )
    found = defaultdict(lambda: (0, 0))
    found.update({authority: (trained, confirmed) for authority, trained, confirmed in numbers})
    return found


def valid_on(day):
    """Return {authority: drivers} whose confirmed training counted on a day."""
    counts = Q(trained_on__lte=day) & (Q(valid_until__isnull=True) | Q(valid_until__gte=day))
    found = Confirmation.objects.standing().filter(counts).order_by().values_list("driver__badge__authority")
    return dict(found.annotate(drivers=Count("driver", distinct=True)))
