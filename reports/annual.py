"""The audiences' tables: sessions and attended by row, in a span of days and in others beside it."""

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _

from courses.models import Audience
from reports.counting import NOTHING, Span, Tally, tallies_by_row


@dataclass(frozen=True)
class Line:
    """A printed line. `members` are the reporting sectors it adds up, of which None is "without a sector".

    `beside` holds, for each span compared with, the same line there: (its members, its Tally), or None where it cannot
    be told, because two rows carry on the earlier one, or none does.
    """

    label: str
    members: frozenset[int | None]
    tally: Tally
    beside: dict[str, tuple[frozenset[int | None], Tally] | None]

    def change(self, key):
        """More or fewer attended than in a span compared with; None when either side is unknown."""
        then = self.beside.get(key)
        if then is None or self.tally.attended is None or then[1].attended is None:
            return None
        return self.tally.attended - then[1].attended


@dataclass(frozen=True)
class AudienceTable:
    """`total` has no members of its own: it is the audience."""

    pk: int
    audience: str
    slug: str
    lines: tuple[Line, ...]
    total: Line
    notes: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class AnnualTables:
    """`spans` are the days of what stands beside; `held` the keys of those of which any session is held."""

    span: Span
    spans: dict[str, Span]
    held: frozenset[str]
    tables: tuple[AudienceTable, ...]

    def is_held(self, key):
        return key in self.held


def annual_tables(span, *, beside, rows):
    """Return every audience's table; one query for each span, and one for the audiences."""
    tallies = tallies_by_row(span)
    then = {key: tallies_by_row(other) for key, other in beside.items()}
    held = frozenset(key for key, found in then.items() if found)
    asked = Making(rows, span, beside, held)
    tables = (
        asked.table_of(audience, tallies.get(audience.pk, {}), {k: t.get(audience.pk, {}) for k, t in then.items()})
        for audience in Audience.objects.all()
    )
    return AnnualTables(span, beside, held, tuple(tables))


@dataclass(frozen=True)
class Making:
    rows: object
    span: Span
    spans: dict[str, Span]
    held: frozenset[str]

    def table_of(self, audience, tallies, then):
        """Return an audience's table. A span of which no session at all is held compares with nothing."""
        now = self.rows.rows_for(audience.pk, span=self.span, counted=tallies)
        lines = self.lines_of(audience, now, tallies, then)
        if not now or None in tallies:
            label = _("No reporting sector yet") if now else audience.name
            none = frozenset({None})
            lines.append(Line(label, none, tallies.get(None, NOTHING), self.where_held(then, none)))
        beside = {key: (frozenset(then[key]), added(then[key].values())) for key in self.held}
        total = Line(_("Total"), frozenset(tallies), added(tallies.values()), beside)
        notes = tuple((text, tuple(labels)) for text, labels in self.rows.notes_for(now))
        return AudienceTable(audience.pk, audience.name, audience.slug, tuple(lines), total, notes)

    def lines_of(self, audience, now, tallies, then):
        """Return the lines of the rows. An earlier row that two rows carry on says nothing about either of them."""
        beside = {key: self.matched(audience, now, key, then[key]) for key in self.held}
        return [
            Line(
                row.label,
                frozenset(row.members),
                tally_of(row, tallies),
                {k: found[row] for k, found in beside.items()},
            )
            for row in now
        ]

    def matched(self, audience, now, key, tallies):
        """Return {row: (members, Tally) of the rows it is compared with, or None}."""
        earlier = self.rows.rows_for(audience.pk, span=self.spans[key], counted=tallies)
        matches = {row: self.rows.matching(row, earlier=earlier) for row in now}
        claims = Counter(old for olds in matches.values() for old in olds)
        return {
            row: together(olds, tallies) if olds and all(claims[old] == 1 for old in olds) else None
            for row, olds in matches.items()
        }

    def where_held(self, then, members):
        return self.only_held(
            {key: (members, added(found.get(pk, NOTHING) for pk in members)) for key, found in then.items()}
        )

    def only_held(self, found):
        return {key: what for key, what in found.items() if key in self.held}


def together(rows, tallies):
    members = frozenset().union(*(row.members for row in rows))
    return members, added(tallies.get(pk, NOTHING) for pk in members)


def tally_of(row, tallies):
    return added(tallies.get(pk, NOTHING) for pk in row.members)


def added(tallies):
    return sum(tallies, start=NOTHING)
