"""Somebody comes instead of whoever booked, and stands in the room: the register's substitution.

It is the hand-over (sessions.changing) at the last moment: the terms of the booking decide who may come, and both are
written to where we know an address. Whoever keeps the register may know better than the terms, and says why.
"""

import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.delegates import find_delegate, know_delegate
from people.keys import new_code
from sessions import change_messages
from sessions.booking import earlier_booking, tell_what_was_booked
from sessions.changing import working_where, write_over
from sessions.door import attendance_of, sign_in
from sessions.eligibility import check_may_book
from sessions.models import Attendance, BookingChange, RegisterEntry
from sessions.refusals import AlreadyBooked, CannotChange, SamePerson
from sessions.register import expect, note_act, refuse_unless_open
from sessions.telling import say_change
from sessions.waiting import lock_booking

What = BookingChange.What
SAID_BEFORE = [
    *("delegate_id", "substitute_for_id", "badge_id", "reference", "token", "nonce", "email", "phone"),
    *("access_needs", "language_need", "organisation_said", "calendar_days"),
]


@transaction.atomic
def come_instead(booking, *, person, overriding="", by=None, link=None):
    """Let a person use a booking, and record that they are here. A seat without a name gets theirs.

    Raises SamePerson, AlreadyBooked, CannotChange for a booking that is used, waits, or is not live, and NotEligible
    unless `overriding` says why they are let in all the same, which is logged. After the session they have been so.
    """
    person = working_where(booking, person=person)
    colleague = find_delegate(person) or know_delegate(person, replaces=False)
    lock_booking(booking)
    refuse_unless_open(booking.session)
    if not booking.holds_a_seat:
        raise CannotChange(_("No place was theirs to hand over. Add the person who came as a walk-in."))
    if colleague == booking.delegate:
        raise SamePerson
    if not (overriding or booking.session.is_over):
        check_may_book(booking.session, person=person, terms=booking.terms)
    if earlier_booking(booking.session, delegate=colleague):
        raise AlreadyBooked(None)
    set_aside_absence(booking)
    if booking.delegate_id:
        hand_over(booking, to=colleague, person=person, by=by)
    else:
        give_name(booking, delegate=colleague, person=person, by=by)
    attendance = arrive(booking)
    note_act("substituted", attendance, by=by, link=link, **({"reason": overriding} if overriding else {}))
    return attendance


def before_it(booking):
    """Return what a booking says before it goes to somebody else; nothing of a seat that has no name yet."""
    return {field: getattr(booking, field) for field in SAID_BEFORE} if booking.delegate_id else {}


def set_aside_absence(booking):
    """Let go of the attendance of whoever booked, where they were ticked by mistake; refuse where they are here."""
    attendance = Attendance.objects.filter(booking=booking).first()
    if attendance is None:
        return
    if attendance.is_signed_in:
        raise CannotChange(_("Whoever booked is in the register already. Undo that first."))
    let_go(attendance)


def let_go(attendance):
    attendance.booking = None
    attendance.save(update_fields=["booking"])


def hand_over(booking, *, to, person, by):
    """Write the booking over to somebody, and tell both and who booked for them."""
    change_messages.handed_over(booking, to=to, is_told=bool(person.email), by_us=True)
    write_over(booking, to=to, person=person)
    change_messages.taken_over(booking, by_us=True)
    tell_contact(note_hand_over(booking, by=by))


def note_hand_over(booking, *, by):
    """Keep that a place changed hands. The officer is not written to: it stands in the register."""
    return BookingChange.objects.create(booking=booking, what=What.SUBSTITUTED, by=by, told_at=timezone.now())


def tell_contact(change):
    if change.booking.contact_id:
        change_messages.contact_told(change, say=say_change)


def give_name(booking, *, delegate, person, by):
    """Give a seat to whoever sits in it, with a link of their own where they have an address."""
    booking.delegate, booking.email, booking.badge = delegate, person.email.strip(), person.badge
    if booking.email:
        booking.token = new_code(26)
    booking.save(update_fields=["delegate", "email", "badge", "token"])
    BookingChange.objects.create(booking=booking, what=What.NAMED, by=by, told_at=timezone.now())
    tell_what_was_booked(booking)


def arrive(booking):
    """Record that the person of a booking is here; who had walked in before now uses it."""
    facts = {"badge": booking.badge, "how": Attendance.How.REGISTER, "entry_key": uuid.uuid4()}
    attendance = sign_in(booking.session, delegate=booking.delegate, booking=booking, **facts)
    if attendance.booking_id is None:
        use(attendance, booking=booking)
    return attendance


def use(attendance, *, booking):
    attendance.booking = booking
    attendance.save(update_fields=["booking"])


@transaction.atomic
def give_back(attendance, *, by=None, link=None):
    """Let a place that went to somebody in the register be theirs again who had it, with the link they had.

    Call it once the newcomer is not here after all. Nothing is done where the place came to them otherwise, or has gone
    on since. Who was told already is told of this; what has not gone out does not.
    """
    entry, booking = substitution_of(attendance), attendance.booking
    if entry is None or booking is None:
        return
    booking.session = attendance.session
    lock_booking(booking)
    was = entry.before
    has_gone_on = not booking.holds_a_seat or booking.delegate_id != attendance.delegate_id
    if has_gone_on or booking.session.bookings.live().filter(delegate=was["delegate_id"]).exists():
        return
    let_go(attendance)
    restore(booking, was=was, by=by)
    if earlier := attendance_of(booking.delegate, booking.session):
        use(earlier, booking=booking)
    else:
        expect(booking)  # so that every device shows their line again
    RegisterEntry.objects.filter(pk=entry.pk).update(before={})
    note_act("given_back", attendance, by=by, link=link)


def substitution_of(attendance):
    """Return the entry that gave somebody the place they have, where it can be undone, or None."""
    entries = RegisterEntry.objects.filter(attendance=attendance, act=RegisterEntry.Act.SUBSTITUTE)
    return entries.exclude(before={}).last()


def restore(booking, *, was, by):
    """Write a booking back as it was, and tell those who have read that it went to somebody else."""
    contact = booking.contact.email if booking.contact_id else ""
    said = {"handed_over": was["email"], "taken_over": booking.email, "contact_told": contact}
    is_known = {kind: not change_messages.took_back(kind, booking, to=to) for kind, to in said.items()}
    if is_known["taken_over"]:
        first = booking.substitute_for
        change_messages.handed_over(booking, to=first, is_told=is_known["handed_over"], by_us=True)
    for field, value in was.items():
        setattr(booking, field, value)
    booking.calendar_sequence += 1
    booking.save()
    change = note_hand_over(booking, by=by)
    if is_known["handed_over"]:
        change_messages.given_back(booking)
    if is_known["contact_told"]:
        tell_contact(change)
