"""Printed, confirmed, wrong room, wrong day: what each code and each answer comes to (faults B4 to B6, B8)."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from sessions.finishing import finish_session
from sessions.models import Attendance, Source
from sessions.register import tick
from sessions.rotating import code_for
from sessions.scheduling import cancel_session, move_session
from tests import factories

pytestmark = pytest.mark.django_db
START = factories.london(2026, 12, 8, 10)
DURING = START + timedelta(minutes=5)


@pytest.fixture
def session(course):
    return factories.make_session(course, starts_at=START, capacity=None)


@pytest.fixture
def clock():
    with time_machine.travel(DURING, tick=False) as clock:
        yield clock


def book(session, **facts):
    return factories.make_booking(session, person=factories.make_person(**facts), at=START - timedelta(days=7))


def scan(client, session, *, changing=False):
    client.get(f"/in/{session.door_token}/" + (f"{code_for(session)}/" if changing else ""))


def send(client, session, page, **typed):
    return client.post(f"/in/{session.door_token}/{page}/", {"entry_key": str(uuid4())} | typed)


def error_of(response):
    (sentence,) = response.context["form"].errors["typed"]
    return sentence


# Who confirms


@pytest.fixture
def confirmed(session):
    session.door_rule = "confirmed"
    session.save()
    return session


@pytest.mark.parametrize(("changing", "waits"), [(True, False), (False, True)])
def test_what_the_printed_code_brings_waits_to_be_confirmed(client, confirmed, clock, changing, waits):
    booking = book(confirmed)
    scan(client, confirmed, changing=changing)

    page = client.get(send(client, confirmed, "booked", typed=booking.reference).url).text

    assert booking.attendance.awaits_confirmation is waits
    assert ("The person who runs the session confirms it." in page) is waits


def test_a_walk_in_by_the_printed_code_waits_too_and_is_not_counted(client, confirmed, clock):
    scan(client, confirmed)

    send(client, confirmed, "walk-in", name="Priya Nwosu", organisation="Harbour Lane School")

    assert (confirmed.attendances.count(), confirmed.attendances.present().count()) == (1, 0)


def test_the_changing_code_afterwards_confirms(client, confirmed, clock):
    booking = book(confirmed)
    for changing in (False, True):
        scan(client, confirmed, changing=changing)
        send(client, confirmed, "booked", typed=booking.reference)

    assert booking.attendance.awaits_confirmation is False


def test_a_tick_confirms(client, confirmed, officer, clock):
    booking = book(confirmed)
    scan(client, confirmed)
    send(client, confirmed, "booked", typed=booking.reference)

    assert tick(booking, by=officer).awaits_confirmation is False


def test_the_printed_code_afterwards_takes_nothing_back(client, confirmed, clock):
    booking = book(confirmed)
    for changing in (True, False):
        client.cookies.clear()
        scan(client, confirmed, changing=changing)
        send(client, confirmed, "booked", typed=booking.reference)

    assert booking.attendance.awaits_confirmation is False


# Who one is


@pytest.fixture
def for_drivers():
    return factories.make_session(factories.make_course(audience="taxi-trade"), starts_at=START)


def test_a_driver_signs_in_by_badge_after_the_scan(client, for_drivers, authority, clock):
    booking = book(for_drivers, badge=factories.make_badge(authority, number="NV 00123"))
    scan(client, for_drivers, changing=True)

    send(client, for_drivers, "booked", typed="nv00123")

    assert Attendance.objects.get().booking == booking


def test_a_driver_is_told_beforehand_that_zeros_at_the_front_count(client, for_drivers, authority, clock):
    scan(client, for_drivers, changing=True)

    page = client.get(f"/in/{for_drivers.door_token}/")

    assert page.text.count("The badge number with any zeros at the front, the address you booked with,") == 1


def test_the_same_badge_of_two_councils_is_asked_for_the_name(client, for_drivers, authority, other_authority, clock):
    for each, name in [(authority, "Tariq Osei"), (other_authority, "Joe Adeyemi")]:
        book(for_drivers, name=name, badge=factories.make_badge(each, number="7"))
    scan(client, for_drivers, changing=True)

    asked = send(client, for_drivers, "booked", typed="7")
    send(client, for_drivers, "booked", typed="7", name="Joe Adeyemi")

    assert asked.context["form"].asks_name
    assert Attendance.objects.get().delegate.name == "Joe Adeyemi"


def test_where_nobody_drives_a_badge_finds_nobody(client, session, authority, clock):
    book(session, badge=factories.make_badge(authority, number="7"))
    scan(client, session)

    assert "cannot find that booking" in error_of(send(client, session, "booked", typed="7"))


# The wrong room


@pytest.fixture
def elsewhere():
    course, venue = factories.make_course(title="Working with parents"), factories.make_venue(name="Quay House")
    return book(factories.make_session(course, starts_at=START, venue=venue), email="amina@example.org")


@pytest.mark.parametrize("known_by", ["reference", "token", "link"])
def test_who_holds_the_reference_is_told_which_room(client, session, elsewhere, clock, known_by):
    link = f"https://muster.example.org/booking/{elsewhere.token}/"
    typed = {"reference": elsewhere.reference.upper(), "token": elsewhere.token, "link": link}[known_by]
    scan(client, session)

    told = error_of(send(client, session, "booked", typed=typed))

    assert told == (
        "That booking is for “Working with parents”, Tuesday 8 December, 10am, at Quay House. Please go there."
    )


def test_who_only_knows_an_address_is_not(client, session, elsewhere, clock):
    scan(client, session)

    told = error_of(send(client, session, "booked", typed="amina@example.org"))

    assert told == "That booking is for another session today. Give your booking reference, and we say where it is."


def test_a_reference_tells_nothing_without_a_ticket(client, session, elsewhere, clock):
    response = send(client, session, "booked", typed=elsewhere.reference)

    assert "Working with parents" not in response.text


def test_a_reference_of_another_day_is_not_spoken_of(client, session, elsewhere, officer, clock):
    later = START + timedelta(days=3)
    move_session(elsewhere.session, days=[(later, later + timedelta(hours=1))], by=officer)
    scan(client, session)

    assert "cannot find that booking" in error_of(send(client, session, "booked", typed=elsewhere.reference))


# Sessions that are not on (B8)


def leave_alone(session, officer):
    pass


def cancel(session, officer):
    cancel_session(session, reason="The trainer is ill.", by=officer)


def move(session, officer):
    move_session(session, days=[(START + timedelta(days=1), START + timedelta(days=1, hours=2))], by=officer)


def finish(session, officer):
    with time_machine.travel(START + timedelta(hours=3), tick=False):
        finish_session(session, source=Source.REGISTER, by=officer)


@pytest.mark.parametrize("rule", ["printed", "rotating"])
@pytest.mark.parametrize(("change", "state"), [(cancel, "cancelled"), (move, "not_yet"), (finish, "over")])
def test_the_code_of_a_session_that_is_not_on_says_why(client, session, officer, clock, rule, change, state):
    session.door_rule = rule
    session.save()
    change(session, officer)

    scanned = client.get(f"/in/{session.door_token}/{code_for(session)}/", follow=True)

    assert (scanned.context["state"], Attendance.objects.count()) == (state, 0)


@pytest.mark.parametrize(("change", "recorded"), [(leave_alone, 1), (cancel, 0), (move, 0), (finish, 0)])
def test_a_form_that_was_open_meanwhile_records_nothing(client, session, officer, clock, change, recorded):
    scan(client, session)
    change(session, officer)

    send(client, session, "walk-in", name="Priya Nwosu", organisation="Harbour Lane School")

    assert Attendance.objects.count() == recorded


@pytest.mark.parametrize("page", ["booked", "walk-in", "known", "out"])
def test_a_ticket_of_one_room_opens_no_other(client, session, course, clock, page):
    other = factories.make_session(course, starts_at=START)
    scan(client, other, changing=True)

    send(client, session, page, typed=book(session).reference, name="Priya Nwosu", organisation="Harbour Lane School")

    assert Attendance.objects.count() == 0


# One address for all (B6), one phone for several (B5)


@pytest.mark.whole
def test_sixty_phones_behind_one_address_sign_in(session, clock):
    statuses = []
    for number in range(60):
        phone = Client(REMOTE_ADDR="192.0.2.7")
        scan(phone, session, changing=True)
        answer = send(phone, session, "walk-in", name=f"Bo Lind {number}", organisation="Harbour Lane School")
        statuses.append(answer.status_code)

    assert (set(statuses), session.attendances.count()) == ({302}, 60)


def test_who_shared_a_phone_can_be_seen(client, session, clock):
    scan(client, session)
    for name in ["Ada Okafor", "Bo Lind"]:
        send(client, session, "walk-in", name=name, organisation="Harbour Lane School")

    assert len(set(session.attendances.values_list("phone", flat=True))) == 1


@pytest.mark.parametrize("method", ["get", "head"])
@pytest.mark.parametrize("page", ["", "booked/", "walk-in/", "known/", "out/"])
def test_looking_records_nothing(client, session, clock, method, page):
    scan(client, session, changing=True)

    getattr(client, method)(f"/in/{session.door_token}/{page}")

    assert Attendance.objects.count() == 0
