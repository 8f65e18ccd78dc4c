"""Which session of ours a row of a file is.

A row is known again by its first day and course (and so its audience), its reporting sector, its host and its series.
What a row does not say is no difference: an officer may have filled it in since. Each session answers one row, so that
two equal rows are two sessions.
"""

from collections import defaultdict
from datetime import datetime, time, timedelta

from django.utils import timezone

from design.words import LONDON
from people.keys import name_key, tidy
from sessions.models import Qualifier, SessionStatus, Slot, TrainingSession, Uptake

NUMBERS = ("registered", "cancelled", "no_shows", "walk_ins")


class Known:
    """A session of ours, with what a row of a file may say of it."""

    def __init__(self, session, *, deliverers, uptake):
        self.session = session
        self.key = (session.sector_id, session.host_id, name_key(session.series.title) if session.series else None)
        self.deliverers = deliverers
        self.uptake = uptake or {}


def known_sessions(wishes):
    """Return {(course, first day): sessions of ours, oldest key first}. Three queries, however many there are."""
    days = [wish.day for wish in wishes]
    courses = {wish.course.pk for wish in wishes} - {None}
    if not days or not courses:
        return {}
    first, last = midnight(min(days)), midnight(max(days) + timedelta(days=1))
    sessions = TrainingSession.objects.exclude(status=SessionStatus.DRAFT).filter(
        starts_at__gte=first, starts_at__lt=last, course__in=courses
    )
    deliverers, found = defaultdict(set), defaultdict(list)
    given = Slot.objects.filter(session__in=sessions, deliverer__isnull=False)
    for session, deliverer in given.order_by().values_list("session", "deliverer__name"):
        deliverers[session].add(deliverer)
    used = {
        each["session"]: each
        for each in Uptake.objects.filter(session__in=sessions, organisation_type=None).values("session", *NUMBERS)
    }
    for session in sessions.select_related("series", "area", "authority").order_by("pk"):
        day = timezone.localtime(session.starts_at, LONDON).date()
        known = Known(session, deliverers=deliverers[session.pk], uptake=used.get(session.pk))
        found[session.course_id, day].append(known)
    return found


def midnight(day):
    return datetime.combine(day, time(), tzinfo=LONDON)


def match(wishes):
    """Return {row number: (session, differences)} of the wishes that are here already."""
    known, groups = known_sessions(wishes), defaultdict(list)
    for wish in wishes:
        if (wish.course.pk, wish.day) in known:
            groups[wish.course.pk, wish.day].append(wish)
    answers: dict = {}
    for place, group in groups.items():
        answers |= match_group(group, known[place])
    return answers


def match_group(wishes, sessions):
    """Give each wish a session: first those that agree in all that tells them apart, and of these the equal ones."""
    answers: dict = {}
    for is_of in (is_the_same, may_be_the_same):
        for takes_differing in (False, True):
            answer_by(is_of, takes_differing, wishes, sessions, answers)
    return answers


def answer_by(is_of, takes_differing, wishes, sessions, answers):
    taken = {each.session.pk for each, _differences in answers.values()}
    free = Free(each for each in sessions if each.session.pk not in taken)
    for wish in wishes:
        if wish.number in answers:
            continue
        for each in free.candidates(wish, exactly=is_of is is_the_same):
            if is_of(wish, each) and (takes_differing or not differences(wish, each)):
                answers[wish.number] = (each, differences(wish, each))
                free.take(each)
                break


class Free:
    """Sessions that no row has taken yet, at hand by what tells them apart."""

    def __init__(self, sessions):
        self.by_key = defaultdict(dict)
        for each in sessions:
            self.by_key[each.key][each.session.pk] = each

    def candidates(self, wish, *, exactly):
        if exactly:
            return list(self.by_key.get(wish.key, {}).values())
        return [each for found in list(self.by_key.values()) for each in found.values()]

    def take(self, each):
        del self.by_key[each.key][each.session.pk]


def is_the_same(wish, each):
    return wish.key == each.key


def may_be_the_same(wish, each):
    """Whether what a row says of sector, host and series is so; what it leaves out may be anything."""
    return all(said is None or said == here for said, here in zip(wish.key, each.key, strict=True))


def differences(wish, each):
    """Return (column, what is here, what the file says) of everything the row says that is otherwise here."""
    said, session = wish.line.said, each.session
    compared = [(name, each.uptake.get(name), said.get(name)) for name in NUMBERS]
    compared += [
        ("end_date", session.last_day, said.get("end_date")),
        ("capacity", session.capacity, said.get("capacity")),
        ("area", name_of(session.area), name_of(wish.area)),
        ("authority", name_of(session.authority), name_of(wish.authority)),
        ("deliverers", each.deliverers, {given.name for given in wish.deliverers} or None),
        ("counts", session.counts_in_tables, said.get("counts")),
        ("notes", tidy(session.staff_notes), said.get("notes") or None),
        ("status", session.status == SessionStatus.CANCELLED, wish.is_cancelled if said.get("status") else None),
        *compared_figure(wish, session),
    ]
    return [(name, here, there) for name, here, there in compared if there is not None and here != there]


def name_of(record):
    return None if record is None else record.name


def compared_figure(wish, session):
    """Return what is compared of the figure. An empty Attended says nothing, unless Qualifier says “not recorded”."""
    attended, qualifier = wish.figure
    if attended is not None:
        yield "attended", session.attended, attended
        if session.attended == attended:
            yield "qualifier", Qualifier(session.attended_qualifier), qualifier
    elif wish.line.said.get("qualifier") == Qualifier.NOT_RECORDED and session.attended is not None:
        yield "attended", session.attended, Qualifier.NOT_RECORDED.label
