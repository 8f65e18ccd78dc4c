"""Changes and answers when two things happen in one moment; run on PostgreSQL and on SQLite."""

from datetime import timedelta

import pytest

from courses.models import BookingTerms
from outbox.models import Message
from sessions.answering import chase_managers, grant, questions, refuse
from sessions.booking import cancel_booking
from sessions.changing import hand_over_booking, move_booking
from sessions.models import Booking, BookingChange, BookingStatus, ManagerPermission, TrainingSession
from sessions.permission import Asked
from sessions.refusals import Refusal
from sessions.telling import tell_officers
from tests.factories import make_booking, make_course, make_person, make_session, make_user, next_week
from tests.sessions.test_waiting_at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 5
ASKED = Asked(ManagerPermission.How.ASKED, manager_name="Grace Mbeki", manager_email="grace@example.org")


def trying(verb, *args, **facts):
    """Return an act that carries out a verb; a refusal is one of the ways in which it may end."""

    def act():
        try:
            verb(*args, **facts)
        except Refusal:
            return

    return act


def fresh(booking):
    return Booking.objects.select_related("session__course", "delegate").get(pk=booking.pk)


def question_of(booking):
    return questions().get(booking=booking)


def adds_up(*sessions):
    """Whether the numbers in the rows are those of the bookings."""
    rows = TrainingSession.objects.filter(pk__in=[session.pk for session in sessions])
    return all(row.seats_taken == row.bookings.seated().count() for row in rows)


def two_dates(**facts):
    course = make_course()
    return [make_session(course, starts_at=next_week() + timedelta(days=day), **facts) for day in (0, 7)]


def test_a_manager_who_agrees_as_the_person_cancels_confirms_nobody_who_is_gone():
    for _round in range(ROUNDS):
        booking = make_booking(make_session(), asked=ASKED)
        question = question_of(booking)

        at_once(trying(grant, question), trying(cancel_booking, fresh(booking)))

        assert fresh(booking).status == BookingStatus.CANCELLED
        assert adds_up(booking.session)


def test_of_two_answers_one_stands():
    for _round in range(ROUNDS):
        booking = make_booking(make_session(), asked=ASKED)

        at_once(trying(grant, question_of(booking)), trying(refuse, question_of(booking), reason="No"))

        granted = question_of(booking).is_granted
        status, told = (BookingStatus.CONFIRMED, "confirmed") if granted else (BookingStatus.CANCELLED, "refused")
        mails = Message.objects.filter(cause=f"booking:{booking.pk}", kind__in=["confirmed", "refused"])
        assert (fresh(booking).status, list(mails.values_list("kind", flat=True))) == (status, [told])
        assert adds_up(booking.session)


def test_the_last_seat_there_goes_to_one_of_two():
    for _round in range(ROUNDS):
        here, there = two_dates(capacity=1)
        booking = make_booking(here)
        newcomer = make_person()

        at_once(trying(move_booking, fresh(booking), to=there), trying(make_booking, there, person=newcomer))

        assert there.bookings.seated().count() == 1
        assert adds_up(here, there)


def test_two_who_change_places_do_not_wait_for_one_another():
    for _round in range(ROUNDS):
        here, there = two_dates(capacity=3)
        first, second = make_booking(here), make_booking(there)

        at_once(
            trying(move_booking, fresh(first), to=TrainingSession.objects.get(pk=there.pk)),
            trying(move_booking, fresh(second), to=TrainingSession.objects.get(pk=here.pk)),
        )

        assert (fresh(first).session, fresh(second).session) == (there, here)
        assert adds_up(here, there)


def test_a_seat_that_moves_and_is_cancelled_at_once_is_one_or_the_other():
    for _round in range(ROUNDS):
        here, there = two_dates(capacity=3)
        booking = make_booking(here)

        at_once(trying(move_booking, fresh(booking), to=there), trying(cancel_booking, fresh(booking)))

        assert adds_up(here, there)


def test_a_place_handed_over_twice_goes_to_one_colleague():
    for _round in range(ROUNDS):
        booking = make_booking(make_session())

        at_once(*[trying(hand_over_booking, fresh(booking), person=make_person()) for _colleague in range(3)])

        assert booking.changes.count() == 1
        assert Message.objects.filter(cause=f"booking:{booking.pk}", kind="taken_over").count() == 1


def test_a_colleague_who_books_in_that_moment_has_one_place():
    for _round in range(ROUNDS):
        session, colleague = make_session(), make_person()
        booking = make_booking(session)

        at_once(
            trying(hand_over_booking, fresh(booking), person=colleague), trying(make_booking, session, person=colleague)
        )

        assert session.bookings.live().filter(delegate__name=colleague.name).count() == 1
        assert adds_up(session)


def test_two_workers_tell_each_officer_once():
    session = make_session(starts_at=next_week() + timedelta(days=21), officer=make_user(email="officer@example.org"))
    for _person in range(3):
        cancel_booking(make_booking(session))

    at_once(*[tell_officers] * 3)

    assert Message.objects.filter(kind="changes_told").count() == 1
    assert not BookingChange.objects.filter(told_at=None).exists()


def test_two_workers_remind_each_manager_once():
    terms = BookingTerms.objects.create(name="Asks", starts_on="2026-04-01", permission="approved")
    session = make_session(make_course(terms=terms), starts_at=next_week() + timedelta(days=21))
    bookings = [make_booking(session, asked=ASKED) for _person in range(3)]
    ManagerPermission.objects.update(asked_at=bookings[0].booked_at - timedelta(days=4))

    at_once(*[chase_managers] * 3)

    assert Message.objects.filter(kind="permission_reminder").count() == 3
