"""The register: who was there, as staff see and correct it. Until the session is finished, and logged.

`by` is whoever is signed in; a trainer without an account has a `link` instead, whose holder the log names.
"""

import uuid
from collections import Counter
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from people.delegates import know_delegate
from sessions.door import sign_in, signed_in_before, walk_in
from sessions.holding import hold_session
from sessions.lateness import extent_of_latecomer, extent_of_leaver
from sessions.models import Attendance, Booking, BookingStatus, SessionStatus
from sessions.refusals import CannotChange, TakesNoPeople

NO_NAME = _("This seat has no name yet. Name the person first.")


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
    def row(self):
        """What a phone calls this line: by the person, or by the booking while its seat has no name."""
        return f"d{self.delegate.pk}" if self.delegate else f"b{self.booking.pk}"

    @property
    def is_present(self):
        return self.attendance is not None and self.attendance.is_signed_in

    @property
    def waits(self):
        """On the waiting list and not here: shown apart, since no seat is theirs."""
        return self.booking is not None and self.booking.status == BookingStatus.WAITING

    @property
    def waits_for_manager(self):
        """Booked, but the manager has not answered; whoever comes all the same is signed in."""
        return self.booking is not None and self.booking.waits_for_manager

    @property
    def state(self):
        """Return in one word how the line stands: a key of sessions.views.register.STATES."""
        if self.attendance is None or not self.is_present:
            return "waiting" if self.waits else "no_name" if self.delegate is None else "absent"
        if self.attendance.awaits_confirmation:
            return "to_confirm"
        if self.attendance.extent == Attendance.Extent.FULL:
            return "here"
        return "left_early" if self.attendance.signed_out_at else "late"

    @property
    def instead_of(self):
        return self.booking.substitute_for if self.booking else None

    @property
    def badge(self):
        """The badge shown that day, otherwise the one given at booking, or None."""
        return (self.attendance and self.attendance.badge) or (self.booking and self.booking.badge)

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
def tick(booking, *, by=None, link=None, how=Attendance.How.REGISTER):
    """Record that somebody who booked is here; harmless when they are recorded already."""
    hold_session(booking.session)
    refuse_unless_open(booking.session)
    if booking.delegate is None:
        raise CannotChange(NO_NAME)
    attendance = sign_in(
        booking.session,
        delegate=booking.delegate,
        booking=booking,
        badge=booking.badge,
        how=how,
        entry_key=uuid.uuid4(),
    )
    note_act("ticked", attendance, by=by, link=link)
    return attendance


@transaction.atomic
def set_extent(attendance, *, extent, by=None, link=None):
    """Correct whether somebody attended fully, in part or not at all; the old value is logged.

    Whoever was not there after all has not left either.
    """
    hold_attendance(attendance)
    was = attendance.extent
    attendance.extent = Attendance.Extent(extent)
    if attendance.extent == Attendance.Extent.NONE:
        attendance.signed_out_at = None
    elif attendance.signed_in_at is None:
        attendance.signed_in_at = timezone.now()
    attendance.save(update_fields=["extent", "signed_in_at", "signed_out_at"])
    note_act("corrected", attendance, by=by, link=link, was=was, **{"is": attendance.extent})


def untick(attendance, *, by=None, link=None):
    """Undo a tick: the person counts as not there. The row stays, so that nothing is lost."""
    set_extent(attendance, extent=Attendance.Extent.NONE, by=by, link=link)


@transaction.atomic
def come_late(attendance, *, at, by=None, link=None):
    """Record that somebody came at an instant after the start: in part, once the grace of the terms is over."""
    hold_attendance(attendance)
    was = attendance.extent
    attendance.signed_in_at = at
    attendance.extent = extent_of_latecomer(attendance.session, booking=attendance.booking, at=at)
    attendance.save(update_fields=["extent", "signed_in_at"])
    note_act("corrected", attendance, by=by, link=link, was=was, **{"is": attendance.extent})


@transaction.atomic
def leave_early(attendance, *, at, by=None, link=None):
    """Record that somebody left at an instant before the end; who came late stays in part."""
    hold_attendance(attendance)
    was = attendance.extent
    if was == Attendance.Extent.NONE:
        raise CannotChange(_("They are not here. Mark them as here first."))
    attendance.signed_out_at = at
    if extent_of_leaver(attendance.session, booking=attendance.booking, at=at) == Attendance.Extent.PARTIAL:
        attendance.extent = Attendance.Extent.PARTIAL
    attendance.save(update_fields=["extent", "signed_out_at"])
    note_act("corrected", attendance, by=by, link=link, was=was, **{"is": attendance.extent})


@transaction.atomic
def confirm(attendance, *, by=None, link=None):
    """Confirm somebody who signed in by the printed code; harmless a second time."""
    hold_attendance(attendance)
    if attendance.awaits_confirmation:
        attendance.awaits_confirmation = False
        attendance.save(update_fields=["awaits_confirmation"])
        note_act("confirmed", attendance, by=by, link=link)


@transaction.atomic
def write_note(attendance, *, note, by=None, link=None):
    """Keep a note beside somebody. The log says that it changed and not what it says, so that it can be forgotten."""
    hold_attendance(attendance)
    attendance.note = note
    attendance.save(update_fields=["note"])
    note_act("noted", attendance, by=by, link=link)


@transaction.atomic
def expect(booking):
    """Return the attendance of somebody who booked and is not here, so that a note can stand beside them."""
    hold_session(booking.session)
    refuse_unless_open(booking.session)
    if booking.delegate is None:
        raise CannotChange(NO_NAME)
    facts = {"badge": booking.badge, "how": Attendance.How.REGISTER, "entry_key": uuid.uuid4()}
    attendance = sign_in(booking.session, delegate=booking.delegate, booking=booking, **facts)
    attendance.extent, attendance.signed_in_at = Attendance.Extent.NONE, None
    attendance.save(update_fields=["extent", "signed_in_at"])
    return attendance


@transaction.atomic
def add_walk_in(session, *, person, by=None, link=None, how=Attendance.How.REGISTER, overriding=""):
    """Record somebody who is not on the list. Takes no seat; a booking of theirs is used.

    Raises RoomFull or NotEligible like the door, unless `overriding` says why they are let in all the same, which is
    logged. What is entered from paper or after the session has been so already.
    """
    delegate = know_delegate(person)  # before the lock, in the order in which a booking is made
    hold_session(session)
    refuse_unless_open(session)
    has_been = how != Attendance.How.REGISTER or session.is_over
    regardless = bool(overriding) or has_been or is_here(session, person)
    facts = {"how": how, "entry_key": uuid.uuid4(), "regardless": regardless}
    attendance = walk_in(session, person=person, delegate=delegate, **facts)
    note_act("walk_in", attendance, by=by, link=link, **({"reason": overriding} if overriding else {}))
    return attendance


def is_here(session, person):
    """Whether somebody who was let in before is named once more."""
    return signed_in_before(session, person=person, entry_key=None) is not None


def hold_attendance(attendance):
    """Lock the session of an attendance, and read the attendance anew; refuse where its register is closed."""
    hold_session(attendance.session)
    refuse_unless_open(attendance.session)
    attendance.refresh_from_db(fields=["extent", "signed_in_at", "signed_out_at", "awaits_confirmation", "note"])


def note_act(act, attendance, *, by, link, **data):
    """Write an act on the register to the log, under the account or the link of whoever did it."""
    data = {"attendance": attendance.pk, **data}
    if link:
        data |= {"link": link.pk, "holder": link.holder}
    log(instance=attendance.session, action=f"muster.register.{act}", user=by, data=data)
