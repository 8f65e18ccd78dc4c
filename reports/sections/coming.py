"""The dates of the next quarter, as they are planned."""

from django.utils.translation import gettext as _

from reports.document import Column, Row, Section, Table
from reports.periods import quarter_of
from sessions.models import SessionStatus, TrainingSession

PLANNED = [SessionStatus.OPEN, SessionStatus.BOOKING_CLOSED]


def section(asked):
    """Return every session that is planned for the next quarter; where it is held is for its own page to say."""
    following = quarter_after(asked.period)
    found = TrainingSession.objects.filter(status__in=PLANNED, last_day__range=(following.first, following.last))
    found = found.order_by("last_day", "course__title", "pk").values_list(
        "pk", "course__title", "last_day", "course__audience__name"
    )
    rows = tuple(Row(f"session-{pk}", course, (day, audience)) for pk, course, day, audience in found)
    if not rows:
        return Section("coming", _("Next quarter"), remarks=(_("No dates are planned for the next quarter yet."),))
    columns = (Column("date", _("Date"), ""), Column("audience", _("Audience"), ""))
    caption = _("Dates in %(period)s") % {"period": following}
    table = Table("coming", caption, _("Course"), columns, rows, name=_("Next quarter"))
    return Section("coming", _("Next quarter"), tables=(table,))


def quarter_after(period):
    year = period.year()
    return quarter_of(year, period.quarter + 1) if period.quarter < 4 else quarter_of(year.following(), 1)
