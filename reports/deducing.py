"""What can be worked out of published counts: each is an equation, and a linear program says what else it settles."""

from collections import defaultdict
from dataclasses import dataclass

import highspy
import numpy as np

from reports.document import Cell, Hidden

TRIED = 40  # numbers looked at to protect one
INFINITE = highspy.kHighsInf
LEAST, MOST = highspy.ObjSense.kMinimize, highspy.ObjSense.kMaximize
BOUNDLESS = {highspy.HighsModelStatus.kUnbounded, highspy.HighsModelStatus.kUnboundedOrInfeasible}


@dataclass(eq=False)
class Line:
    """One count as an equation: the sum of its atoms, the smallest groups that counts are made of.

    `publication` is None for the report that is judged.
    """

    cell: Cell
    atoms: frozenset
    hidden: Hidden
    publication: str | None

    @property
    def is_hidden(self):
        return self.hidden is not Hidden.NO

    def bounds(self, threshold):
        """Return what a reader is told of it, or guesses: the least and the most it can be. 0 is never hidden."""
        if self.hidden is Hidden.SMALL:
            return 1.0, threshold - 1.0
        least = threshold if self.cell.value >= threshold else 1
        return (float(least), INFINITE) if self.is_hidden else self.truth

    def bare_bounds(self):
        """Return what anybody knows of it who reads no number but 0."""
        return self.truth if self.cell.value == 0 else (1.0 if self.is_hidden else 0.0, INFINITE)

    @property
    def truth(self):
        return float(self.cell.value), float(self.cell.value)


def lines_of(cells, *, published, threshold, combined):
    """Return the equations of each earlier publication and, last, of this report."""
    told = [(each.cell, each.hidden, each.groups, each.publication) for each in published]
    for cell in sorted(cells, key=lambda each: (each.measure, each.first, each.last, sorted(map(repr, each.parts)))):
        hidden = Hidden.SMALL if 0 < cell.value < threshold else Hidden.NO
        shared = combined and cell.measure in combined.measures
        told.append((cell, hidden, combined.groups_in(cell) if shared else None, None))
    days = sorted({day for cell, *_facts in told for day in days_of(cell)})
    return [
        Line(cell, frozenset(atoms_of(cell, groups, days=days)), hidden, publication)
        for cell, hidden, groups, publication in told
    ]


def days_of(cell):
    """Return where the days of a cell begin and where they have ended, as numbers."""
    return cell.first.toordinal(), cell.last.toordinal() + 1


def atoms_of(cell, groups, *, days):
    """Return the atoms of a count. An atom is a group, in days that no count parts, of one measure."""
    first, end = days_of(cell)
    spans = [day for day in days if first <= day < end]
    if groups is None:
        return {(cell.measure, part, day) for part in cell.parts for day in spans}
    return {(cell.measure, group, max(day for day in spans if day <= on)) for group, on in groups}


def as_one_story(lines):
    """Return the equations with atoms of their own for what was corrected between two publications.

    A reader supposes that the fewest people were corrected. Everything else is the same atom in all publications.
    """
    names = list(dict.fromkeys(line.publication for line in lines if line.publication is not None))
    told = [line for line in lines if line.publication is None]
    for name in names:
        theirs = [line for line in lines if line.publication == name]
        changed = atoms_corrected(told, theirs)
        for line in theirs:
            line.atoms = frozenset((name, *atom) if atom in changed else atom for atom in line.atoms)
        told += theirs
    return lines


def atoms_corrected(told, theirs):
    """Return the atoms that cannot be the same in a publication and in what is told besides: the fewest people."""
    before = {atom: n for n, atom in enumerate(in_order(told))}
    after = {atom: n + len(before) for n, atom in enumerate(in_order(theirs))}
    both = [atom for atom in after if atom in before]
    if not both:
        return set()
    differences = {atom: len(before) + len(after) + n for n, atom in enumerate(both)}
    costs = np.zeros(len(before) + len(after) + len(both))
    costs[len(before) + len(after) :] = 1
    solver = solver_of(costs)
    for lines, places in ((told, before), (theirs, after)):
        for line in lines:
            add_row(solver, [places[atom] for atom in line.atoms], *line.truth)
    for atom in both:
        one, other, difference = before[atom], after[atom], differences[atom]
        add_row(solver, [one, other, difference], 0.0, INFINITE, [1, -1, 1])
        add_row(solver, [one, other, difference], 0.0, INFINITE, [-1, 1, 1])
    solver.run()
    values = solver.getSolution().col_value
    return {atom for atom in both if round(values[differences[atom]])}


def in_order(lines):
    """Return the atoms of some lines, in an order that is the same each time."""
    return sorted({atom for line in lines for atom in line.atoms}, key=repr)


def components(lines):
    """Yield the lines that tell of one another, where anything among them is hidden."""
    kin = Kin()
    for line in lines:
        kin.join(line, *line.atoms)
    groups = defaultdict(list)
    for line in lines:
        groups[kin.head(line)].append(line)
    return [group for group in groups.values() if any(line.is_hidden for line in group)]


