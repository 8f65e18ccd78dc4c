"""Changing several sessions of a series at once: what would change, who would be told, then all of it or nothing."""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from design.words import LONDON, say_days, say_when
from people.models import Organisation, Trainer, Venue
from sessions.clashes import clashes_of, wish_of
from sessions.clock import ClockChange, in_london
from sessions.models import SessionStatus, Slot, TrainingSession
from sessions.refusals import CannotChange, Refusal, SeatsAreTaken
from sessions.scheduling import make_certain, make_tentative, move_session, sectors_for
from sessions.waiting import change_capacity

PLAIN = ("venue", "language", "sector", "is_listed", "door_rule", "online_link")


@dataclass
class BulkChange:
    """What is to be the same for several sessions. None leaves as it is; `emptied` names facts to take away."""

    starts: time | None = None
    ends: time | None = None
    reason: str = ""
    venue: Venue | None = None
    capacity: int | None = None
    trainer: Trainer | None = None
    deliverer: Organisation | None = None
    language: str = ""
    sector: object = None
    is_listed: bool | None = None
    door_rule: str = ""
    is_tentative: bool | None = None
    online_link: str = ""
    booking_opens_at: datetime | None = None
    closes_days_before: int | None = None
    emptied: frozenset = frozenset()

    def facts_of(self, session):
        """Return {field: value} of the plain facts that would be other than they are."""
        wanted = {name: getattr(self, name) for name in PLAIN if getattr(self, name) not in (None, "")}
        if self.booking_opens_at:
            wanted["booking_opens_at"] = self.booking_opens_at
        if self.closes_days_before is not None:
            wanted["booking_closes_at"] = days_before(self.days_of(session)[0][0], self.closes_days_before)
        wanted |= {name: EMPTY[name] for name in self.emptied if name in EMPTY}
        return {name: value for name, value in wanted.items() if getattr(session, name) != value}

    def days_of(self, session):
        """Return the days with the other hours; as they are where no hour changes. Raises ClockChange."""
        days = [(day.starts_at, day.ends_at) for day in session.days.all()]
        if not (self.starts or self.ends):
            return days
        return [at_hours(span, starts=self.starts, ends=self.ends) for span in days]

    def capacity_of(self, session):
        if "capacity" in self.emptied:
            return None
        return session.capacity if self.capacity is None else self.capacity

    def trainers_of(self, session):
        if self.trainer:
            return (self.trainer,)
        return tuple(slot.trainer for slot in session.slots.all() if slot.trainer)


EMPTY = {"venue": None, "online_link": "", "language": "", "booking_opens_at": None, "booking_closes_at": None}


def at_hours(span, *, starts, ends):
    """Return a day with other hours of London's clock. Raises ClockChange, or CannotChange where it ends too early."""
    first, last = (moment.astimezone(LONDON) for moment in span)
    start = in_london(first.date(), starts or first.time())
    end = in_london(last.date(), ends or last.time())
    if end <= start:
        raise CannotChange(_("The end would be before the start."))
    return start, end


def days_before(moment, days):
    """Return the same time of London's clock some days before; an hour that is not there gives the next."""
    local = moment.astimezone(LONDON)
    return (local.replace(tzinfo=None) - timedelta(days=days)).replace(tzinfo=LONDON)


@dataclass
class Preview:
    """What a change would do to one session: lines of what was and will be, or why it cannot be."""

    session: TrainingSession
    lines: list = field(default_factory=list)
    refusal: str = ""
    clashes: list = field(default_factory=list)
    told: int = 0
    to_ring: int = 0


def preview(sessions, change):
    """Return a Preview for each session, in order. Nothing is changed."""
    previews = [preview_one(session, change) for session in sessions]
    fine = [each for each in previews if each.lines and not each.refusal]
    found = clashes_of([wish_then(each.session, change) for each in fine])
    for each, clashes in zip(fine, found, strict=True):
        each.clashes = clashes
    return previews


def preview_one(session, change):
    try:
        check(session, change)
        lines = list(lines_of(session, change))
    except (Refusal, ClockChange) as problem:
        return Preview(session, refusal=str(problem))
    if not is_told_of(session, change):
        return Preview(session, lines=lines)
    return Preview(session, lines=lines, told=session.told + session.hosts, to_ring=session.to_ring)


def is_told_of(session, change):
    """Whether those who booked hear of it: of other hours, and of a date that is certain now."""
    moved = change.days_of(session) != [(day.starts_at, day.ends_at) for day in session.days.all()]
    return moved or (change.is_tentative is False and session.is_tentative)


