"""Past years in: sessions that were delivered before Muster, from a file with one in each row.

Looking at a file changes nothing; importing looks again inside its transaction, and refuses when it does not see what
was shown. A file comes in whole or not at all. Importing it again changes nothing: a row's session is known again
(sessions.past_matching), and where a row says something else than we know by now, that is said and left as it is. The
figure is the file's, with source import; an empty one is not recorded.
"""

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as said_now
from django.utils.translation import gettext_lazy as _

from courses.models import Audience
from people.keys import name_key
from sessions.models import Qualifier, SessionStatus
from sessions.past_entering import enter
from sessions.past_matching import match
from sessions.past_names import Kind, Names, make, name_of
from sessions.past_refusals import NamesUnknown, PastChangedMeanwhile, RowsToCorrect
from spreadsheets.refusing import WrongCell


class What(models.TextChoices):
    """What becomes of one row."""

    NEW = "new", _("Will be entered")
    UNCHANGED = "unchanged", _("Is here already")
    CHANGED = "changed", _("Is here already and says something else: stays as it is")
    WRONG = "wrong", _("To be corrected")


@dataclass
class Line:
    """One row of a file, read: {column: value}, what is wrong with it, and what is odd about it.

    `problems` are (column label, column letter, sentence); `columns` are {name: (label, letter)} of the whole file.
    """

    number: int
    said: dict
    problems: list = field(default_factory=list)
    remarks: list = field(default_factory=list)
    columns: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Wish:
    """A row without faults, with the records that its names stand for; those not here yet are not saved."""

    line: Line
    course: Any
    sector: Any = None
    host: Any = None
    area: Any = None
    authority: Any = None
    series: Any = None
    deliverers: tuple = ()

    @property
    def number(self):
        return self.line.number

    @property
    def day(self):
        return self.line.said["date"]

    @property
    def last_day(self):
        return self.line.said.get("end_date") or self.day

    @cached_property
    def key(self):
        """Return what tells a row from others of the same course and day; None where it says nothing."""
        series = name_key(self.series.title) if self.series else None
        return (key_of(self.sector), key_of(self.host), series)

    @property
    def records(self):
        """Return the records that its names stand for."""
        named = (self.course, self.sector, self.host, self.area, self.authority, self.series, *self.deliverers)
        return [record for record in named if record is not None]

    @property
    def is_cancelled(self):
        return self.line.said.get("status") == SessionStatus.CANCELLED

    @property
    def figure(self):
        """Return (attended, qualifier); a cancelled session has none."""
        attended = None if self.is_cancelled else self.line.said.get("attended")
        if attended is None:
            return None, Qualifier.NOT_RECORDED
        return attended, self.line.said.get("qualifier") or Qualifier.COUNTED


def key_of(record):
    """Return a record's key; of one that is not saved its name, which no key is like."""
    return None if record is None else record.pk or str(record)


@dataclass(frozen=True)
class Outcome:
    """What becomes of a row. `differences` are (column, what is here, what the file says)."""

    line: Line
    what: What
    wish: Wish | None = None
    session: Any = None
    differences: tuple = ()

    @property
    def said(self):
        """Return in a sentence what the file says otherwise."""
        sentence = said_now("%(column)s: %(here)s here, %(there)s in the file")
        parts = []
        for name, here, there in self.differences:
            column = self.line.columns.get(name, (name, ""))[0]
            parts.append(sentence % {"column": column, "here": shown(here), "there": shown(there)})
        return "; ".join(parts)


def shown(value):
    """Return a value as the preview says it; notes and the like are cut short."""
    if isinstance(value, bool):
        return said_now("Yes") if value else said_now("No")
    if isinstance(value, Qualifier):
        return str(value.label)
    if isinstance(value, set):
        return ", ".join(sorted(value)) or said_now("nothing")
    if value is None or value == "":
        return said_now("nothing")
    return f"{value:%d/%m/%Y}" if hasattr(value, "strftime") else str(value)[:60]


