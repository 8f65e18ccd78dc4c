"""Booking a place and giving it back.

The scarce thing is the session's `seats_taken`. It is changed by one conditional UPDATE inside the booking's
transaction: that statement locks the session's row until the booking stands, and the row's CHECK constraints hold under
it. Nothing here counts bookings.
"""

import uuid
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from courses.models import Recorded
from courses.terms import terms_of
from design.keeping import something_changed
from people.delegates import delegate_for, find_delegate
from people.keys import email_key, name_key, one_of
from people.organisations import match_organisation
from sessions import charging, eligibility, messages, waiting
from sessions.models import Booking, BookingChange, BookingStatus, SessionSettings, SessionStatus, TrainingSession
from sessions.models.booking import LIVE
from sessions.permission import ask_manager, keep_permission, status_of_seat, withdraw_questions
from sessions.refusals import (
    AlreadyBooked,
    BookingClosed,
    BookingNotOpenYet,
    CannotChange,
    PeopleAreWaiting,
    Refusal,
    SessionCancelled,
    SessionFull,
)
from sessions.surroundings import ROUND_IT, surround, surrounded_or_404
from sessions.telling import note_change

# With more places than this no page says how many are left. A copy that says so earlier (SessionSettings.few_places)
# shows the right number within a second.
FEW_ENOUGH_TO_BE_SAID = 25
SAID_OF_A_BOOKING = ["session", "delegate", "badge__authority", "contact", "permission"]


def session_to_book(reference):
    """Return the session of a public reference. Unknown, draft, headcount and withdrawn are the same 404."""
    sessions = TrainingSession.objects.filter(recorded=Recorded.BY_NAME, course__is_offered=True)
    return surrounded_or_404(sessions.exclude(status=SessionStatus.DRAFT), reference=reference)


def closes_at(session):
    """Return the instant at which booking ends: the session's own, else as the terms say, else the start."""
    if session.booking_closes_at:
        return session.booking_closes_at
    terms = terms_of(session.course)
    return session.starts_at - timedelta(hours=terms.booking_closes_hours_before if terms else 0)


def why_not_bookable(session):
    """Return the refusal that a newcomer would meet now, or None when a place can be booked."""
    now = timezone.now()
    if session.status == SessionStatus.CANCELLED:
        return SessionCancelled()
    if session.status != SessionStatus.OPEN or closes_at(session) <= now:
        return BookingClosed()
    if session.booking_opens_at and session.booking_opens_at > now:
        return BookingNotOpenYet()
    if session.is_full:
        return SessionFull()
    return PeopleAreWaiting() if session.people_waiting else None


def book_place(
    session,
    *,
    person,
    nonce,
    waits=False,
    asked=None,
    phone="",
    access_needs="",
    language_need="",
    language="",
    by=None,
):
    """Book one place for a person and write to them. Returns the booking.

    With `waits`, a person for whom there is no seat joins the waiting list, and the booking is one that waits.
    `asked` is what was said about the manager's permission (see sessions.permission).

    The same form sent again, at once or later, finds the booking it made: `nonce` is the form's, joined with who it is
    for, so that going back and naming a colleague makes a second booking. Raises SessionFull, BookingClosed (or one of
    its kinds) or AlreadyBooked; then nothing has been written. A full or closed session refuses the public alike,
    whether or not they are booked: only the refusal's `earlier` knows. Staff (`by`) may book after closing
    time, never beyond capacity and never past those who wait.
    """
    key = booking_key(session, person=person, nonce=nonce)
    details = {"phone": phone, "access_needs": access_needs, "language_need": language_need, "language": language}
    for _attempt in range(3):
        try:
            return make_booking(session, person=person, key=key, waits=waits, asked=asked, by=by, **details)
        except (IntegrityError, Refusal) as problem:
            # A form sent before is refused by the booking that it made: its seat, its person or its nonce.
            if earlier := booking_of(key):
                return earlier
            if isinstance(problem, Refusal):
                raise
            # Somebody made the same delegate in this very moment: look again.
    raise BookingClosed


def booking_key(session, *, person, nonce):
    return uuid.uuid5(nonce, f"{session.pk}|{email_key(person.email)}|{name_key(person.name)}")


def booking_of(key):
    return one_of(Booking.objects.filter(nonce=key))


def make_booking(session, *, person, key, waits, asked, by, **details):
    """Book a place, or refuse. What is only looked up is looked up first: SQLite lets one transaction write at a time.

    What another changes meanwhile shows in `take_seat`, or as an IntegrityError.
    """
    refusal = why_not_bookable(session)
    waits = waits and waiting.takes_names(session)
    if refusal and not may_pass(refusal, waits=waits, by=by):
        refusal.earlier = earlier_booking(session, delegate=find_delegate(person))
        raise AlreadyBooked(refusal.earlier) if by and refusal.earlier else refusal
    terms = terms_of(session.course)
    if not by:
        eligibility.check_may_book(session, person=person, terms=terms)
    found, organisation = find_delegate(person), match_organisation(person.organisation)
    if found and (earlier := earlier_booking(session, delegate=found)):
        raise AlreadyBooked(earlier)
    facts = {"nonce": key, "email": person.email.strip(), "badge": person.badge, "terms": terms, "booked_by_staff": by}
    with transaction.atomic():
        delegate = delegate_for(person, found=found, organisation=organisation, replaces=bool(by))
        status = take_seat_or_number(session, waits=waits, seated_as=status_of_seat(asked))
        if not by:
            eligibility.check_limit(session, delegate=delegate, terms=terms)
        facts["organisation_said"] = delegate.says_works_at
        booking = Booking.objects.create(session=session, delegate=delegate, status=status, **facts, **details)
        keep_permission(booking, asked=asked)
        if status == BookingStatus.WAITING:
            waiting.offer_to_newcomer(booking)
        tell_what_was_booked(booking)
    return booking


