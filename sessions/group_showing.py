"""How a group is shown to its contact: each seat in a line, and what there is to do."""

from dataclasses import dataclass

from django.utils import timezone

from sessions.group_messages import queue_of
from sessions.invitations import personal_address
from sessions.models import Booking, BookingStatus, SessionStatus
from sessions.seats import can_be_named
from sessions.waiting import has_ended

ENDED = {"lapsed", "cancelled", "moved"}


@dataclass
class SeatLine:
    """One seat; `state` is booked, requested, offered, waiting, lapsed, cancelled or moved."""

    number: int
    seat: Booking
    state: str
    address: str

    @property
    def name(self):
        return self.seat.delegate.name if self.seat.delegate else ""

    @property
    def is_live(self):
        return self.state not in ENDED

    @property
    def shows_link(self):
        """Whether the link is the contact's to hand on: nobody has an address to which their own was sent."""
        return self.is_live and not self.seat.email

    @property
    def lacks_name(self):
        return self.seat.delegate is None and can_be_named(self.seat, session=self.seat.session)


def line_of(contact, seat, *, number):
    return SeatLine(number, seat, state_of_seat(contact, seat), personal_address(seat))


def state_of_seat(contact, seat):
    if seat.session_id != contact.session_id:
        return "moved"
    if seat.status == BookingStatus.OFFERED:
        return "lapsed" if has_ended(seat) else "offered"
    if seat.status in {BookingStatus.CONFIRMED, BookingStatus.APPROVED}:
        return "booked"
    return str(seat.status)


def words_about_group(contact, seats):
    """Return what the page of a group says of it."""
    session = contact.session
    lines = [line_of(contact, seat, number=number) for number, seat in enumerate(seats, start=1)]
    goes_ahead = session.status != SessionStatus.CANCELLED and not session.is_over
    offered = [line for line in lines if line.state == "offered"]
    waiting = [line for line in lines if line.state == "waiting"]
    return {
        "contact": contact,
        "session": session,
        "lines": lines,
        "live": [line for line in lines if line.is_live],
        "has_place": [line for line in lines if line.state in {"booked", "requested"}],
        "nameless": [line for line in lines if line.is_live and line.lacks_name],
        "offered": offered if goes_ahead else [],
        "until": min((line.seat.offer_stands_until for line in offered), default=None),
        "waiting": waiting,
        "queue": queue_of([line.seat for line in waiting]) if goes_ahead else "",
        "goes_ahead": goes_ahead,
        "can_cancel": goes_ahead and session.starts_at > timezone.now(),
    }
