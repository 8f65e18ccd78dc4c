"""Taking over the schools of the national file: as a plan that can be looked at, and then as it was looked at.

A school is known by its URN; one that was entered by hand and has none, by its name. The file says what a school is
called, its phase, ages, pupils and dates; an empty cell says nothing. What an officer chose, its type and area, stays.
A school that becomes an academy is a new one with a new URN: the closed school gets it as successor where exactly one
opened at that time under the same name or postcode. Two schools of one name are told apart by their URN; the name
alone is that of the one that is open, because people type it when they book.
"""

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from design.keeping import something_changed
from people.keys import name_key
from people.models import Area, Organisation, OrganisationAlias
from people.school_types import SchoolTypes
from people.schools_file import HEADINGS, School, SchoolsFile

FROM_FILE = ("phase", "lowest_age", "highest_age", "pupils", "opened_on", "postcode", "trust")
SUCCEEDS_WITHIN = timedelta(days=100)
NO_DATE = _("The school is closed, and no date says since when. Enter the date under Organisations first.")


class What(models.TextChoices):
    """What becomes of one row."""

    NEW = "new", _("New")
    CHANGED = "changed", _("Changed")
    CLOSED = "closed", _("Closed")
    UNCHANGED = "unchanged", _("Unchanged")
    LEFT_OUT = "left_out", _("Left out: closed, or not open yet, and not known here")
    WRONG = "wrong", _("To be corrected")


WRITTEN = {What.NEW, What.CHANGED, What.CLOSED}


class ChangedMeanwhile(Exception):
    """What importing would do now is not what was looked at. Nothing has been changed."""

    def __str__(self):
        return str(_("Something changed meanwhile. Look at the list again, and then import it."))


class RowsAreWrong(Exception):
    """Rows have to be corrected, and nobody said that the others are wanted without them. Nothing has been changed."""

    def __str__(self):
        return str(_("Rows have to be corrected first; or import the others without them."))


@dataclass
class Line:
    """What becomes of one school. `facts` are the fields that change; `successor` the URN that takes its place.

    `problems` are (heading, column letter, sentence).
    """

    school: School
    what: What
    organisation: Organisation | None = None
    facts: dict = field(default_factory=dict)
    successor: int | None = None
    problems: list = field(default_factory=list)

    @property
    def name(self):
        return self.school.facts.get("name", "")


@dataclass(frozen=True)
class Plan:
    lines: list[Line]
    without_type: Counter  # of {(type of establishment, phase): schools} for which no kind of organisation is known

    @property
    def numbers(self):
        return Counter(line.what for line in self.lines)

    def of(self, *kinds):
        return [line for line in self.lines if line.what in kinds]

    @property
    def successions(self):
        return [line for line in self.lines if line.successor]

    @property
    def kinds_not_known(self):
        """Return (what the file calls it, how many) of schools for which no kind of organisation is known."""
        return [(", ".join(filter(None, words)), number) for words, number in sorted(self.without_type.items())]

    @property
    def mark(self):
        """A short text that differs when anything would be done differently."""
        said = [(one.school.number, one.what.value, sorted(one.facts.items()), one.successor) for one in self.lines]
        return hashlib.sha256(repr(said).encode()).hexdigest()


def plan_import(file: SchoolsFile, *, links_successors=True):
    """Return the Plan for the schools of a file, as the records stand now. Five queries, however many schools."""
    return Planning(file.schools, links_successors).plan()


