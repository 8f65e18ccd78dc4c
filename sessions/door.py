"""Signing in at the door. Only a POST records, once for each entry and each booking; the server's clock decides."""

import uuid
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.terms import terms_of
from people.delegates import know_delegate, person_key
from people.keys import badge_key, email_key, name_key, one_of, read_code
from sessions.eligibility import check_may_book
from sessions.holding import hold_session
from sessions.lateness import AT_THE_DOOR, extent_on_arrival, extent_when_arrived
from sessions.models import Attendance, DoorRule, SessionSettings, SessionStatus, TrainingSession
from sessions.models.booking import LIVE
from sessions.refusals import (
    DoorClosed,
    NameNeededToo,
    NoBookingFound,
    NotEligible,
    RoomFull,
    SessionCancelled,
    SeveralBookings,
    TakesNoPeople,
)
from sessions.surroundings import surrounded_or_404

WAY_OUT = timedelta(minutes=30)  # people take a moment to get up, and the last ones sign out after the end


def sessions_with_doors():
    """Return the sessions at whose door somebody may stand, with what is read there."""
    return TrainingSession.objects.select_related("course__audience", "course__terms__replaced_by", "venue").exclude(
        status=SessionStatus.DRAFT
    )


def session_at_door(token):
    """Return the session behind a door's code; unknown and draft are the same 404."""
    return surrounded_or_404(TrainingSession.objects.exclude(status=SessionStatus.DRAFT), door_token=token)


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


def is_way_out_open(session, now=None):
    """Whether people sign out here: where the course asks for it, from each day's start until half an hour after."""
    now = now or timezone.now()
    if not session.course.needs_full_attendance or why_not_at_door(session):
        return False
    return any(day.starts_at <= now <= day.ends_at + WAY_OUT for day in session.each_day())


def takes_codes(session):
    """Whether a code leads anywhere now: people can sign in, or still sign out."""
    return is_door_open(session) or is_way_out_open(session)


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


def find_booking(session, *, typed, name="", asks_name=False):
    """Return the live booking that an e-mail address, a booking reference or a driver's badge number means.

    What is shared by several needs the name as well, and where it `asks_name` so does every badge; a seat without a
    name is found by its reference only. Raises NoBookingFound, SeveralBookings or NameNeededToo, which name nobody.
    """
    if asks_name and not name:
        raise NameNeededToo
    bookings = session.bookings.select_related("delegate__organisation", "badge", "contact").filter(status__in=LIVE)
    if "@" in typed:
        found = [b for b in bookings.filter(email__iexact=typed.strip()) if email_key(b.email) == email_key(typed)]
    else:
        found = bookings_by_code(bookings, session=session, typed=typed)
    is_shared = len(found) > 1
    if is_shared and not name:
        raise SeveralBookings(by_badge="@" not in typed)
    if asks_name:
        found = [each for each in found if each.reference == read_code(typed) or is_called(each, name)]
    elif name and (is_shared or "@" in typed):
        found = [booking for booking in found if name_key(booking.delegate.name) == name_key(name)]
    if not found:
        raise NoBookingFound
    return found[0]


def is_called(booking, name):
    return booking.delegate is not None and name_key(booking.delegate.name) == name_key(name)


def bookings_by_code(bookings, *, session, typed):
    """Return those of a session's bookings that a reference means, or else a badge number where people drive."""
    reference = read_code(typed)
    if not session.course.audience.drives:
        return list(bookings.filter(reference=reference))
    found = list(bookings.filter(Q(reference=reference) | Q(badge__number_key=badge_key(typed))))
    return [booking for booking in found if booking.reference == reference] or found


def needs_confirming(session, *, is_printed):
    """Whether somebody who used the printed code here counts only once an officer has confirmed it."""
    return is_printed and session.door_rule == DoorRule.CONFIRMED


def sign_in_booked(booking, *, entry_key, phone="", awaits_confirmation=False):
    """Record that somebody who booked is here. A replay, or a second phone, finds the same attendance.

    Who is on the waiting list finds a place like a walk-in, or RoomFull.
    """
    session = booking.session
    refuse_at_closed_door(session)
    try:
        return sign_in(
            session,
            delegate=booking.delegate,
            booking=booking,
            badge=booking.badge,
            how=Attendance.How.BOOKED if booking.holds_a_seat else Attendance.How.WALKED_IN,
            entry_key=uuid.uuid5(entry_key, booking.reference),
            phone=phone,
            awaits_confirmation=awaits_confirmation,
            needs_room=True,
        )
    except RoomFull:
        if earlier := session.attendances.signed_in().filter(delegate=booking.delegate).first():
            return earlier
        raise


