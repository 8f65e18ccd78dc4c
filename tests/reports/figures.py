"""Sessions with a figure, and the tables that a report makes of them."""

from reports.making import Asked, make_report
from reports.periods import YearKind, read_period
from sessions.finishing import settle
from sessions.models import Qualifier, Source
from tests.factories import london, make_attendance, make_session


def delivered(on, attended=10, *, qualifier=None, people=(), **facts):
    """Make a session that ended at noon of a day, at which `people` signed in, and is finished with this figure."""
    day = london(*on)
    session = make_session(**{"starts_at": day.replace(hour=10)} | facts)
    for person in people:
        make_attendance(session, person=person)
    sure = Qualifier.NOT_RECORDED if attended is None else Qualifier.COUNTED
    settle(session, attended=attended, qualifier=qualifier or sure, source=Source.IMPORT if attended else "")
    return session


def table_in(year, *, audience="professionals", kind="financial", today=None):
    """Return an audience's table in the report of a year."""
    return next(table for table in asked(year, kind=kind, today=today).tables.tables if table.slug == audience)


def asked(year, *, kind="financial", today=None, **facts):
    """Return what a report of a year reads its figures through."""
    facts |= {"today": today} if today else {}
    return Asked(read_period(year, kind=YearKind(kind)), **facts)


def report_of(year, **facts):
    return make_report(asked(year, **facts))


def cells_in(report, key, *, column):
    """Return {label: figure} of a column of a table of a report."""
    table = next(table for table in report.tables if table.key == key)
    return {line.label: cell for line, cell in zip(table.lines, table.column(column), strict=True)}


def sessions_in(year, **where):
    return table_in(year, **where).total.tally.sessions
