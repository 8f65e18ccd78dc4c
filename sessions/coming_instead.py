"""Somebody comes instead of whoever booked, and stands in the room: the register's substitution.

Before the day people hand their place over themselves (sessions.changing). Here nobody is written to, and who may book
is not asked: whoever keeps the register sees the person.
"""

import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.delegates import find_delegate, know_delegate
from sessions.booking import earlier_booking
from sessions.changing import give_new_keys
from sessions.door import sign_in
from sessions.models import Attendance, BookingChange
from sessions.refusals import AlreadyBooked, CannotChange, SamePerson
from sessions.register import note_act, refuse_unless_open
from sessions.waiting import lock_booking


@transaction.atomic
def come_instead(booking, *, person, by=None, link=None):
    """Let a person use a booking, and record that they are here. A seat without a name gets theirs.

    Raises SamePerson, AlreadyBooked, or CannotChange for a booking that is used, waits, or is not live.
    """
    colleague = find_delegate(person) or know_delegate(person, replaces=False)
    lock_booking(booking)
    refuse_unless_open(booking.session)
    if not booking.holds_a_seat:
        raise CannotChange(_("No place was theirs to hand over. Add the person who came as a walk-in."))
    if colleague == booking.delegate:
        raise SamePerson
    if earlier_booking(booking.session, delegate=colleague):
        raise AlreadyBooked(None)
    set_aside_absence(booking)
    hand_over(booking, to=colleague, person=person, by=by)
    facts = {"badge": person.badge, "how": Attendance.How.REGISTER, "entry_key": uuid.uuid4()}
    attendance = sign_in(booking.session, delegate=colleague, booking=booking, **facts)
    note_act("substituted", attendance, by=by, link=link)
    return attendance


def set_aside_absence(booking):
    """Let go of the attendance of whoever booked, where they were ticked by mistake; refuse where they are here."""
    attendance = Attendance.objects.filter(booking=booking).first()
    if attendance is None:
        return
    if attendance.extent != Attendance.Extent.NONE:
        raise CannotChange(_("Whoever booked is in the register already. Undo that first."))
    attendance.booking = None
    attendance.save(update_fields=["booking"])


def hand_over(booking, *, to, person, by):
    """Write the booking over to somebody: nothing the first person holds opens it any more."""
    if booking.delegate_id:
        give_new_keys(booking)
        what = BookingChange.What.SUBSTITUTED
    else:
        what = BookingChange.What.NAMED
    booking.substitute_for, booking.delegate = booking.delegate, to
    booking.email, booking.phone, booking.badge = person.email.strip(), "", person.badge
    booking.access_needs = booking.language_need = ""
    booking.save()
    BookingChange.objects.create(booking=booking, what=what, by=by, told_at=timezone.now())
