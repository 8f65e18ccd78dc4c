"""Coming with one's own link: a button where the printed code is enough, otherwise a note that the scan then reads."""

from datetime import timedelta

import pytest
import time_machine

from sessions.models import Attendance
from sessions.rotating import code_for
from tests import factories
from tests.sessions.test_door_pages import asked_of_the_database

pytestmark = pytest.mark.django_db
START = factories.london(2026, 12, 8, 10)
SCAN = "Now scan the code in the room: we have filled in who you are."


@pytest.fixture
def session(course):
    return factories.make_session(course, starts_at=START)


@pytest.fixture
def booking(session):
    person = factories.make_person(name="Amina Kowalska")
    return factories.make_booking(session, person=person, at=START - timedelta(days=7))


@pytest.fixture
def clock():
    with time_machine.travel(START, tick=False) as clock:
        yield clock


@pytest.fixture
def rotating(session):
    session.door_rule = "rotating"
    session.save()
    return session


def page_of(booking, more=""):
    return f"/booking/{booking.token}/{more}"


def scan(client, session):
    return client.get(f"/in/{session.door_token}/{code_for(session)}/", follow=True)


def test_inside_the_doors_window_one_button_signs_in(client, booking, clock):
    page = client.get(page_of(booking)).text
    response = client.post(page_of(booking, "sign-in/"))

    assert f'action="{page_of(booking, "sign-in/")}"' in page
    assert response.url.startswith(f"/in/{booking.session.door_token}/done/")
    assert booking.attendance.how == Attendance.How.BOOKED


def test_whoever_is_signed_in_is_asked_for_no_code_any_more(client, booking, clock):
    before = client.get(page_of(booking)).text
    client.post(page_of(booking, "sign-in/"))

    after = client.get(page_of(booking)).text

    assert [page.count("or show this code") for page in (before, after)] == [1, 0]


@pytest.mark.parametrize("minutes", [-31, 121])
def test_outside_it_there_is_none(client, booking, clock, minutes):
    clock.shift(timedelta(minutes=minutes))

    page = client.get(page_of(booking)).text
    client.post(page_of(booking, "sign-in/"))

    assert ("sign-in/" in page, Attendance.objects.count()) == (False, 0)


def test_looking_signs_nobody_in(client, booking, clock):
    client.get(page_of(booking))
    client.get(page_of(booking, "sign-in/"))

    assert Attendance.objects.count() == 0


def test_twice_is_once(client, booking, clock):
    for _time in range(2):
        client.post(page_of(booking, "sign-in/"))

    assert Attendance.objects.count() == 1
    assert "You are signed in" in client.get(page_of(booking)).text


@pytest.mark.parametrize("rule", ["printed", "confirmed"])
def test_it_is_confirmed_where_the_printed_code_is(client, session, booking, clock, rule):
    session.door_rule = rule
    session.save()

    page = client.post(page_of(booking, "sign-in/"), follow=True).text

    waits = rule == "confirmed"
    assert booking.attendance.awaits_confirmation is waits
    assert ("The person who runs the session confirms it." in page) is waits


def test_where_only_the_changing_code_holds_the_link_alone_signs_nobody_in(client, rotating, booking, clock):
    page = client.get(page_of(booking)).text
    client.post(page_of(booking, "sign-in/"))

    assert (SCAN in page, Attendance.objects.count()) == (True, 0)


def test_the_note_ends_with_the_door_and_is_closed_to_scripts(client, rotating, booking, clock):
    note = client.get(page_of(booking)).cookies["who"]

    assert (note["max-age"], note["httponly"], note["samesite"]) == (2 * 60 * 60, True, "Lax")


def test_the_scan_then_asks_for_one_tap(client, rotating, booking, clock):
    client.get(page_of(booking))

    page = scan(client, rotating).text
    client.post(f"/in/{rotating.door_token}/known/")

    assert "Sign in as Amina Kowalska" in page
    assert (booking.attendance.how, booking.attendance.awaits_confirmation) == (Attendance.How.BOOKED, False)


def test_the_note_alone_without_a_scan_signs_nobody_in(client, rotating, booking, clock):
    client.get(page_of(booking))

    response = client.post(f"/in/{rotating.door_token}/known/")

    assert "Scan the code again" in response.text
    assert Attendance.objects.count() == 0


def test_signing_in_as_known_takes_four_statements(client, rotating, booking, clock, django_assert_max_num_queries):
    client.get(page_of(booking))
    scan(client, rotating)

    with django_assert_max_num_queries(20) as queries:
        client.post(f"/in/{rotating.door_token}/known/")

    assert (asked_of_the_database(queries), Attendance.objects.count()) == (4, 1)


def test_somebody_else_on_that_phone_gets_the_question(client, rotating, booking, clock):
    client.get(page_of(booking))
    scan(client, rotating)

    page = client.get(f"/in/{rotating.door_token}/?else").text

    assert ('name="typed"' in page, "Kowalska" in page) == (True, False)


def test_after_signing_in_the_phone_may_be_handed_on(client, rotating, booking, clock):
    client.get(page_of(booking))
    scan(client, rotating)
    client.post(f"/in/{rotating.door_token}/known/")

    assert "Kowalska" not in client.get(f"/in/{rotating.door_token}/").text


def test_a_forged_note_names_nobody(client, rotating, booking, clock):
    client.cookies["who"] = booking.token

    assert "Kowalska" not in scan(client, rotating).text


def test_a_link_that_was_replaced_names_nobody(client, rotating, booking, clock):
    client.get(page_of(booking))
    booking.token = "another"
    booking.save()

    assert "Kowalska" not in scan(client, rotating).text


def test_a_note_for_another_room_says_which(client, rotating, course, clock):
    other = factories.make_session(
        factories.make_course(title="Working with parents"),
        starts_at=START,
        door_rule="rotating",
        venue=factories.make_venue(name="Quay House"),
    )
    client.get(page_of(factories.make_booking(other, at=START - timedelta(days=7))))

    page = scan(client, rotating).text

    said = "That booking is for “Working with parents”, Tuesday 8 December, 10am, at Quay House. Please go there."
    assert said in page


def test_looking_at_ones_booking_on_any_other_day_gives_no_note(client, rotating, booking, clock):
    clock.shift(timedelta(days=-1))

    assert "who" not in client.get(page_of(booking)).cookies
