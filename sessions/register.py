"""The register: who was there, as staff see and correct it. Until the session is finished, and logged."""

import uuid
from collections import Counter
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from sessions.door import sign_in, signed_in_before, walk_in
from sessions.holding import hold_session
from sessions.models import Attendance, Booking, BookingStatus, SessionStatus
from sessions.refusals import CannotChange, TakesNoPeople


@dataclass
class RegisterLine:
    """One person in the register: booked, here, or both. `delegate` is None for a seat that has no name yet.

    `on_one_phone` is how many people signed in on the phone this person used, 0 where it was theirs alone.
    """

    delegate: object
    booking: Booking | None = None
    attendance: Attendance | None = None
    on_one_phone: int = 0

    @property
    def is_present(self):
        return self.attendance is not None and self.attendance.extent != Attendance.Extent.NONE

    @property
    def waits(self):
        """On the waiting list and not here: shown apart, since no seat is theirs."""
        return self.booking is not None and self.booking.status == BookingStatus.WAITING

    @property
    def waits_for_manager(self):
        """Booked, but the manager has not answered; whoever comes all the same is signed in."""
        return self.booking is not None and self.booking.waits_for_manager

    @property
    def instead_of(self):
        return self.booking.substitute_for if self.booking else None

    @property
    def name(self):
        return self.delegate.name if self.delegate else str(self.booking.holder)

    @property
    def organisation(self):
        """The organisation that day for those present, otherwise the delegate's own, as typed where unmatched."""
        source = self.attendance or self.delegate or self.booking.contact
        return "" if source is None else source.works_at


def register_of(session):
    """Return the lines of a session's register by name: live bookings, and everybody whose attendance is recorded.

    Somebody who waited and came all the same is a walk-in. Four queries whatever their number; a headcount session has
    none.
    """
    attendances = list(session.attendances.select_related("delegate__organisation", "organisation", "badge__authority"))
    by_delegate = {attendance.delegate_id: attendance for attendance in attendances}
    bookings = session.bookings.live().select_related(
        "delegate__organisation", "badge__authority", "substitute_for", "contact__organisation"
    )
    expected = [b for b in bookings if b.status != BookingStatus.WAITING or b.delegate_id not in by_delegate]
    lines = [RegisterLine(b.delegate, b, by_delegate.pop(b.delegate_id, None)) for b in expected]
    lines += [RegisterLine(attendance.delegate, None, attendance) for attendance in by_delegate.values()]
    phones = Counter(attendance.phone for attendance in attendances if attendance.phone)
    for line in lines:
        shared = phones[line.attendance.phone] if line.attendance else 0
        line.on_one_phone = shared if shared > 1 else 0
    return sorted(lines, key=lambda line: line.name.casefold())


def refuse_unless_open(session):
    """Raise CannotChange for a finished or cancelled session, TakesNoPeople for one by headcount."""
    if session.is_by_headcount:
        raise TakesNoPeople
    if session.is_finished:
        raise CannotChange(_("This session is finished. Reopen it to change the register."))
    if session.status in {SessionStatus.CANCELLED, SessionStatus.DRAFT}:
        raise CannotChange(_("A draft or cancelled session has no register."))


@transaction.atomic
def tick(booking, *, by):
    """Record that somebody who booked is here; harmless when they are recorded already."""
    hold_session(booking.session)
    refuse_unless_open(booking.session)
    if booking.delegate is None:
        raise CannotChange(_("This seat has no name yet. Name the person first."))
    attendance = sign_in(
        booking.session,
        delegate=booking.delegate,
        booking=booking,
        badge=booking.badge,
        how=Attendance.How.REGISTER,
        entry_key=uuid.uuid4(),
    )
    log(instance=booking.session, action="muster.register.ticked", user=by, data={"attendance": attendance.pk})
    return attendance


@transaction.atomic
def set_extent(attendance, *, extent, by):
    """Correct whether somebody attended fully, in part or not at all; the old value is logged."""
    hold_session(attendance.session)
    refuse_unless_open(attendance.session)
    was = attendance.extent
    attendance.extent = Attendance.Extent(extent)
    if attendance.extent != Attendance.Extent.NONE and attendance.signed_in_at is None:
        attendance.signed_in_at = timezone.now()
    attendance.save(update_fields=["extent", "signed_in_at"])
    log(
        instance=attendance.session,
        action="muster.register.corrected",
        user=by,
        data={"attendance": attendance.pk, "was": was, "is": attendance.extent},
    )


def untick(attendance, *, by):
    """Undo a tick: the person counts as not there. The row stays, so that nothing is lost."""
    set_extent(attendance, extent=Attendance.Extent.NONE, by=by)


@transaction.atomic
def add_walk_in(session, *, person, by, how=Attendance.How.REGISTER, overriding=""):
    """Record somebody who is not on the list. Takes no seat.

    Raises RoomFull or NotEligible like the door, unless `overriding` says why they are let in all the same, which is
    logged. What is entered from paper or after the session has been so already.
    """
    hold_session(session)
    refuse_unless_open(session)
    has_been = how != Attendance.How.REGISTER or session.is_over
    regardless = bool(overriding) or has_been or is_here(session, person)
    attendance = walk_in(session, person=person, how=how, entry_key=uuid.uuid4(), regardless=regardless)
    data = {"attendance": attendance.pk} | ({"reason": overriding} if overriding else {})
    log(instance=session, action="muster.register.walk_in", user=by, data=data)
    return attendance


def is_here(session, person):
    """Whether somebody who was let in before is named once more."""
    return signed_in_before(session, person=person, entry_key=None) is not None
