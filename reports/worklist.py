"""What is missing or doubtful in a period's figures before it is signed off: each line says what, and where to mend it.

The statements do not grow with the sessions. Nothing here changes anything.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import timedelta
from typing import NamedTuple

from django.db.models import Count, DurationField, Exists, ExpressionWrapper, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from people.duplicates import suspected_delegates, suspected_organisations
from people.keys import name_key
from reports.counting import counted_sessions
from sessions.models import Attendance, Booking, Settlement, Source

SHOWN = 50  # lines of one part on the page; the numbers count them all
SHORTEST = timedelta(minutes=10)
LENGTH = ExpressionWrapper(F("ends_at") - F("starts_at"), output_field=DurationField())
UNTOLD = Q(finished_at__isnull=True) | Q(attended__isnull=True) | Q(sector__isnull=True, counts_in_tables=True)
UNLIKELY = Q(attended__gt=F("capacity")) | Q(length__lt=SHORTEST)


class Line(NamedTuple):
    """One thing to mend: which record, what is wrong with it, and the address where that is mended."""

    what: str
    why: str
    address: str


@dataclass(frozen=True)
class Part:
    """One kind of thing to mend. `advice` says how."""

    key: str
    title: str
    advice: str
    lines: list[Line] = field(default_factory=list)

    @property
    def shown(self):
        return self.lines[:SHOWN]

    @property
    def not_shown(self):
        return len(self.lines[SHOWN:])


@dataclass(frozen=True)
class Worklist:
    """The parts that have lines, in the order in which they are best worked through."""

    parts: list[Part]

    @property
    def number(self):
        return sum(len(part.lines) for part in self.parts)


def worklist_of(span):
    """Return what is to be mended of the sessions that ended in these days; fifteen statements at most."""
    sessions = counted_sessions(span)
    found = sessions_to_mend(sessions)
    parts = [
        Part(
            "unfinished",
            _("Sessions not finished"),
            _("Finish each: until then it has no figure."),
            found["unfinished"],
        ),
        Part(
            "not_recorded",
            _("Attendance not recorded"),
            _("Whoever was there may know. Reopen the session, record the number and finish it anew."),
            found["not_recorded"],
        ),
        Part("no_sector", _("No reporting sector"), _("Choose the row it is counted in."), found["no_sector"]),
        Part(
            "no_type",
            _("Organisations without a type"),
            _("Say what kind of employer each is."),
            organisations_without_type(sessions),
        ),
        Part("typed", _("Organisations not matched"), _("Say which organisation each is."), typed_names(sessions)),
        Part(
            "doubtful",
            _("Doubtful numbers"),
            _("These may be right. Look, and correct what is not."),
            [*found["doubtful"], *doubtful_registers(sessions)],
        ),
        Part(
            "duplicates",
            _("Suspected duplicates among those who attended"),
            _("Compare each pair: merge the two, or say that they are two."),
            suspected_pairs(sessions),
        ),
    ]
    return Worklist([part for part in parts if part.lines])


def sessions_to_mend(sessions):
    """Return {part: lines} of what a session's own row tells; one statement."""
    lines = defaultdict(list)
    found = sessions.alias(length=LENGTH).filter(UNTOLD | UNLIKELY).select_related("course")
    for session in found.order_by("last_day", "pk"):
        for part, why, page in wrong_with(session):
            lines[part].append(line_of(session, why, page=page))
    return lines


def wrong_with(session):
    """Yield (part, what is wrong, the page of the session that mends it)."""
    if not session.is_finished:
        yield "unfinished", _("Nobody has finished it."), "finish"
    elif session.attended is None:
        said = _("No headcount was recorded.") if session.is_by_headcount else _("It was finished without a number.")
        yield "not_recorded", said, "inspect"
    if session.sector_id is None and session.counts_in_tables:
        yield "no_sector", _("It stands in no row of the report."), "edit"
    if session.attended is not None and session.capacity is not None and session.attended > session.capacity:
        facts = {"attended": session.attended, "capacity": session.capacity}
        yield "doubtful", _("%(attended)s attended, and there were %(capacity)s places.") % facts, "inspect"
    if session.ends_at - session.starts_at < SHORTEST:
        yield "doubtful", _("It lasted less than ten minutes."), "edit"


def line_of(session, why, *, page="inspect"):
    return Line(str(session), why, reverse(f"sessions:{page}", args=[session.pk]))


