"""E-learning: what the learning platform counted. Never attendances, and added to none."""

from collections import defaultdict
from datetime import date
from functools import reduce
from itertools import chain

from django.db.models import Q
from django.utils.translation import gettext as _

from design.words import join_words
from reports.document import Cell, Column, Figure, Row, Section, Sentence, Table
from reports.figuring import change_of, less_sure
from reports.meanings import ACCESSES, COMPLETIONS, STARTS, meaning_of
from reports.periods import EARLIEST
from reports.saying import say_days
from sessions.models import PeriodCount, Qualifier

MEASURES = (ACCESSES, STARTS, COMPLETIONS)
NO_DAY = date(EARLIEST, 1, 1)  # a count cannot be divided into days: the group of people names its days itself


def section(asked):
    """Return what was counted in the period. A count that reaches over its edge is named, and counted nowhere."""
    found = counts_about([asked.span, *(each.span for each in asked.compared)])
    inside, across = within(found, asked.span), [count for count in found if reaches_over(count, asked.span)]
    if not inside and not across:
        return None
    remarks = [_("These are accesses, not attendances and not people. They are added to no other number.")]
    if across:
        remarks.append(say_across(across))
    if not inside:
        return Section("e-learning", _("E-learning"), remarks=tuple(remarks))
    beside = [(each, within(found, each.span)) for each in asked.compared]
    table = table_of(inside, [(each, counts) for each, counts in beside if counts], asked=asked)
    return Section("e-learning", _("E-learning"), tuple(sentences_of(inside)), (table,), tuple(remarks))


def counts_about(spans):
    """Return the counts that have a day in common with any of the spans, by course and day; one query."""
    some = (Q(last__gte=span.first, first__lte=span.last) for span in spans)
    found = PeriodCount.objects.filter(reduce(Q.__or__, some)).select_related("course")
    return list(found.order_by("course__title", "first", "pk"))


def within(counts, span):
    return [count for count in counts if span.first <= count.first and count.last <= span.last]


def reaches_over(count, span):
    has_a_day = count.first <= span.last and count.last >= span.first
    return has_a_day and not (span.first <= count.first and count.last <= span.last)


def say_across(counts):
    named = join_words(f"{count.course} ({say_days(count.first, count.last)})" for count in counts)
    return _("Not counted, because their days reach over an edge of the period: %(counts)s.") % {"counts": named}


def sentences_of(counts):
    accesses = figure_of(counts, ACCESSES)
    if accesses.value is not None:
        yield Sentence(
            "e-learning", _("Besides the sessions: {accesses} e-learning accesses."), (("accesses", accesses),)
        )


def table_of(inside, beside, *, asked):
    measures = [unit for unit in MEASURES if any(getattr(count, unit) is not None for count in inside)]
    by_course = defaultdict(list)
    for count in inside:
        by_course[count.course].append(count)
    rows = tuple(row_of(counts, beside, measures, course=course) for course, counts in by_course.items())
    total = row_of(inside, beside, measures) if len(rows) > 1 else None
    caption = _("E-learning, %(period)s") % {"period": asked.period}
    columns, gaps = columns_of(measures, beside), tuple(gaps_in(inside, measures))
    return Table("e-learning", caption, _("E-learning course"), columns, rows, total, remarks=gaps)


def gaps_in(counts, measures):
    """Yield a sentence for each measure that some counts leave open."""
    for unit in measures:
        unknown = sum(getattr(count, unit) is None for count in counts)
        if unknown:
            facts = {"measure": meaning_of(unit).name, "unknown": unknown, "counts": len(counts)}
            yield _("%(measure)s: not known of %(unknown)s of %(counts)s counts.") % facts


def columns_of(measures, beside):
    columns = [Column("days", _("Days counted"), "")]
    columns += [Column(unit, str(meaning_of(unit).name), unit) for unit in measures]
    for other, _counts in beside:
        label = {"period": other.period.label}
        columns += [
            Column(f"accesses_{other.key}", _("Accesses in %(period)s") % label, ACCESSES, other.period.label),
            Column(f"change_{other.key}", _("Change on %(period)s") % label, ACCESSES, other.period.label),
        ]
    return tuple(columns)


def row_of(counts, beside, measures, *, course=None):
    """Return the line of a course; without one, of all together."""
    figures = [figure_of(counts, unit) for unit in measures]
    now = figure_of(counts, ACCESSES)
    for _other, all_then in beside:
        then = figure_of([each for each in all_then if course in (None, each.course)], ACCESSES)
        figures += [then, change_of(now, then)]
    label, key = (course.title, f"course-{course.pk}") if course else (_("Total"), "total")
    days = say_days(min(each.first for each in counts), max(each.last for each in counts))
    return Row(key, label, (days, *figures))


def figure_of(counts, unit):
    """Return the sum of what is known of some counts, never surer than its least sure part; of none nothing."""
    known = [count for count in counts if getattr(count, unit) is not None]
    if not known:
        return Figure(None, unit)
    value = sum(getattr(count, unit) for count in known)
    sure = reduce(less_sure, chain([Qualifier.COUNTED], (count.qualifier for count in known)))
    parts = frozenset(("e-learning", c.course_id, c.first.toordinal(), c.last.toordinal()) for c in known)
    return Figure(value, unit, qualifier=Qualifier(sure), cells=(Cell(unit, parts, NO_DAY, NO_DAY, value),))
