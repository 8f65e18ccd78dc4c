"""Clashes: a trainer in two places or away, a venue taken twice or too small, a host visited twice on a day.

They are warnings, never refusals: two trainers share a session, a hall has two rooms, an officer knows better.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from design.words import LONDON, say_date, say_when
from people.models import TrainerAbsence
from sessions.models import SessionDay, SessionStatus, Slot, TrainingSession

TAKES_PLACE = [SessionStatus.DRAFT, SessionStatus.OPEN, SessionStatus.BOOKING_CLOSED]


@dataclass(frozen=True)
class Wish:
    """When and with whom a session is, or is to be. `pk` is None for one that does not exist yet."""

    days: tuple
    pk: int | None = None
    venue: object = None
    host: object = None
    capacity: int | None = None
    trainers: tuple = ()
    title: str = ""


@dataclass(frozen=True)
class Clash:
    """A warning: the field it stands beside and the sentence its reader sees. `other` is the session in the way."""

    field: str
    sentence: str
    other: int | None = None


@dataclass
class Diary:
    """What is taken: for each trainer, venue and host the days of sessions; and when trainers are away."""

    taken: dict = field(default_factory=lambda: defaultdict(list))
    away: dict = field(default_factory=lambda: defaultdict(list))

    def enter(self, key, *, pk, title, days, venue, host, trainers):
        whose = [("venue", venue), ("host", host), *(("slots", trainer) for trainer in trainers)]
        for kind, whom in whose:
            if whom:
                self.taken[kind, whom] += [(key, pk, title, *span) for span in days]


def clashes_of(wishes):
    """Return a list of clashes for each wish. At most three queries, however many sessions there are."""
    wishes = list(wishes)
    diary = diary_round(wishes)
    return [list(dict.fromkeys(find(wish, key=key_of(wish, n), diary=diary))) for n, wish in enumerate(wishes)]


def key_of(wish, number):
    """Return what tells a wish from another one: two wishes for one session are what it was and what it is to be."""
    return ("session", wish.pk) if wish.pk else ("wish", number)


def diary_round(wishes):
    """Return the diary of everybody and everything in these wishes, on their days."""
    diary = Diary()
    for number, wish in enumerate(wishes):
        venue, host = wish.venue and wish.venue.pk, wish.host and wish.host.pk
        trainers = [trainer.pk for trainer in wish.trainers]
        names = {"pk": wish.pk, "title": wish.title, "days": wish.days}
        diary.enter(key_of(wish, number), venue=venue, host=host, trainers=trainers, **names)
    if not any(wish.days for wish in wishes):
        return diary
    first, last = days_round(wishes)
    trainers = {trainer.pk for wish in wishes for trainer in wish.trainers}
    enter_others(diary, wishes, first=first, last=last, trainers=trainers)
    enter_absences(diary, first=first, last=last, trainers=trainers)
    return diary


def days_round(wishes):
    """Return the instants between which the wishes' days lie, with the whole of the first and last day."""
    days = [span for wish in wishes for span in wish.days]
    first = min(start for start, _end in days).astimezone(LONDON).date()
    last = max(end for _start, end in days).astimezone(LONDON).date() + timedelta(days=1)
    return (datetime.combine(day, time(), tzinfo=LONDON) for day in (first, last))


def enter_others(diary, wishes, *, first, last, trainers):
    """Enter the days of other sessions with one of these venues, hosts or trainers; two queries."""
    venues = {wish.venue.pk for wish in wishes if wish.venue}
    hosts = {wish.host.pk for wish in wishes if wish.host}
    if not (venues or hosts or trainers):
        return
    given = Slot.objects.filter(trainer__in=trainers)
    ours = Q(session__venue__in=venues) | Q(session__host__in=hosts) | Q(session__in=given.values("session"))
    found = (
        SessionDay.objects.filter(ours, session__status__in=TAKES_PLACE, starts_at__lt=last, ends_at__gt=first)
        .exclude(session__in=[wish.pk for wish in wishes if wish.pk])
        .select_related("session__course")
    )
    days = list(found)
    who = trainers_of({day.session_id for day in days}, among=trainers)
    for day in days:
        session = day.session
        diary.enter(
            ("session", session.pk),
            pk=session.pk,
            title=session.course.title,
            days=[(day.starts_at, day.ends_at)],
            venue=session.venue_id,
            host=session.host_id,
            trainers=who[session.pk],
        )


