"""Reminders: at nine in London, once, to those who have a place, and never of the past."""

import threading
from datetime import timedelta

import pytest
import time_machine
from django.db import connection

from courses.models import BookingTerms
from outbox.delivery import send_due_messages
from outbox.models import Message
from sessions.booking import cancel_booking
from sessions.models import Booking, BookingContact, BookingStatus, SessionStatus
from sessions.reminders import coming_reminders, write_due_reminders
from sessions.scheduling import cancel_session, move_session
from tests import factories
from tests.factories import london

pytestmark = pytest.mark.django_db
STARTS_AT = london(2026, 12, 15, 10)
BOOKED_AT = london(2026, 11, 20, 12)
SECOND = timedelta(seconds=1)


def a_session(course, *, starts_at=STARTS_AT, days="14,5,1", **facts):
    course.terms = course.terms or BookingTerms.objects.create(name="Terms", starts_on="2026-01-01", reminder_days=days)
    course.save()
    with time_machine.travel(BOOKED_AT, tick=False):
        return factories.make_session(course, starts_at=starts_at, **facts)


def a_booking(session, *, at=BOOKED_AT, **facts):
    return factories.make_booking(session, at=at, **facts)


def at(moment):
    """Look for reminders at a moment; return how many have been written by then."""
    with time_machine.travel(moment, tick=False):
        write_due_reminders()
    return Message.objects.filter(kind="reminder").count()


@pytest.fixture
def session(course):
    return a_session(course)


def test_reminders_are_written_at_nine_fourteen_five_and_one_day_before(session):
    a_booking(session)

    moments = [london(2026, 12, day, 9) for day in (1, 10, 14)]

    assert [at(moment + step) for moment in moments for step in (-SECOND, SECOND * 0)] == [0, 1, 1, 2, 2, 3]


@pytest.mark.parametrize(
    "starts_at",
    [london(2026, 10, 25, 10), london(2026, 10, 26, 10), london(2027, 3, 28, 10), london(2027, 3, 29, 0, 30)],
)
def test_nine_is_nine_on_both_sides_of_a_clock_change(course, starts_at):
    session = a_session(course, starts_at=starts_at, days="1")
    a_booking(session, at=starts_at - timedelta(days=20))
    before = starts_at.date() - timedelta(days=1)
    nine = london(before.year, before.month, before.day, 9)

    assert (at(nine - SECOND), at(nine)) == (0, 1)


def test_looking_every_minute_all_day_writes_one(session):
    a_booking(session)
    nine = london(2026, 12, 14, 9)

    numbers = {at(nine + timedelta(minutes=minute)) for minute in range(0, 600, 60)}

    assert numbers == {1}


def test_whoever_books_after_the_moment_is_not_reminded_of_it(session):
    a_booking(session, at=london(2026, 12, 10, 9, 1))

    assert at(london(2026, 12, 10, 9, 5)) == 0
    assert at(london(2026, 12, 14, 9)) == 1


def test_a_scheduler_that_stood_still_drops_the_reminder_that_the_next_one_overtook(session):
    a_booking(session)

    at(london(2026, 12, 10, 11))

    assert Message.objects.get(kind="reminder").key.endswith(":20261215:5")


def test_a_late_reminder_is_written_while_it_is_of_use(session):
    a_booking(session)

    assert at(london(2026, 12, 15, 9, 59)) == 1


def test_nobody_is_reminded_of_a_session_that_has_begun(session):
    a_booking(session)

    assert [at(STARTS_AT + late) for late in (timedelta(0), timedelta(days=3))] == [0, 0]


def test_a_reminder_that_waited_too_long_is_not_sent(session, mailoutbox):
    a_booking(session)
    Message.objects.all().delete()
    at(london(2026, 12, 1, 9))

    with time_machine.travel(london(2026, 12, 10, 9), tick=False):
        send_due_messages()

    assert (len(mailoutbox), Message.objects.get().state) == (0, "stopped")


@pytest.mark.parametrize("status", [BookingStatus.REQUESTED, BookingStatus.WAITING, BookingStatus.CANCELLED])
def test_only_who_has_a_place_is_reminded(session, status):
    booking = a_booking(session)
    Booking.objects.filter(pk=booking.pk).update(status=status)

    assert at(london(2026, 12, 14, 9)) == 0


def test_a_cancelled_session_reminds_nobody(session, officer):
    a_booking(session)
    with time_machine.travel(london(2026, 12, 2), tick=False):
        cancel_session(session, reason="", by=officer)

    assert at(london(2026, 12, 14, 9)) == 0


def test_what_waits_is_withdrawn_when_the_booking_is_cancelled(session):
    booking = a_booking(session)
    at(london(2026, 12, 14, 9))

    with time_machine.travel(london(2026, 12, 14, 9, 1), tick=False):
        cancel_booking(booking)

    assert Message.objects.get(kind="reminder").state == "stopped"


def test_whoever_was_told_of_a_new_date_is_not_reminded_of_what_was_due_before(session, officer):
    a_booking(session)
    at(london(2026, 12, 1, 9))
    with time_machine.travel(london(2026, 12, 2, 12), tick=False):
        move_session(session, days=[(london(2026, 12, 9, 10), london(2026, 12, 9, 12))], by=officer)

    assert at(london(2026, 12, 2, 12, 5)) == 1
    assert at(london(2026, 12, 4, 9)) == 2