class Planning:
    """What is known while a plan is made: the schools of the file, and the organisations here by URN and by name."""

    def __init__(self, schools, links_successors):
        self.right = [school for school in schools if not school.problems]
        self.schools, self.links_successors = schools, links_successors
        self.types, self.areas = SchoolTypes(), {name_key(area.name): area.pk for area in Area.objects.all()}
        held = Organisation.objects.in_bulk()
        self.by_urn = {one.urn: one for one in held.values() if one.urn is not None}
        self.by_name = {one.name_key: one for one in held.values()}
        for key, pk in OrganisationAlias.objects.values_list("name_key", "organisation"):
            self.by_name.setdefault(key, held[pk])
        self.open_names = Counter(key_of(school) for school in self.right if school.is_open)
        self.closed_names = Counter(key_of(school) for school in self.right if school.is_closed)
        self.known = {school.urn: self.organisation_of(school) for school in self.right}
        self.without_type: Counter = Counter()

    def plan(self):
        lines = [self.line_of(school) for school in self.schools]
        if self.links_successors:
            self.link(lines)
        return Plan(lines, self.without_type)

    def organisation_of(self, school):
        """Return the organisation that a school is here, or None: by its URN, else the only one of its name."""
        if found := self.by_urn.get(school.urn):
            return found
        named = self.by_name.get(key_of(school))
        return named if named and named.urn is None and self.has_its_name_alone(school) else None

    def has_its_name_alone(self, school):
        key = key_of(school)
        if school.is_open:
            return self.open_names[key] == 1
        return not self.open_names[key] and self.closed_names[key] == 1

    def line_of(self, school):
        if school.problems:
            return Line(school, What.WRONG, problems=school.problems)
        organisation = self.known[school.urn]
        if organisation is None and not school.is_open:
            return Line(school, What.LEFT_OUT)
        if school.is_closed and not (school.facts.get("closed_on") or organisation.closed_on):
            return Line(school, What.WRONG, organisation, problems=[(HEADINGS["closed_on"], "", str(NO_DATE))])
        facts = self.facts_of(school, organisation)
        if organisation is None:
            return Line(school, What.NEW, facts=facts)
        changed = {name: value for name, value in facts.items() if getattr(organisation, name) != value}
        if not changed:
            return Line(school, What.UNCHANGED, organisation)
        return Line(school, What.CLOSED if changed.get("closed_on") else What.CHANGED, organisation, changed)

    def facts_of(self, school, organisation):
        """Return the fields that a school's organisation should have."""
        said = school.facts
        facts = {name: said[name] for name in FROM_FILE if said.get(name) not in {None, ""}}
        facts |= {"urn": school.urn, "name": self.name_of(school, organisation)}
        if school.is_open:
            facts["closed_on"] = None
        elif said.get("closed_on"):
            facts["closed_on"] = said["closed_on"]
        if organisation is None or organisation.type_id is None:
            facts["type_id"] = self.type_of(school)
        if organisation is None or organisation.area_id is None:
            facts["area_id"] = self.areas.get(name_key(said["council"]), said["council"])
        return facts

    def type_of(self, school):
        kind, phase = school.facts.get("kind", ""), school.facts.get("phase", "")
        found = self.types.type_for(kind, phase=phase)
        if found is None:
            self.without_type[kind, phase] += 1
        return found

    def name_of(self, school, organisation):
        """Return a school's name, with its URN where another organisation has the name too."""
        name, key = school.facts["name"], key_of(school)
        holder = self.by_name.get(key)
        others = {one.pk for one in self.known.values() if one}  # these get names of their own
        is_free = holder is None or holder is organisation or holder.pk in others
        return name if is_free and self.has_its_name_alone(school) else f"{name} (URN {school.urn})"

    def link(self, lines):
        """Say of closed schools which one took their place, where there is exactly one that can have."""
        opened = [line for line in lines if line.school.is_open and line.what is not What.WRONG]
        for line in lines:
            closed = line.organisation and line.school.is_closed and not line.organisation.successor_id
            found = successors_of(line.school, opened) if closed else []
            if len(found) == 1:
                line.successor = found[0]
                line.what = What.CHANGED if line.what is What.UNCHANGED else line.what


def key_of(school):
    return name_key(school.facts["name"])