def trainers_of(sessions, *, among):
    """Return {session: keys of its trainers}; one query, none where nobody is looked for."""
    found = defaultdict(set)
    if sessions and among:
        slots = Slot.objects.filter(session__in=sessions, trainer__in=among)
        for session, trainer in slots.values_list("session_id", "trainer_id"):
            found[session].add(trainer)
    return found


def enter_absences(diary, *, first, last, trainers):
    if trainers:
        away = TrainerAbsence.objects.filter(trainer__in=trainers, starts_on__lt=last.date(), ends_on__gte=first.date())
        for absence in away:
            diary.away[absence.trainer_id].append(absence)


def find(wish, *, key, diary):
    """Yield the clashes of one wish."""
    if wish.venue and wish.venue.capacity and wish.capacity and wish.capacity > wish.venue.capacity:
        holds = _("%(venue)s holds %(number)s people.")
        yield Clash("capacity", holds % {"venue": wish.venue.name, "number": wish.venue.capacity})
    for trainer in wish.trainers:
        yield from while_away(trainer, wish.days, away=diary.away[trainer.pk])
        sentence = _("%(who)s gives “%(title)s” then: %(when)s.")
        yield from overlaps(wish.days, diary.taken["slots", trainer.pk], key, "slots", sentence, who=trainer)
    if wish.venue:
        sentence = _("%(who)s is taken by “%(title)s” then: %(when)s.")
        yield from overlaps(wish.days, diary.taken["venue", wish.venue.pk], key, "venue", sentence, who=wish.venue)
    if wish.host:
        sentence = _("%(who)s has “%(title)s” on the same day: %(when)s.")
        days = whole_days(wish.days)
        yield from overlaps(days, diary.taken["host", wish.host.pk], key, "host", sentence, who=wish.host)


def overlaps(days, taken, key, kind, sentence, *, who):
    for starts_at, ends_at in days:
        for other, pk, title, start, end in taken:
            if other != key and start < ends_at and end > starts_at:
                facts = {"who": who, "title": title, "when": say_when(start, end)}
                yield Clash(kind, sentence % facts, pk)


def whole_days(days):
    """Return the days from midnight to midnight in London."""
    for start, end in days:
        first, last = start.astimezone(LONDON).date(), end.astimezone(LONDON).date() + timedelta(days=1)
        yield tuple(datetime.combine(day, time(), tzinfo=LONDON) for day in (first, last))


def while_away(trainer, days, *, away):
    for start, end in days:
        first, last = start.astimezone(LONDON).date(), end.astimezone(LONDON).date()
        for absence in away:
            if absence.starts_on <= last and absence.ends_on >= first:
                yield Clash("slots", say_away(trainer, absence))


def say_away(trainer, absence):
    facts = {"who": trainer, "first": say_date(absence.starts_on), "last": say_date(absence.ends_on)}
    if absence.starts_on == absence.ends_on:
        said = _("%(who)s is away on %(first)s.") % facts
    else:
        said = _("%(who)s is away from %(first)s to %(last)s.") % facts
    return f"{said} ({absence.note})" if absence.note else said


def wish_of(session, **changed):
    """Return a session as it is, with what is to change: days, venue, host, capacity, trainers."""
    facts = {
        "days": tuple((day.starts_at, day.ends_at) for day in session.days.all()),
        "venue": session.venue,
        "host": session.host,
        "capacity": session.capacity,
        "trainers": tuple(slot.trainer for slot in session.slots.all() if slot.trainer),
    }
    return Wish(pk=session.pk, title=session.course.title, **facts | changed)


def with_what_clashes(sessions):
    """Return a QuerySet of sessions with all that `wish_of` reads."""
    return sessions.select_related("course", "venue", "host").prefetch_related("days", "slots__trainer")


def clashes_ahead(sessions):
    """Return (session, clashes) of all sessions to come that clash, soonest first."""
    coming = list(with_what_clashes(sessions.upcoming().filter(status__in=TAKES_PLACE)))
    found = zip(coming, clashes_of([wish_of(session) for session in coming]), strict=True)
    return [(session, clashes) for session, clashes in found if clashes]


def clashes_now(session):
    """Return the clashes of a session as it stands; nothing once it is over or cancelled."""
    if session.is_over or session.status not in TAKES_PLACE:
        return []
    [session] = with_what_clashes(TrainingSession.objects.filter(pk=session.pk))
    return clashes_of([wish_of(session)])[0]


def by_field(clashes):
    """Return {field: sentences}, to stand beside the fields of a form."""
    found = defaultdict(list)
    for clash in clashes:
        if clash.sentence not in found[clash.field]:
            found[clash.field].append(clash.sentence)
    return dict(found)
