"""Signing out, where a course asks for it. Whoever leaves much before the end has attended in part.

The last sign-out counts: somebody who went out and came back signs in again, which undoes it, or signs out once more.
"""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.log_actions import log

from people.keys import badge_key, email_key, name_key, read_code
from sessions.door import why_not_at_door
from sessions.holding import hold_session
from sessions.lateness import extent_on_leaving, extent_when_arrived
from sessions.models import Attendance
from sessions.refusals import NotSignedIn, SeveralBookings


@transaction.atomic
def sign_out(attendance, *, at=None, by=None):
    """Record when somebody left, by default now, and what they have attended by it; staff's word is logged.

    What was in part before stays so, unless it was for having left earlier. Who is not here cannot leave: raises
    NotSignedIn, and what holds at the door of a session that is finished or cancelled.
    """
    session, at = attendance.session, at or timezone.now()
    hold_session(session)
    if refusal := why_not_at_door(session):
        raise refusal
    attendance.refresh_from_db(fields=["extent", "signed_in_at", "signed_out_at"])
    was = attendance.extent
    if was == Attendance.Extent.NONE:
        raise NotSignedIn
    before = extent_before_leaving(attendance)
    leaving = extent_on_leaving(session, booking=attendance.booking, at=at)
    attendance.extent = leaving if before == Attendance.Extent.FULL else before
    attendance.signed_out_at = at
    attendance.save(update_fields=["extent", "signed_out_at"])
    if by:
        data = {"attendance": attendance.pk, "was": was, "is": attendance.extent}
        log(instance=session, action="muster.register.signed_out", user=by, data=data)
    return attendance


def extent_before_leaving(attendance):
    """Return what an attendance was before somebody left for the first time, as far as that can be told."""
    left_at = attendance.signed_out_at
    if left_at is None or attendance.extent == Attendance.Extent.FULL:
        return attendance.extent
    left = extent_on_leaving(attendance.session, booking=attendance.booking, at=left_at)
    return attendance.extent if left == Attendance.Extent.FULL else extent_when_arrived(attendance)


def why_in_part(attendance):
    """Return why an attendance is in part: "early" or "late", or "" where it is not, or somebody said so."""
    if attendance.extent != Attendance.Extent.PARTIAL:
        return ""
    left_at = attendance.signed_out_at
    if left_at and extent_on_leaving(attendance.session, booking=attendance.booking, at=left_at) == attendance.extent:
        return "early"
    return "late" if extent_when_arrived(attendance) == attendance.extent else ""


def signed_in_on(session, *, phone):
    """Return who signed in here on one phone and has not signed out."""
    here = session.attendances.signed_in().filter(signed_out_at__isnull=True)
    return list(here.filter(phone=phone).select_related("booking__terms", "delegate")) if phone else []


def find_attendance(session, *, typed, phone="", by_badge=True):
    """Return who is here by an e-mail address, a booking reference, a driver's badge, or a name typed on this phone.

    A badge finds nobody where it must not (`by_badge`). Raises NotSignedIn or SeveralBookings, which name nobody.
    """
    here = session.attendances.signed_in().select_related("booking__terms", "delegate")
    if "@" in typed:
        address = typed.strip()
        found = here.filter(Q(booking__email__iexact=address) | Q(delegate__email__iexact=address))
        found = [each for each in found if email_key(typed) in addresses_of(each)]
    else:
        code = Q(booking__reference=read_code(typed))
        if by_badge and session.course.audience.drives:
            code |= Q(badge__number_key=badge_key(typed))
        found = list(here.filter(code)) or named_on(session, phone=phone, name=typed)
    if len(found) > 1:
        raise SeveralBookings
    if not found:
        raise NotSignedIn
    return found[0]


def addresses_of(attendance):
    addresses = [attendance.delegate.email, attendance.booking.email if attendance.booking else ""]
    return {email_key(address) for address in addresses if address}


def named_on(session, *, phone, name):
    """Return those of one phone who gave this name: whoever typed it there knows it already."""
    return [each for each in signed_in_on(session, phone=phone) if name_key(each.delegate.name) == name_key(name)]
