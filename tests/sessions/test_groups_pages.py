"""The pages on which one office books many, and its contact sees to the group."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from courses.models import BookingTerms, ChargeRate
from outbox.models import Message
from sessions import eligibility
from sessions.models import Booking, BookingContact, SessionSettings, TrainingSession
from sessions.refusals import Refusal
from sessions.seats import group_for, seats_of
from sessions.waiting import change_capacity
from tests import factories
from tests.sessions.test_booking_pages import heading
from tests.sessions.test_groups import OFFICE, letters

LOCMEM = "django.core.cache.backends.locmem.LocMemCache"
pytestmark = pytest.mark.django_db
ROSALIND = {
    "name": "Rosalind Achebe",
    "email": OFFICE,
    "organisation": "Harbour Lane School",
    "phone": "",
    "together": "any",
}
AMINA = {"seat-0-name": "Amina Kowalska", "seat-0-email": "amina@example.org", "seat-0-role": "Teacher"}
KIM = {"seat-1-name": "Kim Osei", "seat-1-email": "kim@example.org", "seat-1-role": ""}


@pytest.fixture
def few(course):
    """Three places left."""
    return factories.make_session(course, capacity=3)


def address(session):
    return reverse("book_group", args=[session.reference])


def press(client, session, do, *, places=5, **typed):
    form = ROSALIND | {"nonce": str(uuid4()), "places": str(places), "do": do}
    return client.post(address(session), form | typed)


def fields(page):
    """Return what the first form of a page would send again, as it stands."""
    form = re.search(r'<form method="post" novalidate>.*?</form>', page.text, re.S).group()
    inputs = re.findall(r"<input[^>]*>", form)
    named = [(re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag), tag) for tag in inputs]
    kept = [(n.group(1), v.group(1) if v else "", tag) for n, v, tag in named if n]
    return {n: v for n, v, tag in kept if not ("checkbox" in tag or "radio" in tag) or " checked" in tag}


def group_page(client, group, view="group", /, *more, **sent):
    address = reverse(view, args=[group.token, *more])
    return client.post(address, sent, follow=True) if sent else client.get(address)


def errors(page):
    return re.findall(r'<li><a href="#([\w-]+)">(.*?)</a></li>', page.text)


class TestTheForm:
    def test_the_booking_page_leads_to_it(self, client, session):
        page = client.get(reverse("book", args=[session.reference])).text

        assert f'<a class="govuk-link" href="{address(session)}">Book for several colleagues</a>' in page

    def test_a_full_session_leads_to_it_too(self, client, course):
        full = factories.make_session(course, capacity=0)

        assert address(full) in client.get(reverse("book", args=[full.reference])).text

    def test_terms_for_one_place_at_once_keep_it_away(self, client, session, course):
        course.terms = BookingTerms.objects.create(name="Each", starts_on="2026-04-01", places_at_once=1)
        course.save()

        assert client.get(address(session)).status_code == 404
        assert "several colleagues" not in client.get(reverse("book", args=[session.reference])).text

    def test_drivers_book_for_themselves(self, client, taxi_session):
        assert client.get(address(taxi_session)).status_code == 404

    def test_first_it_asks_who_books_and_how_many_come(self, client, session):
        page = client.get(address(session)).text

        asked = re.findall(r'<input[^>]*type="(?:text|email|tel)"[^>]*>', page)
        named = [re.search(r'name="([\w-]+)"', tag).group(1) for tag in asked]
        assert [name for name in named if name != "website"] == ["name", "email", "organisation", "phone", "places"]

    def test_then_there_is_a_row_for_each_place(self, client, session):
        page = press(client, session, "rows", places=3)

        assert (heading(page), page.text.count("<fieldset")) == ("Who is coming?", 4)
        assert Booking.objects.count() == 0

    def test_a_row_is_added_by_a_button_and_nothing_typed_is_lost(self, client, session):
        page = press(client, session, "more", places=2, **AMINA)

        sent = fields(page)
        assert (sent["places"], sent["seat-0-name"], sent["seat-2-name"]) == ("3", "Amina Kowalska", "")

    def test_going_back_to_the_first_step_keeps_the_rows(self, client, session):
        first = press(client, session, "back", places=2, **AMINA)

        page = client.post(address(session), fields(first) | {"do": "rows", "places": "3"})

        assert (heading(first), fields(page)["seat-0-role"]) == ("<span>Seeing the signs</span>", "Teacher")

    @pytest.mark.parametrize(
        ("places", "said"),
        [
            ("0", "How many places do you need? must be 1 or more"),
            ("11", "Enter 10 or less: so many can be booked at once."),
            ("9" * 40, "Enter 10 or less: so many can be booked at once."),
            ("many", "How many places do you need? must be a whole number, like 12"),
        ],
    )
    def test_a_number_that_cannot_be_is_said_beside_it(self, client, session, places, said):
        page = press(client, session, "book", places=places, **AMINA)

        assert (errors(page), fields(page)["seat-0-name"]) == ([("id_places", said)], "Amina Kowalska")

    def test_an_address_without_a_name_is_said_beside_it(self, client, session):
        page = press(client, session, "book", places=2, **KIM | {"seat-1-name": ""})

        assert errors(page) == [("id_seat-1-name", "Enter the full name, or leave this place empty")]
        assert fields(page)["seat-1-email"] == "kim@example.org"

    def test_a_program_is_asked_once_more(self, client, session, settings):
        settings.SHORTEST_VISIT_SECONDS = 2

        page = press(client, session, "book", places=2)

        assert "Please send the form once more. Nothing you typed is lost." in page.text
        assert Booking.objects.count() == 0

    def test_a_program_that_fills_in_what_nobody_sees_is_asked_once_more(self, client, session):
        page = press(client, session, "book", places=2, website="https://example.org")

        assert "Please send the form once more." in page.text
        assert Booking.objects.count() == 0

    def test_a_closed_session_says_so(self, client, course):
        session = factories.make_session(course, status="booking_closed")

        assert heading(client.get(address(session))) == "Booking for this session has closed"

    @pytest.mark.parametrize("do", ["", "nonsense", "take", "wait", "book", "more"])
    def test_a_form_that_no_browser_sent_is_answered(self, client, session, do):
        odd = {"do": do, "places": "-1", "seat-0-name": "x" * 900, "chosen": ["99", "x"], "together": "maybe"}

        assert client.post(address(session), odd).status_code == 200


class TestBooking:
    def test_the_page_of_the_group_follows(self, client, session):
        answer = press(client, session, "book", places=3, **AMINA)

        group = BookingContact.objects.get()
        assert (answer.status_code, answer["Location"]) == (302, f"/group/{group.token}/?booked")
        assert heading(client.get(answer["Location"])) == "3 places are booked"

    def test_colleagues_work_where_the_contact_does(self, client, session):
        press(client, session, "book", places=2, **AMINA)

        assert Booking.objects.get(delegate__isnull=False).delegate.organisation_typed == "Harbour Lane School"

    def test_ten_times_the_same_form_is_one_group(self, client, session):
        form = {"nonce": str(uuid4())} | AMINA

        answers = {press(client, session, "book", places=3, **form)["Location"] for _tap in range(10)}

        assert (len(answers), TrainingSession.objects.get().seats_taken, Message.objects.count()) == (1, 3, 2)

    def test_five_seats_take_sixteen_queries(self, client, session):
        named = AMINA | KIM | {"seat-2-name": "Sam Novak", "seat-2-email": "sam@example.org"}

        with CaptureQueriesContext(connection) as queries:
            assert press(client, session, "book", places=5, **named).status_code == 302

        asked = [q["sql"] for q in queries if not q["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"))]
        assert len(asked) == 16

    @pytest.mark.parametrize("booked", [["kim"], ["amina"], ["amina", "kim"]])
    def test_who_has_a_place_already_hears_of_it_and_whoever_asks_does_not(self, client, session, booked):
        names = {"amina": "Amina Kowalska", "kim": "Kim Osei"}
        for who in booked:
            person = factories.make_person(name=names[who], email=f"{who}@example.org")
            factories.make_booking(session, person=person)

        page = press(client, session, "book", places=2, **AMINA | KIM)

        said = "At least one of these people may have a place already. The details go to the address given."
        assert errors(page) == [("id_seat-0-name", f"{said} Leave them out or name somebody else.")]
        assert letters(kind="details_again") == [("details_again", f"{who}@example.org") for who in booked]

    @pytest.mark.whole
    def test_of_people_we_know_twenty_groups_an_hour_are_answered(self, client, session, settings):
        settings.CACHES |= {"default": {"BACKEND": LOCMEM, "LOCATION": "groups"}}
        cache.clear()
        factories.make_booking(session, person=factories.make_person(name="Kim Osei", email="kim@example.org"))

        answers = [press(client, session, "book", places=2, **AMINA | KIM) for _post in range(20)]
        answers += [press(client, session, "book", places=2, **typed) for typed in (AMINA | KIM, AMINA, {})]

        assert [answer.status_code for answer in answers] == [200] * 20 + [429, 429, 302]

    def test_of_somebody_who_waits_in_a_group_its_contact_hears_alone(self, client, course):
        session, kim = factories.make_session(course, capacity=1), factories.make_person(name="Kim Osei")
        factories.make_group(session, people=[kim], places=3, waits=True, together=True)

        press(client, session, "wait", places=2, **KIM | {"seat-1-email": kim.email})

        assert letters() == [("group_summary", OFFICE)] * 2

    def test_too_many_for_one_organisation_is_said_above_the_rows(self, client, session, monkeypatch):
        def refuse(session, **said):
            raise Refusal("Your organisation has all the places it can have on this date.")

        monkeypatch.setattr(eligibility, "check_limit", refuse)
        page = press(client, session, "book", places=2, **AMINA)

        said = "Your organisation has all the places it can have on this date."
        assert (errors(page), Booking.objects.count()) == ([("id_seat-0-name", said)], 0)
        assert fields(page)["seat-0-role"] == "Teacher"

    def test_somebody_named_twice_is_said_beside_the_second(self, client, session):
        again = {name.replace("0", "1"): value for name, value in AMINA.items()}

        page = press(client, session, "book", places=2, **AMINA | again)

        assert errors(page) == [("id_seat-1-name", "Amina Kowalska is named twice.")]

    def test_the_contact_is_written_to_in_the_language_of_the_page(self, client, session):
        form = ROSALIND | {"nonce": str(uuid4()), "places": "2", "do": "book"}

        client.post("/ur" + address(session), form)

        assert (BookingContact.objects.get().language, Booking.objects.first().language) == ("ur", "ur")


class TestManagers:
    def terms(self, course, permission):
        course.terms = BookingTerms.objects.create(name="Asked", starts_on="2026-04-01", permission=permission)
        course.save()

    def test_terms_may_ask_the_office_to_declare_it(self, client, session, course):
        self.terms(course, "declared")

        page = press(client, session, "rows", places=2)
        press(client, session, "book", places=2, managers_agree="on")

        assert errors(page) == [("id_managers_agree", "Ask their managers first, then tick that they agree")]
        assert [seat.permission.how for seat in Booking.objects.all()] == ["declared"] * 2

    def test_terms_may_ask_whom_to_ask(self, client, session, course):
        self.terms(course, "approved")

        page = press(client, session, "rows", places=2, manager_name="", manager_email=OFFICE)
        press(client, session, "book", places=2, manager_name="Ines Moreau", manager_email="ines@example.org")

        assert [target for target, _said in errors(page)] == ["id_manager_name", "id_manager_email"]
        assert {seat.permission.manager_email for seat in Booking.objects.all()} == {"ines@example.org"}

    @pytest.mark.parametrize("typed", [OFFICE, "Office+boss@example.org"])
    def test_nobody_is_their_own_manager(self, client, session, course, typed):
        self.terms(course, "approved")

        page = press(client, session, "rows", places=2, manager_name="Ines Moreau", manager_email=typed)

        assert errors(page) == [("id_manager_email", "Enter the manager&#x27;s own e-mail address, not yours")]

    def test_what_was_ticked_travels_to_the_second_step(self, client, session, course):
        self.terms(course, "declared")

        page = press(client, session, "rows", places=2, managers_agree="on")
        client.post(address(session), fields(page) | {"do": "book"})

        assert Booking.objects.count() == 2


class TestTooFewPlaces:
    def test_nothing_is_booked_and_what_is_left_is_offered(self, client, few):
        page = press(client, few, "book", places=5, **AMINA)

        assert (page.status_code, heading(page)) == (409, "3 places are left. Take 3?")
        assert Booking.objects.count() == 0

    def test_one_press_takes_them_with_what_was_typed(self, client, few):
        page = press(client, few, "book", places=5, **AMINA)

        client.post(address(few), fields(page) | {"do": "take", "chosen": ["0", "1", "2"]})

        assert [str(seat.delegate or "") for seat in seats_of(BookingContact.objects.get())] == [
            "Amina Kowalska",
            "",
            "",
        ]

    def test_the_office_chooses_which_colleagues(self, client, few):
        named = AMINA | KIM
        page = press(client, few, "book", places=5, **named)

        client.post(address(few), fields(page) | {"do": "take", "chosen": ["1"]})

        assert [seat.delegate.name for seat in seats_of(BookingContact.objects.get())] == ["Kim Osei"]

    @pytest.mark.parametrize("chosen", [[], ["0", "1", "2", "3"]])
    def test_none_or_too_many_chosen_is_said(self, client, few, chosen):
        page = press(client, few, "book", places=5, **AMINA)

        page = client.post(address(few), fields(page) | {"do": "take", "chosen": chosen})

        assert (errors(page), Booking.objects.count()) == ([("id_chosen", "Choose up to 3 people.")], 0)

    def test_without_names_one_press_is_enough(self, client, few):
        page = press(client, few, "book", places=5)

        chosen = re.findall(r'name="chosen" value="(\d)"', page.text)
        client.post(address(few), fields(page) | {"do": "take", "chosen": chosen})

        assert (chosen, TrainingSession.objects.get().seats_taken) == (["0", "1", "2"], 3)

    def test_what_is_left_can_be_taken_while_the_others_wait(self, client, few):
        page = press(client, few, "book", places=5)

        client.post(address(few), fields(page) | {"do": "wait"})

        assert "Take 3, and wait for 2 more" in page.text
        assert (
            list(Booking.objects.order_by("pk").values_list("status", flat=True)) == ["confirmed"] * 3 + ["waiting"] * 2
        )

    def test_a_group_that_stays_together_can_wait_as_one(self, client, few):
        page = press(client, few, "book", places=5, together="all")

        client.post(address(few), fields(page) | {"do": "wait"})

        assert "Join the waiting list as a group of 5" in page.text
        assert (Booking.objects.waiting().count(), BookingContact.objects.get().stays_together) == (5, True)

    def test_other_dates_with_enough_places_are_shown(self, client, few, course):
        enough, _short = (factories.make_session(course, capacity=number) for number in (5, 4))

        page = press(client, few, "book", places=5)

        assert re.findall(r'href="/book/(\w+)/group/"', page.text) == [enough.reference]

    def test_a_full_session_lets_the_group_join_the_list(self, client, course):
        full = factories.make_session(course, capacity=0)
        page = press(client, full, "rows", places=4)

        answer = client.post(address(full), fields(page) | {"do": "wait"}, follow=True)

        assert (heading(answer), "Your group of 4 is next." in answer.text) == (
            "Your group is on the waiting list",
            True,
        )


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


class TestOneSeat:
    def seat(self, group, number=1):
        return seats_of(group)[number]

    def test_its_link_is_shown_to_hand_on(self, client, group):
        seat = self.seat(group)

        page = client.get(reverse("group_seat", args=[group.token, seat.reference]))

        assert (heading(page), f"/booking/{seat.token}/" in page.text) == ("Place 2, no name yet", True)

    def test_its_link_is_sent_on_within_the_cap(self, client, group):
        seat = self.seat(group)

        for _press in range(3):
            page = group_page(client, group, "group_seat_send", seat.reference, to="sam@example.org")

        letter = Message.objects.get(kind="group_seat")
        assert (letter.to, seat.token in letter.text, letter.cap_key != "") == ("sam@example.org", True, True)
        assert "The link is on its way" in page.text

    def test_it_is_not_sent_to_what_is_no_address(self, client, group):
        page = group_page(client, group, "group_seat_send", self.seat(group).reference, to="sam")

        assert errors(page) == [("id_to", "Enter an e-mail address, like name@example.org")]

    def test_the_link_of_a_named_seat_is_sent_to_nobody_else(self, client, group):
        group_page(client, group, "group_seat_send", self.seat(group, 0).reference, to="sam@example.org")

        assert letters(kind="group_seat") == []

    @pytest.mark.parametrize(("email", "is_shown"), [("sam@example.org", False), ("", True)])
    def test_the_link_of_a_colleague_with_an_address_is_theirs_alone(self, client, group, email, is_shown):
        known, address = self.seat(group).token, self.seat(group).reference

        group_page(client, group, "group_seat", address, name="Sam Novak", email=email, role="")

        seat, page = self.seat(group), client.get(reverse("group_seat", args=[group.token, address])).text
        assert (f"/booking/{seat.token}/" in page, seat.token == known) == (is_shown, is_shown)
        assert "Give this place back" in page
        assert [seat.token in letter.text for letter in Message.objects.filter(kind="confirmed", to=email)] == (
            [] if is_shown else [True]
        )

    def test_the_contact_gives_the_name(self, client, group):
        group_page(
            client, group, "group_seat", self.seat(group).reference, name="Sam Novak", email="sam@example.org", role=""
        )

        assert self.seat(group).delegate.name == "Sam Novak"
        assert letters()[-1] == ("confirmed", "sam@example.org")

    def test_somebody_who_may_have_a_place_is_not_named_twice(self, client, group):
        kim = self.seat(group, 0)

        page = group_page(
            client, group, "group_seat", self.seat(group).reference, name="kim osei", email=kim.email, role=""
        )

        said = "This person may have a place already. The details go to the address given then."
        assert (errors(page), self.seat(group).delegate) == ([("id_name", said)], None)
        assert letters()[-1] == ("details_again", kim.email)

    def test_it_is_given_back_after_being_asked(self, client, group):
        seat = self.seat(group)
        page = client.get(reverse("group_seat_cancel", args=[group.token, seat.reference]))

        group_page(client, group, "group_seat_cancel", seat.reference, yes="1")

        assert heading(page) == "Give this place back?"
        assert [seat.status for seat in seats_of(group)] == ["confirmed", "cancelled", "confirmed"]

    @pytest.mark.parametrize("name", ["group_seat", "group_seat_send", "group_seat_cancel"])
    def test_a_seat_of_another_group_is_not_found(self, client, group, session, name):
        stranger = factories.make_group(session, places=1)

        page = group_page(client, group, name, self.seat(stranger, 0).reference, to="sam@example.org")

        assert page.status_code == 404


class TestTheColleague:
    @pytest.fixture
    def link(self, group):
        return reverse("booking", args=[seats_of(group)[1].token])

    SAM = {
        "name": "Sam Novak",
        "email": "sam@example.org",
        "organisation": "Harbour Lane School",
        "role": "Cook",
        "access_needs": "A ramp",
    }

    def test_a_seat_without_a_name_asks_for_it(self, client, link):
        page = client.get(link, follow=True)

        assert (page.redirect_chain[0][0], 'value="Harbour Lane School"' in page.text) == (f"{link}name/", True)
        assert "Rosalind Achebe</bdi> has booked you a place" in page.text

    def test_whoever_fills_it_in_has_the_place_and_their_own_confirmation(self, client, link, group):
        page = client.post(f"{link}name/", self.SAM, follow=True)

        seat = seats_of(group)[1]
        assert (heading(page), seat.delegate.name, seat.access_needs) == ("You are booked", "Sam Novak", "A ramp")
        assert letters()[-1] == ("confirmed", "sam@example.org")

    def test_the_contact_sees_who_it_is_but_not_what_they_need(self, client, link, group):
        client.post(f"{link}name/", self.SAM)

        page = group_page(client, group).text + group_page(client, group, "group_summary", again="1").text
        assert ("Sam Novak" in page, "A ramp" in page) == (True, False)

    def test_a_place_is_given_once(self, client, link, group):
        client.post(f"{link}name/", self.SAM)

        page = client.post(f"{link}name/", self.SAM | {"name": "Kim Novak"}, follow=True)

        assert (page.status_code, seats_of(group)[1].delegate.name) == (404, "Sam Novak")

    def test_the_link_that_was_handed_on_opens_nothing_once_the_place_is_named(self, client, link, group):
        answer = client.post(f"{link}name/", self.SAM)

        own = reverse("booking", args=[seats_of(group)[1].token])
        assert (answer["Location"], own == link) == (f"{own}?booked", False)
        assert [client.get(address).status_code for address in (link, own)] == [404, 200]
        assert [client.post(f"{link}{act}/").status_code for act in ("cancel", "move", "hand-over")] == [404] * 3

    def test_what_is_wrong_is_said_and_nothing_is_lost(self, client, link):
        page = client.post(f"{link}name/", self.SAM | {"email": "sam"})

        assert errors(page) == [("id_email", "Enter an e-mail address, like name@example.org")]
        assert 'value="Cook"' in page.text

    def test_a_seat_that_was_given_back_asks_nobody(self, client, link, group):
        group_page(client, group, "group_cancel", yes="1")

        assert heading(client.get(link)) == "Your booking is cancelled"

    def test_a_seat_that_waits_can_be_named_and_confirms_nothing_yet(self, client, course):
        group = factories.make_group(factories.make_session(course, capacity=0), places=1, waits=True)
        link = reverse("booking", args=[seats_of(group)[0].token])

        page = client.post(f"{link}name/", self.SAM, follow=True)

        assert (heading(page), letters(kind="confirmed")) == ("You are on the waiting list", [])
        assert "we write to <bdi>Rosalind Achebe</bdi>" in page.text

    def test_an_own_booking_has_nothing_to_name(self, client, session):
        booking = factories.make_booking(session)

        answer = client.get(reverse("booking_name", args=[booking.token]))

        assert answer["Location"] == reverse("booking", args=[booking.token])

    def test_a_colleague_who_cannot_come_tells_the_contact_too(self, client, link, group):
        client.post(f"{link}name/", self.SAM)

        client.post(reverse("booking_cancel", args=[seats_of(group)[1].token]))

        assert letters()[-2:] == [("group_cancelled", OFFICE), ("cancelled", "sam@example.org")]
        assert "Sam Novak has given back the place you booked." in Message.objects.get(kind="group_cancelled").text


def test_every_letter_to_a_contact_can_be_read_in_both_forms(session, course, officer):
    from sessions.scheduling import cancel_session, move_session

    kim, start = factories.make_person(name="Kim & Co"), session.starts_at
    waiting = factories.make_group(factories.make_session(course, capacity=0), people=[kim], places=2, waits=True)
    change_capacity(waiting.session, capacity=2, by=officer)
    factories.make_group(session, people=[kim], places=2)
    move_session(session, days=[(start + timedelta(days=1), start + timedelta(days=1, hours=2))], by=officer)
    cancel_session(session, reason="The trainer is ill", by=officer)

    assert [course.title in subject for subject in Message.objects.values_list("subject", flat=True)] == [False] * 8
    html = Message.objects.filter(to=OFFICE).values_list("html", flat=True)
    text = Message.objects.filter(to=OFFICE).values_list("text", flat=True)
    assert len(html) == 5
    assert ["Kim &amp; Co" in page for page in html] == ["Kim & Co" in page for page in text] == [True] * 5


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
