"""Who comes too late to have attended in full. Only the clock of the door decides: whoever ticks knows better.

Whoever keeps the register can say that somebody came late or left early. Where no terms say how many minutes are
forgiven, none are then: it was said on purpose.
"""

from datetime import timedelta

from django.utils import timezone

from courses.terms import terms_of
from sessions.leaving import extent_on_leaving
from sessions.models import Attendance

AT_THE_DOOR = {Attendance.How.BOOKED, Attendance.How.WALKED_IN}


def extent_on_arrival(session, *, booking, how):
    """Return what somebody who signs in now has attended: in part, once the grace of the terms is over.

    The booking's own terms decide, a walk-in's are those of today. Before the start nothing is looked up.
    """
    late_by = timezone.now() - session.starts_at
    if how not in AT_THE_DOOR or late_by <= timedelta():
        return Attendance.Extent.FULL
    terms = booking.terms if booking else terms_of(session.course)
    is_late = terms is not None and late_by > timedelta(minutes=terms.late_minutes)
    return Attendance.Extent.PARTIAL if is_late else Attendance.Extent.FULL


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
