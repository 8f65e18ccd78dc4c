"""One's own training by a one-time link: who is written to, what opens, who is shown, and what nobody learns."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from design.models import ServiceSettings
from outbox.models import Message
from sessions.booking import cancel_booking
from sessions.models import Attendance, Certificate, TrainingLink
from sessions.own_training import ask_for_link, forget_links
from tests.factories import make_attendance, make_booking, make_course, make_person, make_session, next_week
from tests.sessions.test_booking_pages import errors, heading

pytestmark = pytest.mark.django_db
ADDRESS = "/my-training/"
SPENT = "This link has been used, or its time is over"
HOUR = timedelta(hours=1)
AMINA = {"name": "Amina Kowalska", "email": "home@example.org"}
BEN = {"name": "Ben Kowalski", "email": "home@example.org"}


@pytest.fixture
def booking(session):
    return make_booking(session, person=make_person(**AMINA))


@pytest.fixture
def other(booking, session):
    """Somebody who shares the address of the first."""
    return make_booking(session, person=make_person(**BEN))


def link_for(booking):
    return TrainingLink.objects.create(email=booking.email)


def opened(client, booking):
    """Return a client in which a fresh link of the booking's address was opened."""
    client.post(f"{ADDRESS}{link_for(booking).token}/")
    return client


def past_session(course=None, *, days=30, **facts):
    return make_session(course, starts_at=timezone.now() - timedelta(days=days), **facts)


def attend(person, *, course=None, days=30, **facts):
    session = past_session(course, days=days)
    return make_attendance(session, booking=make_booking(session, person=person), **facts)


def said_in(page):
    """Return the lines of the page's lists."""
    items = re.findall(r"<li>(.*?)</li>", page.text.partition("<main")[2].partition("</main>")[0], re.S)
    return [" ".join(re.sub("<[^>]*>", " ", item).split()) for item in items]


class TestAsking:
    def test_who_is_told_to_get_in_touch_is_told_how(self, client):
        service = ServiceSettings.load()
        service.contact_phone = "01632 960111"
        service.save()

        page = client.get(ADDRESS).text

        assert page.count('href="tel:01632960111"') == 1

    def test_a_link_goes_to_an_address_we_know(self, client, booking):
        client.post(ADDRESS, {"email": " HOME@example.org "})

        message = Message.objects.get(kind="my_training")
        assert message.to == "home@example.org"
        assert f"/my-training/{TrainingLink.objects.get().token}/" in message.text

    def test_the_letter_is_of_no_use_after_an_hour_and_capped(self, client, booking):
        client.post(ADDRESS, {"email": booking.email})

        message, link = Message.objects.get(kind="my_training"), TrainingLink.objects.get()
        assert (message.useless_after, bool(message.cap_key)) == (link.asked_at + HOUR, True)

    def test_the_letter_names_nobody_at_a_shared_address(self, client, other):
        client.post(ADDRESS, {"email": other.email})

        message = Message.objects.get(kind="my_training")
        assert [name in message.text + message.html for name in ("Amina", "Ben")] == [False, False]

    def test_an_address_that_looks_like_a_known_one_is_not_written_to(self, client, session):
        make_booking(session, person=make_person(name="Amina Kowalska", email="strasse@example.org"))

        ask_for_link("straße@example.org", language="en-gb")

        assert Message.objects.get(kind="my_training").to == "strasse@example.org"

    def test_somebody_in_a_hurry_gets_five_links_an_hour(self, booking):
        for _time in range(7):
            ask_for_link(booking.email, language="en-gb")

        assert Message.objects.filter(kind="my_training").count() == 5

    def test_a_known_and_an_unknown_address_get_the_same_answer(self, booking):
        answers = [Client().post(ADDRESS, {"email": email}) for email in (booking.email, "nobody@example.org")]
        pages = [Client().get(answer["Location"]) for answer in answers]

        seen = [(answer.status_code, dict(answer.items()), dict(answer.cookies)) for answer in answers]
        assert seen[0] == seen[1]
        assert pages[0].content == pages[1].content
        assert Message.objects.filter(kind="my_training").count() == 1

    def test_the_same_is_done_whoever_is_known(self, booking, django_capture_on_commit_callbacks):
        done = []
        for email in [booking.email] * 6 + ["nobody@example.org"]:
            with CaptureQueriesContext(connection) as queries, django_capture_on_commit_callbacks() as callbacks:
                ask_for_link(email, language="en-gb")
            sent = [query["sql"].split(" ")[:4] for query in queries if "SAVEPOINT" not in query["sql"]]
            done.append((sent, len(callbacks)))

        assert done[1:] == done[:1] * 6

    def test_no_address_is_refused_beside_the_question(self, client):
        page = client.post(ADDRESS, {"email": ""})

        assert errors(page) == [("id_email", "Enter the e-mail address you booked with, like name@example.org")]

    def test_the_letter_is_in_the_language_of_the_page(self, client, booking):
        client.post("/ur/my-training/", {"email": booking.email})

        message = Message.objects.get(kind="my_training")
        assert (message.language, "/ur/my-training/" in message.text) == ("ur", True)


