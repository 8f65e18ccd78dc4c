"""Programs that send forms by the thousand are looked at twenty times an hour; people are never kept out (F8, F10)."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from unittest.mock import patch
from uuid import uuid4

import pytest
import time_machine
from django.core.cache import cache
from django.urls import reverse

from sessions.forms.booking import BookingForm
from sessions.models import Booking
from sessions.views.sparing import count_if_wasted, sparing
from tests import factories
from tests.sessions.test_booking_pages import AMINA, heading
from tests.sessions.test_unhurried import hidden

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)
TRAPPED = {"website": "https://example.org"}


@pytest.fixture(autouse=True)
def fresh_count(settings):
    settings.CACHES |= {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "sparing"}}
    cache.clear()


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def session(clock, course):
    return factories.make_session(course, starts_at=NOON + timedelta(days=7), capacity=None)


@pytest.fixture
def send(client, session):
    """Return a function that posts the booking form from an internet address."""

    def post(*, address="192.0.2.7", forwarded=None, **changed):
        facts = {"REMOTE_ADDR": address} | ({"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {})
        return client.post(reverse("book", args=[session.reference]), AMINA | {"nonce": uuid4()} | changed, **facts)

    return post


def statuses(answers):
    return [answer.status_code for answer in answers]


def test_of_a_thousand_posts_of_a_program_twenty_are_looked_at(rf):
    def look(request):
        count_if_wasted(request)
        return "looked at"

    with patch("sessions.views.sparing.too_many", return_value="not looked at"):
        answers = [sparing(look)(rf.post("/book/", TRAPPED)) for _post in range(1000)]

    assert Counter(answers) == {"looked at": 20, "not looked at": 980}


def test_a_form_beyond_the_limit_is_not_evaluated(send):
    with patch.object(BookingForm, "full_clean", autospec=True, side_effect=BookingForm.full_clean) as looked_at:
        answers = [send(**TRAPPED) for _post in range(25)]

    assert (looked_at.call_count, statuses(answers)) == (20, [200] * 20 + [429] * 5)


def test_of_forms_that_are_not_valid_twenty_are_answered(send):
    answers = [send(email="nobody") for _post in range(25)]

    assert statuses(answers) == [200] * 20 + [429] * 5


@pytest.mark.whole
def test_sixty_people_of_one_school_book_from_one_address(send):
    answers = [send(name=f"Amina Novak {number}") for number in range(60)]

    assert statuses(answers) == [302] * 60


def test_a_person_books_whatever_came_from_the_same_address(send):
    for _post in range(30):
        send(**TRAPPED)

    answer = send()

    assert (answer.status_code, Booking.objects.count()) == (302, 1)


@pytest.mark.whole
def test_refusals_of_valid_forms_are_not_held_against_anybody(send):
    answers = [send() for _post in range(40)]

    assert statuses(answers) == [302] + [409] * 39


@pytest.mark.parametrize("proxies", [0, 1])
def test_a_made_up_header_does_not_start_the_count_again(send, settings, proxies):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    true = ", 198.51.100.200" if proxies else ""

    answers = [send(forwarded=f"203.0.113.{number}{true}", **TRAPPED) for number in range(25)]

    assert statuses(answers) == [200] * 20 + [429] * 5


def test_behind_a_proxy_each_address_has_its_own_count(send, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    answers = [send(address="10.0.0.1", forwarded=f"203.0.113.{number}", **TRAPPED) for number in range(25)]

    assert statuses(answers) == [200] * 25


def test_another_address_has_its_own_count(send):
    for _post in range(25):
        send(**TRAPPED)

    assert send(address="192.0.2.8", **TRAPPED).status_code == 200


def test_after_an_hour_the_count_begins_anew(send, clock):
    for _post in range(25):
        send(**TRAPPED)
    clock.shift(3601)

    assert send(**TRAPPED).status_code == 200


def test_the_page_says_what_to_do(send, session):
    for _post in range(20):
        send(**TRAPPED)

    page = send(**TRAPPED)

    assert heading(page) == "You have tried too often"
    assert (
        f'<a class="govuk-link" href="{reverse("book", args=[session.reference])}">Open the form again</a>' in page.text
    )


@pytest.mark.parametrize("name", ["book_group", "ask", "tell_me", "bookings_again"])
def test_every_public_form_that_writes_mail_is_looked_at_twenty_times(client, session, name):
    arguments = {"book_group": [session.reference], "tell_me": [session.course.slug]}.get(name, [])

    answers = [client.post(reverse(name, args=arguments), TRAPPED | {"do": "book"}) for _ in range(22)]

    assert statuses(answers)[19:] == [200, 429, 429]


def test_looking_is_never_limited(client, send, session):
    for _post in range(25):
        send(**TRAPPED)

    page = client.get(reverse("book", args=[session.reference]), REMOTE_ADDR="192.0.2.7")

    assert page.status_code == 200


def test_who_sends_too_soon_counts_as_a_program_until_they_take_a_moment(client, send, session, settings, clock):
    settings.SHORTEST_VISIT_SECONDS = 2
    for _post in range(25):
        send()
    form = hidden(client.get(reverse("book", args=[session.reference])))
    clock.shift(3)

    answer = send(**{name: form[name] for name in ("opened", "nonce")})

    assert (answer.status_code, Booking.objects.count()) == (302, 1)


def test_slips_of_the_finger_at_the_door_count_for_nobody(client, session):
    with time_machine.travel(session.starts_at, tick=False):
        address = reverse("door_walk_in", args=[session.door_token])
        answers = [client.post(address, {"name": ""}, REMOTE_ADDR="192.0.2.7") for _post in range(25)]

    assert statuses(answers) == [200] * 25
