"""The pages of the waiting list: joining it, one's turn, the offer and the answer to it."""

import re

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from courses.models import BookingTerms
from outbox.models import Message
from sessions.booking import cancel_booking
from sessions.models import Booking, BookingStatus, TrainingSession
from sessions.scheduling import cancel_session
from tests import factories
from tests.sessions.test_booking_pages import book, errors, heading, typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def full(course):
    """One seat, taken."""
    session = factories.make_session(course, capacity=1)
    session.holder = factories.make_booking(session)
    return session


@pytest.fixture
def waiting(full):
    return factories.make_booking(full, waits=True)


@pytest.fixture
def offered(full, waiting):
    cancel_booking(full.holder)
    waiting.refresh_from_db()
    return waiting


def look(client, booking):
    return client.get(reverse("booking", args=[booking.token]))


def answer(client, booking, how):
    return client.post(reverse(f"booking_{how}", args=[booking.token]), follow=True)


class TestJoining:
    @pytest.mark.parametrize(
        ("people", "said"),
        [(0, "Nobody is waiting yet."), (1, "One person is waiting."), (3, "Three people are waiting.")],
    )
    def test_a_full_session_says_how_many_wait(self, client, full, people, said):
        for _person in range(people):
            factories.make_booking(full, waits=True)

        page = client.get(reverse("book", args=[full.reference]))

        assert (heading(page), said in page.text) == ("This session is full", True)

    def test_joining_leads_to_the_page_of_ones_turn(self, client, full, waiting):
        page = client.get(book(client, full, waits="yes")["Location"])

        assert heading(page) == "You are on the waiting list"
        assert "One person is before you." in page.text
        assert "we write to <bdi" in page.text

    def test_one_press_joins_after_the_last_place_has_gone(self, client, full):
        page = book(client, full)
        fields = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.text)
        needs = re.search(r'<input type="hidden" name="access_needs"[^>]*>|A seat near the door', page.text)

        answer = client.post(reverse("book", args=[full.reference]), dict(fields))

        assert (heading(page), bool(needs)) == ("The last place has just gone", True)
        assert (answer.status_code, Booking.objects.waiting().count()) == (302, 1)

    def test_what_is_wrong_in_the_form_of_a_full_session_is_said(self, client, full):
        page = client.post(reverse("book", args=[full.reference]), typed(name="", waits="yes"))

        assert (heading(page), errors(page)) == ("This session is full", [("id_name", "Enter your full name")])
        assert 'value="Harbour Lane School"' in page.text

    @pytest.mark.parametrize("people", [3, 30])
    def test_joining_takes_seven_queries_however_many_wait(self, client, full, people):
        for _person in range(people):
            factories.make_booking(full, waits=True)

        with CaptureQueriesContext(connection) as queries:
            assert book(client, full, waits="yes").status_code == 302

        asked = [q["sql"] for q in queries if not q["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"))]
        assert len(asked) == 7

    def test_who_waits_already_is_written_to_and_joins_no_second_time(self, client, full):
        book(client, full, waits="yes")

        page = book(client, full, waits="yes")

        assert (page.status_code, heading(page)) == (409, "No new place has been booked")
        assert "You are on the waiting list already" in Message.objects.get(kind="details_again").text
        assert Message.objects.filter(kind="details_again", calendar="").count() == 1


class TestTurn:
    def test_the_page_says_how_many_are_before(self, client, full, waiting):
        second = factories.make_booking(full, waits=True)

        assert ["You are next." in look(client, booking).text for booking in (waiting, second)] == [True, False]

    def test_there_is_no_calendar_file_before_there_is_a_place(self, client, waiting):
        assert client.get(reverse("booking_calendar", args=[waiting.token])).status_code == 404

    def test_the_online_link_is_not_shown_to_who_waits(self, client, course):
        session = factories.make_session(course, capacity=0, online_link="https://meet.example.org/room")
        booking = factories.make_booking(session, waits=True)

        assert "meet.example.org" not in look(client, booking).text + Message.objects.get().text

    def test_leaving_the_list_asks_first(self, client, waiting):
        address = reverse("booking_cancel", args=[waiting.token])

        asked, left = client.get(address), client.post(address, follow=True)

        assert [heading(asked), heading(left)] == ["Leave the waiting list?", "You are off the waiting list"]

    def test_after_the_start_the_page_says_that_no_place_came_free(self, client, waiting):
        with time_machine.travel(waiting.session.starts_at, tick=False):
            assert heading(look(client, waiting)) == "No place came free for you"

    def test_who_gave_no_address_is_told_to_keep_the_page(self, client, full):
        booking = factories.make_booking(full, waits=True, person=factories.make_person(email=""))

        assert "look at it again" in look(client, booking).text

    def test_a_cancelled_session_says_so(self, client, waiting, officer):
        cancel_session(waiting.session, reason="The trainer is ill.", by=officer)

        assert heading(look(client, waiting)) == "This session has been cancelled"


