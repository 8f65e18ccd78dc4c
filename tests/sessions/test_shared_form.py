"""Those who open the booking form in one second share one drawing of it, with marks of their own."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sessions.models import Booking, SessionSettings
from sessions.scheduling import close_booking
from sessions.views.shared import MARK, MARKS
from tests.factories import make_booking, make_session

pytestmark = pytest.mark.usefixtures("still")
ADA = {"email": "ada@example.org", "organisation": "Harbour Lane School", "role": "Teacher", "access_needs": ""}


def address(session, prefix=""):
    return prefix + reverse("book", args=[session.reference])


def text_of(client, address):
    return client.get(address).content.decode()


def marks_in(text):
    return {name: re.search(rf'name="{name}" value="([^"]+)"', text)[1] for name in MARKS}


def without_marks(text):
    return MARK.sub("", text)


def test_the_second_reader_costs_no_query(session, django_assert_num_queries):
    SessionSettings.load()  # the first ever makes the row
    first = text_of(Client(), address(session))

    with django_assert_num_queries(0):
        second = text_of(Client(), address(session))

    assert without_marks(first) == without_marks(second)


def test_no_two_readers_share_what_makes_their_form_theirs(session):
    first, second = [marks_in(text_of(Client(), address(session))) for _reader in range(2)]

    assert [name for name in MARKS if first[name] == second[name]] == ["opened"]  # in the same second


def test_the_mark_of_when_it_was_opened_is_each_readers_own(session, still):
    still.move_to(timezone.now().replace(microsecond=500_000))
    first = marks_in(text_of(Client(), address(session)))
    still.shift(0.7)
    second = marks_in(text_of(Client(), address(session)))

    assert first["opened"] != second["opened"]


def test_each_can_send_what_they_were_shown(session):
    for name in ["Ada Okafor", "Bo Lind"]:
        client = Client(enforce_csrf_checks=True)
        marks = marks_in(text_of(client, address(session)))
        sent = client.post(address(session), ADA | marks | {"name": name})
        assert sent.status_code == 302

    assert Booking.objects.count() == 2


def test_a_shared_form_is_the_one_drawn_for_a_single_reader(session, browse_as, officer):
    text_of(Client(), address(session))

    assert without_marks(text_of(Client(), address(session))) == without_marks(
        text_of(browse_as(officer), address(session))
    )


def test_what_was_typed_is_shown_to_nobody_else(session):
    client = Client()
    client.post(address(session), {"name": "Ada Okafor"})

    assert "Ada Okafor" not in text_of(Client(), address(session))


def test_the_form_is_gone_as_soon_as_booking_closes(session, officer):
    text_of(Client(), address(session))
    close_booking(session, by=officer)

    assert 'name="nonce"' not in text_of(Client(), address(session))


def test_the_last_place_is_gone_at_once(course):
    session = make_session(course, capacity=1)
    assert "1 place left" in text_of(Client(), address(session))

    make_booking(session)

    assert "1 place left" not in text_of(Client(), address(session))


def test_languages_do_not_mix(session):
    english, urdu = text_of(Client(), address(session)), text_of(Client(), address(session, "/ur"))

    assert ['lang="en-gb"' in english, 'lang="ur" dir="rtl"' in urdu] == [True, True]
