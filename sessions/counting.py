"""How many were there: what the register says, and the number that somebody counted in the room."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from sessions.holding import hold_session
from sessions.models import Attendance, Headcount, HeadcountPart, SessionStatus
from sessions.refusals import CannotChange, MoreThanInTheRoom


@dataclass(frozen=True)
class Tally:
    """What the finishing screen shows: people, each counted once, and the room's number beside them.

    `awaiting` are the attendances that do not count until somebody confirms them, `not_signed_out` those in full that
    the course wants to see signed out; both are empty where nobody asked for them.
    """

    booked: int
    present_booked: int
    walked_in: int
    headcount: Headcount | None
    awaiting: Sequence[Attendance] = ()
    not_signed_out: Sequence[Attendance] = ()

    @property
    def present(self):
        return self.present_booked + self.walked_in

    @property
    def no_shows(self):
        return self.booked - self.present_booked

    @property
    def difference(self):
        """Headcount minus register; None where either was not taken."""
        if self.headcount is None or self.headcount.number is None:
            return None
        return self.headcount.number - self.present


def tally_of(session):
    """Return the session's Tally in four queries."""
    present = session.attendances.present()
    return Tally(
        booked=session.bookings.seated().count(),
        present_booked=present.filter(booking__isnull=False).count(),
        walked_in=present.filter(booking__isnull=True).count(),
        headcount=latest_headcount(session),
    )


def tally_to_finish(session):
    """Return the Tally with the people of whom finishing asks, in six queries at most; none of a headcount session."""
    tally = tally_of(session)
    if session.is_by_headcount:
        return tally
    by_name = {"awaiting": to_confirm(session), "not_signed_out": still_in(session)}
    return replace(tally, **{name: list(rows.select_related("delegate")) for name, rows in by_name.items()})


def to_confirm(session):
    """Return who used the printed code of a session whose officer confirms that, and is not confirmed."""
    awaiting = session.attendances.filter(awaits_confirmation=True)
    return awaiting.exclude(extent=Attendance.Extent.NONE).order_by("delegate__name", "pk")


def still_in(session):
    """Return who counts in full and did not sign out, where the course asks people to; nobody elsewhere."""
    if not session.course.needs_full_attendance:
        return session.attendances.none()
    in_full = session.attendances.present().filter(extent=Attendance.Extent.FULL)
    return in_full.filter(signed_out_at__isnull=True).order_by("delegate__name", "pk")


def latest_headcount(session):
    return session.headcounts.order_by("-pk").first()


def why_not_counted(session):
    """Return the sentence that says why no headcount is taken any more, or nothing while one is."""
    if session.is_finished:
        return _("This session is finished. Reopen it to change the headcount.")
    if session.status in {SessionStatus.DRAFT, SessionStatus.CANCELLED}:
        return _("A draft or cancelled session has no headcount.")
    return ""


@transaction.atomic
def record_headcount(session, *, number, qualifier, by, adults=None, counted_with="", parts=None, key=None):
    """Add a headcount; the latest counts and the earlier ones stay. `number` None goes with NOT_RECORDED only.

    `parts` is {year group: number}. The same `key` again returns the headcount there is, even after the session was
    finished. Raises MoreThanInTheRoom where parts and adults make more than `number`.
    """
    hold_session(session)
    if key and (earlier := session.headcounts.filter(key=key).first()):
        return earlier
    if why_not := why_not_counted(session):
        raise CannotChange(why_not)
    parts = {year: part for year, part in (parts or {}).items() if part}
    sorted_out = sum(parts.values()) + (adults or 0)
    if sorted_out > (number or 0):
        raise MoreThanInTheRoom(parts=sorted_out, number=number or 0)
    facts = {"number": number, "qualifier": qualifier, "adults": adults, "counted_with": counted_with, "key": key}
    headcount = Headcount.objects.create(session=session, **facts, recorded_by=by)
    HeadcountPart.objects.bulk_create(
        HeadcountPart(headcount=headcount, year_group=year, number=part) for year, part in parts.items()
    )
    log(
        instance=session,
        action="muster.headcount.recorded",
        user=by,
        data={"number": number, "qualifier": str(qualifier)},
    )
    return headcount
