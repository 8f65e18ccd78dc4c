"""The pages on which one office books many."""

import re
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from courses.models import BookingTerms
from outbox.models import Message
from sessions import eligibility
from sessions.models import Booking, BookingContact, TrainingSession
from sessions.refusals import Refusal
from sessions.seats import seats_of
from tests import factories
from tests.sessions.group_pages import AMINA, KIM, ROSALIND, address, errors, fields, press
from tests.sessions.test_booking_pages import heading
from tests.sessions.test_groups import OFFICE, letters

LOCMEM = "django.core.cache.backends.locmem.LocMemCache"
pytestmark = pytest.mark.django_db


@pytest.fixture
def few(course):
    """Three places left."""
    return factories.make_session(course, capacity=3)


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
