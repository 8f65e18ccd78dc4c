"""Acts on a register as devices send them: each counts once, however often and however late it arrives.

What cannot be done is kept with its reason and what was typed, until somebody has looked at it: whoever pressed the
button may have left the room, or stood where there was no signal.
"""

import re
import uuid

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sessions import doubles, register
from sessions.colliding import looking_again
from sessions.coming_instead import before_it, come_instead, give_back
from sessions.door import door_windows, find_booking
from sessions.models import Attendance, RegisterEntry
from sessions.refusals import CannotChange, NoBookingFound, Refusal

Act, Outcome = RegisterEntry.Act, RegisterEntry.Outcome
ROW = re.compile(r"([db])([0-9]{1,18})")
NOT_ON_THE_LIST = _("This person is no longer on the list.")
NOT_HERE = _("They are not in the register. Mark them as here first.")
TOO_BUSY = _("That did not work. Do it once more.")


def enter(
    session, *, key, act, by=None, link=None, device="", made_at=None, said=None, problem="", **what
) -> RegisterEntry:
    """Carry out an act on a register and return its entry; the same key again returns the same entry.

    `what` is told by the act: `row` (see RegisterLine.row) or `reference` says about whom, `person` who came,
    `overriding` why though the room is full, `note` what to write. `said` is what was typed, kept where the act is
    refused; `problem` refuses it beforehand, such as a form that cannot be read. A refusal is the outcome REFUSED and
    no exception; of a headcount session it is not kept.
    `made_at` is the device's clock: see `moment_of`.
    """
    sent = {"session": session, "key": key, "act": act, "device": device, "made_at": made_at, "by": by, "link": link}
    for _attempt in range(3):
        if earlier := RegisterEntry.objects.select_related("attendance").filter(key=key).first():
            return earlier
        try:
            return carry_out(RegisterEntry(**sent), problem=problem, **what)
        except Refusal as refusal:
            return keep_refused(RegisterEntry(**sent, said=said or {}), problem=str(refusal))
        except IntegrityError:
            continue  # the same key, or the same person, arrived in this very moment: look again
    return keep_refused(RegisterEntry(**sent, said=said or {}), problem=str(TOO_BUSY))


@looking_again
def enter_at_once(session, *, act, by, key=None, **what) -> RegisterEntry:
    """Do the same for somebody who reads the answer at once: a refusal is raised, and nothing is kept of it.

    Without a `key` every call is an act of its own.
    """
    if key and (earlier := RegisterEntry.objects.filter(key=key).first()):
        return earlier
    return carry_out(RegisterEntry(session=session, key=key or uuid.uuid4(), act=act, by=by), problem="", **what)


@transaction.atomic
def carry_out(entry, *, problem, **what):
    """Do what an entry says and write it, both or neither: the unique key undoes what another has just done."""
    register.refuse_unless_open(entry.session)
    if problem:
        raise Refusal(problem)
    entry.attendance = ACTS[entry.act](entry, who={"by": entry.by, "link": entry.link}, **what)
    doubles.judge(entry)
    entry.save()
    return entry


def keep_refused(entry, *, problem):
    """Keep what could not be done, for somebody to look at. A headcount session keeps nothing that was typed."""
    entry.outcome, entry.problem = Outcome.REFUSED, problem[:300]
    if entry.session.is_by_headcount:
        entry.said = {}
        return entry
    if name := name_on_row(entry.session, entry.said.get("row", "")):
        entry.said = {**entry.said, "who": name}
    try:
        with transaction.atomic():
            entry.save()
    except IntegrityError:
        return RegisterEntry.objects.get(key=entry.key)
    return entry


def name_on_row(session, row):
    """Return the name of whom a line is about, though they be on the list no longer; empty where nobody is known."""
    found = ROW.fullmatch(row)
    if not found or found[1] == "b":
        return ""
    bookings = session.bookings.filter(delegate=int(found[2])).select_related("delegate")
    attendances = session.attendances.filter(delegate=int(found[2])).select_related("delegate")
    known = bookings.first() or attendances.first()
    return known.delegate.name if known else ""


