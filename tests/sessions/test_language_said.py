"""A session given in another language: said wherever its date stands for whoever books or moves."""

import pytest
from django.urls import reverse

from outbox.models import Message
from sessions.forms.changing import MoveForm
from sessions.invitations import REQUEST, invitation
from sessions.scheduling import cancel_session
from tests.factories import make_booking, make_session

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