def successors_of(school, opened):
    """Return the URNs that can have taken a school's place; of several, those of its name."""
    near = [one.school for one in opened if one.school.urn != school.urn and follows(one.school, school)]
    if len(near) > 1:
        near = [one for one in near if key_of(one) == key_of(school)]
    return [one.urn for one in near]


def follows(later, school):
    """Whether a school opened when another closed, under its name or at its postcode."""
    opened, closed = later.facts.get("opened_on"), school.facts.get("closed_on")
    if not opened or not closed or not timedelta(0) <= opened - closed <= SUCCEEDS_WITHIN:
        return False
    postcode = school.facts.get("postcode")
    return key_of(later) == key_of(school) or bool(postcode and later.facts.get("postcode") == postcode)


@transaction.atomic
def import_schools(file, *, by=None, expected=None, in_part=False, links_successors=True):
    """Take the schools of a file over, all in one transaction; returns the Plan that was carried out.

    Raises ChangedMeanwhile where that is not the plan whose `mark` was `expected`, and RowsAreWrong where rows have
    problems and nobody said that the others are wanted (`in_part`); then nothing is written. What is written stands in
    the organisations' history. Importing the same file again changes nothing.
    """
    plan = plan_import(file, links_successors=links_successors)
    if expected is not None and plan.mark != expected:
        raise ChangedMeanwhile
    if plan.of(What.WRONG) and not in_part:
        raise RowsAreWrong
    areas = new_areas(plan)
    lines = plan.of(*WRITTEN)
    earlier = free_names(lines)
    for line in sorted(lines, key=lambda line: line.what is What.NEW):
        write(line, areas=areas, by=by)
    keep_other_names(earlier)
    link_successors(lines)
    something_changed()
    return plan


def new_areas(plan):
    """Make the areas of councils that have none yet, and return the key of each by the council's name."""
    names = {line.facts["area_id"] for line in plan.lines if isinstance(line.facts.get("area_id"), str)}
    return {name: Area.objects.get_or_create(name=name)[0].pk for name in sorted(names)}


def free_names(lines):
    """Let go of the names that change, so that one school can take another's. Returns {organisation: its old name}."""
    renamed = [line.organisation for line in lines if line.organisation and "name" in line.facts]
    for organisation in renamed:
        Organisation.objects.filter(pk=organisation.pk).update(name_key=f"urn:{organisation.pk}")
    return {organisation: organisation.name for organisation in renamed}


def write(line, *, areas, by):
    line.organisation = line.organisation or Organisation()
    for name, value in line.facts.items():
        setattr(line.organisation, name, areas.get(value, value) if name == "area_id" else value)
    line.organisation.save()
    log(instance=line.organisation, action="muster.organisation.imported", user=by, data={"urn": line.school.urn})


def keep_other_names(earlier):
    """Keep a name that a school no longer has, because people go on typing it; unless another has it now."""
    for organisation, name in earlier.items():
        key = name_key(name)
        is_taken = Organisation.objects.filter(name_key=key).exists()
        if not is_taken and not name.endswith(f"(URN {organisation.urn})"):
            OrganisationAlias.objects.get_or_create(name_key=key, defaults={"organisation": organisation, "name": name})


def link_successors(lines):
    succeeded = [line for line in lines if line.successor]
    found = Organisation.objects.filter(urn__in=[line.successor for line in succeeded]).in_bulk(field_name="urn")
    for line in succeeded:
        line.organisation.successor = found[line.successor]
        line.organisation.save(update_fields=["successor"])


def say_numbers(plan):
    """Say what becomes of the rows in one line: "0 new, 0 changed, 0 closed, 95 unchanged"."""
    numbers = plan.numbers
    said = [f"{numbers[what]} {what.label.lower()}" for what in (What.NEW, What.CHANGED, What.CLOSED, What.UNCHANGED)]
    said += [f"{numbers[what]} {what.label.lower()}" for what in (What.LEFT_OUT, What.WRONG) if numbers[what]]
    return ", ".join(said)
