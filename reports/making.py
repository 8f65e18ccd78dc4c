"""Making a report: what is asked for, and the sections that answer it."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.utils import timezone
from django.utils.translation import gettext as _

from design.words import LONDON
from reports.annual import annual_tables
from reports.counting import span_beside, span_of
from reports.disclosure import THRESHOLD, Published, hide_small
from reports.document import Compared, Reader, Report
from reports.groups import SharedGroups
from reports.periods import Period
from reports.remembering import earlier_publications
from reports.rows import ReportRows
from reports.wording import edited_words, in_edited_words

ANNUAL, QUARTERLY = "annual", "quarterly"


@dataclass(frozen=True)
class Revision:
    """That a signed-off period was revised: on which day, why, and how many figures changed."""

    day: date
    reason: str
    changes: int


@dataclass
class Asked:
    """What a report is asked to be. Sections read their figures through it, so that each is fetched once.

    `beside` are (key, period) to compare with, in the order of the columns; `year_before` is what the first version of
    the data knows. Of a period of which no session is held nothing is compared: it drops out. For the public, counts of
    people below `threshold` are hidden, judged together with what was `published`: everything, unless it is given.
    """

    period: Period
    name: str = ANNUAL
    reader: Reader = Reader.BOARD
    beside: tuple[tuple[str, Period], ...] | None = None
    threshold: int = THRESHOLD
    round_to: int = 0
    published: tuple[Published, ...] | None = None
    revisions: tuple[Revision, ...] = ()
    today: date = field(default_factory=lambda: timezone.localdate(timezone=LONDON))

    def __post_init__(self):
        if self.beside is None:
            self.beside = standard_comparisons(self.period, name=self.name)

    @cached_property
    def span(self):
        return span_of(self.period, today=self.today)

    @cached_property
    def is_complete(self):
        return self.period.is_over(today=self.today)

    @cached_property
    def rows(self):
        return ReportRows()

    @cached_property
    def compared(self):
        """Return what stands beside the period, without periods of which nothing is held."""
        found = [Compared(key, other, span_beside(other, self.period, today=self.today)) for key, other in self.beside]
        return tuple(each for each in found if self.tables.is_held(each.key))

    @cached_property
    def tables(self):
        """Return the figures of the audiences' tables, now and beside."""
        spans = {key: span_beside(other, self.period, today=self.today) for key, other in self.beside}
        return annual_tables(self.span, beside=spans, rows=self.rows)


def standard_comparisons(period, *, name):
    """Return what a report compares with unless it is told: a year with the year before, a quarter with three."""
    if name == QUARTERLY and period.quarter:
        beside = [("quarter_before", period.previous()), ("year_before", period.year_before())]
        return (*beside, ("year_to_date", period.to_date()))
    return (("year_before", period.year_before()),)


def make_report(asked):
    """Return the Report of what is asked for. The number of queries does not grow with sessions."""
    from reports.sections import sections_of

    edited = edited_words(asked.period, name=asked.name)
    report = Report(
        name=asked.name,
        title=title_of(asked),
        period=asked.period,
        counted=asked.span,
        is_complete=asked.is_complete,
        reader=Reader(asked.reader),
        compared=asked.compared,
        sections=tuple(in_edited_words(section, edited) for section in sections_of(asked)),
    )
    return hidden_for_the_public(report, asked=asked) if report.reader is Reader.PUBLIC else report


def hidden_for_the_public(report, *, asked):
    """Return a report without small counts, judged together with what was published earlier."""
    published = earlier_publications() if asked.published is None else asked.published
    facts = {"threshold": asked.threshold, "round_to": asked.round_to, "published": published}
    hidden, _judged = hide_small(report, combined=SharedGroups.of(report), **facts)
    return hidden


def title_of(asked):
    if asked.name == QUARTERLY:
        return _("Quarterly update %(period)s") % {"period": asked.period}
    return _("Annual report %(period)s") % {"period": asked.period}
