"""The groups of people that different tables share: the row, the course and the series that a session counts in.

A report may tell of the same attendances by row, by course, by programme and by organisation type. Whoever reads all
of these can set one against another, so the disclosure rule judges them together, by the groups in which there was a
session at all. Those who registered and those who came are judged together too, since many are both.
"""

from collections import defaultdict
from functools import cached_property

from django.db.models import BooleanField, ExpressionWrapper, Q

from courses.models import Recorded
from reports.counting import AUDIENCE, Span, counted_sessions
from reports.meanings import ATTENDED
from reports.uptake import HOW_KEPT, groups_of

EVERYBODY = ("everybody",)
LIMITED = ExpressionWrapper(Q(capacity__isnull=False), output_field=BooleanField())


class SharedGroups:
    """Knows the groups of a span of days. One query, asked for when the first count needs it."""

    measures = frozenset({ATTENDED})

    @classmethod
    def of(cls, report):
        """Return the groups of all days of which a report tells; some figures tell of more than its periods."""
        cells = {cell for figure in report.figures() for cell in figure.cells if cell.measure in cls.measures}
        return cls([report.counted, *(Span(cell.first, cell.last) for cell in cells)])

    def __init__(self, spans):
        self.span = Span(min(span.first for span in spans), max(span.last for span in spans))

    @classmethod
    def remembered(cls, kept):
        """Return the groups that a publication was judged by, from what `as_data` gave."""
        made = cls.__new__(cls)
        made.sessions = defaultdict(set)
        for group, day in kept:
            made.sessions[day].add(tuple(map(tuple, group)))
        return made

    @cached_property
    def sessions(self):
        """Return {day: groups}, each group as (the parts that it belongs to)."""
        facts = ("last_day", "counts_in_tables", "sector_id", "counted_for", "course_id", "series_id", "recorded")
        found = counted_sessions(self.span).annotate(counted_for=AUDIENCE, kept=HOW_KEPT, limited=LIMITED)
        by_day = defaultdict(set)
        lines = found.values_list(*facts, "limited", "uptake__organisation_type_id", "kept").distinct()
        for day, in_tables, sector, audience, course, series, recorded, limited, kind, kept in lines:
            row = ("sector", sector) if sector else ("no sector", audience)
            apart = ("series apart", series) if series else ("course apart", course)
            told_of = [("series", series)] if series else []
            base = [row if in_tables else apart, ("course", course), *told_of, EVERYBODY]
            if kept or recorded == Recorded.BY_NAME:
                base += [("places", audience), *([("limited", audience)] if limited else [])]
            by_day[day.toordinal()].update(groups_of(tuple(base), kind=(audience, kind), kept=kept))
        return by_day

    def as_data(self):
        """Return the groups as JSON keeps them: [[group, day], …]."""
        return sorted(
            ([list(map(list, group)), day] for day, groups in self.sessions.items() for group in groups), key=repr
        )

    @cached_property
    def by_part(self):
        """Return {part: [(group, day)]} of the groups that belong to each part."""
        found = defaultdict(list)
        for day, groups in self.sessions.items():
            for group in groups:
                for part in group:
                    found[part].append((group, day))
        return found

    def groups_in(self, cell):
        """Return {(group, day)} of a count: the groups that have one of its parts, on the days it tells of."""
        first, last = cell.first.toordinal(), cell.last.toordinal()
        return {
            (group, day) for part in cell.parts for group, day in self.by_part.get(part, ()) if first <= day <= last
        }
