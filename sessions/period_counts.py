"""E-learning counts: no day of a course counts twice, whoever enters it, and a file entered again changes nothing."""

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from courses.models import Course
from sessions.models import PeriodCount
from sessions.refusals import ChangedMeanwhile

DAYS = ("course_id", "first", "last")
SAID = ("accesses", "starts", "completions", "qualifier", "source", "note")
IS_COUNTED = _("Days of this are counted already: %(other)s. A day counts once.")


class CountsChangedMeanwhile(ChangedMeanwhile):
    sentence = _("What follows is not what you were shown before, so nothing was changed now. Look at it once more.")


class Becomes(models.TextChoices):
    """What becomes of one row of a file."""

    NEW = "new", _("Will be added")
    CHANGED = "changed", _("Will be changed")
    UNCHANGED = "unchanged", _("Is there already")
    WRONG = "wrong", _("To be corrected")


@dataclass
class Line:
    """One row of a file: the count it says, not saved, and what is wrong with it as (column, letter, sentence)."""

    number: int
    said: dict
    count: PeriodCount | None
    problems: list = field(default_factory=list)


@dataclass(frozen=True)
class Outcome:
    line: Line
    what: Becomes
    problems: tuple = ()
    kept: Any = None


@dataclass(frozen=True)
class Result:
    outcomes: list

    @property
    def numbers(self):
        return Counter(outcome.what for outcome in self.outcomes)

    @property
    def wrong(self):
        return [outcome for outcome in self.outcomes if outcome.what == Becomes.WRONG]

    @property
    def to_write(self):
        return [outcome for outcome in self.outcomes if outcome.what in {Becomes.NEW, Becomes.CHANGED}]

    @property
    def mark(self):
        """A short text that differs when anything would be done differently."""
        said = [(each.line.number, each.what.value, sorted(each.line.said.items())) for each in self.outcomes]
        return hashlib.sha256(repr(said).encode()).hexdigest()


def overlapping(count, *, among):
    """Return the first other count of the same course that has a day in common with this one, or None."""
    return next((each for each in among if shares_a_day(each, count)), None)


def shares_a_day(one, other):
    return one.course_id == other.course_id and one.first <= other.last and other.first <= one.last


def counts_beside(count):
    """Return the kept counts that have a day in common with this one."""
    found = PeriodCount.objects.filter(course=count.course_id, first__lte=count.last, last__gte=count.first)
    return found.exclude(pk=count.pk).select_related("course")


def judge_lines(lines):
    """Return the Result that importing the lines would have now. Writes nothing."""
    courses = {line.count.course_id for line in lines if line.count}
    kept = list(PeriodCount.objects.filter(course__in=courses).select_related("course"))
    outcomes, earlier = [], []
    for line in lines:
        outcomes.append(judge_line(line, kept=kept, earlier=earlier))
        if line.count:
            earlier.append(line.count)
    return Result(outcomes)


def judge_line(line, *, kept, earlier):
    if line.problems or not line.count:
        return Outcome(line, Becomes.WRONG, tuple(line.problems))
    same = next((each for each in kept if facts(each, DAYS) == facts(line.count, DAYS)), None)
    other = overlapping(line.count, among=[*earlier, *(each for each in kept if each is not same)])
    if other:
        return Outcome(line, Becomes.WRONG, (("", "", IS_COUNTED % {"other": other}),))
    if same is None:
        return Outcome(line, Becomes.NEW)
    is_same = facts(same, SAID) == facts(line.count, SAID)
    return Outcome(line, Becomes.UNCHANGED if is_same else Becomes.CHANGED, kept=same)


def facts(count, names):
    return [getattr(count, name) for name in names]


@transaction.atomic
def import_counts(lines, *, expected, by):
    """Write a file's counts, all of them or, where a row is wrong, none. Returns the Result. Logged with who did it.

    Raises CountsChangedMeanwhile when it would do something else than the Result with the mark `expected` said.
    """
    courses = {line.count.course_id for line in lines if line.count}
    list(Course.objects.select_for_update().filter(pk__in=courses).order_by("pk"))  # nobody imports the same meanwhile
    result = judge_lines(lines)
    if result.wrong or result.mark != expected:
        raise CountsChangedMeanwhile
    for outcome in result.to_write:
        write(outcome, by=by)
    return result


def write(outcome, *, by):
    count = outcome.kept or outcome.line.count
    for name in SAID:
        setattr(count, name, getattr(outcome.line.count, name))
    count.save()
    log(instance=count, action="wagtail.edit" if outcome.kept else "wagtail.create", user=by)