def doubtful_registers(sessions):
    """Return the lines of sessions whose figure does not go with what else was recorded; four statements."""
    booked = Booking.objects.live().filter(session=OuterRef("pk"), delegate__isnull=False)
    present = Attendance.objects.present().filter(session=OuterRef("pk"))
    empty = sessions.filter(Exists(booked), attended=0, attended_source=Source.REGISTER)
    unnamed = sessions.filter(~Exists(present), attended__gt=0, attended_source=Source.REGISTER)
    said = [
        (empty, _("Nobody attended, and there were bookings.")),
        (unnamed, _("The figure comes of the register, and nobody stands in it.")),
        (
            sessions.filter(pk__in=recorded_twice(sessions)),
            _("One person stands in the register twice, and counts twice."),
        ),
    ]
    lines = [line_of(each, why) for rows, why in said for each in in_order(rows)]
    return [*lines, *(line_of(each.session, say_difference(each)) for each in unexplained(sessions))]


def in_order(sessions):
    return sessions.select_related("course").order_by("last_day", "pk")


def recorded_twice(sessions):
    """Return the sessions at which somebody counts beside a record that was merged into theirs."""
    other = Attendance.objects.present().filter(session=OuterRef("session"), delegate=OuterRef("delegate__merged_into"))
    merged = Attendance.objects.present().filter(session__in=sessions, delegate__merged_into__isnull=False)
    return merged.filter(Exists(other)).order_by().values("session")


def unexplained(sessions):
    """Return the settlements, each its session's latest, whose register and number in the room differ unexplained."""
    later = Settlement.objects.filter(session=OuterRef("session"), pk__gt=OuterRef("pk"))
    found = Settlement.objects.filter(~Exists(later), session__in=sessions, session__finished_at__isnull=False)
    found = found.filter(registered__isnull=False, in_the_room__isnull=False, difference="")
    found = found.exclude(registered=F("in_the_room")).select_related("session__course")
    return found.order_by("session__last_day", "session")


def say_difference(settlement):
    facts = {"registered": settlement.registered, "counted": settlement.in_the_room}
    return _("%(registered)s in the register, %(counted)s counted in the room, and no reason is given.") % facts


def attended(sessions):
    return Attendance.objects.present().filter(session__in=sessions).order_by()


def organisations_without_type(sessions):
    """Return the organisations of those who attended that have no type; one statement."""
    named = attended(sessions).filter(organisation__type__isnull=True, organisation__isnull=False)
    found = named.values("organisation", "organisation__name").annotate(number=Count("pk"))
    return [
        Line(each["organisation__name"], say_attendances(each["number"]), organisation_page(each["organisation"]))
        for each in found.order_by("-number", "organisation__name", "organisation")
    ]


def organisation_page(pk):
    return reverse("organisations:edit", args=[pk])


def say_attendances(number):
    return ngettext("%(number)s attendance", "%(number)s attendances", number) % {"number": number}


def typed_names(sessions):
    """Return the names of employers as they were typed by those who attended; spellings of one name are one line."""
    named = attended(sessions).filter(organisation__isnull=True).exclude(organisation_typed="")
    numbers: Counter = Counter()
    spelt: dict[str, str] = {}
    found = named.values_list("organisation_typed").annotate(Count("pk")).order_by("organisation_typed")
    for typed, number in found:
        numbers[name_key(typed)] += number
        spelt.setdefault(name_key(typed), typed)
    to_match = reverse("organisations-to-match:index")
    in_turn = sorted(numbers.items(), key=lambda each: (-each[1], each[0]))
    return [Line(spelt[key], say_attendances(number), to_match) for key, number in in_turn]


def suspected_pairs(sessions):
    """Return the pairs that may be one among the organisations and the people who attended; eight statements."""
    came = attended(sessions)
    named = came.filter(organisation__isnull=False)
    pairs = [
        *(("organisation", each) for each in suspected_organisations(among=named.values("organisation"))),
        *(("delegate", each) for each in suspected_delegates(among=came.values("delegate"))),
    ]
    return [Line(f"{each.one}, {each.other}", str(each.why), compare(kind, each)) for kind, each in pairs]


def compare(kind, suspicion):
    return reverse("duplicates:compare", args=[kind, suspicion.one.pk, suspicion.other.pk])


def number_to_mend(span):
    """Return how many sessions of these days lack a figure or a row; one statement."""
    return counted_sessions(span).filter(UNTOLD).count()
