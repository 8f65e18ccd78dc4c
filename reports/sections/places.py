"""Use of places: capacity, registrations, who attended and who did not, and two rates that name what they are of."""

from django.utils.translation import gettext as _

from reports.behind import Behind
from reports.document import Cell, Column, Figure, Row, Section, Sentence, Table
from reports.figuring import attended_of, count, rate_of, sessions_of
from reports.meanings import (
    ATTENDANCE_RATE,
    ATTENDED,
    CANCELLED,
    FILL_RATE,
    LEFT_WAITING,
    NO_SHOWS,
    PLACES_OFFERED,
    REGISTERED,
    SESSIONS,
    WALK_INS,
    meaning_of,
)
from reports.uptake import parts_of, use_of_places
from sessions.models import Qualifier

BY_AUDIENCE = (SESSIONS, PLACES_OFFERED, REGISTERED, ATTENDED, WALK_INS, CANCELLED, NO_SHOWS, LEFT_WAITING)
BY_TYPE = (REGISTERED, ATTENDED, WALK_INS, CANCELLED, NO_SHOWS, LEFT_WAITING)


def section(asked):
    audiences = [(table.pk, table.audience) for table in asked.tables.tables]
    use = use_of_places(asked.span, audiences=audiences)
    if not use.is_any:
        return None
    tables = [audience_table(use, asked=asked)]
    if use.by_type:
        tables.append(type_table(use, asked=asked))
    sentences = tuple(sentences_of(use.total, asked=asked))
    return Section("places", _("Use of places"), sentences, tuple(tables), tuple(remarks_of(use.total)))


def sentences_of(use, *, asked):
    """Say both rates, each with what it is a part of, since one quarter's can be 77 % and 96 %."""
    attended, places, rate = fill_of(use, asked=asked)
    if rate.value is not None:
        words = _("Fill rate: {attended} attended of {places} places offered, {rate}.")
        yield Sentence("fill-rate", words, (("attended", attended), ("places", places), ("rate", rate)))
    attended, registered, rate = attendance_of(use, asked=asked)
    if rate.value is not None:
        words = _("Attendance rate: {attended} attended of {registered} registered, {rate}.")
        yield Sentence("attendance-rate", words, (("attended", attended), ("registered", registered), ("rate", rate)))


def remarks_of(use):
    """Say of how many sessions what is known. Sessions are no people: their numbers may stand in words."""
    known = [(PLACES_OFFERED, use.limited), *((measure, use.known.get(measure, 0)) for measure in BY_TYPE)]
    for unit, sessions in known:
        if sessions < use.tally.sessions:
            yield _("%(what)s: known of %(known)s of %(count)s sessions.") % {
                "what": meaning_of(unit).name,
                "known": sessions,
                "count": use.tally.sessions,
            }


def audience_table(use, *, asked):
    columns = (*columns_of(BY_AUDIENCE), fill_column(), attendance_column())
    rows = tuple(
        audience_row(label, each, asked=asked, key=f"audience-{min(each.audiences, default=0)}")
        for label, each in use.by_audience
    )
    total = audience_row(_("Total"), use.total, asked=asked, key="total")
    caption = _("Use of places by audience, %(period)s") % {"period": asked.period}
    return Table("places-by-audience", caption, _("Audience"), columns, rows, total, name=_("Use of places"))


def type_table(use, *, asked):
    columns = (*columns_of(BY_TYPE), attendance_column())
    rows = tuple(
        type_row(label or _("Type not known"), each, of=use.total, asked=asked, key=f"type-{n}")
        for n, (label, each) in enumerate(use.by_type, start=1)
    )
    total = type_row(_("Total"), use.total, of=use.total, asked=asked, key="total")
    caption = _("Use of places by organisation type, %(period)s") % {"period": asked.period}
    remarks = (_("By the type of the employer as it was on the day, and “attended” by the register."),)
    facts = {"remarks": remarks, "name": _("Places by organisation")}
    return Table("places-by-type", caption, _("Organisation type"), columns, rows, total, **facts)


def columns_of(units):
    return tuple(Column(unit, str(meaning_of(unit).name), unit) for unit in units)


def fill_column():
    return Column(FILL_RATE, _("Fill rate (attended of places offered)"), FILL_RATE)


def attendance_column():
    return Column(ATTENDANCE_RATE, _("Attendance rate (attended of registered)"), ATTENDANCE_RATE)


def audience_row(label, use, *, asked, key):
    """Return the line of an audience; “attended” is its sessions' one reported figure."""
    audience = next(iter(use.audiences)) if len(use.audiences) == 1 and key != "total" else None
    behind = Behind(asked.span.first, asked.span.last, audience=audience)
    places = count(
        use.places if use.limited else None, PLACES_OFFERED, known=use.limited, of=use.tally.sessions, behind=behind
    )
    parts = {("places", pk) for pk in use.audiences}
    figures = {
        SESSIONS: sessions_of(use.tally, behind=behind),
        PLACES_OFFERED: places,
        ATTENDED: attended_of(use.tally, parts=parts, span=asked.span, behind=behind),
    }
    cells = [figures.get(unit) or count_of(use, unit, of=use, asked=asked) for unit in BY_AUDIENCE]
    return Row(key, label, (*cells, fill_of(use, asked=asked)[-1], attendance_of(use, asked=asked)[-1]))


def type_row(label, use, *, of, asked, key):
    cells = [count_of(use, unit, of=of, asked=asked) for unit in BY_TYPE]
    return Row(key, label, (*cells, attendance_of(use, asked=asked)[-1]))


def count_of(use, unit, *, of, asked):
    """Return the Figure of a count, known of as many sessions as it is known `of`."""
    known = of.known.get(unit, 0)
    return people(use.counts[unit] if known else None, unit, unit, use, asked=asked, known=known, of=of.tally.sessions)


def people(value, unit, measure, use, *, asked, **facts):
    qualifier = Qualifier.NOT_RECORDED if value is None else Qualifier.COUNTED
    cells = () if value is None else (cell(value, parts_of(measure, use.kinds), asked=asked),)
    return Figure(value, unit, qualifier=qualifier, cells=cells, **facts)


def cell(value, parts, *, asked):
    """Return the people counted. All stand under one measure: who registered and who came are partly the same."""
    return Cell(ATTENDED, frozenset(parts), asked.span.first, asked.span.last, value)


def fill_of(use, *, asked):
    """Return attended, places and the fill rate, of the sessions of which both are known."""
    known = use.filled.sessions
    attended = attended_of(use.filled, parts={("limited", pk) for pk in use.audiences}, span=asked.span)
    places = count(use.filled_places if known else None, PLACES_OFFERED)
    return attended, places, rate_of(attended, places, unit=FILL_RATE)


def attendance_of(use, *, asked):
    """Return attended, registered and the attendance rate, of the sessions of which both are known."""
    known = use.rated or use.rated_registered or use.rated_attended
    attended = people(use.rated_attended if known else None, ATTENDED, "rated_attended", use, asked=asked)
    registered = people(use.rated_registered if known else None, REGISTERED, "rated_registered", use, asked=asked)
    return attended, registered, rate_of(attended, registered, unit=ATTENDANCE_RATE)
