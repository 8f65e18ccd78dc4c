"""Who comes too late to have attended in full. Only the clock of the door decides: whoever ticks knows better."""

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
