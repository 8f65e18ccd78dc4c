"""People recorded twice, and devices that disagree: noticed as an act arrives, judged by whoever keeps the register."""

from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.keys import name_key
from sessions.holding import hold_session
from sessions.models import Attendance, RegisterEntry
from sessions.register import note_act, refuse_unless_open, tick

Act, Outcome = RegisterEntry.Act, RegisterEntry.Outcome
COMES = {Act.TICK, Act.LATE, Act.WALK_IN, Act.SUBSTITUTE}
CLOSE_TOGETHER = timedelta(minutes=10)


def judge(entry):
    """Make an entry about to be written a DOUBLE where somebody has to look at it. `other` is what was there before.

    Where the namesake booked and is not here yet, `booking` is theirs instead. A disagreement of two devices is about
    one attendance: `other` is the same, and what arrived later holds.
    """
    if entry.attendance is None:
        return
    if disagrees(entry):
        entry.outcome, entry.other = Outcome.DOUBLE, entry.attendance
    elif entry.act in COMES:
        entry.other, entry.booking = namesake_of(entry)
        if entry.other or entry.booking:
            entry.outcome = Outcome.DOUBLE


def disagrees(entry):
    """Whether somebody else said the opposite of this attendance a moment ago."""
    opposite = [Act.UNDO] if entry.act in COMES else [Act.TICK, Act.LATE] if entry.act == Act.UNDO else []
    lately = RegisterEntry.objects.filter(attendance=entry.attendance, received_at__gt=timezone.now() - CLOSE_TOGETHER)
    last = lately.filter(act__in=[*COMES, Act.UNDO]).exclude(outcome=Outcome.REFUSED).last()
    is_judged = last is None or last.outcome == Outcome.LOOKED_AT
    return not is_judged and last.act in opposite and sender_of(last) != sender_of(entry)


def sender_of(entry):
    return entry.device, entry.by_id, entry.link_id


def namesake_of(entry):
    """Return (attendance, booking) of somebody of the same name, one of them None, or neither.

    Two who booked under one name are two people: one of the two must have come without a booking.
    """
    arrived = entry.attendance
    others = entry.session.attendances.exclude(pk=arrived.pk).exclude(extent=Attendance.Extent.NONE)
    if arrived.booking_id:
        others = others.filter(booking__isnull=True)
    key = name_key(arrived.delegate.name)
    alike = (other for other in others.select_related("delegate") if name_key(other.delegate.name) == key)
    if other := next(alike, None):
        return (None, None) if were_told_apart(arrived, other) else (other, None)
    return (None, None) if arrived.booking_id else (None, absent_namesake_of(arrived, key=key))


def absent_namesake_of(arrived, *, key):
    bookings = arrived.session.bookings.live().filter(delegate__isnull=False, attendance__isnull=True)
    named = bookings.exclude(delegate=arrived.delegate_id).select_related("delegate")
    return next((booking for booking in named if name_key(booking.delegate.name) == key), None)


def were_told_apart(one, other):
    """Whether somebody has said of these two, or of one and the other's booking, that they are two people."""
    judged = RegisterEntry.objects.filter(session=one.session_id, outcome=Outcome.LOOKED_AT)
    for first, second in [(one, other), (other, one)]:
        if judged.filter(attendance=first, other=second).exists():
            return True
        if second.booking_id and judged.filter(attendance=first, booking=second.booking_id).exists():
            return True
    return False


def to_look_at(session):
    """Return the entries of which somebody has to judge, in one statement: refused acts, and who may be twice here."""
    entries = session.register_entries.filter(outcome__in=[Outcome.DOUBLE, Outcome.REFUSED]).select_related(
        "attendance__delegate__organisation",
        "attendance__organisation",
        "other__delegate__organisation",
        "other__organisation",
        "booking__delegate__organisation",
    )
    return [entry for entry in entries if entry.outcome == Outcome.REFUSED or still_matters(entry)]


def refused_acts(session):
    """Return what devices sent, could not be done, and nobody has looked at."""
    return session.register_entries.filter(outcome=Outcome.REFUSED)


def still_matters(entry):
    """A walk-in that was undone since is recorded once."""
    if is_disagreement(entry):
        return True
    pair = [entry.attendance, entry.other] if entry.other else [entry.attendance]
    return all(attendance.extent != Attendance.Extent.NONE for attendance in pair)


def is_disagreement(entry):
    return entry.other_id is not None and entry.other_id == entry.attendance_id


@transaction.atomic
def same_person(entry, *, by=None, link=None):
    """Let one attendance remain: the one with a booking, or the earlier. The other stays as a row that counts nobody.

    A second time is harmless. Raises CannotChange where the register is closed.
    """
    if not hold_entry(entry) or is_disagreement(entry):
        return
    other = entry.other or tick(entry.booking, by=by, link=link)
    pair = list(Attendance.objects.select_related("delegate").filter(pk__in=[entry.attendance_id, other.pk]))
    kept, dropped = sorted(pair, key=lambda each: (each.booking_id is None, each.pk))
    for each in pair:
        each.session = entry.session
    unite(kept, dropped)
    look_at(entry, other=other)
    note_act("merged", kept, by=by, link=link, dropped=dropped.pk)


def unite(kept, dropped):
    """Give the attendance that remains the better of both; the other keeps what it says and counts for nothing."""
    if Attendance.Extent.FULL in {kept.extent, dropped.extent}:
        kept.extent = Attendance.Extent.FULL
    kept.signed_in_at = min(filter(None, [kept.signed_in_at, dropped.signed_in_at]), default=None)
    kept.badge_id = kept.badge_id or dropped.badge_id
    kept.save(update_fields=["extent", "signed_in_at", "badge"])
    dropped.extent = Attendance.Extent.NONE
    dropped.note = dropped.note or str(_("Recorded twice: the same person as %(name)s") % {"name": kept.delegate})[:200]
    dropped.save(update_fields=["extent", "note"])


@transaction.atomic
def two_people(entry, *, by=None, link=None):
    """Say that it is right as it is. A second time is harmless."""
    if hold_entry(entry):
        look_at(entry)
        note_act("told_apart", entry.attendance, by=by, link=link)


def close_question(session, *, pk):
    """Forget what could not be done and what was typed for it, or that two disagreed. A second time is harmless."""
    refused = Q(outcome=Outcome.REFUSED) | Q(outcome=Outcome.DOUBLE, other=F("attendance"))
    session.register_entries.filter(refused, pk=pk).update(outcome=Outcome.LOOKED_AT, said={})


def hold_entry(entry):
    """Lock the session of an entry that is a DOUBLE; return whether it still is."""
    hold_session(entry.session)
    refuse_unless_open(entry.session)
    entry.refresh_from_db(fields=["outcome"])
    return entry.outcome == Outcome.DOUBLE


def look_at(entry, **facts):
    entry.outcome, entry.said = Outcome.LOOKED_AT, {}
    for name, value in facts.items():
        setattr(entry, name, value)
    entry.save(update_fields=["outcome", "said", *facts])
