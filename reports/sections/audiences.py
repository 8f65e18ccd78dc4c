"""Sessions and attended by reporting sector: a table for each audience, with what stands beside it."""

from django.utils.translation import gettext as _

from reports.behind import Behind
from reports.document import Column, Row, Section, Table
from reports.figuring import attended_of, change_of, growth_of, not_recorded_of, sessions_of
from reports.meanings import ATTENDED, NOT_RECORDED, SESSIONS, meaning_of
from reports.saying import say_recorded


def section(asked):
    """Return every audience's table. One that had no session at all is a table of noughts, which outputs may name."""
    tables = tuple(table_of(table, asked=asked) for table in asked.tables.tables)
    return Section("audiences", _("Training by audience"), tables=tables) if tables else None


def table_of(table, *, asked):
    rows = tuple(row_of(line, table=table, asked=asked, number=n) for n, line in enumerate(table.lines, start=1))
    total = row_of(table.total, table=table, asked=asked, number=0)
    recorded = say_recorded(total.cells[1])
    return Table(
        key=f"audience-{table.slug}",
        caption=_("%(audience)s, %(period)s") % {"audience": table.audience, "period": asked.period},
        heading=table.audience,
        columns=columns_of(asked),
        rows=rows,
        total=total,
        notes=table.notes,
        remarks=(_("%(recorded)s.") % {"recorded": recorded[:1].upper() + recorded[1:]},) if recorded else (),
        charts=(ATTENDED,),
    )


def columns_of(asked):
    """Return the columns: the period's own, then for each period beside it what it was and how it changed."""
    own = [Column(unit, str(meaning_of(unit).name), unit) for unit in (SESSIONS, ATTENDED)]
    own.append(Column(NOT_RECORDED, str(meaning_of(NOT_RECORDED).name), NOT_RECORDED, only_if_any=True))
    for other in asked.compared:
        label = {"period": other.period.label}
        own += [
            Column(f"sessions_{other.key}", _("Training sessions in %(period)s") % label, SESSIONS, other.period.label),
            Column(f"attended_{other.key}", _("Attended in %(period)s") % label, ATTENDED, other.period.label),
            Column(f"change_{other.key}", _("Change on %(period)s") % label, ATTENDED, other.period.label),
            Column(f"growth_{other.key}", _("Change on %(period)s, %%") % label, ATTENDED, other.period.label),
        ]
    return tuple(own)


def row_of(line, *, table, asked, number):
    """Return a line as a Row; row 0 is the total."""
    sessions, attended, not_recorded = figures_of(line.members, line.tally, table=table, span=asked.span)
    cells = [sessions, attended, not_recorded]
    for other in asked.compared:
        then = line.beside.get(other.key)
        then_sessions, then_attended = figures_of(*then, table=table, span=other.span)[:2] if then else (None, None)
        cells += [then_sessions, then_attended, change_of(attended, then_attended), growth_of(attended, then_attended)]
    notes = tuple(n for n, (_text, labels) in enumerate(table.notes, start=1) if number and line.label in labels)
    return Row(f"row-{number}" if number else "total", line.label, tuple(cells), notes)


def figures_of(members, tally, *, table, span):
    """Return the sessions, the attended and the not recorded of some rows of an audience in a span."""
    behind = Behind(span.first, span.last, audience=table.pk, sectors=members, in_tables=True)
    parts = parts_of(members, audience=table.pk)
    attended = attended_of(tally, parts=parts, span=span, behind=behind)
    return sessions_of(tally, behind=behind), attended, not_recorded_of(tally, behind=behind)


def parts_of(members, *, audience):
    """Name the groups of people in some rows: each sector, and for each audience those in none."""
    return {("sector", pk) if pk else ("no sector", audience) for pk in members}
