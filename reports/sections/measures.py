"""Each audience's sessions and attended: this quarter beside the last, last year's, the year so far and the plan."""

from django.utils.translation import gettext as _

from reports.document import Column, Row, Section, Table
from reports.figuring import count
from reports.meanings import ATTENDED, SESSIONS
from reports.sections.audiences import figures_of
from sessions.models import PlanFigure


def section(asked):
    plans = plans_of(asked.period.year())
    tables = tuple(table_of(place, unit, plans, asked=asked) for place, unit in enumerate((SESSIONS, ATTENDED)))
    return Section("measures", _("This quarter"), tables=tables)


def plans_of(year):
    """Return {audience: (sessions, attended)} planned for the year; one query."""
    found = PlanFigure.objects.filter(year_starts_on=year.first)
    return {plan.audience_id: (plan.sessions, plan.attended) for plan in found}


def table_of(place, unit, plans, *, asked):
    """Return the table of one measure: the sessions (place 0) or the attended (place 1) of each audience."""
    title = {SESSIONS: _("Training sessions"), ATTENDED: _("Attended")}[unit]
    columns = [Column(unit, str(asked.period), unit), *(beside(each, unit) for each in asked.compared)]
    columns.append(Column("plan", _("Plan for %(year)s") % {"year": asked.period.year()}, unit))
    rows = tuple(row_of(table, place, unit, plans, asked=asked) for table in asked.tables.tables)
    caption = _("%(measure)s by audience, %(period)s") % {"measure": title, "period": asked.period}
    return Table(f"measures-{unit}", caption, _("Audience"), tuple(columns), rows, name=title)


def beside(compared, unit):
    title = _("Year so far") if compared.key == "year_to_date" else compared.period.label
    return Column(f"{unit}_{compared.key}", title, unit, compared.period.label)


def row_of(table, place, unit, plans, *, asked):
    total = table.total
    cells = [figures_of(total.members, total.tally, table=table, span=asked.span)[place]]
    for other in asked.compared:
        members, tally = total.beside[other.key]
        cells.append(figures_of(members, tally, table=table, span=other.span)[place])
    planned = plans.get(table.pk, (None, None))[place]
    return Row(table.slug, table.audience, (*cells, None if planned is None else count(planned, unit)))