def sign_in_walk_in(session, *, person, entry_key, phone="", awaits_confirmation=False):
    """Record somebody who did not book, or who did and does not know it. Takes no seat.

    The same form sent again finds the same attendance; the form sent again with another name signs in a colleague.
    Raises RoomFull or NotEligible for whoever has no seat; of that nothing is kept.
    """
    refuse_at_closed_door(session)
    key = uuid.uuid5(entry_key, f"{email_key(person.email)}|{name_key(person.name)}")
    facts = {"how": Attendance.How.WALKED_IN, "entry_key": key, "phone": phone}
    for _attempt in range(3):
        try:
            with transaction.atomic():
                return walk_in(session, person=person, awaits_confirmation=awaits_confirmation, **facts)
        except IntegrityError:
            # The same entry came before, or the same delegate arrives in this very moment: look again.
            if earlier := Attendance.objects.select_related("delegate").filter(entry_key=key, session=session).first():
                return earlier
        except (RoomFull, NotEligible):
            if earlier := signed_in_before(session, person=person, entry_key=key):
                return earlier
            raise
    raise DoorClosed(_("That did not work. Send the form once more."))


def signed_in_before(session, *, person, entry_key):
    """Return the attendance of somebody who is here already, by the same form or by who they say they are."""
    same = Q(entry_key=entry_key)
    if known_by := person_key(person):
        same |= Q(delegate__key=known_by)
    return session.attendances.signed_in().filter(same).first()


def walk_in(session, *, person, how, entry_key, delegate=None, phone="", awaits_confirmation=False, regardless=False):
    """Record a person by what they say of themselves; call it inside a transaction. A booking of theirs is used.

    `delegate` is whom the caller has found for them already. Without a booking the terms and the room decide, unless
    `regardless`: raises NotEligible or RoomFull.
    """
    delegate = delegate or know_delegate(person)
    booking = None if delegate.is_new else one_of(session.bookings.seated().filter(delegate=delegate))
    if booking is None and not regardless:
        check_may_book(session, person=person, terms=terms_of(session.course))
    return sign_in(
        session,
        delegate=delegate,
        booking=booking,
        badge=person.badge,
        how=Attendance.How.BOOKED if booking and how == Attendance.How.WALKED_IN else how,
        entry_key=entry_key,
        phone=phone,
        awaits_confirmation=awaits_confirmation,
        needs_room=not regardless,
    )


@transaction.atomic
def sign_in(
    session,
    *,
    delegate,
    booking,
    badge,
    how,
    entry_key,
    phone="",
    awaits_confirmation=False,
    needs_room=False,
):
    """Write the attendance, with the organisation and its type as they are today, or find the one there is.

    Somebody on the waiting list who comes all the same walks in: no seat was theirs. Where it `needs_room`, whoever has
    no seat meets RoomFull in a full room.
    """
    hold_session(session, fields=["seats_taken", "capacity"] if needs_room else ())
    if refusal := why_not_at_door(session):
        raise refusal
    seated = booking if booking and booking.holds_a_seat else None
    if needs_room and seated is None:
        refuse_in_full_room(session)
    organisation = delegate.organisation
    extent = extent_on_arrival(session, booking=booking, how=how)
    try:
        with transaction.atomic():
            return Attendance.objects.create(
                session=session,
                delegate=delegate,
                booking=seated,
                badge=badge,
                organisation=organisation,
                organisation_typed=delegate.organisation_typed,
                organisation_type_id=organisation.type_id if organisation else None,
                how=how,
                extent=extent,
                signed_in_at=timezone.now(),
                entry_key=entry_key,
                phone=phone,
                awaits_confirmation=awaits_confirmation,
            )
    except IntegrityError:
        if earlier := attendance_of(delegate, session):
            is_back = how in AT_THE_DOOR and earlier.entry_key != entry_key
            return come_after_all(earlier, extent=extent, awaits_confirmation=awaits_confirmation, is_back=is_back)
        raise


def refuse_in_full_room(session):
    """Raise RoomFull where no place is free for somebody without a seat; call it with the session's row held.

    Until the start, the seats of those who booked are kept for them; from then on whoever is in the room counts.
    """
    if session.capacity is None:
        return
    here, has_begun = session.attendances.signed_in(), session.starts_at <= timezone.now()
    taken = here.count() if has_begun else session.seats_taken + here.filter(booking__isnull=True).count()
    if taken >= session.capacity:
        raise RoomFull(has_begun=has_begun)


def attendance_of(delegate, session):
    return Attendance.objects.select_related("delegate").filter(session=session, delegate=delegate).first()


def come_after_all(attendance, *, extent, awaits_confirmation=False, is_back=False):
    """Change what was recorded of somebody who signs in once more, where that tells more.

    Somebody marked absent is here, in full or too late for it; somebody who had signed out is back; and who used the
    printed code before is confirmed by the changing one, or by staff.
    """
    changed = {}
    if attendance.extent == Attendance.Extent.NONE:
        changed = {"extent": extent, "signed_in_at": timezone.now(), "awaits_confirmation": awaits_confirmation}
    elif is_back and attendance.signed_out_at:
        changed = {"signed_out_at": None, "extent": extent_when_arrived(attendance)}
    if attendance.awaits_confirmation and not awaits_confirmation:
        changed["awaits_confirmation"] = False
    for field, value in changed.items():
        setattr(attendance, field, value)
    if changed:
        attendance.save(update_fields=list(changed))
    return attendance
