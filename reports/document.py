"""A report as one set of figures: sections of sentences and tables, which every output writes and none calculates.

Nothing here asks the database. A figure carries what has to be said with it (how sure it is, of what it is a share, of
how many sessions it is known), which sessions it comes from, and which people it counts, so that the disclosure rule
can judge all figures of a report together.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import Enum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from reports.behind import Behind
from reports.counting import Span
from reports.periods import Period
from sessions.models import Qualifier


class Reader(TextChoices):
    """Who a report is for. The public's obeys the disclosure rule; data is for machines and is not published."""

    BOARD = "board", _("Board: all figures")
    PUBLIC = "public", _("Public: small numbers hidden")
    DATA = "data", _("Data: all figures, for machines")


class Kind(Enum):
    """What a figure's number is. `base` is what it is measured against."""

    NUMBER = "number"  # value
    RATE = "rate"  # value of base, said as a percentage
    CHANGE = "change"  # value more, or fewer, than base
    GROWTH = "growth"  # the same in percent of base


class Hidden(Enum):
    NO = ""
    SMALL = "small"  # it is smaller than may be published
    DERIVABLE = "derivable"  # it would give a small one away


@dataclass(frozen=True)
class Cell:
    """People, counted: `value` of them, in the groups `parts`, from `first` to `last`, both inclusive.

    Two cells of one measure whose parts and days do not overlap add up. Each part is a tuple that names a group for
    good, such as ("sector", 12), however its row is labelled.
    """

    measure: str
    parts: frozenset[tuple]
    first: date
    last: date
    value: int


@dataclass(frozen=True)
class Figure:
    """One number with all that belongs to it. `value` is None where it is not known, which is never 0.

    It is a whole number; only a sum of money that has pence is a Decimal.

    `unit` names what is counted, by its key in `reports.meanings`; `known` of `of` sessions have a figure; `cells` are
    the people that the number would tell of. Where `hidden`, no output may show value, base or
    anything made of them; a small one is said to be fewer than `below`.
    """

    value: int | float | Decimal | None
    unit: str
    kind: Kind = Kind.NUMBER
    base: int | None = None
    qualifier: Qualifier = Qualifier.COUNTED
    known: int | None = None
    of: int | None = None
    cells: tuple[Cell, ...] = ()
    behind: Behind | None = None
    hidden: Hidden = Hidden.NO
    below: int = 5

    @property
    def is_hidden(self):
        return self.hidden is not Hidden.NO


@dataclass(frozen=True)
class Column:
    """A column of figures, or of plain text where it has no `unit`. `period` is set where it tells of another period.

    `only_if_any`: documents print it only where a figure of it is not 0; data and spreadsheets always have it.
    """

    key: str
    title: str
    unit: str
    period: str = ""
    only_if_any: bool = False


@dataclass(frozen=True)
class Row:
    """A line of a table: a cell for each column, either a Figure, or plain text or a date; None is empty.

    `notes` are the numbers, from 1, of the table's notes about it. `facts` are for machines, and never tell of people.
    """

    key: str
    label: str
    cells: tuple[Figure | str | date | None, ...]
    notes: tuple[int, ...] = ()
    facts: tuple[tuple[str, object], ...] = ()

    def only(self, places):
        return replace(self, cells=tuple(self.cells[place] for place in places))


