"""Booking forms sent by programs are shown once more; people are never kept out."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from sessions.models import Booking
from tests import factories
from tests.sessions.test_booking_pages import AMINA, SAJID, errors

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)
ONCE_MORE = ["Please send the form once more. Nothing you typed is lost."]


@pytest.fixture(autouse=True)
def two_seconds(settings):
    settings.SHORTEST_VISIT_SECONDS = 2


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def session(clock, course):
    return factories.make_session(course, starts_at=NOON + timedelta(days=7))


def hidden(page):
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.text))


def said(page):
    """Return what the summary says that is about no field."""
    return [sentence for _target, sentence in errors(page) if sentence in ONCE_MORE]


def address(session):
    return reverse("book", args=[session.reference])


def test_a_person_who_takes_two_seconds_books_at_once(client, session, clock):
    form = hidden(client.get(address(session))) | AMINA
    clock.shift(3)

    answer = client.post(address(session), form)

    assert (answer.status_code, Booking.objects.count()) == (302, 1)


@pytest.mark.parametrize("wrong", [{}, {"opened": ""}, {"opened": "yesterday"}, {"website": "https://example.org"}])
def test_what_looks_like_a_program_books_at_the_second_try(client, session, clock, wrong):
    form = hidden(client.get(address(session))) | AMINA
    clock.shift(3 if "website" in wrong else 0)
    page = client.post(address(session), form | wrong)
    clock.shift(3)

    answer = client.post(address(session), hidden(page) | AMINA)

    assert (said(page), page.text.count("amina@example.org")) == (ONCE_MORE, 1)
    assert (answer.status_code, Booking.objects.count()) == (302, 1)


def test_the_time_counts_from_the_first_look_over_every_error(client, session, clock):
    form = hidden(client.get(address(session))) | AMINA
    clock.shift(3)
    page = client.post(address(session), form | {"name": ""})

    answer = client.post(address(session), hidden(page) | AMINA)

    assert (errors(page), said(page)) == ([("id_name", "Enter your full name")], [])
    assert answer.status_code == 302


def test_a_program_is_asked_once_more_on_the_form_for_drivers_too(client, taxi_session, authority):
    page = client.post(address(taxi_session), SAJID | {"authority": authority.pk})

    assert (said(page), Booking.objects.count()) == (ONCE_MORE, 0)


def test_a_program_is_asked_once_more_before_it_joins_a_waiting_list(client, course, clock):
    full = factories.make_session(course, starts_at=NOON + timedelta(days=7), capacity=1)
    factories.make_booking(full)

    page = client.post(address(full), AMINA | {"waits": "yes"})

    assert (said(page), Booking.objects.waiting().count()) == (ONCE_MORE, 0)


def test_nobody_sees_or_reaches_the_trap(client, session):
    page = client.get(address(session)).text

    trap = re.search(r'<div class="govuk-visually-hidden" aria-hidden="true">.*?</div>', page, re.S).group()
    assert re.findall(r'name="website" type="text" autocomplete="off" tabindex="-1"', trap) != []
