"""Unmet need: requests that did not become a session, and places asked for in vain."""

from django.utils.translation import gettext as _

from reports.document import Column, Figure, Row, Section, Sentence, Table
from reports.figuring import count
from reports.meanings import PLACES, REQUESTED_PEOPLE, REQUESTS, SESSIONS
from reports.unmet import unmet_need


def section(asked):
    unmet = unmet_need(asked.span)
    if not unmet.is_any:
        return None
    tables = [table_of(name, lines, total=unmet.total, asked=asked) for name, lines in unmet.by if lines]
    tables.append(left_table(unmet, asked=asked))
    remarks = (
        _(
            "A request counts in the period in which it was asked, as it stood at its end. Requests that became a "
            "session, or were taken back, are not counted."
        ),
    )
    return Section("unmet", _("Unmet need"), tuple(sentences_of(unmet)), tuple(tables), remarks)


def sentences_of(unmet):
    if unmet.total.requests:
        figures = (("requests", count(unmet.total.requests, REQUESTS)), ("people", people_of(unmet.total)))
        yield Sentence("unmet-requests", _("Requests for training not met: {requests}, for {people} people."), figures)


def people_of(need):
    """Return how many people were asked for; not known where no request gave a number."""
    known = need.requests - need.without_number
    return Figure(need.people if known else None, REQUESTED_PEOPLE)


def table_of(name, lines, *, total, asked):
    rows = tuple(row_of(label, need, key=f"{name}-{n}") for n, (label, need) in enumerate(lines, start=1))
    caption = _("Requests not met, by %(what)s, %(period)s") % {
        "what": heading_of(name).lower(),
        "period": asked.period,
    }
    named = {
        "total": row_of(_("Total"), total, key="total"),
        "name": _("Unmet by %(what)s") % {"what": heading_of(name).lower()},
    }
    return Table(f"unmet-by-{name}", caption, heading_of(name), columns(), rows, **named)


def left_table(unmet, *, asked):
    """Return who was left without a place, and why."""
    left = [
        ("left_waiting", _("Still waiting when the session took place"), unmet.left_waiting),
        ("cancelled", _("The session was cancelled"), unmet.cancelled),
    ]
    rows = tuple(
        Row(key, label, (count(out.sessions, SESSIONS), count(out.places, PLACES))) for key, label, out in left
    )
    columns = (Column("sessions", _("Sessions"), SESSIONS), Column("places", _("Places"), PLACES))
    caption = _("Places asked for in vain, %(period)s") % {"period": asked.period}
    return Table("left-without-a-place", caption, _("Why"), columns, rows, name=_("Left without a place"))


def heading_of(name):
    return {"audience": _("Audience"), "area": _("Area"), "topic": _("Topic")}[name]


def columns():
    titles = {
        "requests": _("Requests"),
        "unmet": _("Left as unmet need"),
        "declined": _("Declined"),
        "open": _("Still open"),
        "people": _("People asked for"),
        "without_number": _("Requests without a number"),
    }
    return tuple(Column(key, title, REQUESTED_PEOPLE if key == "people" else REQUESTS) for key, title in titles.items())


def row_of(label, need, *, key):
    requests = [count(n, REQUESTS) for n in (need.requests, need.unmet, need.declined, need.still_open)]
    return Row(key, label, (*requests, people_of(need), count(need.without_number, REQUESTS)))
