"""A group's own page: its seats, the offers made to it, and what giving places back costs."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from courses.models import BookingTerms, ChargeRate
from outbox.models import Message
from sessions.models import SessionSettings, TrainingSession
from sessions.seats import group_for, seats_of
from sessions.waiting import change_capacity
from tests import factories
from tests.sessions.group_pages import group_page
from tests.sessions.test_booking_pages import heading
from tests.sessions.test_groups import OFFICE, letters

pytestmark = pytest.mark.django_db


@pytest.fixture
def group(session):
    return factories.make_group(session, people=[factories.make_person(name="Kim Osei")], places=3)


@pytest.fixture
def offered(course, officer):
    session = factories.make_session(course, capacity=0)
    group = factories.make_group(session, people=[factories.make_person(name="Kim Osei")], places=3, waits=True)
    change_capacity(session, capacity=3, by=officer)
    return group_for(group.token)


class TestTheGroup:
    def test_it_shows_who_has_a_place_and_who_has_no_name_yet(self, client, group):
        page = group_page(client, group)

        assert re.findall(r"<h3[^>]*>(?:<bdi>)?(.*?)(?:</bdi>)?\s*</h3>", page.text) == [
            "Kim Osei",
            "Place 2, no name yet",
            "Place 3, no name yet",
        ]
        assert "2 places have no name yet." in page.text

    @pytest.mark.parametrize("seats", [2, 8])
    def test_it_takes_the_same_queries_for_any_number_of_seats(self, client, session, seats):
        group = factories.make_group(session, places=seats)

        with CaptureQueriesContext(connection) as queries:
            group_page(client, group)

        assert len(queries) == 6

    def test_it_is_kept_out_of_caches_and_search_engines(self, client, group):
        page = group_page(client, group)

        kept = [page[name] for name in ("Cache-Control", "Referrer-Policy", "X-Robots-Tag")]
        assert kept == ["no-store", "no-referrer", "noindex, nofollow"]

    def test_its_link_ends_as_personal_links_do(self, client, group, session):
        days = SessionSettings.load().links_last_days

        with time_machine.travel(session.ends_at + timedelta(days=days, seconds=1), tick=False):
            assert group_page(client, group).status_code == 404

    def test_an_unknown_link_is_not_found(self, client, group):
        assert client.get("/group/" + "0" * 26 + "/").status_code == 404

    @pytest.mark.parametrize("name", ["group_accept", "group_decline", "group_summary"])
    def test_looking_changes_nothing(self, client, group, name):
        assert client.get(reverse(name, args=[group.token])).status_code == 405

    def test_the_summary_is_sent_again_when_asked_and_at_most_once_an_hour(self, client, group):
        with time_machine.travel(group.created_at + timedelta(minutes=1), tick=False):
            pages = [group_page(client, group, "group_summary", again="1") for _press in range(3)]

        assert "The summary is on its way to you" in pages[0].text
        assert letters(kind="group_summary") == [("group_summary", OFFICE)] * 2
        assert Message.objects.filter(kind="group_summary", cap_key="").count() == 0

    def test_giving_all_back_is_asked_first(self, client, group):
        page = client.get(reverse("group_cancel", args=[group.token]))

        assert (heading(page), "Give 3 places back" in page.text) == ("Give all places back?", True)
        assert group.bookings.live().count() == 3

    def test_all_are_given_back(self, client, group):
        page = group_page(client, group, "group_cancel", yes="1")

        assert (heading(page), group.bookings.live().count()) == ("Your group has no places any more", 0)

    def test_nothing_is_given_back_once_the_session_has_begun(self, client, group, session):
        with time_machine.travel(session.starts_at, tick=False):
            page = group_page(client, group, "group_cancel", yes="1")

        assert (page.status_code, group.bookings.live().count()) == (409, 3)

    def test_a_cancelled_session_says_so(self, client, group, session):
        TrainingSession.objects.filter(pk=session.pk).update(status="cancelled")

        page = group_page(client, group)

        assert (heading(page), "Give all places back" in page.text) == ("This session has been cancelled", False)

    def test_forms_work_although_the_page_hides_its_address(self, group):
        browser = Client(enforce_csrf_checks=True)
        secret = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', group_page(browser, group).text).group(1)

        address = reverse("group_summary", args=[group.token])
        answers = [
            browser.post(address, sent, headers={"Origin": "null"}) for sent in [{"csrfmiddlewaretoken": secret}, {}]
        ]

        assert [answer.status_code for answer in answers] == [302, 403]

    def test_staff_who_are_signed_in_see_no_more_than_anybody_with_the_link(self, browse_as, outsider, group):
        assert group_page(browse_as(outsider), group).status_code == 200
        assert browse_as(outsider).get(reverse("group", args=[seats_of(group)[0].token])).status_code == 404


class TestInUrdu:
    def test_the_name_of_a_session_and_its_date_are_parted_by_a_comma_of_that_script(self, client, group):
        seat = seats_of(group)[1]

        page = client.get("/ur" + reverse("group_seat", args=[group.token, seat.reference]))

        assert f"{group.session.course.title}</span>، " in page.text


class TestOffers:
    def test_the_page_says_until_when_and_asks_which(self, client, offered):
        page = group_page(client, offered)

        assert heading(page) == "There are 3 places for your group"
        assert page.text.count('name="seat" type="checkbox"') == 3

    def test_one_place_is_spoken_of_as_one_and_before_those_still_waited_for(self, client, course, officer):
        session = factories.make_session(course, capacity=0)
        group = factories.make_group(session, places=2, waits=True)
        change_capacity(session, capacity=1, by=officer)

        words = group_page(client, group).text

        said = ["Take it before", "We do not need it", "You need do nothing"]
        assert [words.count("them before"), *sorted(said, key=words.index)] == [0, *said]

    def test_those_that_were_ticked_are_taken(self, client, offered):
        chosen = [seat.reference for seat in seats_of(offered)[:2]]

        page = group_page(client, offered, "group_accept", seat=chosen)

        assert heading(page) == "2 places are booked"
        assert [seat.status for seat in seats_of(offered)] == ["confirmed", "confirmed", "cancelled"]

    def test_ticking_none_is_said(self, client, offered):
        page = group_page(client, offered, "group_accept", seat=[""])

        assert (page.status_code, "Choose at least one place" in page.text) == (409, True)

    def test_none_are_needed(self, client, offered):
        group_page(client, offered, "group_decline", no="1")

        assert {seat.status for seat in seats_of(offered)} == {"cancelled"}

    def test_a_colleague_reads_that_the_contact_answers(self, client, offered):
        page = client.get(reverse("booking", args=[seats_of(offered)[0].token]))

        assert "Rosalind Achebe</bdi>, who booked for you, answers for the whole group" in page.text
        assert "Take the place" not in page.text

    @pytest.mark.parametrize("how", ["accept", "decline"])
    def test_a_colleague_cannot_answer(self, client, offered, how):
        client.post(reverse(f"booking_{how}", args=[seats_of(offered)[0].token]))

        assert {seat.status for seat in seats_of(offered)} == {"offered"}

    def test_a_large_group_reads_honestly_who_is_asked_meanwhile(self, client, course):
        group = factories.make_group(factories.make_session(course, capacity=2), places=4, waits=True, together=True)

        page = group_page(client, group)

        assert "once 4 are free at the same time. Until then people behind you are offered what is free." in page.text


def test_giving_places_back_late_says_beforehand_what_it_costs_in_all(client, course):
    terms = BookingTerms.objects.create(name="Charged", starts_on="2020-04-01", free_cancellation_working_days=10)
    ChargeRate.objects.create(terms=terms, late_cancellation=75)
    course.terms = terms
    course.save()
    group = factories.make_group(factories.make_session(course), people=[factories.make_person()], places=2)

    ways = ["cancel/", f"seat/{group.bookings.first().reference}/cancel/"]
    pages = [client.get(f"/group/{group.token}/{way}") for way in ways]

    assert "Giving them back now costs your employer £150." in pages[0].text
    assert "Cancelling now costs your employer £75." in pages[1].text
    assert "£75" in Message.objects.get(kind="group_summary").text
