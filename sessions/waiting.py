"""The waiting list: joining it, and passing a freed seat on.

A seat that somebody waits for never returns to the pool: in the transaction that frees it, it is offered to whoever has
waited longest, unless the terms leave the choice to an officer. Every verb here first locks the session's row, which
owns the seats, so that two cancellations, an offer that lapses and one that is accepted in the same second follow one
another; what was read before the lock is read again under it.

Several seats that one contact booked are offered, answered and lapse in one go. A group that stays together is asked
once there are seats for all of it; until then those behind it are asked.
"""

from collections import defaultdict
from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from courses.terms import terms_of
from design.keeping import something_changed
from sessions import group_messages, messages
from sessions.deadlines import hours_to_answer
from sessions.holding import hold_session
from sessions.models import Booking, BookingChange, BookingStatus, SessionStatus, TrainingSession
from sessions.models.booking import SEATED
from sessions.permission import ask_manager, question_of
from sessions.refusals import CannotChange, ContactAnswers, OfferLapsed, SeatsAreTaken
from sessions.turns import has_room_for, next_in_line, party_of, who_declined_lately

SHORTEST_OFFER = timedelta(minutes=30)
TAKEN = {BookingStatus.CONFIRMED, BookingStatus.REQUESTED}
GOES_AHEAD = [SessionStatus.OPEN, SessionStatus.BOOKING_CLOSED]


def lock_seats(session):
    """Lock the session's row, which owns the seats, and read it anew; call it first in a transaction."""
    hold_session(session, fields=["seats_taken", "people_waiting", "capacity", "starts_at", "calendar_sequence"])


def lock_booking(booking):
    """Lock the booking's session and read the booking anew; call it in a transaction.

    Raises CannotChange where it is no longer what its page showed: moved, handed over, or under another link.
    """
    lock_seats(booking.session)
    now = Booking.objects.values("token", "session_id", "delegate_id", "status", "calendar_sequence").get(pk=booking.pk)
    if any(now[fact] != getattr(booking, fact) for fact in ("token", "session_id", "delegate_id")):
        raise CannotChange
    booking.status, booking.calendar_sequence = now["status"], now["calendar_sequence"]


def take_a_number(session):
    """Count one more person as waiting, where there is no seat for a newcomer; return whether that was done.

    Only if as many wait as was read before: `session.people_waiting` is then the newcomer's position without a count.
    """
    no_seat = Q(capacity__isnull=False, seats_taken__gte=F("capacity")) | Q(people_waiting__gt=0)
    standing = TrainingSession.objects.filter(no_seat, pk=session.pk, people_waiting=session.people_waiting)
    if not standing.exclude(status=SessionStatus.CANCELLED).update(people_waiting=F("people_waiting") + 1):
        return False
    session.people_waiting += 1
    return True


def takes_names(session):
    """Whether it makes sense to join the list: a seat that came free could still be offered."""
    return end_of_offer(session) is not None


def leave(session, *, was, passes_on=True):
    """Settle the counts after a booking of this state ended; a freed seat goes to the next person. Needs the lock.

    Somebody who no longer waits may have made a group small enough for what is free.
    """
    if was == BookingStatus.WAITING:
        change_counts(session, people_waiting=-1)
    elif was in SEATED:
        change_counts(session, seats_taken=-1)
    if passes_on:
        offer_places(session)


def change_counts(session, **by):
    TrainingSession.objects.filter(pk=session.pk).update(**{field: F(field) + step for field, step in by.items()})
    for field, step in by.items():
        setattr(session, field, getattr(session, field) + step)
    something_changed()


def offer_places(session):
    """Offer every free seat to those who have waited longest. Needs the lock; does nothing where no offer can be made.

    Nothing either where an officer chooses: the seat stays free until they have. A group that stays together and is
    larger than what is free is passed over, and so is for an hour whoever gave up a place that was offered to them.
    """
    ends_at = end_of_offer(session)
    if ends_at is None or not session.people_waiting or session.is_full or not is_automatic(session):
        return
    passed_over, quiet = [], who_declined_lately(session)
    while session.people_waiting and not session.is_full:
        party = next_in_line(session, passing=passed_over, quiet=quiet)
        if not party:
            return
        if has_room_for(party, session=session):
            # Without a limit (places_left is None) there is a seat for everybody.
            offer(party[: session.places_left], session=session, ends_at=ends_at)
        else:
            passed_over.append(party[0].contact_id)