@dataclass(frozen=True)
class Table:
    """`heading` stands over the labels of the rows, `name` on the tab of a spreadsheet; `remarks` are sentences below.

    `charts` are the keys of columns that documents draw as well.
    """

    key: str
    caption: str
    heading: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    total: Row | None = None
    notes: tuple[tuple[str, tuple[str, ...]], ...] = ()
    remarks: tuple[str, ...] = ()
    charts: tuple[str, ...] = ()
    name: str = ""

    @property
    def lines(self):
        """Return the rows, and the total as the last of them."""
        return (*self.rows, self.total) if self.total else self.rows

    @property
    def is_silent(self):
        """Whether nothing at all happened that the table counts."""
        return bool(self.total) and all(
            cell.value in (0, None) for cell in self.total.cells if isinstance(cell, Figure)
        )

    def printed(self):
        """Return the table as documents print it, without columns that would say nothing but 0."""
        kept = [n for n, column in enumerate(self.columns) if not column.only_if_any or any(self.tells(n))]
        if len(kept) == len(self.columns):
            return self
        rows = tuple(row.only(kept) for row in self.rows)
        columns = tuple(self.columns[n] for n in kept)
        return replace(self, columns=columns, rows=rows, total=self.total.only(kept) if self.total else None)

    def tells(self, place):
        return (line.cells[place] is not None and line.cells[place].value != 0 for line in self.lines)

    def column(self, key):
        """Return the cells of a column in the order of the lines."""
        place = [column.key for column in self.columns].index(key)
        return [line.cells[place] for line in self.lines]


@dataclass(frozen=True)
class Sentence:
    """A sentence made of figures. `words` names them in braces; who edits it moves the braces, never the numbers."""

    key: str
    words: str
    figures: tuple[tuple[str, Figure], ...] = ()


@dataclass(frozen=True)
class Section:
    """A part of a report, with a heading. What it has none of is left out by whoever makes it, not by outputs."""

    key: str
    title: str
    sentences: tuple[Sentence, ...] = ()
    tables: tuple[Table, ...] = ()
    remarks: tuple[str, ...] = ()

    def printed(self):
        """Return the tables as documents print them, without those in which nothing happened."""
        return [table.printed() for table in self.tables if not table.is_silent]

    def silent(self):
        """Return the names, as in a sentence, of the tables in which nothing happened."""
        return [table.heading.lower() for table in self.tables if table.is_silent]


@dataclass(frozen=True)
class Compared:
    """A period beside the report's. `span` are its days that are counted, fewer where the report's own still runs."""

    key: str
    period: Period
    span: Span


@dataclass(frozen=True)
class Report:
    """`counted` are the days counted so far, `compared` what stands beside them, in the order of the columns."""

    name: str
    title: str
    period: Period
    counted: Span
    is_complete: bool
    reader: Reader
    compared: tuple[Compared, ...]
    sections: tuple[Section, ...]

    @property
    def tables(self) -> tuple[Table, ...]:
        return tuple(table for section in self.sections for table in section.tables)

    def table(self, key):
        return next((table for table in self.tables if table.key == key), None)

    def section(self, key):
        return next((section for section in self.sections if section.key == key), None)

    @property
    def units(self) -> tuple[str, ...]:
        """Return the keys of all that is counted, each once, in the order in which it is printed."""
        return tuple(dict.fromkeys(figure.unit for figure in self.figures()))

    def figures(self) -> Iterator[Figure]:
        """Yield every figure that an output prints, sentences' too."""
        for section in self.sections:
            for sentence in section.sentences:
                yield from (figure for _name, figure in sentence.figures)
            for table in section.tables:
                yield from (cell for line in table.lines for cell in line.cells if isinstance(cell, Figure))


def with_figures(report: Report, change: Callable[[Figure], Figure]) -> Report:
    """Return a report in which `change` was made to every figure; all else stays."""
    return replace(report, sections=tuple(changed_section(section, change) for section in report.sections))


def changed_section(section, change):
    sentences = tuple(
        replace(sentence, figures=tuple((name, change(figure)) for name, figure in sentence.figures))
        for sentence in section.sentences
    )
    return replace(section, sentences=sentences, tables=tuple(changed_table(table, change) for table in section.tables))


def changed_table(table, change):
    rows = tuple(changed_row(row, change) for row in table.rows)
    return replace(table, rows=rows, total=changed_row(table.total, change) if table.total else None)


def changed_row(row, change):
    return replace(row, cells=tuple(change(cell) if isinstance(cell, Figure) else cell for cell in row.cells))