def moment_of(entry):
    """Return when an act was done: by the device's clock where that can be true, otherwise now.

    It can be true while the session's doors stood open, and not later than now by our clock.
    """
    now = timezone.now()
    is_likely = entry.made_at and entry.made_at <= now
    if is_likely and any(opens <= entry.made_at <= closes for opens, closes in door_windows(entry.session)):
        return entry.made_at
    return now


def on_row(session, row):
    """Return the (booking, attendance) of a line in the register, each perhaps None. Raises CannotChange."""
    found = ROW.fullmatch(row or "")
    if not found:
        raise CannotChange(NOT_ON_THE_LIST)
    name = "delegate" if found[1] == "d" else "pk"
    bookings = session.bookings.live().select_related("delegate__organisation", "badge", "terms", "contact")
    booking = bookings.filter(**{name: int(found[2])}).first()
    attendance = None
    if found[1] == "d":
        attendances = session.attendances.select_related("delegate", "booking__terms")
        attendance = attendances.filter(delegate=int(found[2])).first()
    if booking is None and attendance is None:
        raise CannotChange(NOT_ON_THE_LIST)
    for each in filter(None, [booking, attendance]):
        each.session = session
    return booking, attendance


def tick(entry, *, who, row="", reference="", how=Attendance.How.REGISTER, extent=None):
    """Somebody is here, in full unless an `extent` is said; harmless where they are already."""
    if reference:
        row = row_of_reference(entry.session, reference)
    booking, attendance = on_row(entry.session, row)
    if attendance is None:
        attendance = register.tick(booking, how=how, **who)
    if not attendance.is_signed_in:
        extent = extent or Attendance.Extent.FULL
    if extent and extent != attendance.extent:
        register.set_extent(attendance, extent=extent, **who)
    return attendance


def row_of_reference(session, reference):
    """Return the line of a booking's reference, as its code holds it or as it was typed. Raises NoBookingFound."""
    typed = reference.strip()
    if typed.upper().startswith("MUSTER:"):
        typed = typed[len("MUSTER:") :]
    if not typed or "@" in typed:
        raise NoBookingFound(_("No booking of this session has this reference."))
    try:
        booking = find_booking(session, typed=typed)
    except NoBookingFound:
        raise NoBookingFound(_("No booking of this session has this reference.")) from None
    return f"d{booking.delegate_id}" if booking.delegate_id else f"b{booking.pk}"


def undo(entry, *, who, row):
    """Somebody is not here after all; whose place they had got in the register has it again."""
    _booking, attendance = on_row(entry.session, row)
    if attendance and attendance.is_signed_in:
        register.untick(attendance, **who)
        give_back(attendance, **who)
    return attendance


def come_late(entry, *, who, row):
    attendance = tick(entry, who=who, row=row)
    register.come_late(attendance, at=moment_of(entry), **who)
    return attendance


def leave_early(entry, *, who, row):
    attendance = present(entry, row)
    register.leave_early(attendance, at=moment_of(entry), **who)
    return attendance


def confirm(entry, *, who, row):
    attendance = present(entry, row)
    register.confirm(attendance, **who)
    return attendance


def present(entry, row):
    _booking, attendance = on_row(entry.session, row)
    if attendance is None:
        raise CannotChange(NOT_HERE)
    return attendance


def write_note(entry, *, who, row, note):
    booking, attendance = on_row(entry.session, row)
    attendance = attendance or register.expect(booking)
    register.write_note(attendance, note=note, **who)
    return attendance


def walk_in(entry, *, who, person, overriding="", how=Attendance.How.REGISTER):
    return register.add_walk_in(entry.session, person=person, overriding=overriding, how=how, **who)


def substitute(entry, *, who, row, person, overriding=""):
    booking, _attendance = on_row(entry.session, row)
    if booking is None:
        raise CannotChange(_("They have no booking that somebody else could use. Add the person who came below."))
    entry.before = before_it(booking)
    return come_instead(booking, person=person, overriding=overriding, **who)


ACTS = {
    Act.TICK: tick,
    Act.UNDO: undo,
    Act.LATE: come_late,
    Act.LEFT_EARLY: leave_early,
    Act.WALK_IN: walk_in,
    Act.SUBSTITUTE: substitute,
    Act.NOTE: write_note,
    Act.CONFIRM: confirm,
}