def offer_to_newcomer(booking):
    """Offer a seat at once to somebody who has just joined, where one is free that nobody before them can use."""
    session = booking.session
    if session.is_full:
        return
    lock_seats(session)
    offer_places(session)
    booking.refresh_from_db(fields=["status", "offer_ends_at"])


def is_automatic(session):
    """Whether freed seats are offered in the order of the list, rather than to those an officer chooses."""
    terms = terms_of(session.course)
    return terms is None or terms.offers_places


def end_of_offer(session):
    """Return until when an offer made now would stand, or None when it is too late or the session does not go ahead.

    As long as the terms say, but never beyond half of the time that is left, so that one more person can be asked.
    """
    now = timezone.now()
    left = session.starts_at - now
    if session.status not in GOES_AHEAD or left < SHORTEST_OFFER:
        return None
    hours = timedelta(hours=hours_to_answer(session))
    return now + min(hours, max(left / 2, SHORTEST_OFFER))


def offer(party, *, session, ends_at, by=None):
    """Offer a seat to each of those whom one letter asks: somebody alone, or the seats of one group."""
    settle(
        party, session=session, what=BookingChange.What.OFFERED, by=by, status=BookingStatus.OFFERED, ends_at=ends_at
    )
    change_counts(session, seats_taken=+len(party), people_waiting=-len(party))
    if party[0].contact_id:
        group_messages.places_offered(party[0].contact, party)
    else:
        messages.place_offered(party[0])


def settle(party, *, session, what, status, ends_at=None, cancelled_at=None, by=None):
    """Write how bookings stand from now on, and what happened to them, if anything that is told of."""
    if not party:
        return
    facts = {"status": status, "offer_ends_at": ends_at, "cancelled_at": cancelled_at}
    for booking in party:
        booking.session = session
        for name, value in facts.items():
            setattr(booking, name, value)
    Booking.objects.filter(pk__in=[booking.pk for booking in party]).update(**facts)
    if what:
        BookingChange.objects.bulk_create(BookingChange(booking=booking, what=what, by=by) for booking in party)


@transaction.atomic
def offer_place_to(booking, *, by):
    """Offer a free seat to somebody an officer chose from the list, and to all of a group that stays together.

    Raises CannotChange where there is none.
    """
    session = booking.session
    lock_seats(session)
    booking.refresh_from_db(fields=["status"])
    ends_at = end_of_offer(session)
    if booking.status != BookingStatus.WAITING:
        raise CannotChange(_("This person is no longer waiting."))
    if session.is_full:
        raise CannotChange(_("No place is free. Raise the capacity or wait until somebody cancels."))
    if ends_at is None:
        raise CannotChange(_("It is too late to offer a place. Whoever comes can be added to the register."))
    party = party_of(booking)
    if not has_room_for(party, session=session):
        raise CannotChange(_("This group stays together and needs %(number)s places.") % {"number": len(party)})
    offer(party, session=session, ends_at=ends_at, by=by)
    log(instance=session, action="muster.place.offered", user=by, data={"booking": booking.pk})


def accept_offer(booking):
    """Take the place that was offered. The instant an offer ends it is gone; accepting twice is harmless.

    Raises OfferLapsed, or ContactAnswers for a seat of a group (see sessions.groups).
    """
    if booking.contact_id:
        raise ContactAnswers
    take_offers([booking], session=booking.session)


@transaction.atomic
def take_offers(bookings, *, session):
    """Take those of some places of one session whose offers stand; return them.

    Where a manager has to agree, they are asked now, and the seat is held until they answer. None stands any more
    when they were taken before, which is harmless; otherwise OfferLapsed is raised.
    """
    lock_seats(session)
    read_again(bookings, session=session)
    standing = [b for b in bookings if b.status == BookingStatus.OFFERED and not has_ended(b)]
    if not standing and not any(booking.status in TAKEN for booking in bookings):
        raise OfferLapsed
    questions = {booking.pk: question for booking in standing if (question := question_of(booking))}
    sure = [booking for booking in standing if booking.pk not in questions]
    settle(sure, session=session, what=BookingChange.What.CONFIRMED, status=BookingStatus.CONFIRMED)
    held = [booking for booking in standing if booking.pk in questions]
    settle(held, session=session, what=None, status=BookingStatus.REQUESTED)
    for booking in sure:
        messages.booking_confirmed(booking)
    for booking in held:
        if booking.delegate_id:  # about a seat without a name they are asked once it has one
            ask_manager(questions[booking.pk])
    return standing


