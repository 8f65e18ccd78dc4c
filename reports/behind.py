"""Which sessions a figure comes from: kept as a question, so that a figure can be opened long after it was printed."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from reports.counting import AUDIENCE, Span, counted_sessions


@dataclass(frozen=True)
class Behind:
    """Sessions that ended from `first` to `last`. Each further fact narrows them; None leaves it open.

    `sectors` are keys of reporting sectors, of which None stands for sessions without one.
    """

    first: date
    last: date
    audience: int | None = None
    sectors: frozenset[int | None] | None = None
    in_tables: bool | None = None
    series: int | None = None
    course: int | None = None

    def sessions(self):
        """Return the sessions, in order of their dates. Whoever shows them asks what their reader may see."""
        found = counted_sessions(Span(self.first, self.last)).order_by("last_day", "pk")
        if self.audience is not None:
            found = found.alias(counted_for=AUDIENCE).filter(counted_for=self.audience)
        if self.sectors is not None:
            found = found.filter(
                Q(sector__in=self.sectors - {None}) | (Q(sector__isnull=True) if None in self.sectors else Q(pk__in=[]))
            )
        named = {"counts_in_tables": self.in_tables, "series": self.series, "course": self.course}
        return found.filter(**{name: value for name, value in named.items() if value is not None})

    def as_query(self):
        """Return it as the text of an address: what `behind_from` reads."""
        facts = {"first": self.first.isoformat(), "last": self.last.isoformat(), "audience": self.audience}
        facts |= {"series": self.series, "course": self.course}
        if self.sectors is not None:
            facts["sectors"] = ",".join(sorted(str(pk or "none") for pk in self.sectors))
        if self.in_tables is not None:
            facts["in_tables"] = "yes" if self.in_tables else "no"
        return {name: value for name, value in facts.items() if value is not None}
