"""Partners' contribution: how long the people of each organisation trained, in trainer days."""

from django.utils.translation import gettext as _

from reports.contribution import days_of, given_in
from reports.document import Column, Row, Section, Table
from reports.figuring import count
from reports.meanings import SESSIONS, TRAINER_DAYS, TRAINER_MINUTES, meaning_of

UNITS = (SESSIONS, TRAINER_MINUTES, TRAINER_DAYS)


def section(asked):
    given = given_in(asked.span)
    if not given:
        return None
    columns = tuple(Column(unit, str(meaning_of(unit).name), unit) for unit in UNITS)
    rows = tuple(row_of(each) for each in given)
    minutes = sum(each.minutes for each in given)
    # Several organisations may give one session, so sessions are not added up.
    total = Row("total", _("Total"), (None, count(minutes, TRAINER_MINUTES), count(days_of(minutes), TRAINER_DAYS)))
    caption = _("Partners' contribution, %(period)s") % {"period": asked.period}
    facts = {"charts": (TRAINER_DAYS,), "name": _("Contribution")}
    table = Table("contribution", caption, _("Organisation"), columns, rows, total, **facts)
    return Section("contribution", _("Partners' contribution"), tables=(table,))


def row_of(given):
    label = given.name or _("Trainers without an organisation")
    cells = count(given.sessions, SESSIONS), count(given.minutes, TRAINER_MINUTES), count(given.days, TRAINER_DAYS)
    return Row(f"organisation-{given.pk or 'none'}", label, cells)
