"""Planning sessions, opening and closing them, moving and cancelling them.

Staff's acts are logged with the person who did them. Whoever booked is told in the same transaction.
"""

from django.db import transaction
from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from courses.models import GroupingSet, ReportingSector
from design.words import LONDON
from outbox.notify import carries_texts
from sessions import asking, messages
from sessions.holding import hold_session
from sessions.models import (
    Booking,
    BookingChange,
    BookingStatus,
    DoorRule,
    Series,
    SessionDay,
    SessionStatus,
    Slot,
    TrainingSession,
)
from sessions.models.booking import ON_THE_LIST
from sessions.permission import withdraw_questions
from sessions.refusals import CannotChange
from sessions.showing import other_dates


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
def plan_session(course, *, days, by=None, officer=None, sector=None, slots=(), door_rule="", **facts):
    """Make a session of `course` on `days`, a list of (starts_at, ends_at) pairs of aware datetimes.

    Whoever plans it looks after it unless another `officer` is named. Without a `door_rule` it is the audience's usual.
    Copies from the course's audience how attendance is recorded. `slots` are dicts of Slot's fields, in order. A table
    with a single row needs no choice of `sector`. Opened at once, it is told to those who asked for a date.
    """
    days = sorted(days)
    session = TrainingSession.objects.create(
        course=course,
        officer=officer or by,
        recorded=course.audience.recorded,
        sector=sector or only_sector(course, days),
        door_rule=door_rule or usual_door_rule(course),
        **span(days),
        **facts,
    )
    SessionDay.objects.bulk_create(SessionDay(session=session, starts_at=start, ends_at=end) for start, end in days)
    Slot.objects.bulk_create(Slot(session=session, **{"order": n, **slot}) for n, slot in enumerate(slots))
    log(instance=session, action="wagtail.create", user=by)
    if session.status == SessionStatus.OPEN:
        asking.tell_those_who_asked(session)
    return session


def usual_door_rule(course):
    """Return how people sign in unless somebody chose: a driver's licence may hang on having been there."""
    return DoorRule.ROTATING if course.audience.drives else DoorRule.PRINTED


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
    """Open booking, for a draft or where it was closed, and tell those who asked for the session or for a date.

    Returns how many who had asked for a date are told.
    """
    was_draft = session.status == SessionStatus.DRAFT
    change_status(session, to=SessionStatus.OPEN, allowed=[SessionStatus.DRAFT, SessionStatus.BOOKING_CLOSED], by=by)
    if was_draft:
        asking.tell_hosts_it_opens(session)
    return asking.tell_those_who_asked(session)


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

    They are shown other dates, and how to hear of the next. What was asked for and planned with this session is to be
    decided again: the need is as unmet as before. Returns the bookings that were cancelled.
    """
    was_draft = session.status == SessionStatus.DRAFT
    change_status(
        session,
        to=SessionStatus.CANCELLED,
        allowed=[SessionStatus.DRAFT, SessionStatus.OPEN, SessionStatus.BOOKING_CLOSED],
        by=by,
        cancelled_reason=reason,
    )
    bookings = live_bookings(session)
    messages.session_cancelled(session, bookings, reason=reason, others=other_dates(session))
    withdraw_questions([booking for booking in bookings if booking.waits_for_manager])
    session.bookings.live().update(status=BookingStatus.CANCELLED, cancelled_at=timezone.now())
    BookingChange.objects.bulk_create(
        BookingChange(booking=booking, what=BookingChange.What.CANCELLED_BY_US, by=by, reason=reason)
        for booking in bookings
    )
    TrainingSession.objects.filter(pk=session.pk).update(seats_taken=0, people_waiting=0)
    session.seats_taken = session.people_waiting = 0
    asking.reopen_requests_of(session, reason=reason, by=by, was_draft=was_draft)
    return bookings


@transaction.atomic
def move_session(session, *, days, by, reason=""):
    """Give a session other days and write to everybody booked, and why; their calendars move too.

    Days that are no more vanish from calendars.
    """
    hold_session(session)
    if session.status == SessionStatus.CANCELLED or session.is_finished:
        raise CannotChange
    days, had = sorted(days), len(session.each_day())
    were = list(session.days.values_list("starts_at", "ends_at"))
    TrainingSession.objects.filter(pk=session.pk).update(calendar_sequence=F("calendar_sequence") + 1, **span(days))
    session.refresh_from_db()
    session.days.all().delete()
    SessionDay.objects.bulk_create(SessionDay(session=session, starts_at=start, ends_at=end) for start, end in days)
    bookings = live_bookings(session)
    remember_days(bookings, had=had, have=len(session.each_day()))
    messages.session_moved(session, bookings, reason=reason)
    asking.tell_hosts_of_move(session, reason=reason)
    data = {"were": kept(were), "are": kept(days), "reason": reason}
    log(instance=session, action="muster.session.moved", user=by, data=data)
    return bookings


def remember_days(bookings, *, had, have):
    """Keep how many days stand in people's calendars when fewer are left, so that their letters take the rest out."""
    shown = [booking for booking in bookings if booking.is_promised and booking.calendar_days < had]
    if had <= have or not shown:
        return
    for booking in shown:
        booking.calendar_days = had
    Booking.objects.filter(pk__in=[booking.pk for booking in shown]).update(calendar_days=had)


@transaction.atomic
def make_certain(session, *, by):
    """Say that a tentative date stands, and write to everybody booked; harmless when it is certain already."""
    tentative = TrainingSession.objects.filter(pk=session.pk, is_tentative=True)
    if not tentative.update(is_tentative=False, calendar_sequence=F("calendar_sequence") + 1):
        return []
    session.refresh_from_db(fields=["is_tentative", "calendar_sequence", "status"])
    bookings = live_bookings(session)
    if session.status != SessionStatus.CANCELLED and not session.is_over:
        messages.date_certain(session, bookings)
        asking.tell_hosts_it_is_certain(session)
    log(instance=session, action="muster.session.certain", user=by)
    return bookings


@transaction.atomic
def make_tentative(session, *, by):
    """Say that a date may change. Nobody is written to: people see it on the pages, and in mails from now on."""
    if TrainingSession.objects.filter(pk=session.pk, is_tentative=False).update(is_tentative=True):
        session.is_tentative = True
        log(instance=session, action="muster.session.tentative", user=by)


def live_bookings(session):
    bookings = list(session.bookings.live().select_related("delegate").order_by("pk"))
    for booking in bookings:
        booking.session = session
    return bookings


def kept(days):
    """Return days as the log keeps them: in no language, and with their year."""
    return [[moment.isoformat() for moment in day] for day in days]


def who_is_told(session):
    """Return how many people hear of a change to this session, by e-mail or, where these can be sent, by text.

    Who booked for a group is one.
    """
    reached = ~Q(email="") | ~Q(phone="") if carries_texts() else ~Q(email="")
    written_to = reached & (Q(contact=None) | ~Q(status__in=ON_THE_LIST))
    told = session.bookings.live().aggregate(
        people=Count("pk", filter=written_to), contacts=Count("contact", distinct=True)
    )
    return sum(told.values())
