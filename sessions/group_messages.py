"""What somebody who booked for others is told: once about all of a group's seats, never once for each.

A seat without a name has no address of its own, and while a group waits its contact alone is asked: such letters go
here. Colleagues who have a place get their own (see sessions.messages).
"""

from hashlib import sha256
from itertools import groupby

from django.utils import timezone
from django.utils.translation import gettext as _

from design.addresses import full_address
from design.words import say_queue_of_group
from outbox.sending import withdraw
from people.keys import email_key
from sessions.invitations import personal_address
from sessions.letters import cause_of, date_of, write_letter
from sessions.models import Booking, BookingContact, BookingStatus
from sessions.terms_in_words import costs_in_words
from sessions.turns import position_of


def group_summary(contact, *, of):
    """List all seats with their references and links. `of` tells one summary from another; the same is sent once."""
    seats = live_seats_of(contact)
    waiting = [seat for seat in seats if seat.status == BookingStatus.WAITING]
    write(
        contact,
        kind="group_summary",
        key=f"group_summary:{contact.pk}:{of}",
        subject=lambda date: _("Your group booking on %(date)s") % {"date": date},
        seats=seats,
        capped=True,
        waiting=waiting,
        offered=[seat for seat in seats if seat.status == BookingStatus.OFFERED],
        # Both are said in the contact's language.
        queue=lambda: queue_of(waiting),
        costs=lambda: costs_in_words(seats[0]) if seats else [],
    )


def group_summary_again(contact):
    """Send the summary as it stands now; at most once an hour, whoever keeps asking."""
    group_summary(contact, of=f"{timezone.now():%Y%m%d%H}")


def places_offered(contact, seats):
    """Offer places to a group in one letter. Its link leads to a page; only a button there answers."""
    write(
        contact,
        kind="group_offer",
        key=offer_key(seats),
        subject=lambda date: _("Places are free for your group on %(date)s") % {"date": date},
        seats=seats,
        useless_after=seats[0].offer_ends_at,
        until=seats[0].offer_stands_until,
        is_all_or_none=contact.stays_together,
    )


def offers_lapsed(contact, seats):
    """Tell a contact that the places offered go to somebody else."""
    withdraw([offer_key([seat]) for seat in seats])
    write(
        contact,
        kind="group_lapsed",
        key=f"group_lapsed:{seats[0].pk}",
        subject=lambda date: _("Your offer of places on %(date)s has ended") % {"date": date},
        seats=seats,
        useless_after=seats[0].session.starts_at,
    )


def offer_key(seats):
    """Return the key of an offer's letter: no seat is offered twice, so its first seat names it."""
    return f"group_offer:{min(seat.pk for seat in seats)}"


def seats_cancelled(contact, seats, *, by_us=False, by=""):
    """Tell a contact that seats are cancelled: by us, by themselves, or by the colleague named in `by`."""
    write(
        contact,
        kind="group_cancelled",
        key=f"group_cancelled:{min(seat.pk for seat in seats)}:{len(seats)}",
        subject=lambda date: _("Your group booking on %(date)s has changed") % {"date": date},
        seats=seats,
        capped=not by_us,
        by_us=by_us,
        by=by,
        left=len(live_seats_of(contact)),
    )


def session_cancelled(bookings, *, reason):
    """Tell each contact among the bookings of a cancelled session once."""
    withdraw([offer_key([booking]) for booking in bookings if booking.is_on_the_list])
    for contact, seats in by_contact(bookings):
        write(
            contact,
            kind="group_session_cancelled",
            key=f"group_session_cancelled:{contact.pk}",
            subject=lambda date: _("Your group booking on %(date)s is cancelled") % {"date": date},
            seats=seats,
            reason=reason,
        )


def session_moved(bookings):
    """Tell each contact among the bookings of a moved session once."""
    for contact, seats in by_contact(bookings):
        session = seats[0].session
        write(
            contact,
            kind="group_moved",
            key=f"group_moved:{contact.pk}:{session.calendar_sequence}",
            subject=lambda date: _("Your group booking has a new date: %(date)s") % {"date": date},
            seats=seats,
        )


def seat_handed_on(seat, *, to):
    """Send the link of a seat to a colleague who is to fill in their details; at most once an hour to an address."""
    contact = seat.contact
    write(
        contact,
        kind="group_seat",
        key=f"group_seat:{seat.pk}:{timezone.now():%Y%m%d%H}:{hash_of(to)}",
        subject=lambda date: _("A place for you on %(date)s") % {"date": date},
        seats=[seat],
        to=to,
        capped=True,
        useless_after=seat.session.starts_at,
        seat=seat,
        seat_address=personal_address(seat),
    )


def hash_of(address):
    """Return a short mark of an address, for a key that has no room for it."""
    return sha256(email_key(address).encode()).hexdigest()[:20]


def by_contact(bookings):
    """Yield each contact among bookings with the seats of theirs."""
    theirs = sorted((b for b in bookings if b.contact_id), key=lambda booking: (booking.contact_id, booking.pk))
    contacts = BookingContact.objects.in_bulk({booking.contact_id for booking in theirs}) if theirs else {}
    for pk, seats in groupby(theirs, key=lambda booking: booking.contact_id):
        yield contacts[pk], list(seats)


def live_seats_of(contact):
    """Return the seats of a group that are booked or waited for, in the order in which they were asked for."""
    seats = Booking.objects.live().filter(contact=contact, session=contact.session_id).select_related("delegate")
    seats = list(seats.order_by("pk"))
    for seat in seats:
        seat.session = contact.session
    return seats


def write(contact, *, kind, key, subject, seats, to="", useless_after=None, capped=False, **words):
    """Write one message about seats of a group in the contact's language; once the session is over nobody needs it."""
    session = seats[0].session if seats else contact.session
    days = session.each_day()
    write_letter(
        kind,
        to=to or contact.email,
        key=key,
        language=contact.language,
        cause=cause_of(seats[0]) if seats else "",
        subject=lambda: subject(date_of(session)),
        words=lambda: words_about(contact, session=session, seats=seats, days=days) | words,
        useless_after=useless_after or session.ends_at,
        capped=capped,
    )


def queue_of(waiting):
    """Say in words how far down the list a group stands; nothing where none of it waits."""
    return say_queue_of_group(len(waiting), before=position_of(waiting[0]) - 1) if waiting else ""


def words_about(contact, *, session, seats, days):
    """Return what every letter's template may say. Addresses come from the setting, never from a request."""
    return {
        "contact": contact,
        "session": session,
        "course": session.course,
        "days": days,
        "nameless": any(seat.delegate is None for seat in seats),
        "lines": [line_of(seat, number=number) for number, seat in enumerate(seats, start=1)],
        "group_address": full_address("group", contact.token),
        "book_again_address": full_address("book_group", session.reference),
    }


def line_of(seat, *, number):
    """Return how a letter tells of one seat; the link of a seat that has no name yet is for whoever is to have it."""
    return {
        "number": number,
        "name": seat.delegate.name if seat.delegate else "",
        "reference": seat.reference,
        "status": seat.status,
        "address": "" if seat.delegate else personal_address(seat),
    }