class TestOpening:
    def test_looking_spends_nothing(self, client, booking):
        link = link_for(booking)

        pages = [client.get(f"{ADDRESS}{link.token}/") for _look in range(3)]

        link.refresh_from_db()
        assert [heading(page) for page in pages] == ["My training"] * 3
        assert (link.used_at, "my-training-en-gb" in client.cookies) == (None, False)

    def test_the_button_opens_it_once(self, client, booking):
        address = f"{ADDRESS}{link_for(booking).token}/"

        first, second = client.post(address), Client().post(address)

        assert (first.status_code, first["Location"]) == (302, ADDRESS)
        assert (second.status_code, heading(second), list(second.cookies)) == (404, SPENT, ["csrf"])

    def test_it_leaves_a_mark_for_half_an_hour_and_no_session(self, client, booking):
        cookies = client.post(f"{ADDRESS}{link_for(booking).token}/").cookies

        mark = cookies["my-training-en-gb"]
        facts = [mark[name] for name in ("path", "max-age", "httponly", "samesite")]
        assert facts[:1] + facts[2:] == [ADDRESS, True, "Lax"]
        assert 1795 <= facts[1] <= 1800
        assert sorted(cookies) == ["my-training-en-gb", "my-training-ur"]
        assert cookies["my-training-ur"]["path"] == "/ur/my-training/"

    def test_spent_expired_and_unknown_links_are_the_same_page(self, booking):
        spent, late = link_for(booking), link_for(booking)
        TrainingLink.objects.filter(pk=spent.pk).update(used_at=timezone.now())
        TrainingLink.objects.filter(pk=late.pk).update(asked_at=timezone.now() - HOUR)

        pages = [Client().get(f"{ADDRESS}{token}/") for token in (spent.token, late.token, "0" * 26)]

        assert {(page.status_code, heading(page), len(page.content)) for page in pages} == {
            (404, SPENT, len(pages[0].content))
        }
        assert f'action="{ADDRESS}"' in pages[0].text

    def test_an_hour_after_it_was_asked_for_it_opens_nothing(self, client, booking):
        link = link_for(booking)

        with time_machine.travel(link.asked_at + HOUR, tick=False):
            page = client.post(f"{ADDRESS}{link.token}/")

        assert page.status_code == 404

    def test_the_page_closes_after_half_an_hour(self, client, booking):
        opened(client, booking)
        used_at = TrainingLink.objects.get().used_at

        with time_machine.travel(used_at + timedelta(minutes=30), tick=False):
            page = client.get(ADDRESS)

        assert "Send me a link" in page.text

    def test_a_mark_of_ones_own_making_opens_nothing(self, client, booking):
        TrainingLink.objects.create(email=booking.email, used_at=timezone.now())
        client.cookies["my-training-en-gb"] = "WzEsbnVsbF0:1x:forged"

        assert "Send me a link" in client.get(ADDRESS).text

    def test_signing_out_ends_it_in_every_browser(self, client, booking):
        opened(client, booking)
        copied = Client()
        copied.cookies["my-training-en-gb"] = client.cookies["my-training-en-gb"].value

        client.post(f"{ADDRESS}leave/")

        assert ["Send me a link" in each.get(ADDRESS).text for each in (client, copied)] == [True, True]

    def test_a_form_from_another_site_opens_nothing(self, booking):
        address = f"{ADDRESS}{link_for(booking).token}/"

        page = Client(enforce_csrf_checks=True).post(address, headers={"Origin": "https://evil.test"})

        assert (page.status_code, TrainingLink.objects.get().used_at) == (403, None)

    def test_links_are_deleted_after_a_week(self, booking):
        old, young = link_for(booking), link_for(booking)
        TrainingLink.objects.filter(pk=old.pk).update(asked_at=timezone.now() - timedelta(days=7, seconds=1))

        assert (forget_links(), TrainingLink.objects.get()) == (1, young)


