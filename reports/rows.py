"""Which rows a table has: the grouping sets in force in a span, newest labels, joined over a change of sets."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from courses.models import GroupingNote, ReportingSector


@dataclass(eq=False)
class Row:
    """A printed row and the reporting sectors, of one set or of several in succession, that it adds up."""

    label: str
    members: set[int] = field(default_factory=set)

    def __contains__(self, sector):
        return sector.pk in self.members


class ReportRows:
    """The rows of all tables in a span of days. Reads the configuration once; two queries, however many sessions."""

    def __init__(self):
        self.sectors = {sector.pk: sector for sector in ReportingSector.objects.select_related("grouping_set")}
        self.notes = notes_in_order()

    def rows_for(self, audience_pk, *, span, counted=()):
        """Return an audience's rows: those in force in the span, then any other that sessions were counted in.

        Where the set changed within the span, the newest labels and order are printed, and an older row is added to
        the one that continues it, or has its label. A row that was split in two stands by itself.
        """
        rows = []
        for sector in self.sectors_in_force(audience_pk, span=span):
            self.put(sector, rows=rows)
        for pk in sorted(set(counted) - {None}, key=lambda pk: self.place_of(self.sectors[pk])):
            self.put(self.sectors[pk], rows=rows)
        return rows

    def sectors_in_force(self, audience_pk, *, span):
        """Return the sectors of every set in force in the span, newest set first, each in printing order."""
        sets = {s.grouping_set for s in self.sectors.values() if s.grouping_set.audience_id == audience_pk}
        forces = in_force(sorted(sets, key=lambda grouping: grouping.starts_on))
        chosen = {s.pk for s, first, last in forces if first <= span.last and last >= span.first}
        return sorted((s for s in self.sectors.values() if s.grouping_set_id in chosen), key=self.place_of)

    @staticmethod
    def place_of(sector):
        return -sector.grouping_set.starts_on.toordinal(), sector.order, sector.label

    def put(self, sector, *, rows):
        """Add a sector to the row it belongs to, or as a row of its own."""
        if any(sector in row for row in rows):
            return
        row = self.row_for(sector, rows=rows)
        if row is None:
            rows.append(Row(sector.label, {sector.pk}))
        else:
            row.members.add(sector.pk)

    def row_for(self, sector, *, rows):
        """Return the row that continues a sector, that it continues, or that has its label, of another set."""
        continuing = [row for row in rows if any(self.continues(pk, sector) for pk in row.members)]
        continued = [row for row in rows if any(self.continues(sector.pk, self.sectors[pk]) for pk in row.members)]
        namesakes = [row for row in rows if row.label == sector.label and not self.has_sibling(row, sector)]
        for found in (continuing, continued, namesakes):
            if len(found) == 1 and not self.has_sibling(found[0], sector):
                return found[0]
        return None

    def continues(self, pk, earlier):
        """Whether a sector carries on an earlier one, however many sets lie between."""
        return earlier.pk in self.before(pk)

    def before(self, pk):
        """Return the keys of all sectors that one carries on, directly or not."""
        found = []
        while (pk := self.sectors[pk].continues_id) is not None and pk not in found:
            found.append(pk)
        return found

    def has_sibling(self, row, sector):
        """Whether a row holds another sector of the same set: rows printed beside each other are never joined."""
        return any(self.sectors[pk].grouping_set_id == sector.grouping_set_id for pk in row.members)

    def matching(self, row, *, earlier):
        """Return the rows of an earlier report that a row is compared with: those it carries on, or its namesake."""
        reach = row.members.union(*(self.before(pk) for pk in row.members))
        return [old for old in earlier if old.members & reach] or [old for old in earlier if old.label == row.label]

    def notes_for(self, rows):
        """Return [(text, labels)]: each note once, with the rows of this table that it is about."""
        members = set().union(*(row.members for row in rows)) if rows else set()
        found = []
        for text, about in self.notes:
            if about & members:
                found.append((text, [row.label for row in rows if row.members & about]))
        return found


def in_force(sets):
    """Return [(set, first day, last day)]; a set ends at the latest when the next one starts."""
    starts = [grouping.starts_on for grouping in sets[1:]] + [date.max]
    return [
        (grouping, grouping.starts_on, min(grouping.ends_on or date.max, following - timedelta(days=1)))
        for grouping, following in zip(sets, starts, strict=False)
    ]


def notes_in_order():
    """Return [(text, keys of its sectors)] in printing order; one query."""
    about = defaultdict(set)
    for pk, text, sector in GroupingNote.objects.order_by("order", "pk").values_list("pk", "text", "sectors"):
        about[pk, text].add(sector)
    return [(text, sectors) for (_pk, text), sectors in about.items()]
