"""Sessions with a figure, and the tables that a report makes of them."""

from reports.annual import annual_report
from reports.periods import YearKind, read_period
from sessions.finishing import settle
from sessions.models import Qualifier, Source
from tests.factories import london, make_session


def delivered(on, attended=10, *, qualifier=None, **facts):
    """Make a session that ended at noon of a day and is finished with this figure."""
    day = london(*on)
    session = make_session(**{"starts_at": day.replace(hour=10)} | facts)
    sure = Qualifier.NOT_RECORDED if attended is None else Qualifier.COUNTED
    settle(session, attended=attended, qualifier=qualifier or sure, source=Source.IMPORT if attended else "")
    return session


def table_in(year, *, audience="professionals", kind="financial", today=None):
    """Return an audience's table in the report of a year."""
    report = annual_report(read_period(year, kind=YearKind(kind)), today=today)
    return next(table for table in report.tables if table.slug == audience)


def sessions_in(year, **where):
    return table_in(year, **where).total.tally.sessions
