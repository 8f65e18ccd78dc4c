"""The annual report as figures: one table for each audience, what is told apart, what has no figure."""

from collections import Counter
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from courses.models import Audience
from reports.counting import (
    NOTHING,
    Span,
    Tally,
    ToldApart,
    WithoutFigure,
    same_span_a_year_before,
    sessions_without_figure,
    span_of,
    tallies_by_row,
    told_apart,
)
from reports.periods import Period
from reports.rows import ReportRows
from reports.unmet import UnmetNeed, unmet_need


@dataclass(frozen=True)
class Line:
    """A printed line. `before` is the same line a year earlier; None where it cannot be told."""

    label: str
    tally: Tally
    before: Tally | None = None

    @property
    def change(self):
        """More or fewer attended than the year before; None when either side is unknown."""
        if self.before is None or self.tally.attended is None or self.before.attended is None:
            return None
        return self.tally.attended - self.before.attended


@dataclass(frozen=True)
class Table:
    audience: str
    slug: str
    lines: tuple[Line, ...]
    total: Line
    notes: tuple[tuple[str, tuple[str, ...]], ...]

    def notes_on(self, label):
        """Return the numbers, from 1, of the notes about a row."""
        return [number for number, (_text, rows) in enumerate(self.notes, start=1) if label in rows]


@dataclass(frozen=True)
class AnnualReport:
    """`counted` are the days counted so far; `compared` those of the year before, None when nothing is held of it."""

    period: Period
    counted: Span
    is_complete: bool
    compared: Span | None
    tables: tuple[Table, ...]
    told_apart: tuple[ToldApart, ...]
    without_figure: tuple[WithoutFigure, ...]
    unmet_need: UnmetNeed


def annual_report(period, *, today=None):
    """Return the report of a period as of the start of `today`. The number of queries does not grow with sessions."""
    today = today or timezone.localdate()
    span, earlier = span_of(period, today=today), same_span_a_year_before(period, today=today)
    tallies, before = tallies_by_row(span), tallies_by_row(earlier)
    rows = ReportRows()
    tables = [
        table_of(audience, rows=rows, spans=(span, earlier), tallies=tallies[audience.pk], before=before)
        for audience in Audience.objects.all()
    ]
    return AnnualReport(
        period=period,
        counted=span,
        is_complete=period.is_over(today=today),
        compared=earlier if before else None,
        tables=tuple(tables),
        told_apart=tuple(told_apart(span)),
        without_figure=tuple(sessions_without_figure(span)),
        unmet_need=unmet_need(span),
    )


def table_of(audience, *, rows, spans, tallies, before):
    """Return an audience's table. A year of which no session at all is held compares with nothing."""
    held = bool(before)
    before = before.get(audience.pk, {})
    now = rows.rows_for(audience.pk, span=spans[0], counted=tallies)
    earlier = rows.rows_for(audience.pk, span=spans[1], counted=before)
    lines = lines_of(now, tallies=tallies, earlier=earlier, before=before, rows=rows, held=held)
    if not now or None in tallies:
        label = _("No reporting sector yet") if now else audience.name
        lines.append(Line(label, tallies.get(None, NOTHING), before.get(None, NOTHING) if held else None))
    total = Line(_("Total"), added(tallies.values()), added(before.values()) if held else None)
    notes = tuple((text, tuple(labels)) for text, labels in rows.notes_for(now))
    return Table(audience.name, audience.slug, tuple(lines), total, notes)


def lines_of(now, *, tallies, earlier, before, rows, held):
    """Return the lines of the rows. An earlier row that two rows carry on says nothing about either of them."""
    matches = {row: rows.matching(row, earlier=earlier) for row in now}
    claims = Counter(old for olds in matches.values() for old in olds)
    lines = []
    for row in now:
        olds = matches[row] if held and all(claims[old] == 1 for old in matches[row]) else []
        then = added(tally_of(old, before) for old in olds) if olds else None
        lines.append(Line(row.label, tally_of(row, tallies), then))
    return lines


def tally_of(row, tallies):
    return added(tallies.get(pk, NOTHING) for pk in row.members)


def added(tallies):
    return sum(tallies, start=NOTHING)
