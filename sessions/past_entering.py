"""Entering past sessions many at a time, as planning and settling each of them would leave it.

A file does not say at what hour a session was: it is kept from 9am, for as long as its course lasts if that is known
and it had one day, otherwise until 5pm. What lasted a week at most was on each of its days; of anything longer we know
the first day and the last.
"""

import uuid
from datetime import time, timedelta

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.models import ModelLogEntry

from design.keeping import something_changed
from sessions.clock import in_london
from sessions.finishing import settled_facts
from sessions.models import SessionDay, SessionStatus, Settlement, Slot, Source, TrainingSession
from sessions.scheduling import span, usual_door_rule
from sessions.uptake import keep_imported

AT_ONCE = 500
BEGINS, ENDS = time(9), time(17)
WEEK = timedelta(days=7)
LATEST_END = timedelta(hours=14)  # 11pm: a day never ends on the next
NUMBERS = ("registered", "cancelled", "no_shows", "walk_ins")


def enter(wishes, *, file, by):
    """Write the sessions with their days, services, settlements and an entry each in the history. Needs a transaction.

    Nobody is told, and the public sees none of them.
    """
    shared = {"file": file, "by": by, "uuid": uuid.uuid4(), "at": timezone.now()}
    for first in range(0, len(wishes), AT_ONCE):
        enter_batch([(wish, days_of(wish)) for wish in wishes[first : first + AT_ONCE]], **shared)
    something_changed()


def enter_batch(planned, *, file, by, uuid, at):
    sessions = TrainingSession.objects.bulk_create([session_of(wish, days, by=by) for wish, days in planned])
    wishes = [wish for wish, _days in planned]
    days = [(session, day) for session, (_wish, days) in zip(sessions, planned, strict=True) for day in days]
    SessionDay.objects.bulk_create(
        SessionDay(session=each, starts_at=start, ends_at=end) for each, (start, end) in days
    )
    pairs = list(zip(sessions, wishes, strict=True))
    Slot.objects.bulk_create(slot for session, wish in pairs for slot in slots_of(session, wish))
    Settlement.objects.bulk_create(
        Settlement(session=session, **figure_of(session), settled_by=by) for session in sessions if session.is_finished
    )
    ModelLogEntry.objects.bulk_create(
        entry_of(session, row=wish.number, file=file, user=by, uuid=uuid, timestamp=at) for session, wish in pairs
    )
    for session, wish in pairs:
        keep_numbers(session, wish)


def entry_of(session, *, row, file, **facts):
    """Return what the history says of a session; the entries of one import share their `uuid`."""
    return ModelLogEntry(
        content_type=ContentType.objects.get_for_model(TrainingSession),
        object_id=str(session.pk),
        label=str(session),
        action="muster.session.imported",
        data={"file": file, "row": row} | (figure_of(session) if session.is_finished else {}),
        **facts,
    )


def keep_numbers(session, wish):
    numbers = {name: wish.line.said.get(name) for name in NUMBERS}
    if any(number is not None for number in numbers.values()):
        keep_imported(session, **numbers)


def session_of(wish, days, *, by):
    said, course = wish.line.said, wish.course
    return TrainingSession(
        course=course,
        recorded=course.audience.recorded,
        door_rule=usual_door_rule(course),
        is_listed=False,
        series=wish.series,
        sector=wish.sector,
        host=wish.host,
        area=wish.area,
        authority=wish.authority,
        capacity=said.get("capacity"),
        counts_in_tables=said.get("counts") is not False,
        staff_notes=said.get("notes") or "",
        **span(days),
        **({"status": SessionStatus.CANCELLED} if wish.is_cancelled else settled(wish, by=by)),
    )


def settled(wish, *, by):
    attended, qualifier = wish.figure
    source = "" if attended is None else Source.IMPORT
    return settled_facts(attended=attended, qualifier=qualifier, source=source, by=by)


def figure_of(session):
    """Return a session's figure under the names by which settlements and the history keep it."""
    figure = {"qualifier": str(session.attended_qualifier), "source": str(session.attended_source)}
    return {"attended": session.attended} | figure


def slots_of(session, wish):
    """Return who gave it; that it took place is what the file says."""
    took_place = None if wish.is_cancelled else True
    return [
        Slot(session=session, deliverer=given, order=n, delivered=took_place) for n, given in enumerate(wish.deliverers)
    ]


def days_of(wish):
    """Return the (start, end) pairs of a session's days."""
    first, last = wish.day, wish.last_day
    dates = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    if len(dates) == 1 and (minutes := wish.course.length_minutes):
        start = in_london(first, BEGINS)
        return [(start, start + min(timedelta(minutes=minutes), LATEST_END))]
    if last - first >= WEEK:
        dates = [first, last]
    return [(in_london(day, BEGINS), in_london(day, ENDS)) for day in dates]
