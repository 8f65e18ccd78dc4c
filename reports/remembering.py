"""What the public has been told: the counts of earlier publications, for the disclosure rule to judge new ones by."""

from datetime import date

from reports.counting import Span
from reports.disclosure import Published
from reports.document import Cell, Hidden, Reader
from reports.groups import SharedGroups
from reports.models import PublishedReport


def cells_as_data(report):
    """Return the counts of people of a report as JSON keeps them, each with how it was shown."""
    found = {}
    for figure in report.figures():
        for cell in figure.cells:
            # A count may stand by itself and in a change; it is as hidden as where it stands by itself.
            if cell not in found or len(figure.cells) == 1:
                found[cell] = figure.hidden
    return [cell_as_data(cell, hidden) for cell, hidden in found.items()]


def cell_as_data(cell, hidden):
    return {
        "measure": cell.measure,
        "parts": sorted(map(list, cell.parts), key=repr),
        "first": cell.first.isoformat(),
        "last": cell.last.isoformat(),
        "value": cell.value,
        "hidden": hidden.value,
    }


def groups_as_data(report):
    """Return the groups that the tables of a report share, as JSON keeps them."""
    cells = {cell for figure in report.figures() for cell in figure.cells if cell.measure in SharedGroups.measures}
    return SharedGroups([Span(cell.first, cell.last) for cell in cells]).as_data() if cells else []


def earlier_publications(*, besides=None):
    """Return every count that the public was told, or not told, in the order of publications; one query."""
    found = PublishedReport.objects.filter(reader=Reader.PUBLIC).order_by("pk")
    if besides is not None:
        found = found.exclude(sign_off=besides)
    return tuple(
        each
        for pk, cells, groups in found.values_list("pk", "cells", "groups")
        for each in published_in(cells, SharedGroups.remembered(groups), publication=str(pk))
    )


def published_in(cells, groups, *, publication):
    for kept in cells:
        cell = cell_from(kept)
        shared = groups.groups_in(cell) if cell.measure in groups.measures else None
        yield Published(cell, Hidden(kept["hidden"]), publication, None if shared is None else frozenset(shared))


def cell_from(kept):
    days = date.fromisoformat(kept["first"]), date.fromisoformat(kept["last"])
    return Cell(kept["measure"], frozenset(map(tuple, kept["parts"])), *days, kept["value"])