def check(session, change):
    """Refuse what no session could be: too few seats, a service to replace among several, a session that is over."""
    if session.status in {SessionStatus.CANCELLED, SessionStatus.DELIVERED} or session.is_over:
        raise CannotChange(_("It is over or cancelled."))
    capacity = change.capacity_of(session)
    if capacity is not None and capacity < session.seats_taken:
        raise SeatsAreTaken(session.seats_taken)
    if change.sector and change.sector not in sectors_for(session.course.audience, session.last_day):
        raise CannotChange(_("This report row is not one of its audience on that day."))
    if (change.trainer or change.deliverer) and len(session.slots.all()) > 1:
        raise CannotChange(_("Several services give it. Change who gives it on its own page."))


def lines_of(session, change):
    """Yield (what, was, will be) of everything that changes."""
    days = change.days_of(session)
    was = list(session.days.all())
    if days != [(day.starts_at, day.ends_at) for day in was]:
        yield _("Date and time"), say_days(was), say_days([SpanOfDay(*span) for span in days])
    if (capacity := change.capacity_of(session)) != session.capacity:
        yield _("Capacity"), say_limit(session.capacity), say_limit(capacity)
    yield from lines_of_slot(session, change)
    for name, value in change.facts_of(session).items():
        fact = TrainingSession._meta.get_field(name)
        named = dict(fact.flatchoices)
        yield fact.verbose_name, *(say_value(named.get(each, each)) for each in (getattr(session, name), value))
    if change.is_tentative not in (None, session.is_tentative):
        yield _("Date"), *(say_certain(tentative) for tentative in (session.is_tentative, change.is_tentative))


@dataclass
class SpanOfDay:
    starts_at: datetime
    ends_at: datetime


def lines_of_slot(session, change):
    slot = next(iter(session.slots.all()), None)
    for name, label in (("trainer", _("Trainer")), ("deliverer", _("Service"))):
        wanted, was = getattr(change, name), slot and getattr(slot, name)
        if wanted and wanted != was:
            yield label, say_value(was), str(wanted)


def say_limit(capacity):
    return _("no limit") if capacity is None else str(capacity)


def say_certain(tentative):
    return _("may still change") if tentative else _("certain")


def say_value(value):
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return say_when(value)
    return str(value) if value else _("nothing")


def wish_then(session, change):
    """Return the session as it would be, to be looked at for clashes."""
    facts = {"venue": change.venue or (None if "venue" in change.emptied else session.venue)}
    facts |= {"capacity": change.capacity_of(session), "trainers": change.trainers_of(session)}
    return wish_of(session, days=tuple(change.days_of(session)), **facts)


class NotAllPossible(Refusal):
    """Some sessions cannot be changed like that; none has been. `refusals` are (session, sentence) pairs."""

    sentence = _("Nothing has been changed, because not every session can be changed like that.")

    def __init__(self, refusals):
        super().__init__()
        self.refusals = refusals


@transaction.atomic
def change_sessions(sessions, change, *, by):
    """Change all of these sessions, through the verbs that tell people, or none: then NotAllPossible says why."""
    refusals = []
    for session in sessions:
        try:
            with transaction.atomic():
                change_one(session, change, by=by)
        except (Refusal, ClockChange) as problem:
            refusals.append((session, str(problem)))
    if refusals:
        raise NotAllPossible(refusals)


def change_one(session, change, *, by):
    check(session, change)
    days = change.days_of(session)
    facts = change.facts_of(session)
    if facts:
        for name, value in facts.items():
            setattr(session, name, value)
        session.save(update_fields=list(facts))
        log(instance=session, action="wagtail.edit", user=by, data={"fields": sorted(facts)})
    give_slot(session, change)
    if (capacity := change.capacity_of(session)) != session.capacity:
        change_capacity(session, capacity=capacity, by=by)
    if days != [(day.starts_at, day.ends_at) for day in session.days.all()]:
        move_session(session, days=days, by=by, reason=change.reason)
    if change.is_tentative is not None:
        (make_tentative if change.is_tentative else make_certain)(session, by=by)


def give_slot(session, change):
    """Give the session's one slot the trainer or the service; make one where there is none."""
    given = {name: getattr(change, name) for name in ("trainer", "deliverer") if getattr(change, name)}
    if given and not session.slots.all().update(**given):
        Slot.objects.create(session=session, **given)