@pytest.mark.parametrize("address", [ADDRESS, f"{ADDRESS}sent/", f"{ADDRESS}{'0' * 26}/"])
def test_every_page_is_kept_and_told_by_nobody(client, address):
    headers = client.get(address).headers

    said = [headers[name] for name in ("Cache-Control", "Referrer-Policy", "X-Robots-Tag")]
    assert said == ["no-store", "no-referrer", "noindex, nofollow"]


class TestThePage:
    def test_what_is_to_come_leads_to_its_booking(self, client, booking):
        page = opened(client, booking).get(ADDRESS)

        assert f'href="{reverse("booking", args=[booking.token])}"' in page.text
        assert [line.split()[:3] for line in said_in(page)] == [["Seeing", "the", "signs"]]

    def test_what_was_cancelled_is_not_to_come(self, client, booking, session):
        make_attendance(past_session(), person=make_person(**AMINA))
        cancel_booking(booking)

        page = opened(client, booking).get(ADDRESS)

        assert "You have booked nothing that is to come." in page.text

    @pytest.mark.parametrize(("extent", "words"), [("full", "attended in full"), ("partial", "attended in part")])
    def test_what_was_attended_says_when_and_how_much(self, client, booking, extent, words):
        session = make_session(make_course(title="First steps"), starts_at=timezone.now() - timedelta(days=400))
        make_attendance(session, person=make_person(**AMINA), extent=extent)

        page = opened(client, booking).get(ADDRESS)

        day = f"{session.last_day:%-d %B %Y}"
        assert said_in(page)[-1] == f"First steps {day}, {words}"

    @pytest.mark.parametrize("facts", [{"extent": "none"}, {"awaits_confirmation": True}])
    def test_who_was_not_there_or_is_to_be_confirmed_attended_nothing(self, client, booking, facts):
        make_attendance(past_session(), person=make_person(**AMINA), **facts)

        assert "Nothing yet." in opened(client, booking).get(ADDRESS).text

    @pytest.mark.parametrize(("status", "shown"), [("valid", True), ("revoked", False), ("replaced", False)])
    def test_a_certificate_that_holds_stands_beside_its_training(self, client, booking, status, shown):
        attendance = attend(make_person(**AMINA))
        facts = {"status": status, "course_title": "Seeing the signs", "held_on": attendance.session.last_day}
        Certificate.objects.create(attendance=attendance, valid_until=date(2040, 3, 1), **facts)

        page = opened(client, booking).get(ADDRESS)

        assert ("It holds until 1 March 2040." in page.text) == shown

    def test_what_is_to_be_repeated_leads_to_the_next_date(self, client, booking):
        course = make_course(title="First steps", refresher_months=1)
        attend(make_person(**AMINA), course=course, days=45)
        coming = make_session(course)

        page = opened(client, booking).get(ADDRESS)

        assert f'href="{reverse("book", args=[coming.reference])}"' in page.text
        assert "To be repeated" in page.text

    def test_without_a_date_it_leads_to_being_told_of_one(self, client, booking):
        course = make_course(slug="first-steps", refresher_months=1)
        attend(make_person(**AMINA), course=course, days=45)

        page = opened(client, booking).get(ADDRESS)

        assert 'href="/training/first-steps/tell-me/"' in page.text

    @pytest.mark.parametrize("name", ["O'Brien", "Þórr", "Null", "محمد علي", "A" * 200, "<b>Amina</b>", "Ẹ̀bùn 🦉"])
    def test_any_name_is_shown_as_it_is(self, client, session, name):
        booking = make_booking(session, person=make_person(name=name, email="home@example.org"))

        page = opened(client, booking).get(ADDRESS)

        assert f'govuk-caption-l"><bdi>{escape(booking.delegate.name)}</bdi>' in page.text

    def test_somebody_erased_meanwhile_is_gone_from_the_page(self, client, booking):
        opened(client, booking)
        booking.delegate.key, booking.delegate.name, booking.delegate.email = None, "", ""
        booking.delegate.save()

        page = client.get(ADDRESS)

        assert (heading(page), "Kowalska" in page.text) == ("We found nothing under this address", False)

    def test_the_page_of_another_address_is_never_shown(self, client, booking, session):
        stranger = make_booking(session, person=make_person(name="Cyrus Vale", email="cyrus@example.org"))

        page = opened(client, booking).get(ADDRESS)

        assert (stranger.token in page.text, "Cyrus" in page.text) == (False, False)

    @pytest.mark.parametrize("number", [1, 10])
    def test_ten_bookings_cost_no_more_queries_than_one(self, client, booking, number, still):
        person = make_person(**AMINA)
        for place in range(number):
            course = make_course(refresher_months=1)
            attend(person, course=course, days=45 + place)
            make_booking(make_session(make_course(), starts_at=next_week() + timedelta(days=place)), person=person)
        opened(client, booking).get(ADDRESS)

        with CaptureQueriesContext(connection) as queries:
            client.get(ADDRESS)

        assert len(queries) == 8


