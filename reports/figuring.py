"""From sums to figures: each with its qualifier, the sessions behind it and the people it counts."""

from dataclasses import replace

from reports import meanings
from reports.document import Cell, Figure, Kind
from sessions.models import Qualifier


def count(value, unit, **facts):
    """Return the Figure of a number that is what it is: sessions, requests, places."""
    return Figure(value, unit, **facts)


def sessions_of(tally, *, behind=None):
    return count(tally.sessions, meanings.SESSIONS, behind=behind)


def attended_of(tally, *, parts, span, behind=None, measure=meanings.ATTENDED):
    """Return the Figure of who attended. `parts` name the groups it adds up, as a Cell keeps them."""
    value = tally.attended
    return Figure(
        value,
        meanings.ATTENDED,
        qualifier=tally.qualifier,
        known=tally.known,
        of=tally.sessions,
        cells=() if value is None else (Cell(measure, frozenset(parts), span.first, span.last, value),),
        behind=behind,
    )


def not_recorded_of(tally, *, behind=None):
    return count(tally.not_recorded, meanings.NOT_RECORDED, behind=behind)


def change_of(now, before):
    """Return how many more or fewer; not known where either side is not."""
    return measured_against(now, before, kind=Kind.CHANGE)


def growth_of(now, before):
    """Return how many more or fewer in percent of what it was."""
    return measured_against(now, before, kind=Kind.GROWTH)


def measured_against(now, before, *, kind):
    if before is None or now.value is None or before.value is None:
        return Figure(None, now.unit, kind=kind, cells=now.cells + (before.cells if before else ()))
    facts = {"base": before.value, "qualifier": less_sure(now.qualifier, before.qualifier)}
    return Figure(now.value - before.value, now.unit, kind=kind, cells=now.cells + before.cells, **facts)


def rate_of(part, whole, *, unit):
    """Return what share one figure is of another; `unit` says of what, such as a fill rate. Of none there is none."""
    known = part.value is not None and bool(whole.value)
    return Figure(
        part.value if known else None,
        unit,
        kind=Kind.RATE,
        base=whole.value if known else None,
        qualifier=less_sure(part.qualifier, whole.qualifier),
        cells=part.cells + whole.cells,
        behind=part.behind,
    )


def less_sure(one, other):
    """Return the less sure of two qualifiers. An estimate can err both ways, so it comes first."""
    order = [Qualifier.NOT_RECORDED, Qualifier.ESTIMATED, Qualifier.AT_LEAST, Qualifier.COUNTED]
    return min(one, other, key=lambda each: order.index(Qualifier(each)))


def without_cells(figure):
    """Return a figure that tells of no people, such as a number that was published by somebody else."""
    return replace(figure, cells=())
