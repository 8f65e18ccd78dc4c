"""The seats of a group as its contact sees to them: found, named, handed on, offered, given back."""

from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from people.delegates import Person, know_delegate
from people.keys import new_code
from sessions import eligibility, group_messages, waiting
from sessions.booking import cancel_booking, earlier_booking, link_has_ended, tell_what_was_booked
from sessions.colliding import looking_again
from sessions.door import refuse_at_closed_door
from sessions.models import BookingChange, BookingContact, BookingStatus, SessionStatus
from sessions.refusals import AlreadyBooked, CannotChange, SeatWithoutName


def group_for(token):
    """Return the group of a contact's link; unknown and ended links are the same 404."""
    contacts = BookingContact.objects.select_related(
        "session__course__audience", "session__course__terms__replaced_by", "session__venue", "organisation"
    )
    contact = get_object_or_404(contacts, token=token, session__isnull=False)
    if link_has_ended(contact.session):
        raise Http404
    return contact


def seats_of(contact):
    """Return every seat a group ever had, in the order in which they were asked for."""
    seats = list(contact.bookings.select_related("delegate", "session__course", "session__venue").order_by("pk"))
    for seat in seats:
        seat.contact = contact
        if seat.session_id == contact.session_id:
            seat.session = contact.session
    return seats


def seat_of(contact, reference):
    """Return one seat of a group; another's and a missing one are the same 404."""
    for seat in seats_of(contact):
        if seat.reference == reference:
            return seat
    raise Http404


def number_of(contact, seat):
    """Return which of its group's seats this is, counted from 1."""
    return contact.bookings.filter(pk__lte=seat.pk).count()


@looking_again
@transaction.atomic
def name_seat(booking, *, person, access_needs="", writes=True):
    """Give a seat without a name to a person, and confirm it to them where it is booked.

    With an address of their own they get a link of their own: whoever handed the place on cannot read or change what
    they say. The same person again is harmless. Raises AlreadyBooked for somebody who has a place already, NotEligible
    where the terms do not let them book, and CannotChange for a seat that has gone to somebody else or whose session is
    over.
    """
    session = booking.session
    # Before the lock, in the order in which a booking is made.
    delegate = know_delegate(person, replaces=False)
    waiting.lock_seats(session)
    booking.refresh_from_db(fields=["status", "delegate", "offer_ends_at", "token"])
    if not booking.is_live or session.is_finished or session.status == SessionStatus.CANCELLED:
        raise CannotChange
    if booking.delegate_id == delegate.pk:
        return
    if booking.delegate_id:
        raise CannotChange(_("This place has gone to somebody else already."))
    eligibility.check_may_book(session, person=person, terms=booking.terms)
    if earlier := earlier_booking(session, delegate=delegate):
        raise AlreadyBooked(earlier)
    booking.delegate, booking.email, booking.access_needs = delegate, person.email.strip(), access_needs
    booking.organisation_said = delegate.says_works_at
    if booking.email:
        booking.token = new_code(26)  # who booked knows the old link; from here on the place is its holder's own
    booking.save(update_fields=["delegate", "email", "access_needs", "organisation_said", "token"])
    BookingChange.objects.create(booking=booking, what=BookingChange.What.NAMED)
    if writes and booking.holds_a_seat:
        tell_what_was_booked(booking)


def name_at_door(booking, *, name):
    """Give a seat to whoever stands at the door with its reference. Raises SeatWithoutName until they say who they are.

    They are asked their name only, so they are known in this session only.
    """
    refuse_at_closed_door(booking.session)
    if not name:
        raise SeatWithoutName
    name_seat(booking, person=Person(name=name, organisation=booking.contact.works_at), writes=False)


def can_be_named(booking, *, session):
    """Whether to ask whose seat it is: it is booked or waited for, and its session is neither over nor off."""
    goes_ahead = session.status != SessionStatus.CANCELLED and not session.is_finished and not session.is_over
    return booking.is_live and goes_ahead


@transaction.atomic
def take_offered_seats(contact, *, references):
    """Take those of the places offered to a group that its contact chose, and let the others go.

    A group that stays together takes all. Taking twice is harmless. Raises OfferLapsed.
    """
    seats = [seat for seat in seats_of(contact) if seat.session_id == contact.session_id]
    chosen = [seat for seat in seats if contact.stays_together or seat.reference in references]
    if not chosen:
        raise CannotChange(_("Choose at least one place, or say that you need none."))
    taken = waiting.take_offers(chosen, session=contact.session)
    if taken:
        waiting.decline_offers([seat for seat in seats if seat not in chosen], session=contact.session)
        group_messages.group_summary(contact, of=taken[0].pk)
    return taken


def decline_offered_seats(contact):
    """Let all places that were offered to a group go; harmless when they have gone already."""
    seats = [seat for seat in seats_of(contact) if seat.status == BookingStatus.OFFERED]
    return waiting.decline_offers(seats, session=contact.session)


def cancel_seat(seat):
    """Give one seat of a group back, for its contact. Raises CannotChange once the session has begun."""
    cancel_booking(seat, by_contact=True)


@transaction.atomic
def cancel_group(contact):
    """Give all seats of a group back in one go, tell each colleague, and confirm it to the contact once.

    Raises CannotChange once the session has begun; a second time is harmless. Returns the seats.
    """
    session = contact.session
    waiting.lock_seats(session)
    seats = group_messages.live_seats_of(contact)
    for seat in seats:
        cancel_booking(seat, by_contact=True, passes_on=False)
    if seats:
        waiting.offer_places(session)  # only now: a group behind may need all that came free
        group_messages.seats_cancelled(contact, seats)
    return seats