class TestASharedAddress:
    def name(self, client, **facts):
        return client.post(f"{ADDRESS}person/", facts, follow=True)

    def test_nobody_is_shown_before_they_are_named(self, client, booking, other):
        page = opened(client, booking).get(ADDRESS, follow=True)

        assert heading(page) == "Who are you?"
        assert [name in page.text for name in ("Amina", "Ben")] == [False, False]

    @pytest.mark.parametrize("typed", [str, str.upper, lambda reference: f" {reference[:4]}-{reference[4:]} "])
    def test_name_and_reference_show_that_person_only(self, client, booking, other, typed):
        opened(client, booking)

        page = self.name(client, name="ben  kowalski", reference=typed(other.reference))

        assert (other.token in page.text, booking.token in page.text) == (True, False)
        assert client.get(ADDRESS).text.count("Ben Kowalski") == 1

    def test_a_wrong_name_and_a_wrong_reference_get_one_answer(self, booking, other):
        wrong = [
            {"name": "Ben Kowalski", "reference": booking.reference},
            {"name": "Ben Kowalski", "reference": "00000000"},
            {"name": "Eve Stranger", "reference": other.reference},
        ]

        pages = [self.name(opened(Client(), booking), **typed) for typed in wrong]

        sentence = "We cannot find this name with this booking reference. Check both."
        said = [("id_reference", sentence)]
        assert [(page.status_code, errors(page), len(page.content)) for page in pages] == [
            (200, said, len(pages[0].content))
        ] * 3

    def test_the_reference_of_another_address_names_nobody(self, client, booking, other, session):
        stranger = make_booking(session, person=make_person(name="Ben Kowalski", email="ben@example.org"))

        page = self.name(opened(client, booking), name="Ben Kowalski", reference=stranger.reference)

        assert heading(page) == "Who are you?"

    def test_naming_somebody_else_does_not_lengthen_the_half_hour(self, client, booking, other):
        opened(client, booking)
        with time_machine.travel(TrainingLink.objects.get().used_at + timedelta(minutes=29), tick=False):
            self.name(client, name="Ben Kowalski", reference=other.reference)

        with time_machine.travel(TrainingLink.objects.get().used_at + timedelta(minutes=31), tick=False):
            page = client.get(ADDRESS)

        assert "Send me a link" in page.text

    def test_twenty_wrong_guesses_are_answered_in_an_hour_and_the_right_one_always(self, client, booking, other):
        opened(client, booking)
        wrong = [self.name(client, name="Ben Kowalski", reference="00000000").status_code for _guess in range(21)]

        right = self.name(client, name="Ben Kowalski", reference=other.reference)

        assert wrong == [200] * 20 + [429]
        assert other.token in right.text

    def test_who_has_opened_no_link_is_asked_for_the_address(self, client, booking, other):
        page = self.name(client, name="Ben Kowalski", reference=other.reference)

        assert "Send me a link" in page.text

    def test_who_left_nothing_behind_shares_nothing(self, client, booking, other):
        Attendance.objects.all().delete()
        other.delete()

        assert booking.token in opened(client, booking).get(ADDRESS).text


def test_the_page_of_a_booking_leads_there(client, booking):
    page = client.get(reverse("booking", args=[booking.token]))

    assert f'href="{ADDRESS}">All my training</a>' in page.text


@pytest.mark.parametrize(("email", "leads"), [("amina@example.org", 1), ("", 0)])
def test_the_page_of_somebody_who_waits_leads_there_too(client, course, email, leads):
    full = make_session(course, capacity=0)
    waiting = make_booking(full, person=make_person(email=email), waits=True)

    page = client.get(reverse("booking", args=[waiting.token]))

    assert "You are on the waiting list" in page.text
    assert page.text.count(f'href="{ADDRESS}">All my training</a>') == leads
