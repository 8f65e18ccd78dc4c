"""A session given in another language: said wherever its date stands for whoever books or moves."""

import pytest
from django.urls import reverse

from courses.models import BookingTerms
from outbox.models import Message
from sessions.changing import move_booking
from sessions.forms.changing import MoveForm
from sessions.invitations import REQUEST, invitation
from sessions.permission import Asked
from sessions.room_secrets import room_secret
from sessions.scheduling import cancel_session
from tests.factories import make_booking, make_group, make_person, make_session
from tests.sessions.group_pages import press

pytestmark = pytest.mark.django_db


@pytest.fixture
def in_urdu(course):
    return make_session(course, language="Urdu")


def test_ones_own_booking_and_the_page_that_cancels_it_say_so(client, in_urdu):
    booking = make_booking(in_urdu)

    pages = [client.get(reverse(name, args=[booking.token])) for name in ("booking", "booking_cancel")]

    assert [page.text.count("In Urdu") for page in pages] == [1, 1]


def test_nothing_is_said_of_a_session_in_english(client, session):
    booking = make_booking(session)

    assert "In " not in client.get(reverse("booking_cancel", args=[booking.token])).text.partition("<h1")[2]


def test_the_confirmation_says_so_on_a_line_of_its_own(in_urdu):
    make_booking(in_urdu)

    mail = Message.objects.get(kind="confirmed")
    assert (mail.text.splitlines().count("In Urdu"), mail.html.count("<br>In Urdu")) == (1, 1)


def test_the_calendar_says_so(in_urdu):
    assert "DESCRIPTION:In Urdu\\nBooking reference" in invitation(make_booking(in_urdu), method=REQUEST)


def test_the_choices_of_another_date_say_so(in_urdu):
    [(_reference, label)] = MoveForm(sessions=[in_urdu]).fields["to"].choices

    assert label.endswith(". In Urdu")


def test_the_other_dates_say_so(client, course, session, in_urdu, officer):
    make_booking(session)
    cancel_session(session, reason="No trainer", by=officer)

    page, mail = client.get(reverse("book", args=[session.reference])), Message.objects.get(kind="session_cancelled")

    assert [words.count("In Urdu") for words in (page.text, mail.text, mail.html)] == [1, 1, 1]


def test_every_page_on_which_a_group_is_changed_says_so(client, in_urdu):
    group = make_group(in_urdu, places=2)
    seat = [group.token, group.bookings.first().reference]

    pages = [client.get(reverse(name, args=seat)) for name in ("group_seat", "group_seat_cancel")]
    pages.append(client.get(reverse("group_cancel", args=[group.token])))

    assert [page.text.count("In Urdu") for page in pages] == [1, 1, 1]


def test_whoever_says_who_is_coming_reads_so(client, in_urdu):
    assert press(client, in_urdu, "rows").text.count("In Urdu") == 1


def test_the_other_dates_of_a_group_say_so(client, course, in_urdu):
    few = make_session(course, capacity=3)

    assert press(client, few, "book").text.count("In Urdu") == 1


def test_a_group_reads_so_of_the_date_a_colleague_has_moved_to(client, session, in_urdu):
    group = make_group(session, people=[make_person()])
    move_booking(group.bookings.get(), to=in_urdu)

    assert client.get(reverse("group", args=[group.token])).text.count("In Urdu") == 1


def test_a_manager_reads_so_before_answering_either_way(client, course, in_urdu):
    course.terms = BookingTerms.objects.create(name="Asked", starts_on="2020-04-01", permission="approved")
    course.save()
    asked = Asked("asked", manager_name="Grace Mbeki", manager_email="grace@example.org")
    token = make_booking(in_urdu, asked=asked).permission.token

    pages = [client.get(reverse(name, args=[token])) for name in ("permission", "permission_decline")]

    assert [page.text.count("In Urdu") for page in pages] == [1, 1]


def test_the_door_its_screen_and_its_sheet_say_so(client, in_urdu):
    tokens = {"door": in_urdu.door_token} | {page: room_secret(page, in_urdu) for page in ("screen", "code_sheet")}

    pages = [client.get(reverse(name, args=[token])) for name, token in tokens.items()]

    assert [page.text.count("In Urdu") for page in pages] == [1, 1, 1]


def test_whoever_asks_to_be_told_of_a_date_reads_so_of_the_next(client, course, in_urdu):
    assert client.get(reverse("tell_me", args=[course.slug])).text.count("In Urdu") == 1
