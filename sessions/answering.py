"""A manager's answer, and what happens while there is none.

Every verb here first locks the session's row, as everything does that gives a seat away: an answer, a cancellation and
an officer's decision in the same second follow one another, and the first of them stands.
"""

from datetime import timedelta

from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from sessions import messages, permission_messages, waiting
from sessions.booking import link_has_ended
from sessions.models import BookingChange, BookingStatus, ManagerPermission
from sessions.permission import withdraw_questions
from sessions.refusals import CannotChange
from sessions.telling import note_change

REMINDER_DAYS = 3


def questions():
    """Return what managers were or will be asked, with everything that pages and mails say of it."""
    return ManagerPermission.objects.filter(how=ManagerPermission.How.ASKED).select_related(
        "booking__session__course__terms__replaced_by",
        "booking__session__venue",
        "booking__session__officer",
        "booking__terms",
        "booking__contact",
        "booking__delegate__organisation",
        "booking__substitute_for",
    )


def question_for(token):
    """Return the question behind a manager's link; one never put, unknown and ended links are the same 404."""
    question = get_object_or_404(questions(), token=token, asked_at__isnull=False)
    if link_has_ended(question.booking.session):
        raise Http404
    return question


def why_not_answerable(question):
    """Return in one word why a question takes no answer: granted, refused, gone or late; "" while it is open."""
    if question.decided_at:
        return "granted" if question.is_granted else "refused"
    if question.booking.status != BookingStatus.REQUESTED:
        return "gone"
    return "late" if question.booking.session.starts_at <= timezone.now() else ""


def hold(question):
    """Lock the session's row and read the question anew. Raises CannotChange unless it is still open."""
    booking = question.booking
    waiting.lock_booking(booking)
    question.refresh_from_db(fields=["decided_at", "is_granted", "passed_on_at", "reminded_at"])
    if why_not_answerable(question):
        raise CannotChange(_("This question has been answered, or nobody needs an answer any more."))


@transaction.atomic
def grant(question, *, by=None):
    """Agree, as the manager or as an officer (`by`): the held seat is theirs, and they are told.

    Raises CannotChange when it was decided before, the booking is no more, or the session has begun.
    """
    hold(question)
    booking = question.booking
    decide(question, is_granted=True, by=by)
    booking.status = BookingStatus.CONFIRMED
    booking.save(update_fields=["status"])
    BookingChange.objects.create(booking=booking, what=BookingChange.What.APPROVED, by=by)
    messages.booking_confirmed(booking)


@transaction.atomic
def refuse(question, *, reason, by=None):
    """Do not agree: the booking ends, the person is told why, and the seat goes to the next. Raises CannotChange."""
    hold(question)
    booking = question.booking
    decide(question, is_granted=False, reason=reason, by=by)
    booking.status, booking.cancelled_at = BookingStatus.CANCELLED, timezone.now()
    booking.save(update_fields=["status", "cancelled_at"])
    note_change(booking, what=BookingChange.What.REFUSED, reason=reason, by=by)
    permission_messages.permission_refused(booking, reason=reason, by_us=by is not None)
    waiting.leave(booking.session, was=BookingStatus.REQUESTED)


def decide(question, *, is_granted, by, reason=""):
    question.decided_at, question.is_granted = timezone.now(), is_granted
    question.reason, question.decided_by = reason, by
    question.save(update_fields=["decided_at", "is_granted", "reason", "decided_by"])
    withdraw_questions([question.booking])
    if by:
        act = "granted" if is_granted else "refused"
        log(instance=question.booking, action=f"muster.permission.{act}", user=by, data={"reason": reason})


def chase_managers():
    """Remind managers who have not answered, once, and leave to the officer what is not answered even then.

    Two workers at once do no harm: each step is one row that changes once, and one key in the outbox.
    """
    now = timezone.now()
    unanswered = questions().filter(
        decided_at__isnull=True, asked_at__isnull=False, passed_on_at__isnull=True, booking__session__starts_at__gt=now
    )
    for question in unanswered.filter(booking__status=BookingStatus.REQUESTED).order_by("asked_at", "pk"):
        if now >= (question.reminded_at or question.asked_at) + patience_with(question):
            (pass_on if question.reminded_at else remind)(question)


def patience_with(question):
    """Return how long a manager is waited for, before the reminder and again after it.

    As many days as the terms say, but at most a third of the time there was: both come before the session does.
    """
    booking = question.booking
    days = booking.terms.permission_reminder_days if booking.terms else REMINDER_DAYS
    return min(timedelta(days=days), (booking.session.starts_at - question.asked_at) / 3)


@transaction.atomic
def remind(question):
    if take_step(question, "reminded_at"):
        permission_messages.manager_reminded(question)


@transaction.atomic
def pass_on(question):
    """Leave the decision to the officer. The manager's link still works: whoever answers first decides."""
    if take_step(question, "passed_on_at"):
        permission_messages.question_left_to_officer(question)


def take_step(question, step):
    """Note that a step was taken, unless it was before or the question was answered; return whether it was now."""
    still_open = ManagerPermission.objects.filter(pk=question.pk, decided_at__isnull=True, **{step: None})
    return still_open.filter(booking__status=BookingStatus.REQUESTED).update(**{step: timezone.now()})


def to_decide():
    """Return the questions left to officers whose sessions are still to come, the soonest first."""
    left = questions().filter(decided_at__isnull=True, passed_on_at__isnull=False)
    coming = left.filter(booking__status=BookingStatus.REQUESTED, booking__session__starts_at__gt=timezone.now())
    return coming.order_by("booking__session__starts_at", "pk")


def question_to_decide(booking):
    """Return the question an officer can decide about a booking, or None."""
    question = questions().filter(booking=booking, asked_at__isnull=False).first()
    return question if question and not why_not_answerable(question) else None
