"""The manager's permission, where the terms ask for it. A seat that waits for a manager's answer is held.

The manager is asked once there is a seat: who waits for one, waits first. Staff who book for somebody need no
permission. What becomes of the answer is in sessions.answering.
"""

from dataclasses import dataclass

from django.utils import timezone

from outbox.sending import withdraw
from sessions import permission_messages
from sessions.models import BookingStatus, ManagerPermission


@dataclass(frozen=True)
class Asked:
    """What the booking form was told about permission."""

    how: ManagerPermission.How
    manager_name: str = ""
    manager_email: str = ""
    why_exempt: str = ""


def status_of_seat(asked):
    """Return what a booking with a seat is: requested while a manager has to answer, otherwise confirmed."""
    must_wait = asked and asked.how == ManagerPermission.How.ASKED
    return BookingStatus.REQUESTED if must_wait else BookingStatus.CONFIRMED


def keep_permission(booking, *, asked):
    """Keep with a new booking what was said about permission, in its transaction."""
    if asked:
        ManagerPermission.objects.create(
            booking=booking,
            how=asked.how,
            manager_name=asked.manager_name,
            manager_email=asked.manager_email,
            why_exempt=asked.why_exempt,
        )


def question_of(booking):
    """Return what a manager has still to answer about a booking, whether or not they were asked yet, or None."""
    asked = ManagerPermission.objects.filter(how=ManagerPermission.How.ASKED, decided_at__isnull=True)
    question = asked.filter(booking=booking).first()
    if question:
        question.booking = booking
    return question


def ask_manager(question):
    """Put the question to the manager and tell the person that their seat is held; in the caller's transaction."""
    question.asked_at = timezone.now()
    question.save(update_fields=["asked_at"])
    permission_messages.place_held(question.booking, question=question)
    permission_messages.manager_asked(question)


def withdraw_questions(bookings):
    """Keep mails to managers from going out: what they ask about is no more. Links already sent say so themselves."""
    withdraw([key for booking in bookings for key in permission_messages.keys_to_the_manager(booking)])
