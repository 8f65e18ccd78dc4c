"""Planning sessions, opening and closing them, moving and cancelling them.

Staff's acts are logged with the person who did them. Whoever booked is told in the same transaction.
"""

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from courses.models import GroupingSet, ReportingSector
from outbox.notify import carries_texts
from sessions import messages
from sessions.holding import hold_session
from sessions.models import (
    BookingChange,
    BookingStatus,
    Series,
    SessionDay,
    SessionStatus,
    Slot,
    TrainingSession,
)
from sessions.models.scheduling import LONDON
from sessions.refusals import CannotChange


def local_date(moment):
    """Return the London date of an instant: reports and grouping sets go by it."""
    return timezone.localtime(moment, LONDON).date()


def sectors_for(audience, on):
    """Return the report rows in force for an audience on a date, in printed order; none where it has no set.

    The latest set that has begun is in force: a new one ends the one before, whether or not that has a last day.
    """
    begun = GroupingSet.objects.filter(audience=audience, starts_on__lte=on).order_by("-starts_on")
    return (
        ReportingSector.objects.filter(grouping_set=begun.values("pk")[:1])
        .filter(Q(grouping_set__ends_on__isnull=True) | Q(grouping_set__ends_on__gte=on))
        .order_by("order", "label")
    )


@transaction.atomic
def plan_session(course, *, days, by=None, sector=None, slots=(), **facts):
    """Make a session of `course` on `days`, a list of (starts_at, ends_at) pairs of aware datetimes.

    Copies from the course's audience how attendance is recorded. `slots` are dicts of Slot's fields, in order. A table
    with a single row needs no choice of `sector`.
    """
    days = sorted(days)
    session = TrainingSession.objects.create(
        course=course,
        recorded=course.audience.recorded,
        sector=sector or only_sector(course, days),
        **span(days),
        **facts,
    )
    SessionDay.objects.bulk_create(SessionDay(session=session, starts_at=start, ends_at=end) for start, end in days)
    Slot.objects.bulk_create(Slot(session=session, **{"order": n, **slot}) for n, slot in enumerate(slots))
    log(instance=session, action="wagtail.create", user=by)
    return session


def span(days):
    """Return the facts that a session repeats from its days."""
    return {"starts_at": days[0][0], "ends_at": days[-1][1], "last_day": local_date(days[-1][1])}


def only_sector(course, days):
    choices = list(sectors_for(course.audience, local_date(days[-1][1]))[:2])
    return choices[0] if len(choices) == 1 else None


@transaction.atomic
def plan_series(course, *, title, dates, by=None, **facts):
    """Make a series of sessions; `dates` holds one list of days for each session."""
    series = Series.objects.create(title=title, course=course)
    log(instance=series, action="wagtail.create", user=by)
    for days in dates:
        plan_session(course, days=days, by=by, series=series, **facts)
    return series


@transaction.atomic
def open_session(session, *, by):
    """Open booking, for a draft or for a session whose booking was closed."""
    change_status(session, to=SessionStatus.OPEN, allowed=[SessionStatus.DRAFT, SessionStatus.BOOKING_CLOSED], by=by)


@transaction.atomic
def close_booking(session, *, by):
    """Take no further bookings; the session goes ahead."""
    change_status(session, to=SessionStatus.BOOKING_CLOSED, allowed=[SessionStatus.OPEN], by=by)


def change_status(session, *, to, allowed, by, **facts):
    """Move a session to a status from one of `allowed`; refuses when somebody else moved it first."""
    changed = TrainingSession.objects.filter(pk=session.pk, status__in=allowed).update(status=to, **facts)
    if not changed:
        raise CannotChange(_("The session is no longer in the state this page showed. Look at it again."))
    for field, value in {"status": to, **facts}.items():
        setattr(session, field, value)
    log(instance=session, action=f"muster.session.{to}", user=by, data={"reason": facts.get("cancelled_reason", "")})


@transaction.atomic
def cancel_session(session, *, reason, by):
    """Cancel a session that has not been finished, cancel its bookings, and write to everybody booked.

    Returns the bookings that were cancelled.
    """
    change_status(
        session,
        to=SessionStatus.CANCELLED,
        allowed=[SessionStatus.DRAFT, SessionStatus.OPEN, SessionStatus.BOOKING_CLOSED],
        by=by,
        cancelled_reason=reason,
    )
    bookings = list(session.bookings.live().select_related("delegate"))
    for booking in bookings:
        booking.session = session
    messages.session_cancelled(session, bookings, reason=reason)
    session.bookings.live().update(status=BookingStatus.CANCELLED, cancelled_at=timezone.now())
    BookingChange.objects.bulk_create(
        BookingChange(booking=booking, what=BookingChange.What.CANCELLED_BY_US, by=by, reason=reason)
        for booking in bookings
    )
    TrainingSession.objects.filter(pk=session.pk).update(seats_taken=0, people_waiting=0)
    session.seats_taken = session.people_waiting = 0
    return bookings


@transaction.atomic
def move_session(session, *, days, by):
    """Give a session other days and write to everybody booked, whose calendars move too."""
    hold_session(session)
    if session.status == SessionStatus.CANCELLED or session.is_finished:
        raise CannotChange
    days = sorted(days)
    were = list(session.days.values_list("starts_at", "ends_at"))
    TrainingSession.objects.filter(pk=session.pk).update(calendar_sequence=F("calendar_sequence") + 1, **span(days))
    session.refresh_from_db()
    session.days.all().delete()
    SessionDay.objects.bulk_create(SessionDay(session=session, starts_at=start, ends_at=end) for start, end in days)
    bookings = list(session.bookings.live().select_related("delegate"))
    for booking in bookings:
        booking.session = session
    messages.session_moved(session, bookings)
    log(instance=session, action="muster.session.moved", user=by, data={"were": kept(were), "are": kept(days)})
    return bookings


def kept(days):
    """Return days as the log keeps them: in no language, and with their year."""
    return [[moment.isoformat() for moment in day] for day in days]


def who_is_told(session):
    """Return how many people hear of a change to this session: by e-mail or, where these can be sent, by text."""
    nowhere = {"email": "", "phone": ""} if carries_texts() else {"email": ""}
    return session.bookings.live().exclude(**nowhere).count()
