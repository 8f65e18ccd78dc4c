"""Badge numbers tried one after the other at a door: after so many a badge alone says too little."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from sessions.models import DoorRule
from tests import factories

pytestmark = pytest.mark.django_db
START = factories.london(2026, 12, 8, 10)


@pytest.fixture
def session(db, monkeypatch):
    monkeypatch.setattr("sessions.views.guessing.MOST_WRONG", 3)
    course = factories.make_course(audience="taxi-trade", needs_full_attendance=True)
    with time_machine.travel(START + timedelta(minutes=5), tick=False):
        yield factories.make_session(course, starts_at=START, door_rule=DoorRule.PRINTED)


@pytest.fixture
def booking(session, authority):
    badge = factories.make_badge(authority, number="123", number_key="123")
    person = factories.make_person(name="Tariq Osei", email="tariq@example.org", badge=badge)
    return factories.make_booking(session, person=person, at=START - timedelta(days=7))


def send(session, page="door_booked", /, **typed):
    """Send a form from a phone that has just scanned."""
    phone = Client()
    phone.get(reverse("door", args=[session.door_token]))
    return phone.post(reverse(page, args=[session.door_token]), {"entry_key": str(uuid4())} | typed)


def guess(session, *, times, page="door_booked"):
    for number in range(times):
        send(session, page, typed=f"9{number}")


@pytest.mark.parametrize(("times", "status"), [(2, 302), (3, 200)])
def test_after_many_wrong_badges_one_that_is_right_is_asked_for_the_name(session, booking, times, status):
    guess(session, times=times)

    assert (send(session, typed="123").status_code, send(session, typed="124").status_code) == (status, 200)
    assert session.attendances.count() == (status == 302)


def test_then_a_right_and_a_wrong_badge_get_the_same_page(session, booking):
    guess(session, times=3)

    pages = [send(session, typed=typed) for typed in ("123", "456")]

    errors = [page.context["form"].errors for page in pages]
    assert errors == [{"name": ["Enter your name too."]}] * 2


@pytest.mark.parametrize(("name", "status"), [("tariq  OSEI", 302), ("Somebody Else", 200)])
def test_then_badge_and_name_together_sign_in(session, booking, name, status):
    guess(session, times=3)

    assert send(session, typed="123", name=name).status_code == status


def test_an_address_is_as_good_as_before(session, booking):
    guess(session, times=3)

    assert send(session, typed="tariq@example.org").status_code == 302


def test_a_reference_needs_no_right_name(session, booking):
    guess(session, times=3)

    assert send(session, typed=booking.reference, name="As I like").status_code == 302


@pytest.mark.parametrize(("times", "is_out"), [(2, True), (3, False)])
def test_nobody_is_signed_out_by_guessing(session, booking, times, is_out):
    here = factories.make_attendance(session, booking=booking)
    guess(session, times=times, page="door_out")

    send(session, "door_out", typed="123")

    here.refresh_from_db()
    assert (here.signed_out_at is not None) == is_out


def test_guessing_at_one_door_is_nothing_to_another(session, booking):
    other = factories.make_session(session.course, starts_at=START, door_rule=DoorRule.PRINTED)

    guess(other, times=3)

    assert send(session, typed="123").status_code == 302


def test_where_nobody_drives_nothing_is_counted(session, course):
    other = factories.make_session(course, starts_at=START)
    there = factories.make_booking(other, at=START - timedelta(days=7))

    guess(other, times=4)

    assert send(other, typed=there.reference).status_code == 302


def test_ten_minutes_later_a_badge_is_enough_again(session, booking):
    guess(session, times=3)

    with time_machine.travel(START + timedelta(minutes=15, seconds=1), tick=False):
        assert send(session, typed="123").status_code == 302


def test_signing_in_by_a_badge_asks_the_cache_once(session, booking, monkeypatch):
    asked = []
    monkeypatch.setattr("sessions.views.guessing.cache.get", lambda *args: asked.append(args) or 0)

    send(session, typed="123")

    assert len(asked) == 1
