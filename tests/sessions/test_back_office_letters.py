"""What an officer sees of a session's and a booking's messages, and does with them."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.urls import reverse

from courses.models import BookingTerms
from outbox.delivery import send_due_messages
from outbox.models import Message
from sessions.booking import cancel_booking
from tests import factories


@pytest.fixture
def desk(browse_as, officer):
    return browse_as(officer)


@pytest.fixture
def booking(session):
    return factories.make_booking(session)


def letters(session):
    return reverse("sessions:letters", args=[session.pk])


def act(desk, session, name, *, kind="confirmed"):
    answer = desk.post(letters(session), {"act": name, "kind": kind})
    return [str(said) for said in get_messages(answer.wsgi_request)]


def test_the_page_counts_what_was_written_by_kind_and_state(desk, booking, mailoutbox):
    factories.make_booking(booking.session)
    send_due_messages(limit=1)

    [row] = desk.get(letters(booking.session)).context["rows"]

    assert (str(row["label"]), row["numbers"], row["again"]) == ("Booking confirmed", [1, 1, 0, 0], 1)


def test_a_whole_kind_is_stopped_and_sent_again(desk, booking):
    factories.make_booking(booking.session)

    act(desk, booking.session, "stop")
    stopped = set(Message.objects.values_list("state", flat=True))
    said = act(desk, booking.session, "resend")

    assert (stopped, said[-1]) == ({"stopped"}, "Done for 2 messages.")
    assert set(Message.objects.values_list("state", flat=True)) == {"waiting"}


def test_nobody_who_cancelled_is_told_again_that_they_have_a_place(desk, booking, mailoutbox):
    send_due_messages()
    cancel_booking(booking)

    assert act(desk, booking.session, "resend") == ["Nothing was done: none of these messages can be."]


def test_another_sessions_messages_are_left_alone(desk, booking):
    other = factories.make_booking(factories.make_session())

    act(desk, booking.session, "stop")

    assert Message.objects.get(cause=f"booking:{other.pk}").state == "waiting"


@pytest.mark.parametrize("name", ["", "delete"])
def test_an_act_that_is_none_does_nothing(desk, booking, name):
    assert act(desk, booking.session, name) == []
    assert Message.objects.get().state == "waiting"


def test_the_page_says_what_will_be_written_and_to_how_many(desk, session):
    session.course.terms = BookingTerms.objects.create(name="Terms", starts_on="2026-01-01", reminder_days="5,1")
    session.course.save()
    with time_machine.travel(session.starts_at - timedelta(days=20), tick=False):
        factories.make_booking(session)
        [first, last] = desk.get(letters(session)).context["coming"]

    assert [str(each["what"]) for each in (first, last)] == ["Reminder", "Reminder"]
    assert (first["to"], "9am" in first["when"]) == ("to 1 person", True)


@pytest.mark.parametrize("bookings", [1, 3])
def test_more_bookings_are_not_more_queries(desk, session, django_assert_num_queries, bookings):
    for _number in range(bookings):
        factories.make_booking(session)
    desk.get(letters(session))

    with django_assert_num_queries(12):
        desk.get(letters(session))


def test_a_bookings_page_lists_its_messages(desk, booking):
    page = desk.get(reverse("bookings:inspect", args=[booking.pk])).text

    assert reverse("messages:inspect", args=[Message.objects.get().pk]) in page


def test_others_see_no_letters(browse_as, editor, trainer_user, outsider, session):
    statuses = [browse_as(user).get(letters(session)).status_code for user in (editor, trainer_user, outsider)]

    assert statuses == [404, 404, 302]
