"""Taxi trade, by licensing authority: drivers trained, confirmed, and valid at the end of the period."""

from django.utils.translation import gettext as _

from reports.document import Cell, Column, Figure, Row, Section, Table
from reports.drivers import drivers_in
from reports.meanings import DRIVERS_AWAITING, DRIVERS_CONFIRMED, DRIVERS_TRAINED, DRIVERS_VALID, meaning_of

UNITS = (DRIVERS_TRAINED, DRIVERS_CONFIRMED, DRIVERS_AWAITING, DRIVERS_VALID)
CONFIRMED, AWAITING, VALID = "confirmed", "awaiting", "valid"


def section(asked):
    drivers = drivers_in(asked.span)
    if not drivers:
        return None
    columns = tuple(Column(unit, str(meaning_of(unit).name), unit) for unit in UNITS)
    rows = tuple(row_of(f"authority-{each.pk}", each.authority, [each], asked=asked) for each in drivers)
    facts = {"total": row_of("total", _("Total"), drivers, asked=asked), "charts": (DRIVERS_TRAINED,)}
    caption = _("Drivers by licensing authority, %(period)s") % {"period": asked.period}
    name = _("Taxi trade")
    table = Table("drivers", caption, _("Licensing authority"), columns, rows, name=name, **facts)
    remarks = (
        _("Drivers, not attendances. Confirmations are counted as they stand today."),
        _("How many drivers are licensed is not known here, so no share of all drivers is given."),
    )
    return Section("licensing", _("Taxi trade"), tables=(table,), remarks=remarks)


def row_of(key, label, drivers, *, asked):
    span = asked.span
    trained = f"{DRIVERS_TRAINED} {span.first} {span.last}"  # who came in two periods is one driver: these never add up
    told = (
        (DRIVERS_TRAINED, sum(each.trained for each in drivers), trained, (CONFIRMED, AWAITING), span.first),
        (DRIVERS_CONFIRMED, sum(each.confirmed for each in drivers), trained, (CONFIRMED,), span.first),
        (DRIVERS_AWAITING, sum(each.awaiting for each in drivers), trained, (AWAITING,), span.first),
        (DRIVERS_VALID, sum(each.valid for each in drivers), DRIVERS_VALID, (VALID,), span.last),
    )
    cells = []
    for unit, value, measure, states, first in told:
        parts = frozenset((state, each.pk) for each in drivers for state in states)
        cells.append(Figure(value, unit, cells=(Cell(measure, parts, first, span.last, value),)))
    return Row(key, label, tuple(cells))
