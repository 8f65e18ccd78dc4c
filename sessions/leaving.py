"""Who leaves too early to have attended in full."""

from datetime import timedelta

from courses.terms import terms_of
from sessions.models import Attendance


def extent_on_leaving(session, *, booking, at):
    """Return what somebody who leaves at an instant has attended: in part, unless the terms' minutes forgive it.

    The booking's own terms decide, a walk-in's are those of today.
    """
    terms = booking.terms if booking else terms_of(session.course)
    is_early = terms is not None and session.ends_at - at > timedelta(minutes=terms.early_minutes)
    return Attendance.Extent.PARTIAL if is_early else Attendance.Extent.FULL