def may_pass(refusal, *, waits, by):
    """Whether what keeps a newcomer out lets this one in: staff after closing time, somebody who will wait."""
    return bool(by and type(refusal) is BookingClosed) or (waits and isinstance(refusal, SessionFull))


def take_seat_or_number(session, *, waits, seated_as=BookingStatus.CONFIRMED):
    """Take a seat, or with `waits` a number on the list where there is none; return what the booking then is."""
    for _attempt in range(2):
        if waits and (session.is_full or session.people_waiting) and waiting.take_a_number(session):
            return BookingStatus.WAITING
        try:
            take_seat(session)
        except SessionFull:
            if not waits:
                raise
            waiting.lock_seats(session)  # others came first: now nobody else can
        else:
            return seated_as
    raise SessionFull


def tell_what_was_booked(booking):
    if booking.status == BookingStatus.WAITING:
        messages.booking_waits(booking, position=booking.session.people_waiting)
    elif booking.waits_for_manager:
        ask_manager(booking.permission)
    elif booking.status != BookingStatus.OFFERED:
        messages.booking_confirmed(booking)


def earlier_booking(session, *, delegate):
    """Return the live booking of this session that somebody holds, or None."""
    if delegate is None:
        return None
    return one_of(Booking.objects.filter(session=session, delegate=delegate, status__in=LIVE))


def take_seat(session, *, places=1):
    """Take one seat, or for a group several at once, or refuse; the row stays locked until the transaction ends.

    While somebody waits, a free seat is theirs: `people_waiting` stands in the same row so that one statement decides.
    """
    taken = (
        TrainingSession.objects.filter(pk=session.pk)
        .exclude(status=SessionStatus.CANCELLED)
        .filter(Q(capacity__isnull=True) | Q(capacity__gte=F("seats_taken") + places), people_waiting=0)
        .update(seats_taken=F("seats_taken") + places)
    )
    if not taken:
        raise SessionFull
    if session.capacity is not None and session.places_left - places <= FEW_ENOUGH_TO_BE_SAID:
        something_changed()


@transaction.atomic
def cancel_booking(booking, *, by=None, reason="", by_contact=False, passes_on=True):
    """Cancel a live booking, pass its seat on and write to the person; a second time is harmless.

    The person can cancel until the session starts, and so can who booked for them (`by_contact`), at the cost that
    their terms name after the deadline (recorded in the same transaction); staff until it is finished, at no cost. A
    manager who was asked is no longer. Raises CannotChange. Without `passes_on` the caller offers the seat, once all of
    several are free.
    """
    session = booking.session
    if session.is_finished or (by is None and session.starts_at <= timezone.now()):
        raise CannotChange
    waiting.lock_booking(booking)
    if not booking.is_live:
        return
    was = booking.status
    charge = charging.charge_late_cancellation(booking) if by is None else None
    Booking.objects.filter(pk=booking.pk).update(
        status=BookingStatus.CANCELLED, cancelled_at=timezone.now(), calendar_sequence=F("calendar_sequence") + 1
    )
    note_change(booking, what=what_cancelling_is(was, by=by), by=by, reason=reason)
    booking.refresh_from_db(fields=["status", "cancelled_at", "calendar_sequence"])
    messages.booking_cancelled(booking, was=was, by_us=by is not None, by_contact=by_contact, charge=charge)
    if was == BookingStatus.REQUESTED:
        withdraw_questions([booking])
    waiting.leave(session, was=was, passes_on=passes_on)


def what_cancelling_is(was, *, by):
    if by:
        return BookingChange.What.CANCELLED_BY_US
    if was == BookingStatus.WAITING:
        return BookingChange.What.LEFT
    return BookingChange.What.CANCELLED_BY_ATTENDEE


def booking_for(token):
    """Return the booking of a personal link; unknown and ended links are the same 404."""
    bookings = Booking.objects.select_related(
        *[f"session__{path}" for path in ROUND_IT],
        "session__officer",
        "delegate__organisation",
        "badge__authority",
        "contact",
        "permission",
        "substitute_for",
        "terms",
    )
    booking = get_object_or_404(bookings, token=token)
    if link_has_ended(booking.session):
        raise Http404
    return booking


def booking_to_show(token):
    """Return the same for a page that only looks: with what it says of a booking, and what is kept of its session."""
    booking = get_object_or_404(Booking.objects.select_related(*SAID_OF_A_BOOKING), token=token)
    if link_has_ended(booking.session):
        raise Http404
    surround(booking.session)
    return booking


def link_has_ended(session):
    return session.ends_at + timedelta(days=SessionSettings.load().links_last_days) < timezone.now()
