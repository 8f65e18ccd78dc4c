"""Signing in at the door. Only a POST records, once for each entry and each booking; the server's clock decides."""

import uuid
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.delegates import know_delegate
from people.keys import email_key, name_key, read_code
from sessions.holding import hold_session
from sessions.lateness import extent_on_arrival
from sessions.models import Attendance, Booking, SessionSettings, SessionStatus, TrainingSession
from sessions.models.booking import LIVE
from sessions.refusals import DoorClosed, NoBookingFound, SessionCancelled, SeveralBookings, TakesNoPeople


def session_at_door(token):
    """Return the session behind a door's code; unknown and draft are the same 404."""
    sessions = TrainingSession.objects.select_related("course__audience", "venue")
    return get_object_or_404(sessions.exclude(status=SessionStatus.DRAFT), door_token=token)


def when_door_opens(session):
    """Return the instant from which people can sign in on the session's next day, or its first."""
    windows = door_windows(session)
    now = timezone.now()
    return next((opens for opens, closes in windows if closes > now), windows[0][0])


def door_windows(session):
    """Return (opens, closes) for each day: settings give the minutes before the start and after the end."""
    settings = SessionSettings.load()
    before, after = (
        timedelta(minutes=settings.door_opens_minutes_before),
        timedelta(minutes=settings.door_closes_minutes_after),
    )
    return [(day.starts_at - before, day.ends_at + after) for day in session.each_day()]


def is_door_open(session, now=None):
    now = now or timezone.now()
    return why_not_at_door(session) is None and any(opens <= now <= closes for opens, closes in door_windows(session))


def why_not_at_door(session):
    """Return the refusal that holds at any hour, or None."""
    if session.is_by_headcount:
        return TakesNoPeople()
    if session.status == SessionStatus.CANCELLED:
        return SessionCancelled()
    return DoorClosed() if session.is_finished else None


def refuse_at_closed_door(session):
    refusal = why_not_at_door(session)
    if refusal or not is_door_open(session):
        raise refusal or DoorClosed


def find_booking(session, *, typed, name=""):
    """Return the live booking that an e-mail address or a booking reference means.

    An address shared by several needs the name as well; a seat without a name is found by its reference only. Raises
    NoBookingFound or SeveralBookings, which name nobody.
    """
    bookings = Booking.objects.select_related("session__course__audience", "delegate__organisation", "contact").filter(
        session=session, status__in=LIVE
    )
    if "@" not in typed:
        found = list(bookings.filter(reference=read_code(typed)))
    else:
        found = [b for b in bookings.filter(email__iexact=typed.strip()) if email_key(b.email) == email_key(typed)]
        if len(found) > 1 and not name:
            raise SeveralBookings
        if name:
            found = [booking for booking in found if name_key(booking.delegate.name) == name_key(name)]
    if not found:
        raise NoBookingFound
    return found[0]


def sign_in_booked(booking, *, entry_key, phone=""):
    """Record that somebody who booked is here. A replay, or a second phone, finds the same attendance."""
    refuse_at_closed_door(booking.session)
    return sign_in(
        booking.session,
        delegate=booking.delegate,
        booking=booking,
        badge=booking.badge,
        how=Attendance.How.BOOKED if booking.holds_a_seat else Attendance.How.WALKED_IN,
        entry_key=uuid.uuid5(entry_key, booking.reference),
        phone=phone,
    )


def sign_in_walk_in(session, *, person, entry_key, phone=""):
    """Record somebody who did not book, or who did and does not know it. Takes no seat.

    The same form sent again finds the same attendance; the form sent again with another name signs in a colleague.
    """
    refuse_at_closed_door(session)
    key = uuid.uuid5(entry_key, f"{email_key(person.email)}|{name_key(person.name)}")
    for _attempt in range(3):
        try:
            with transaction.atomic():
                return walk_in(session, person=person, how=Attendance.How.WALKED_IN, entry_key=key, phone=phone)
        except IntegrityError:
            # The same entry came before, or the same delegate arrives in this very moment: look again.
            if earlier := Attendance.objects.select_related("delegate").filter(entry_key=key, session=session).first():
                return earlier
    raise DoorClosed(_("That did not work. Send the form once more."))


def walk_in(session, *, person, how, entry_key, phone=""):
    """Record a person by what they say of themselves; call it inside a transaction. A booking of theirs is used."""
    delegate = know_delegate(person)
    booking = Booking.objects.seated().filter(session=session, delegate=delegate).first()
    return sign_in(
        session,
        delegate=delegate,
        booking=booking,
        badge=person.badge,
        how=Attendance.How.BOOKED if booking and how == Attendance.How.WALKED_IN else how,
        entry_key=entry_key,
        phone=phone,
    )


@transaction.atomic
def sign_in(session, *, delegate, booking, badge, how, entry_key, phone=""):
    """Write the attendance, with the organisation and its type as they are today, or find the one there is.

    Somebody on the waiting list who comes all the same walks in: no seat was theirs.
    """
    hold_session(session)
    if refusal := why_not_at_door(session):
        raise refusal
    organisation = delegate.organisation
    try:
        with transaction.atomic():
            return Attendance.objects.create(
                session=session,
                delegate=delegate,
                booking=booking if booking and booking.holds_a_seat else None,
                badge=badge,
                organisation=organisation,
                organisation_typed=delegate.organisation_typed,
                organisation_type_id=organisation.type_id if organisation else None,
                how=how,
                extent=extent_on_arrival(session, booking=booking, how=how),
                signed_in_at=timezone.now(),
                entry_key=entry_key,
                phone=phone,
            )
    except IntegrityError:
        if earlier := attendance_of(delegate, session):
            return come_after_all(earlier, extent=extent_on_arrival(session, booking=booking, how=how))
        raise


def attendance_of(delegate, session):
    return Attendance.objects.select_related("delegate").filter(session=session, delegate=delegate).first()


def come_after_all(attendance, *, extent):
    """Somebody marked absent who signs in is here, in full or too late for it."""
    if attendance.extent == Attendance.Extent.NONE:
        attendance.extent, attendance.signed_in_at = extent, timezone.now()
        attendance.save(update_fields=["extent", "signed_in_at"])
    return attendance
