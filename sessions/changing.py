"""What people change about a booking without the officer: the date, the person, the details, the link.

An officer (`by`) changes date and person for somebody who rang: without a deadline and logged with the reason. Each
verb writes down what was done and tells whoever has to know (sessions.telling). A verb that takes a delegate does
so before it locks a session, in the order in which a booking is made: two that meet wait for one another and never for
ever.
"""

import uuid
from dataclasses import replace

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from people.delegates import find_delegate, know_delegate
from people.keys import new_code
from sessions import change_messages, eligibility, waiting
from sessions.booking import earlier_booking, may_pass, take_seat, why_not_bookable
from sessions.cancelling_in_words import say_deadline
from sessions.colliding import looking_again
from sessions.deadlines import is_late
from sessions.models import Attendance, Booking, BookingChange, SessionStatus, TrainingSession
from sessions.models.booking import ON_THE_LIST
from sessions.refusals import AlreadyBooked, CannotChange, SamePerson, TooLateToMove
from sessions.scheduling import kept, remember_days
from sessions.telling import note_change
from sessions.waiting import GOES_AHEAD

What = BookingChange.What


def why_not_changeable(booking, *, by=None):
    """Return the refusal that keeps a seat from being moved or handed over now, or None: then it can be corrected.

    People can until the session begins, staff until it is over.
    """
    session = booking.session
    if not booking.holds_a_seat or booking.status in ON_THE_LIST or booking.delegate_id is None:
        return CannotChange()
    is_past = session.is_over if by else session.starts_at <= timezone.now()
    if session.status == SessionStatus.CANCELLED or is_past:
        return CannotChange()
    return CannotChange() if has_come(booking) else None


def has_come(booking):
    """Whether somebody has signed in, with this booking or, having forgotten it, without."""
    by_name = Q(session=booking.session_id, delegate=booking.delegate_id)
    return Attendance.objects.filter(Q(booking=booking) | by_name).exists()


def why_not_movable(booking, *, by=None):
    """Return the refusal of another date, or None: until the deadline, and the sentence says when that was.

    For staff there is no deadline.
    """
    if refusal := why_not_changeable(booking, by=by):
        return refusal
    return TooLateToMove(say_deadline(booking)) if not by and is_late(booking) else None


@transaction.atomic
def move_booking(booking, *, to, by=None, reason=""):
    """Move a seat to another session of the same course; the freed seat goes to whoever waits for it.

    Both sessions' rows are locked, the lower number first, so that two who change places never wait for one another.
    The seat there is taken before the one here is given up: where none is left, nothing has changed. Reference, link,
    terms and a manager's permission stay (the permission is for the training, not for one of its days). Who may book
    is not asked again. Doing it a second time is harmless. Raises CannotChange, SessionFull or BookingClosed.

    Staff (`by`) move it until the session is over, also to a date whose booking is closed and whatever the terms say of
    one organisation's places; never beyond capacity and never past those who wait.
    """
    was = booking.session
    for session in sorted([was, to], key=lambda session: session.pk):
        waiting.lock_seats(session)
    if Booking.objects.filter(pk=booking.pk, session=to).exists():
        return
    waiting.lock_booking(booking)
    if refusal := why_not_movable(booking, by=by) or why_not_there(booking, to=to, by=by):
        raise refusal
    take_seat(to)
    if not by:
        eligibility.check_limit(to, delegate=booking.delegate, terms=booking.terms)
    before = change_messages.sequence_of(booking)
    booking.session = to
    booking.calendar_sequence = max(before + 1 - to.calendar_sequence, 0)
    booking.save(update_fields=["session", "calendar_sequence"])
    remember_days([booking], had=len(was.each_day()), have=len(to.each_day()))
    note_change(booking, what=What.MOVED, left_session=was, by=by, reason=reason)
    if by:
        data = {"were": kept(spans_of(was)), "are": kept(spans_of(to)), "reason": reason}
        log(instance=booking, action="muster.booking.moved", user=by, data=data)
    change_messages.moved(booking, by_us=by is not None)
    waiting.leave(was, was=booking.status)


def spans_of(session):
    return [(day.starts_at, day.ends_at) for day in session.each_day()]


