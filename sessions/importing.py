"""Importing bookings from somebody else's list.

The preview is a rehearsal: every row goes through `book_place` inside a transaction that is undone. So it says what
importing would do, whatever rules booking obeys, and importing compares: when the two differ, nothing is booked. All of
a list is one transaction, which holds the session's row: a machine that dies half-way leaves nothing.

Importing the same list again changes nothing. A row's booking is known again by who it is for; one that was cancelled
since stays cancelled, because the person or the officer said so after the list was made.
"""

import hashlib
import uuid
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from outbox.sending import withdraw_about
from people.keys import email_key, name_key
from sessions import waiting
from sessions.booking import book_place
from sessions.letters import cause_of
from sessions.models import Booking, BookingStatus, SessionStatus
from sessions.refusals import AlreadyBooked, ChangedMeanwhile, ImportTakesNoBookings, Refusal, SessionFull

NAMESPACE = uuid.UUID("0f6cc0de-57a1-5d0b-9c3e-1d2b8a70c5e4")

NO_PLACE = _("No place is free.")
NO_ADDRESS = _("There is no e-mail address: tell them yourself.")
NO_TIME_TO_WAIT = _("No place is free, and it is too late for the waiting list.")


class What(models.TextChoices):
    """What becomes of one row."""

    BOOKED = "booked", _("Will be booked")
    WAITS = "waits", _("No place: will join the waiting list")
    ALREADY = "already", _("Booked already")
    CANCELLED = "cancelled", _("Was booked and cancelled since: stays cancelled")
    TWICE = "twice", _("Is in the list twice")
    REFUSED = "refused", _("Cannot be booked")
    WRONG = "wrong", _("To be corrected")


MAKES_A_BOOKING = {What.BOOKED, What.WAITS}
KEEPS_OUT = {What.REFUSED, What.WRONG}


@dataclass
class Line:
    """One row of a list, read: what it says of the person, and what is wrong with it.

    `problems` are (column label, column letter, sentence). `make_person` knows a driver's badge, or makes it: it is
    called inside the transaction. `identity` tells whether two rows mean the same person.
    """

    number: int
    facts: dict
    problems: list = field(default_factory=list)
    make_person: Any = None
    identity: tuple = ()

    @property
    def about(self):
        """Where somebody works, or who licenses them under which number, as the list says it."""
        said = [self.facts.get(name) for name in ("organisation", "role", "authority", "number", "application")]
        return ", ".join(filter(None, said))


@dataclass(frozen=True)
class Outcome:
    line: Line
    what: What
    said: str = ""
    booking: Booking | None = None

    @property
    def keeps_out(self):
        return self.what in KEEPS_OUT


@dataclass(frozen=True)
class Result:
    """What importing did, or would do: one Outcome for each row, in the order of the list."""

    outcomes: list

    def of(self, *kinds):
        return [outcome for outcome in self.outcomes if outcome.what in kinds]

    @property
    def numbers(self):
        return Counter(outcome.what for outcome in self.outcomes)

    @property
    def to_book(self):
        return len(self.of(*MAKES_A_BOOKING))

    @property
    def kept_out(self):
        return self.of(*KEEPS_OUT)

    @property
    def mark(self):
        """A short text that differs when anything would be done differently, to anybody."""
        said = [(each.line.number, each.what.value, sorted(each.line.facts.items())) for each in self.outcomes]
        return hashlib.sha256(repr(said).encode()).hexdigest()


def refuse_unless_importable(session):
    """Raise ImportTakesNoBookings for a headcount session, and one that is a draft, cancelled or over."""
    stands = session.status in {SessionStatus.OPEN, SessionStatus.BOOKING_CLOSED}
    if session.is_by_headcount or session.is_over or not stands:
        raise ImportTakesNoBookings


def rehearse_import(session, *, lines, waits, by):
    """Return the Result that importing would have now. Nothing stays of it: no booking, no message, no badge."""
    refuse_unless_importable(session)
    with transaction.atomic():
        result = book_lines(session, lines=lines, waits=waits, by=by)
        transaction.set_rollback(True)
    return result


@transaction.atomic
def import_bookings(session, *, lines, waits, expected, in_part, tells, file, by):
    """Book everybody in the list for whom it is right, in one transaction. Returns the Result.

    Raises ChangedMeanwhile when the outcome is not the one `expected` (the `mark` of a rehearsal), or when a row is
    left out and nobody said that this is wanted (`in_part`); then nothing is written. Without `tells` the
    confirmations are written and stopped, so that an officer can still send them. Logged with who did it.
    """
    refuse_unless_importable(session)
    result = book_lines(session, lines=lines, waits=waits, by=by)
    if result.mark != expected or (result.kept_out and not in_part):
        raise ChangedMeanwhile
    made = [outcome.booking for outcome in result.of(*MAKES_A_BOOKING)]
    if made and not tells:
        withdraw_about([cause_of(booking) for booking in made])
    if made:
        numbers = {"booked": result.numbers[What.BOOKED], "waiting": result.numbers[What.WAITS], "file": file}
        log(instance=session, action="muster.bookings.imported", user=by, data=numbers)
    return result


def book_lines(session, *, lines, waits, by):
    """Book the lines one after the other, as they stand in the list. Needs a transaction."""
    waiting.lock_seats(session)
    earlier = set(session.bookings.values_list("pk", flat=True))
    first: dict = {}
    outcomes = []
    for line in lines:
        if line.problems:
            outcome = Outcome(line, What.WRONG)
        elif same := first.get(line.identity):
            outcome = Outcome(line, What.TWICE, _("The same person as in row %(number)s.") % {"number": same.number})
        else:
            first[line.identity] = line
            outcome = book_line(session, line, earlier=earlier, waits=waits, by=by)
        outcomes.append(outcome)
    return Result(outcomes)


def book_line(session, line, *, earlier, waits, by):
    session.refresh_from_db(fields=["seats_taken", "people_waiting"])
    person = line.make_person()
    asked = {name: line.facts.get(name, "") for name in ("phone", "access_needs")}
    try:
        booking = book_place(session, person=person, nonce=nonce_for(session, person), waits=waits, by=by, **asked)
    except AlreadyBooked as refusal:
        return Outcome(line, What.ALREADY, booking=refusal.earlier)
    except SessionFull:
        return Outcome(line, What.REFUSED, NO_TIME_TO_WAIT if waits else NO_PLACE)
    except Refusal as refusal:
        return Outcome(line, What.REFUSED, str(refusal))
    if booking.pk in earlier:
        return Outcome(line, What.ALREADY if booking.is_live else What.CANCELLED, booking=booking)
    what = What.WAITS if booking.status == BookingStatus.WAITING else What.BOOKED
    return Outcome(line, what, "" if booking.email else NO_ADDRESS, booking)


def nonce_for(session, person):
    """Return the mark by which a person's row is the same row in every import; `book_place` adds name and address."""
    return uuid.uuid5(NAMESPACE, f"{session.pk}|{person.badge.pk if person.badge else ''}")


def identity_of(*, name, email="", badge=()):
    """Return what two rows share that mean the same person: address and name, or badge and name."""
    return (email_key(email), name_key(name), badge if not email else ())
