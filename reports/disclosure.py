"""The disclosure rule: counts of people that are too small are hidden, and so is whatever would give them away.

A count from 1 to below the threshold is hidden; 0 is stated. Then somebody is assumed who knows every number that is
shown, in this report and in those published earlier, which groups add up to which, and that as little as possible was
corrected since. A linear program says what such a reader could work out of each hidden count. Where that is less than
everything from 1 to below the threshold, one more number is hidden, the smallest that helps, until nothing is left to
be worked out. Only counts of people are hidden, never counts of sessions.

The reader also sees by which words a number is hidden: "fewer than 5", or "not shown" for one that is not small.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from reports.deducing import Program, as_one_story, components, lines_of
from reports.document import Cell, Hidden, Kind, with_figures

THRESHOLD = 5


@dataclass(frozen=True)
class Published:
    """A count as an earlier publication showed it, or hid it. `publication` tells one from another.

    `groups` are what `SharedGroups` said of it then; None where it shares its groups with no other table.
    """

    cell: Cell
    hidden: Hidden
    publication: str = ""
    groups: frozenset | None = None


@dataclass(frozen=True)
class Judged:
    """What is hidden, and why. `exposed` counts cannot be protected, because an earlier publication told too much."""

    hidden: dict[Cell, Hidden]
    exposed: tuple[Cell, ...]

    def of(self, cell):
        return self.hidden.get(cell, Hidden.NO)


def hide_small(report, *, threshold=THRESHOLD, round_to=0, published=(), combined=None):
    """Return (the report with small counts hidden, what was judged). `round_to` rounds what is still shown."""
    cells = {cell for figure in report.figures() for cell in figure.cells}
    judged = judge(cells, threshold=threshold, published=published, combined=combined)
    return with_figures(report, lambda figure: shown_as(figure, judged, threshold, round_to)), judged


def shown_as(figure, judged, threshold, round_to):
    """Return a figure as it may be printed: hidden if any count it tells of is."""
    reasons = {judged.of(cell) for cell in figure.cells} - {Hidden.NO}
    if not reasons:
        return rounded(figure, round_to) if round_to and figure.cells else figure
    is_small = figure.kind is Kind.NUMBER and Hidden.SMALL in reasons
    return replace(figure, hidden=Hidden.SMALL if is_small else Hidden.DERIVABLE, below=threshold)


def rounded(figure, to):
    """Return a figure made of rounded counts: halves upwards, and a difference is that of rounded numbers."""
    if figure.value is None:
        return figure
    base = None if figure.base is None else nearest(figure.base, to)
    if figure.kind in {Kind.CHANGE, Kind.GROWTH}:
        return replace(figure, value=nearest(figure.value + figure.base, to) - base, base=base)
    return replace(figure, value=nearest(figure.value, to), base=base)


def nearest(number, to):
    return (2 * number + to) // (2 * to) * to


def judge(cells: Iterable[Cell], *, threshold=THRESHOLD, published=(), combined=None) -> Judged:
    """Return which counts have to be hidden. `combined` gives the groups that two measures of the same people share."""
    lines = as_one_story(lines_of(cells, published=published, threshold=threshold, combined=combined))
    exposed = [cell for part in components(lines) for cell in protect(Program(part, threshold))]
    hidden = {line.cell: line.hidden for line in lines if line.publication is None and line.is_hidden}
    return Judged(hidden, tuple(exposed))


def protect(program):
    """Hide more until no hidden count can be worked out. Return the counts for which nothing helps."""
    exposed = []
    while target := program.unsafe(besides=exposed):
        as_before = {line: line.hidden for line in program.lines}
        while not program.is_safe(target) and program.hide_another(target):
            pass
        if not program.is_safe(target):
            exposed.append(target)
            for line, hidden in as_before.items():
                program.set_hidden(line, hidden)
    return [line.cell for line in exposed]