def why_not_there(booking, *, to, by=None):
    """Return the refusal that a booking meets at another session, or None where there is a seat for it."""
    if to.course_id != booking.session.course_id or to.is_by_headcount:
        return CannotChange()
    if earlier_booking(to, delegate=booking.delegate):
        words = _("They have a place on that date already.") if by else _("You have a place on that date already.")
        return CannotChange(words)
    refusal = why_not_bookable(to)
    goes_ahead = to.status in GOES_AHEAD and not to.is_over
    return None if refusal and goes_ahead and may_pass(refusal, waits=False, by=by) else refusal


def dates_for_staff(booking):
    """Return the sessions to which an officer can move a booking, the soonest first."""
    others = TrainingSession.objects.upcoming().filter(course=booking.session.course_id).exclude(pk=booking.session_id)
    others = others.select_related("course__terms__replaced_by", "venue").filter(status__in=GOES_AHEAD)
    with_room = [other for other in others if not (other.is_full or other.people_waiting)]
    return [other for other in with_room if why_not_there(booking, to=other, by=True) is None]


@looking_again
@transaction.atomic
def hand_over_booking(booking, *, person, phone="", by=None, reason=""):
    """Give a seat to a colleague, at no cost, until the session starts; returns the booking, with a new link.

    The booking stays, and with it the seat, the terms and a manager's permission: the employer sends somebody else.
    Reference, link and the mark of the booking form are new, so that nothing the first person holds opens it any more;
    their telephone and access needs go, their calendar forgets the date. A colleague whom we know already keeps the
    organisation and role we know of; a new one has the organisation of the first person. Raises CannotChange,
    SamePerson, AlreadyBooked, or NotEligible where the terms of the booking do not let the colleague book.

    Staff (`by`) hand it over until the session is over and whatever the terms say; what they say of the colleague's
    work replaces what we know.
    """
    colleague = (not by and find_delegate(person)) or know_delegate(person, replaces=bool(by))
    waiting.lock_booking(booking)
    if refusal := why_not_changeable(booking, by=by):
        raise refusal
    if colleague == booking.delegate:
        raise SamePerson
    if not by:
        eligibility.check_may_book(booking.session, person=person, terms=booking.terms)
    if earlier := earlier_booking(booking.session, delegate=colleague):
        raise AlreadyBooked(earlier)
    change_messages.handed_over(booking, to=colleague, is_told=bool(person.email or phone), by_us=by is not None)
    write_over(booking, to=colleague, person=person, phone=phone)
    note_change(booking, what=What.SUBSTITUTED, by=by, reason=reason)
    if by:
        log(instance=booking, action="muster.booking.handed_over", user=by, data={"reason": reason})
    change_messages.taken_over(booking, by_us=by is not None)
    return booking


def write_over(booking, *, to, person, phone=""):
    """Write a booking over to a colleague: nothing the first person holds opens it, and nothing they said stays."""
    give_new_keys(booking)
    booking.substitute_for, booking.delegate = booking.delegate, to
    booking.email, booking.phone, booking.badge = person.email.strip(), phone, person.badge
    booking.access_needs = booking.language_need = booking.organisation_said = ""
    booking.save()


def working_where(booking, *, person):
    """Return somebody who comes instead: who does not say where they work, and is not known, works where they did."""
    if person.organisation or person.badge or find_delegate(person):
        return person
    return replace(person, organisation=booking.works_at)


def give_new_keys(booking):
    """Give a booking another reference, link and mark of its form: whoever held the old ones holds nothing."""
    booking.reference, booking.calendar_days = new_code(8), 0  # the reference names the appointments too
    give_new_link(booking)


def give_new_link(booking):
    booking.token, booking.nonce = new_code(26), uuid.uuid4()


@transaction.atomic
def replace_link(booking):
    """Let the link of a booking end and mail a new one; somebody else has the old one.

    The new one is told to the address of the booking only, never to whoever asks. Raises CannotChange where there is
    no address.
    """
    waiting.lock_booking(booking)
    if not booking.is_live or not booking.email:
        raise CannotChange
    give_new_link(booking)
    booking.calendar_sequence += 1
    booking.save(update_fields=["token", "nonce", "calendar_sequence"])
    note_change(booking, what=What.NEW_LINK)
    change_messages.link_replaced(booking)


def send_bookings_again(email):
    """Mail the links of every booking to come that was made with an address; nothing where there is none."""
    coming = TrainingSession.objects.upcoming().values("pk")
    found = Booking.objects.live().filter(session__in=coming, email__iexact=email.strip(), delegate__isnull=False)
    bookings = list(found.select_related("session__course", "delegate").order_by("session__starts_at", "pk"))
    if bookings:
        change_messages.bookings_again(email, bookings)
