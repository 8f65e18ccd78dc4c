"""Readers share the public pages, and see every change at once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from home.models import AwarenessPage
from people.models import Venue
from sessions.models import SessionSettings
from sessions.scheduling import cancel_session, close_booking
from tests.factories import make_booking, make_session, make_venue

pytestmark = pytest.mark.usefixtures("home", "contact", "still")
LIST = "/training/"


@pytest.fixture
def small(course):
    """A session with five places, which the list counts."""
    return make_session(course, capacity=5)


def text_of(client, address=LIST):
    return client.get(address).content.decode()


@pytest.mark.parametrize("address", ["/", LIST, "/young-people/", "/ur/training/"])
def test_the_second_reader_costs_no_query(client, session, address, django_assert_num_queries):
    first = text_of(client, address)

    with django_assert_num_queries(0):
        assert text_of(client, address) == first


def test_the_second_reader_gets_the_same_headers(client, session):
    answers = [client.get(LIST).headers.items() for _reader in range(2)]

    first, second = [{name: sorted(value.split("; ")) for name, value in headers} for headers in answers]
    assert first == second
    assert (first["Vary"], first.get("Cache-Control")) == (["Accept-Language"], None)


def test_no_reader_gets_a_cookie(client, session):
    client.get(LIST)
    client.get(LIST)

    assert client.cookies == {}


def test_a_booking_changes_what_the_list_says_at_once(client, small):
    assert "5 places left" in text_of(client)

    make_booking(small)

    assert "4 places left" in text_of(client)


def test_a_booking_that_changes_no_word_leaves_the_page(client, course, django_assert_num_queries):
    session = make_session(course, capacity=200)
    client.get(LIST)
    make_booking(session)

    with django_assert_num_queries(0):
        assert "Places available" in text_of(client)


@pytest.mark.parametrize("act", [close_booking, lambda session, by: cancel_session(session, reason="Ill", by=by)])
def test_what_an_officer_does_to_a_session_is_seen_at_once(client, small, officer, act):
    client.get(LIST)

    act(small, by=officer)

    assert "5 places left" not in text_of(client)


def test_a_venue_that_is_renamed_is_seen_at_once(client, course):
    session = make_session(course, venue=make_venue(name="Mill Street"))
    client.get(LIST)

    venue = Venue.objects.get(pk=session.venue_id)
    venue.name = "Harbour House"
    venue.save()

    assert "Harbour House" in text_of(client)


def test_a_setting_is_obeyed_at_once(client, small):
    client.get(LIST)
    settings = SessionSettings.load()
    settings.few_places = 3
    settings.save()

    assert "Places available" in text_of(client)


def test_an_unpublished_page_is_gone_at_once(client):
    client.get("/young-people/")

    AwarenessPage.objects.get(slug="young-people").unpublish()

    assert client.get("/young-people/").status_code == 404


def test_a_page_published_anew_is_seen_at_once(client):
    client.get("/young-people/")
    page = AwarenessPage.objects.get(slug="young-people")
    page.lead = "Written a moment ago."

    page.save_revision().publish()

    assert "Written a moment ago." in text_of(client, "/young-people/")


def test_what_the_clock_changes_is_seen_within_a_second(client, course, still):
    make_session(course, capacity=5, starts_at=timezone.now() + timedelta(minutes=5))
    assert "5 places left" in text_of(client)

    still.shift(timedelta(minutes=5, seconds=1))

    assert "5 places left" not in text_of(client)


def test_languages_do_not_mix(client, session):
    english, urdu = text_of(client), text_of(client, "/ur/training/")

    assert (text_of(client), text_of(client, "/ur/training/")) == (english, urdu)
    assert ['lang="en-gb"' in english, 'lang="ur"' in urdu] == [True, True]


def test_filters_do_not_mix(client, session):
    everything = text_of(client)

    assert text_of(client, f"{LIST}?audience=taxi-trade") != everything


def test_staff_neither_see_nor_feed_what_is_kept(client, browse_as, editor, course):
    make_session(course, venue=make_venue(name="Mill Street"))
    client.get(LIST)
    Venue.objects.update(name="Harbour House")  # tells nobody

    seen_by_staff = text_of(browse_as(editor))

    assert ["Harbour House" in seen_by_staff, "Harbour House" in text_of(client)] == [True, False]