class Kin:
    """Who belongs together, joined pair by pair."""

    def __init__(self):
        self.heads = {}

    def head(self, one):
        while (above := self.heads.setdefault(one, one)) != one:
            self.heads[one] = self.heads.setdefault(above, above)
            one = above
        return one

    def join(self, first, *others):
        for one in others:
            self.heads[self.head(one)] = self.head(first)


class Program:
    """The linear program of a component. Its variables are the people in each atom, whole and not below 0."""

    def __init__(self, lines, threshold):
        self.lines, self.threshold = lines, threshold
        self.columns = variables_of(lines)
        self.width = len(set(self.columns.values()))
        self.rows = {line: number for number, line in enumerate(lines)}
        self.solver, self.bare = solver_of(np.zeros(self.width)), solver_of(np.zeros(self.width))
        for line in lines:
            add_row(self.solver, self.indices(line), *line.bounds(threshold))
            add_row(self.bare, self.indices(line), *line.bare_bounds())

    def indices(self, line):
        return sorted({self.columns[atom] for atom in line.atoms})

    def unsafe(self, *, besides):
        """Return a hidden count that can be worked out, or None."""
        hidden = (line for line in self.lines if line.is_hidden and line not in besides)
        return next((line for line in hidden if not self.is_safe(line)), None)

    def is_safe(self, line):
        """Whether a reader can work out no more of a small count than its words say, and of a larger one no number."""
        lowest, highest = self.extreme(line, LEAST), self.extreme(line, MOST)
        if lowest is None or highest is None:
            return False
        if line.cell.value >= self.threshold:
            return lowest < highest
        return highest >= self.threshold - 1 and lowest <= self.extreme(line, LEAST, solver=self.bare)

    def extreme(self, line, sense, *, solver=None):
        """Return the least or the most that a count can be, for all that a reader knows."""
        solver = solver or self.solver
        costs = np.zeros(self.width)
        costs[self.indices(line)] = 1
        solver.changeColsCost(self.width, np.arange(self.width, dtype=np.int32), costs)
        solver.changeObjectiveSense(sense)
        solver.run()
        status = solver.getModelStatus()
        if status == highspy.HighsModelStatus.kOptimal:
            return round(solver.getInfo().objective_function_value)
        return INFINITE if status in BOUNDLESS else None  # no answer is no protection

    def hide_another(self, target):
        """Hide one more count, the smallest that makes the target safe alone; or else one that helps."""
        candidates = self.candidates(target)
        for line in candidates[:TRIED]:
            before = line.hidden
            self.set_hidden(line, Hidden.DERIVABLE)
            if self.is_safe(target):
                return line
            self.set_hidden(line, before)
        if not candidates:
            return None
        self.set_hidden(candidates[0], Hidden.DERIVABLE)
        return candidates[0]

    def set_hidden(self, line, hidden):
        line.hidden = hidden
        self.solver.changeRowBounds(self.rows[line], *line.bounds(self.threshold))
        self.bare.changeRowBounds(self.rows[line], *line.bare_bounds())

    def candidates(self, target):
        """Return the counts that can still be hidden: beside the target in a sum first, then the sums, then others.

        Of a sum that is small itself, even "fewer than 5" may say too much: then it is not said.
        """
        ours = [line for line in self.lines if line.publication is None and line.cell.value]
        sums = [line.atoms for line in self.lines if line.atoms > target.atoms]

        def place(line):
            beside = any(line.atoms < whole for whole in sums) and not line.atoms & target.atoms
            kin = 0 if beside else 1 if line.atoms > target.atoms else 2
            return kin, len(line.atoms), line.cell.value

        small = [line for line in ours if line.hidden is Hidden.SMALL and line.atoms > target.atoms]
        return sorted(small, key=place) + sorted((line for line in ours if not line.is_hidden), key=place)


def variables_of(lines):
    """Return {atom: number of its variable}. Atoms that stand in the same counts share one."""
    standing = defaultdict(list)
    for number, line in enumerate(lines):
        for atom in line.atoms:
            standing[atom].append(number)
    numbers: dict = {}
    return {atom: numbers.setdefault(tuple(where), len(numbers)) for atom, where in standing.items()}


def solver_of(costs):
    """Return a solver whose variables are whole numbers from 0, with these costs."""
    width = len(costs)
    every = np.arange(width, dtype=np.int32)
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.addVars(width, np.zeros(width), np.full(width, INFINITE))
    solver.changeColsCost(width, every, costs)
    solver.changeColsIntegrality(width, every, np.full(width, highspy.HighsVarType.kInteger))
    return solver


def add_row(solver, indices, lowest, highest, values=None):
    values = np.ones(len(indices)) if values is None else np.array(values, dtype=float)
    solver.addRow(lowest, highest, len(indices), np.array(indices, dtype=np.int32), values)