def test_terms_without_days_remind_nobody(course):
    a_booking(a_session(course, days=""))

    assert at(london(2026, 12, 14, 9)) == 0


def test_a_booking_keeps_the_reminders_of_its_own_terms(session, course):
    a_booking(session)
    course.terms = BookingTerms.objects.create(name="Later", starts_on="2026-01-01", reminder_days="3")
    course.save()

    assert at(london(2026, 12, 12, 9)) == 1
    assert Message.objects.get(kind="reminder").key.endswith(":5")


def test_the_reminder_says_when_where_and_how_to_cancel(course):
    venue = factories.make_venue(name="Mill Street Centre", access_facts="Step-free.")
    booking = a_booking(a_session(course, venue=venue))
    at(london(2026, 12, 10, 9))

    lines = Message.objects.get(kind="reminder").text.splitlines()
    facts = [
        "When: Tuesday 15 December, 10am to midday",
        "Access: Step-free.",
        "On the day, sign in at the door: scan the code you see there, or give your booking reference.",
        f"https://muster.example.org/booking/{booking.token}/",
    ]
    assert [fact for fact in facts if any(line.startswith(fact) for line in lines)] == facts


def test_the_last_reminder_brings_the_joining_instructions(course):
    a_booking(a_session(course, online_link="https://meet.example.org/r", joining_instructions="Use your own name."))

    at(london(2026, 12, 10, 9))
    at(london(2026, 12, 14, 9))

    texts = Message.objects.filter(kind="reminder").order_by("pk").values_list("text", flat=True)
    assert ["Use your own name." in text for text in texts] == [False, True]
    assert Message.objects.filter(kind="joining").count() == 0


def test_joining_instructions_go_alone_where_no_reminder_goes_that_day(course):
    a_booking(a_session(course, days="5", online_link="https://meet.example.org/r"))

    at(london(2026, 12, 14, 9))

    assert "Join online: https://meet.example.org/r" in Message.objects.get(kind="joining").text


def test_who_books_after_that_is_told_at_once_how_to_join(course):
    session = a_session(course, joining_instructions="Ask for room 4.")

    a_booking(session, at=london(2026, 12, 14, 9))

    assert "Ask for room 4." in Message.objects.get(kind="joining").text
    assert at(london(2026, 12, 14, 9, 5)) == 0


def test_a_session_of_which_nothing_more_is_to_say_needs_no_joining_instructions(session):
    a_booking(session, at=london(2026, 12, 14, 12))

    assert Message.objects.filter(kind="joining").count() == 0


def test_more_sessions_are_not_more_queries_to_find_who_is_due(course, django_assert_num_queries):
    for number in range(3):
        a_booking(a_session(course, starts_at=STARTS_AT + timedelta(hours=number)))
    at(london(2026, 12, 14, 12))

    with time_machine.travel(london(2026, 12, 14, 13), tick=False), django_assert_num_queries(3):
        write_due_reminders()


@pytest.mark.parametrize("sessions", [1, 3])
def test_each_letter_is_one_insert_and_nothing_besides(course, django_assert_num_queries, sessions):
    for number in range(sessions):
        a_booking(a_session(course, starts_at=STARTS_AT + timedelta(hours=number)))

    # Terms, who is due, which contacts are, their bookings, the days, and the savepoint's two.
    with time_machine.travel(london(2026, 12, 14, 13), tick=False), django_assert_num_queries(7 + sessions):
        write_due_reminders()


def a_group(session, *, seats):
    """Book seats without a name, as an office does (see sessions.groups)."""
    contact = BookingContact.objects.create(session=session, name="Office", email="office@example.org")
    for _seat in range(seats):
        booking = a_booking(session)
        facts = {"contact": contact, "delegate": None, "email": ""}
        Booking.objects.filter(pk=booking.pk).update(booked_at=BOOKED_AT, **facts)
    return contact


def test_who_booked_for_others_is_reminded_once_of_the_places_without_a_name(session):
    contact = a_group(session, seats=2)

    numbers = [at(london(2026, 12, 14, 9, minute)) for minute in (0, 5)]

    letter = Message.objects.get(kind="reminder_names")
    assert (numbers, letter.to, letter.cause) == ([0, 0], "office@example.org", f"contact:{contact.pk}")
    assert [f"/booking/{seat.token}/" in letter.text for seat in contact.bookings.all()] == [True, True]


def test_who_has_named_everybody_is_not_reminded_of_names(session):
    a_group(session, seats=0)

    at(london(2026, 12, 14, 9))

    assert Message.objects.filter(kind="reminder_names").count() == 0


def test_the_sessions_page_can_say_what_will_be_written(session):
    a_booking(session)
    a_booking(session)

    with time_machine.travel(london(2026, 12, 2), tick=False):
        assert coming_reminders(session) == [(london(2026, 12, 10, 9), 5, 2), (london(2026, 12, 14, 9), 1, 2)]


def test_nothing_is_to_come_for_a_cancelled_session(session):
    session.status = SessionStatus.CANCELLED

    assert coming_reminders(session) == []


@pytest.mark.django_db(transaction=True)
def test_two_schedulers_at_once_write_one(session):
    for _number in range(5):
        a_booking(session)

    def look():
        write_due_reminders()
        connection.close()

    with time_machine.travel(london(2026, 12, 14, 9), tick=False):
        workers = [threading.Thread(target=look) for _worker in range(2)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()

    assert Message.objects.filter(kind="reminder").count() == 5
