"""The disclosure rule, judged by somebody who tries every way in which the people could be parted.

The solver here shares nothing with the rule's: it lists every table that fits the numbers shown.
"""

from datetime import date
from itertools import product

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from reports.disclosure import Published, judge
from reports.document import Cell, Hidden

YEAR = (date(2016, 4, 1), date(2017, 3, 31))
HALVES = [(date(2016, 4, 1), date(2016, 9, 30)), (date(2016, 10, 1), date(2017, 3, 31))]


def count(value, *names, days=YEAR):
    return Cell("attended", frozenset(("row", name) for name in names), *days, value)


def table(values, *, days=YEAR):
    """Return the rows of one column, and its total."""
    return [*(count(v, n, days=days) for n, v in enumerate(values)), count(sum(values), *range(len(values)), days=days)]


def hidden_in(values, **facts):
    """Return, for each row and the total, why it is hidden."""
    cells = table(values)
    judged = judge(cells, **facts)
    return [judged.of(cell).value for cell in cells]


def told_of(value, hidden, *, threshold=5):
    """Return the numbers that a reader of a cell holds possible; None is no bound."""
    if hidden is Hidden.SMALL:
        return 1, threshold - 1
    return (threshold if value >= threshold else 1, None) if hidden is Hidden.DERIVABLE else (value, value)


def is_safe(value, held_possible, *, parts):
    """Whether what a reader holds possible says as little of a hidden count as it may. None of `parts` is 0."""
    return held_possible >= set(range(parts, 5)) if value < 5 else len(held_possible) > 1


def fits(number, told):
    return told[0] <= number and (told[1] is None or number <= told[1])


def possible(values, hidden, total_hidden, *, most):
    """Yield every column of rows that fits what is shown of it."""
    told = [told_of(value, why) for value, why in zip(values, hidden, strict=True)]
    total = told_of(sum(values), total_hidden)
    ranges = [range(low, (most if high is None else high) + 1) for low, high in told]
    return [rows for rows in product(*ranges) if fits(sum(rows), total)]


@pytest.mark.parametrize(
    ("values", "hidden"),
    [
        ([30, 20], ["", "", ""]),
        ([0, 20], ["", "", ""]),
        ([3, 20, 30], ["small", "derivable", "", ""]),
        ([3, 2, 30], ["small", "small", "", ""]),
        ([1, 1, 40], ["small", "small", "derivable", ""]),
        ([1, 5, 80], ["small", "", "derivable", ""]),
        ([4], ["small", "small"]),
        ([3, 0], ["small", "", "small"]),
    ],
)
def test_small_counts_are_hidden_and_what_gives_them_away(values, hidden):
    assert hidden_in(values) == hidden


def test_the_threshold_can_be_ten():
    assert hidden_in([7, 20, 30], threshold=10) == ["small", "derivable", "", ""]


COLUMNS = st.lists(st.integers(0, 9), min_size=1, max_size=4)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(COLUMNS)
@example([4, 5])
@example([1, 1, 5])
def test_nobody_can_work_out_a_small_row_of_a_table(values):
    cells = table(values)
    hidden = [judge(cells).of(cell) for cell in cells]

    tables = possible(values, hidden[:-1], hidden[-1], most=25)

    assert tuple(values) in tables
    for place, why in enumerate(hidden[:-1]):
        held_possible = {rows[place] for rows in tables}
        assert why is Hidden.NO or is_safe(values[place], held_possible, parts=1)


@pytest.mark.whole
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), min_size=1, max_size=3))
def test_nor_of_two_halves_and_their_year(rows):
    cells = {}
    for half, days in enumerate(HALVES):
        for cell in table([row[half] for row in rows], days=days):
            cells[cell.parts, half] = cell
    for cell in table([sum(row) for row in rows]):
        cells[cell.parts, 2] = cell
    judged = judge(cells.values())

    fitting = [found for found in parted(rows, most=14) if all(fits_cell(found, c, judged) for c in cells.values())]

    for cell in cells.values():
        held_possible = {value_in(found, cell) for found in fitting}
        parts = parts_in(rows, cell)
        assert judged.of(cell) is Hidden.NO or is_safe(cell.value, held_possible, parts=parts)


def parted(rows, *, most):
    """Yield rows of two halves. Only numbers near the true ones are tried: what is possible among them is possible."""
    near = [range(max(0, number - 6), min(number + 6, most) + 1) for row in rows for number in row]
    size = 1
    for each in near:
        size *= len(each)
    if size > 40_000:
        near = [range(max(0, n - 3), n + 5) for row in rows for n in row]
    for found in product(*near):
        yield [found[2 * place : 2 * place + 2] for place in range(len(rows))]


def value_in(found, cell):
    halves = [half for half, days in enumerate(HALVES) if cell.first <= days[0] and days[1] <= cell.last]
    return sum(found[row][half] for _kind, row in cell.parts for half in halves)


def parts_in(rows, cell):
    """Return how many groups of a cell have anybody in them."""
    return value_in([[min(number, 1) for number in row] for row in rows], cell)


def fits_cell(found, cell, judged):
    return fits(value_in(found, cell), told_of(cell.value, judged.of(cell)))


def published(cells, *, publication="first", **facts):
    judged = judge(cells, **facts)
    return [Published(cell, judged.of(cell), publication) for cell in cells]


def test_what_an_earlier_publication_hid_stays_hidden_in_the_next():
    first = published(table([3, 20, 30]))

    judged = judge(table([12, 20, 30]), published=first)

    # Whoever is told that 20 is still 20, or that 12 is what is left beside it, knows the 3.
    assert [judged.of(count(value, row)).value for row, value in enumerate([12, 20, 30])] == [
        "derivable",
        "derivable",
        "",
    ]


def test_the_same_report_again_hides_the_same():
    cells = table([3, 20, 30])
    first = published(cells)

    again = judge(cells, published=first)

    assert {cell: again.of(cell) for cell in cells} == {each.cell: each.hidden for each in first}


def test_a_quarter_published_alone_does_not_give_the_rest_of_the_year_away():
    halves = [table([3, 20, 30], days=HALVES[0]), table([9, 9, 9], days=HALVES[1])]
    first = published(halves[0])

    judged = judge([*halves[1], *table([12, 29, 39])], published=first)

    assert judged.of(count(12, 0)) is not Hidden.NO or judged.of(count(9, 0, days=HALVES[1])) is not Hidden.NO


def test_what_was_published_too_freely_is_named_as_exposed():
    told = [Published(cell, Hidden.NO, "long ago") for cell in table([3, 20, 30])]

    judged = judge(table([3, 20, 30]), published=told)

    assert [cell.value for cell in judged.exposed] == [3]
