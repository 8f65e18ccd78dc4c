"""Programmes in detail: series and courses told apart from the tables, with the services that give them."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.behind import Behind
from reports.counting import told_apart
from reports.document import Column, Row, Section, Table
from reports.figuring import attended_of, count, sessions_of
from reports.meanings import ATTENDED, MINUTES, SESSIONS, meaning_of
from reports.saying import say_recorded


def section(asked):
    told = told_apart(asked.span)
    if not told:
        return None
    tables = [overview(told, asked=asked), *(slots_table(each) for each in told if each.slots)]
    return Section("programmes", _("Programmes told apart from the tables"), tables=tuple(tables))


def overview(told, *, asked):
    """Return one line for each series, or course without a series, that is kept out of the tables."""
    columns = (
        Column("audience", _("Audience"), ""),
        *(Column(unit, str(meaning_of(unit).name), unit) for unit in (SESSIONS, ATTENDED)),
        Column("known", _("How much is known"), ""),
    )
    rows = tuple(row_of(each, asked=asked, number=n) for n, each in enumerate(told, start=1))
    caption = _("Programmes told apart, %(period)s") % {"period": asked.period}
    return Table("told-apart", caption, _("Series or course"), columns, rows, name=_("Told apart"))


def row_of(told, *, asked, number):
    behind = Behind(asked.span.first, asked.span.last, in_tables=False, series=told.series, course=told.course)
    part = ("series apart", told.series) if told.series else ("course apart", told.course)
    attended = attended_of(told.tally, parts={part}, span=asked.span, behind=behind)
    known = say_recorded(attended) or _("attendance recorded at every session")
    cells = (told.audience, sessions_of(told.tally, behind=behind), attended, known)
    slots = [{"service": service, "minutes": minutes} for service, minutes in told.slots]
    return Row(f"told-apart-{number}", told.title, cells, facts=(("slots", slots),))


def slots_table(told):
    """Return the services of one programme, each once, and how long each speaks."""
    rows = tuple(
        Row(f"service-{n}", service, (count(minutes, MINUTES) if minutes else None,))
        for n, (service, minutes) in enumerate(told.slots, start=1)
    )
    caption = ngettext("%(title)s: services at the session", "%(title)s: services at each session", told.tally.sessions)
    columns = (Column(MINUTES, str(meaning_of(MINUTES).name), MINUTES),)
    key = f"services-{told.series or 0}-{told.course or 0}"
    return Table(key, caption % {"title": told.title}, _("Service"), columns, rows)