class TestOffer:
    @time_machine.travel("2026-06-01 09:00Z", tick=False)
    def test_the_page_says_until_when(self, client, course):
        session = factories.make_session(course, capacity=1)
        holder, booking = factories.make_booking(session), factories.make_booking(session, waits=True)
        cancel_booking(holder)

        page = look(client, booking)

        assert heading(page) == "There is a place for you"
        assert "Take it before <strong>Wednesday 3 June, 10am</strong>." in page.text

    def test_looking_takes_nothing_and_lets_nothing_go(self, client, offered):
        for name in ["booking", "booking_accept", "booking_decline"]:
            client.get(reverse(name, args=[offered.token]))
            client.head(reverse(name, args=[offered.token]))

        offered.refresh_from_db()
        assert offered.status == BookingStatus.OFFERED

    def test_taking_the_place_books_it(self, client, offered):
        page = answer(client, offered, "accept")

        assert (heading(page), Booking.objects.get(pk=offered.pk).status) == ("You are booked", BookingStatus.CONFIRMED)

    def test_taking_it_twice_is_one_place(self, client, offered):
        pages = [heading(answer(client, offered, "accept")) for _tap in range(2)]

        assert (pages, TrainingSession.objects.get().seats_taken) == (["You are booked"] * 2, 1)

    def test_letting_it_go_says_so(self, client, offered):
        page = answer(client, offered, "decline")

        assert (heading(page), TrainingSession.objects.get().seats_taken) == ("You have let the place go", 0)

    def test_too_late_is_said_and_takes_nothing(self, client, offered):
        with time_machine.travel(offered.offer_ends_at, tick=False):
            page = answer(client, offered, "accept")

        assert (page.status_code, heading(page)) == (409, "The time to take this place is over")
        assert "Book, or join the waiting list again" in page.text

    def test_an_answer_after_the_lapse_says_the_same(self, client, offered):
        Booking.objects.filter(pk=offered.pk).update(status=BookingStatus.LAPSED)

        for how, status in [("accept", 409), ("decline", 200)]:
            page = answer(client, offered, how)
            assert (page.status_code, heading(page)) == (status, "The time to take this place is over")

    def test_the_mail_leads_to_the_page_and_to_nothing_that_acts(self, offered):
        message = Message.objects.get(kind="offer")

        links = set(re.findall(r"https://\S+?(?=[\s\"])", message.html + message.text + " "))
        assert links == {f"https://muster.example.org/booking/{offered.token}/"}

    @pytest.mark.parametrize("how", ["accept", "decline"])
    def test_another_site_cannot_answer(self, offered, how):
        stranger = Client(enforce_csrf_checks=True)
        address = reverse(f"booking_{how}", args=[offered.token])

        answers = [stranger.post(address, headers={"Origin": o}) for o in ("null", "https://evil.example")]

        assert [a.status_code for a in answers] == [403, 403]

    def test_the_pages_keep_their_address_to_themselves(self, client, offered):
        page = client.post(reverse("booking_accept", args=[offered.token]))

        assert (page["Cache-Control"], page["Referrer-Policy"]) == ("no-store", "no-referrer")


class TestTimeToAnswer:
    """How long an offer stands is said before anybody is offered a place."""

    SENTENCE = "You then have 12 hours to answer; less when the date is near."

    @pytest.fixture
    def course(self):
        terms = BookingTerms.objects.create(name="Yearly", starts_on="2026-04-01", offer_hours=12)
        return factories.make_course(terms=terms)

    def test_the_form_that_joins_the_list_says_it(self, client, full):
        assert client.get(reverse("book", args=[full.reference])).text.count(self.SENTENCE) == 1

    def test_the_page_of_whoever_waits_says_it(self, client, waiting):
        assert look(client, waiting).text.count(self.SENTENCE) == 1

    def test_the_mail_says_it(self, waiting):
        mail = Message.objects.get(kind="waiting")

        assert [words.count(self.SENTENCE) for words in (mail.text, mail.html)] == [1, 1]

    def test_it_is_not_said_with_the_offer_which_names_the_hour(self, client, offered):
        assert "You then have" not in look(client, offered).text