def read_again(bookings, *, session):
    """Read under the lock how bookings stand, and let them share the session that was locked."""
    stands = Booking.objects.in_bulk([booking.pk for booking in bookings])
    for booking in bookings:
        booking.session = session
        booking.status, booking.offer_ends_at = stands[booking.pk].status, stands[booking.pk].offer_ends_at


def has_ended(booking):
    """Whether the time of an offer is over; at the very instant it ends, it is."""
    return booking.offer_stands_until <= timezone.now()


def decline_offer(booking):
    """Let the place go to the next person; harmless when the offer has gone already. Raises ContactAnswers."""
    if booking.contact_id:
        raise ContactAnswers
    decline_offers([booking], session=booking.session)


@transaction.atomic
def decline_offers(bookings, *, session):
    """Let those of some places of one session go whose offers stand; return them."""
    lock_seats(session)
    read_again(bookings, session=session)
    standing = [booking for booking in bookings if booking.status == BookingStatus.OFFERED]
    declined = {"status": BookingStatus.CANCELLED, "cancelled_at": timezone.now()}
    return end_offers(standing, session=session, what=BookingChange.What.DECLINED, **declined)


@transaction.atomic
def lapse_offers_of(bookings, *, session):
    """End those of some offers whose time is over, tell whoever was asked, and return them."""
    lock_seats(session)
    read_again(bookings, session=session)
    over = [booking for booking in bookings if booking.status == BookingStatus.OFFERED and has_ended(booking)]
    if over and over[0].contact_id:
        group_messages.offers_lapsed(over[0].contact, over)
    elif over:
        messages.offer_lapsed(over[0])
    return end_offers(over, session=session, what=BookingChange.What.LAPSED, status=BookingStatus.LAPSED)


def end_offers(bookings, *, session, what, **facts):
    """End offers and pass their seats on, all at once: a group that waits behind may need them all. Needs the lock."""
    if bookings:
        settle(bookings, session=session, what=what, **facts)
        change_counts(session, seats_taken=-len(bookings))
        offer_places(session)
    return bookings


def pass_places_on():
    """End the offers whose time is over, then offer whatever is free; several workers at once do no harm."""
    lapse_offers()
    offer_free_places()


def lapse_offers():
    """End every offer whose time is over and ask the next; return how many ended here."""
    now = timezone.now()
    over = Booking.objects.filter(status=BookingStatus.OFFERED).filter(
        Q(offer_ends_at__lte=now) | Q(session__starts_at__lte=now)
    )
    found = over.select_related("session__course__terms__replaced_by", "session__venue", "delegate", "contact")
    parties = defaultdict(list)
    for booking in found.order_by("offer_ends_at", "pk"):
        parties[booking.session_id, booking.contact_id or f"alone {booking.pk}"].append(booking)
    return sum(len(lapse_offers_of(party, session=party[0].session)) for party in parties.values())


def offer_free_places():
    """Offer seats that are free although somebody waits: terms were changed, a draft was opened, a date was moved."""
    has_room = Q(capacity__isnull=True) | Q(seats_taken__lt=F("capacity"))
    sessions = TrainingSession.objects.filter(
        has_room, people_waiting__gt=0, status__in=GOES_AHEAD, starts_at__gt=timezone.now()
    )
    for session in sessions.select_related("course__terms__replaced_by", "venue"):
        with transaction.atomic():
            lock_seats(session)
            offer_places(session)


@transaction.atomic
def change_capacity(session, *, capacity, by):
    """Give a session another capacity; raised, it offers the new seats in the order of the list.

    Raises SeatsAreTaken below the seats taken: nobody's place is taken away in silence.
    """
    lock_seats(session)
    was = session.capacity
    if capacity is not None and capacity < session.seats_taken:
        raise SeatsAreTaken(session.seats_taken)
    if capacity == was:
        return
    TrainingSession.objects.filter(pk=session.pk).update(capacity=capacity)
    session.capacity = capacity
    log(instance=session, action="muster.session.capacity", user=by, data={"capacity_was": was, "capacity": capacity})
    offer_places(session)