@dataclass(frozen=True)
class Result:
    """What importing does, or would do: an Outcome for each row in the order of the file, and the names it needs."""

    outcomes: list
    names: Names

    def of(self, *kinds):
        return [outcome for outcome in self.outcomes if outcome.what in kinds]

    @cached_property
    def numbers(self):
        return Counter(outcome.what for outcome in self.outcomes)

    @property
    def to_enter(self):
        return self.numbers[What.NEW]

    @property
    def wrong(self):
        return self.of(What.WRONG)

    @cached_property
    def new(self):
        """Return {kind: records} that new sessions need and that are not here yet; importing saves them."""
        return self.names.new_for([outcome.wish for outcome in self.of(What.NEW)])

    @cached_property
    def names_said(self):
        """Return {kind: names} of the same; a course and a row with their audience."""
        return {kind: [name_of(record) for record in found] for kind, found in self.new.items()}

    @property
    def unknown(self):
        """Return the names that are made only when somebody says so."""
        return {kind: names for kind, names in self.names_said.items() if kind != Kind.SERIES}

    @cached_property
    def mark(self):
        """A short text that differs when anything would be done differently."""
        said = [(each.line.number, each.what.value, each.said, repr(each.line.said)) for each in self.outcomes]
        return hashlib.sha256(repr((said, self.names_said)).encode()).hexdigest()

    def __str__(self):
        """Say the result in one line: "0 new, 95 unchanged"."""
        said = [(What.NEW, _("%(number)s new")), (What.UNCHANGED, _("%(number)s unchanged"))]
        said += [
            (kind, sentence)
            for kind, sentence in ((What.CHANGED, _("%(number)s changed")), (What.WRONG, _("%(number)s to correct")))
            if self.numbers[kind]
        ]
        return ", ".join(str(sentence) % {"number": f"{self.numbers[kind]:,}"} for kind, sentence in said)


def look_at(lines):
    """Return the Result that importing would have now. Reads only; the number of queries does not grow with rows."""
    names = Names([line for line in lines if not line.problems])
    wishes = [wish for line in lines if not line.problems and (wish := wish_of(line, names))]
    for wish in wishes:
        names.rows.begin_by(wish.course.audience, wish.day)
    answers, by_number = match(wishes), {wish.number: wish for wish in wishes}
    return Result([outcome_of(line, by_number.get(line.number), answers) for line in lines], names)


def wish_of(line, names):
    """Return a row with its records, or None when its course cannot be; then that is among its problems."""
    said = line.said
    try:
        course = names.course(said["course"], audience=said["audience"], kind=said.get("kind"))
    except WrongCell as wrong:
        line.problems.append((*line.columns["course"], str(wrong)))
        return None
    series = said.get("series")
    facts = {
        name: find(said[name])
        for name, find in [("host", names.organisation), ("area", names.area), ("authority", names.authority)]
        if said.get(name)
    }
    if label := said.get("sector"):
        facts["sector"] = names.rows.sector(label, audience=said["audience"], day=said.get("end_date") or said["date"])
    return Wish(
        line,
        course,
        series=names.series_of(series, course=course) if series else None,
        deliverers=tuple(names.organisation(name) for name in said.get("deliverers") or ()),
        **facts,
    )


def outcome_of(line, wish, answers):
    if wish is None:
        return Outcome(line, What.WRONG)
    if line.number not in answers:
        return Outcome(line, What.NEW, wish)
    known, differences = answers[line.number]
    return Outcome(line, What.CHANGED if differences else What.UNCHANGED, wish, known.session, tuple(differences))


@transaction.atomic
def import_sessions(lines, *, creates=False, expected=None, file, by=None):
    """Enter the new sessions of a file, and with `creates` whatever it names that is not here. Returns the Result.

    Raises RowsToCorrect when any row is wrong, NamesUnknown without `creates`, and PastChangedMeanwhile when the result
    is not the one `expected` (the `mark` of what was shown); then nothing is written. Two imports at one moment come
    one after the other, so that the second finds what the first entered.
    """
    list(Audience.objects.select_for_update().order_by("pk"))
    result = look_at(lines)
    if expected is not None and result.mark != expected:
        raise PastChangedMeanwhile
    if result.wrong:
        raise RowsToCorrect(result)
    if result.unknown and not creates:
        raise NamesUnknown(result)
    if result.numbers[What.NEW]:
        make(result.new, by=by)
        enter([outcome.wish for outcome in result.of(What.NEW)], file=file, by=by)
    return result
