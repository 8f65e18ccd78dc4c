"""What an officer sees of a session's and a booking's messages, and does with them."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from courses.models import BookingTerms
from outbox.delivery import send_due_messages
from outbox.models import Message
from people.delegates import Person
from people.models import Delegate
from sessions.booking import cancel_booking
from sessions.changing import hand_over_booking
from sessions.finishing import finish_session
from sessions.models import Attendance
from sessions.scheduling import move_session
from tests import factories
from tests.factories import london

LONG_AGO = london(2020, 1, 1, 9)


@pytest.fixture
def desk(browse_as, officer):
    return browse_as(officer)


@pytest.fixture
def booking(session):
    return factories.make_booking(session)


def letters(session):
    return reverse("sessions:letters", args=[session.pk])


def again(desk, session, *, kind="confirmed"):
    """Look who would get it again, and send it to them."""
    address = reverse("sessions:letters_again", args=[session.pk])
    page = desk.get(address, {"kind": kind})
    answer = desk.post(address, {"chosen": [message.pk for message in page.context["going"]]})
    left_out = [(number, str(why)) for why, number in page.context["left_out"]]
    return left_out, [str(said) for said in get_messages(answer.wsgi_request)][-1]


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
    said = again(desk, booking.session)

    assert (stopped, said) == ({"stopped"}, ([], "Done for 2 messages."))
    assert set(Message.objects.values_list("state", flat=True)) == {"waiting"}


def test_nobody_who_cancelled_is_told_again_that_they_have_a_place(desk, booking, mailoutbox):
    send_due_messages()
    cancel_booking(booking)

    left_out = [(1, "The booking does not stand as they say any more.")]
    assert again(desk, booking.session) == (left_out, "Nothing was done: none of these messages can be.")


def test_nobody_is_told_an_old_date_again(desk, officer, booking, mailoutbox):
    send_due_messages()
    starts_at = booking.session.starts_at + timedelta(days=7)
    move_session(booking.session, days=[(starts_at, starts_at + timedelta(hours=2))], by=officer, reason="Ill")
    send_due_messages()

    said = [again(desk, booking.session, kind=kind) for kind in ("confirmed", "moved")]

    left_out = [(1, "They were written before the date, the person or the link changed.")]
    assert said == [(left_out, "Nothing was done: none of these messages can be."), ([], "Done for 1 message.")]


def test_whoever_handed_the_place_over_is_told_nothing_again(desk, booking, mailoutbox):
    send_due_messages()
    hand_over_booking(booking, person=factories.make_person(name="Ben Osei", email="ben@example.org"))

    left_out, _said = again(desk, booking.session)

    assert left_out == [(1, "They went to an address or number that is not the booking's any more.")]


@pytest.fixture
def thanked(course, officer):
    """Somebody who walked into a session that was finished since, and whom a letter thanks."""
    session = factories.make_session(course, starts_at=timezone.now() - timedelta(days=2))
    attendance = factories.make_attendance(session, person=Person("Ada Okafor", "ada@example.org"))
    finish_session(session, source="register", by=officer)
    send_due_messages()
    return attendance


def test_what_was_written_to_those_who_walked_in_is_counted_and_sent_again(desk, thanked, mailoutbox):
    [row] = desk.get(letters(thanked.session)).context["rows"]

    assert (row["kind"], row["numbers"], row["again"]) == ("thanks", [0, 1, 0, 0], 1)
    assert again(desk, thanked.session, kind="thanks") == ([], "Done for 1 message.")


@pytest.mark.parametrize(
    ("model", "change", "why"),
    [
        (Attendance, {"extent": "none"}, "The register says that they were not here."),
        (Delegate, {"email": ""}, "They went to an address that is not theirs any more."),
        (Message, {"useless_after": LONG_AGO}, "What they are about has passed."),
    ],
)
def test_what_is_untrue_of_who_walked_in_is_not_sent_again(desk, thanked, mailoutbox, model, change, why):
    model.objects.update(**change)

    left_out, said = again(desk, thanked.session, kind="thanks")

    assert (left_out, said) == ([(1, why)], "Nothing was done: none of these messages can be.")


def test_a_message_that_went_out_in_between_is_not_sent_twice(desk, booking):
    address = reverse("sessions:letters_again", args=[booking.session.pk])

    answer = desk.post(address, {"chosen": [Message.objects.get().pk, "x"]})

    said = [str(each) for each in get_messages(answer.wsgi_request)]
    assert said == ["Nothing was done: none of these messages can be."]


def test_the_page_says_how_many_are_no_longer_true(desk, booking, mailoutbox):
    send_due_messages()
    cancel_booking(booking)

    rows = desk.get(letters(booking.session)).context["rows"]

    assert [(row["kind"], row["again"], row["untrue"]) for row in rows] == [("cancelled", 0, 0), ("confirmed", 0, 1)]


def test_the_page_names_who_gets_it_again(desk, booking, mailoutbox):
    send_due_messages()

    page = desk.get(reverse("sessions:letters_again", args=[booking.session.pk]), {"kind": "confirmed"}).text

    assert f"<li>{booking.holder}: {booking.email}</li>" in page


@pytest.mark.parametrize(("said", "state"), [({}, "sent"), ({"regardless": "yes"}, "waiting")])
def test_one_message_that_is_no_longer_true_is_sent_after_a_warning(desk, booking, mailoutbox, said, state):
    send_due_messages()
    message = Message.objects.get()
    cancel_booking(booking)
    page = desk.get(reverse("messages:inspect", args=[message.pk])).text

    desk.post(reverse("messages:resend", args=[message.pk]), said)

    message.refresh_from_db()
    assert ("This message is no longer true." in page, message.state) == (True, state)


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

    with django_assert_num_queries(13):
        desk.get(letters(session))


def test_a_bookings_page_lists_its_messages(desk, booking):
    page = desk.get(reverse("bookings:inspect", args=[booking.pk])).text

    assert reverse("messages:inspect", args=[Message.objects.get().pk]) in page


@pytest.mark.parametrize("name", ["letters", "letters_again"])
def test_others_see_no_letters(browse_as, editor, trainer_user, outsider, session, name):
    address = reverse(f"sessions:{name}", args=[session.pk])
    statuses = [browse_as(user).get(address).status_code for user in (editor, trainer_user, outsider)]

    assert statuses == [404, 404, 302]
