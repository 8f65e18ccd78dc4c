"""Who comes too late, or leaves too early, to have attended in full.

Only the clock of the door decides: whoever ticks knows better.

Whoever keeps the register can say that somebody came late or left early. Where no terms say how many minutes are
forgiven, none are then: it was said on purpose.
"""

from datetime import timedelta

from django.utils import timezone

from courses.terms import terms_of
from sessions.models import Attendance

AT_THE_DOOR = {Attendance.How.BOOKED, Attendance.How.WALKED_IN}


def extent_on_arrival(session, *, booking, how, at=None):
    """Return what somebody who signs in `at` an instant, by default now, has attended: in part after the terms' grace.

    The booking's own terms decide, a walk-in's are those of today. Before the start nothing is looked up.
    """
    late_by = (at or timezone.now()) - session.starts_at
    if how not in AT_THE_DOOR or late_by <= timedelta():
        return Attendance.Extent.FULL
    terms = booking.terms if booking else terms_of(session.course)
    is_late = terms is not None and late_by > timedelta(minutes=terms.late_minutes)
    return Attendance.Extent.PARTIAL if is_late else Attendance.Extent.FULL


def extent_when_arrived(attendance):
    """Return what an attendance was when it began, whatever followed."""
    facts = {"booking": attendance.booking, "how": attendance.how, "at": attendance.signed_in_at}
    return extent_on_arrival(attendance.session, **facts)


def extent_on_leaving(session, *, booking, at):
    """Return what somebody who leaves `at` an instant has attended: in part, if more than the terms' minutes early.

    The booking's own terms decide, a walk-in's are those of today. From the end on nothing is looked up.
    """
    early_by = session.ends_at - at
    if early_by <= timedelta():
        return Attendance.Extent.FULL
    terms = booking.terms if booking else terms_of(session.course)
    is_early = terms is not None and early_by > timedelta(minutes=terms.early_minutes)
    return Attendance.Extent.PARTIAL if is_early else Attendance.Extent.FULL


def extent_of_latecomer(session, *, booking, at):
    """Return what somebody has attended who came at an instant, as the register's keeper says."""
    terms = booking.terms if booking else terms_of(session.course)
    grace = timedelta(minutes=terms.late_minutes if terms else 0)
    return Attendance.Extent.PARTIAL if at - session.starts_at > grace else Attendance.Extent.FULL


def extent_of_leaver(session, *, booking, at):
    """Return what somebody has attended who left at an instant, as the register's keeper says."""
    terms = booking.terms if booking else terms_of(session.course)
    if terms is None and at < session.ends_at:
        return Attendance.Extent.PARTIAL
    return extent_on_leaving(session, booking=booking, at=at)
