"""How a session and a booking are shown to the person who books."""

from django.utils import timezone
from django.utils.translation import gettext as _

from design.words import say_places, say_waiting, say_when
from sessions import waiting
from sessions.booking import why_not_bookable
from sessions.codes import qr_svg
from sessions.models import BookingChange, BookingStatus, SessionStatus, TrainingSession
from sessions.refusals import BookingNotOpenYet, SessionCancelled, SessionFull
from sessions.terms_in_words import answer_in_words

HOW_IT_ENDED = {BookingChange.What.DECLINED: "declined", BookingChange.What.LEFT: "left"}


def places_in_words(session, *, few):
    """Say whether there is room: how many places while they are few, else just that there are some."""
    left = session.places_left
    return say_places(left if left is not None and left <= few else None)


def heading_of(session, refusal, *, was_trying=False):
    """Say in a heading why no place can be booked."""
    if isinstance(refusal, SessionCancelled):
        return _("This session has been cancelled")
    if session.starts_at <= timezone.now():
        return _("This session is over") if session.is_over else _("This session has begun")
    if isinstance(refusal, SessionFull):
        return _("The last place has just gone") if was_trying else _("This session is full")
    if isinstance(refusal, BookingNotOpenYet):
        return _("Booking opens on %(when)s") % {"when": say_when(session.booking_opens_at)}
    return _("Booking for this session has closed")


def can_wait(session, refusal):
    """Whether somebody refused for want of a place can join the waiting list."""
    return isinstance(refusal, SessionFull) and waiting.takes_names(session)


def waiting_in_words(session):
    """Say how many people wait, who decides which of them gets a place that comes free, and how long they have."""
    if waiting.is_automatic(session):
        how = _("A place that comes free is offered to whoever has waited longest.")
    else:
        how = _("When a place comes free, we choose who is offered it, to keep a mix of organisations.")
    return f"{say_waiting(session.people_waiting)} {how} {answer_in_words(session)}"


def why_try_again(refusal):
    """Say what may have changed when the same form is sent again; nothing where that would be in vain."""
    if isinstance(refusal, SessionFull):
        return _("You have no place on this date. One may come free when somebody cancels.")
    if isinstance(refusal, BookingNotOpenYet):
        return _("You have no place yet. Once booking is open, you can send what you typed.")
    return ""


def other_dates(session, *, most=5):
    """Return the next sessions of the same course with a place to be booked."""
    now = timezone.now()
    others = TrainingSession.objects.listed().upcoming().filter(course=session.course_id, status=SessionStatus.OPEN)
    others = (
        others.exclude(pk=session.pk).filter(starts_at__gt=now).select_related("course__terms__replaced_by", "venue")
    )
    return [other for other in others[: 4 * most] if why_not_bookable(other) is None][:most]


def next_date_of(course):
    """Return the next session of a course that can be booked now, or None."""
    coming = TrainingSession.objects.listed().upcoming().filter(course=course, status=SessionStatus.OPEN)
    found = coming.select_related("course__terms__replaced_by", "venue")[:20]
    return next((session for session in found if why_not_bookable(session) is None), None)


def next_dates_of(courses):
    """Return {a course's key: its next session that can be booked now} of several courses, in one query."""
    coming = TrainingSession.objects.listed().upcoming().filter(course__in=courses, status=SessionStatus.OPEN)
    dates: dict = {}
    for session in coming.select_related("course__terms__replaced_by", "venue") if courses else []:
        if session.course_id not in dates and why_not_bookable(session) is None:
            dates[session.course_id] = session
    return dates


def state_of(booking):
    """Return in one word how a booking stands for its owner, who has a place, had one, or waits for one."""
    has_begun = booking.session.starts_at <= timezone.now()
    if booking.status == BookingStatus.WAITING:
        return "missed" if has_begun else "waiting"
    if booking.status == BookingStatus.OFFERED:
        return "lapsed" if waiting.has_ended(booking) else "offered"
    if booking.status == BookingStatus.CANCELLED and booking.session.status != SessionStatus.CANCELLED:
        return HOW_IT_ENDED.get(booking.changes.values_list("what", flat=True).last(), "")
    return "lapsed" if booking.status == BookingStatus.LAPSED else ""


def code_of(booking):
    """Return the code for the door: the booking reference and nothing about the person."""
    return qr_svg(f"MUSTER:{booking.reference}", label=_("Your booking code"))
