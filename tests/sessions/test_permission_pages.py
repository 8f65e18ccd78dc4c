"""The pages of a manager's permission: what the form asks, what the manager sees, what an officer decides."""

import re
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from courses.models import BookingTerms
from outbox.models import Message
from sessions.booking import cancel_booking
from sessions.models import Booking, BookingStatus, ManagerPermission
from sessions.permission import Asked
from tests.factories import make_booking, make_course, make_session
from tests.sessions.test_booking_pages import AMINA, SAJID, errors, heading

pytestmark = pytest.mark.django_db
How = ManagerPermission.How
GRACE = {"manager_name": "Grace Mbeki", "manager_email": "grace@example.org"}
ASKED = Asked(How.ASKED, **GRACE)


def session_under(permission, **facts):
    terms = BookingTerms.objects.create(name="Asks", starts_on="2026-04-01", permission=permission, **facts)
    return make_session(make_course(terms=terms))


@pytest.fixture
def session():
    return session_under("approved")


@pytest.fixture
def question(session):
    return make_booking(session, asked=ASKED).permission


def book(client, session, **facts):
    return client.post(reverse("book", args=[session.reference]), AMINA | {"nonce": str(uuid4())} | facts)


def fields(page):
    asked = re.findall(r'<(?:input|textarea|select)[^>]* name="(\w+)"', page.text)
    return [name for name in asked if name not in {"csrfmiddlewaretoken", "nonce", "opened", "website"}]


def status_of(question):
    return Booking.objects.get(permission=question).status


class TestTheForm:
    @pytest.mark.parametrize(
        ("permission", "facts", "asked"),
        [
            ("not_asked", {}, []),
            ("declared", {}, ["manager_agrees"]),
            ("approved", {}, ["manager_name", "manager_email", "why_exempt"]),
            ("approved", {"exempts_without_manager": False}, ["manager_name", "manager_email"]),
        ],
    )
    def test_it_asks_what_the_terms_want_to_know(self, client, permission, facts, asked):
        page = client.get(reverse("book", args=[session_under(permission, **facts).reference]))

        assert fields(page) == ["name", "email", "organisation", "role", *asked, "access_needs"]

    def test_without_the_tick_nothing_is_booked(self, client):
        page = book(client, session_under("declared"))

        assert errors(page) == [("id_manager_agrees", "Ask your manager first, then tick that they agree")]
        assert not Booking.objects.exists()

    def test_with_the_tick_the_place_is_theirs(self, client):
        book(client, session_under("declared"), manager_agrees="on")

        booking = Booking.objects.get()
        assert (booking.status, booking.permission.how) == (BookingStatus.CONFIRMED, How.DECLARED)

    @pytest.mark.parametrize(
        ("said", "field", "sentence"),
        [
            ({"manager_email": "grace@example.org"}, "manager_name", "Enter your manager&#x27;s name"),
            (
                {"manager_name": "Grace"},
                "manager_email",
                "Enter your manager&#x27;s e-mail address, like name@example.org",
            ),
            (
                {"manager_name": "Grace", "manager_email": "Amina+boss@example.org"},
                "manager_email",
                "Enter your manager&#x27;s own e-mail address, not yours",
            ),
            (
                GRACE | {"why_exempt": "I am a volunteer"},
                "why_exempt",
                "Name your manager, or say why you have none, but not both",
            ),
        ],
    )
    def test_it_says_what_is_missing(self, client, session, said, field, sentence):
        page = book(client, session, **said)

        assert errors(page) == [(f"id_{field}", sentence)]

    def test_who_has_no_manager_says_why_and_is_booked(self, client, session):
        book(client, session, why_exempt="I am a volunteer")

        booking = Booking.objects.get()
        assert (booking.status, booking.permission.why_exempt) == (BookingStatus.CONFIRMED, "I am a volunteer")

    def test_who_names_a_manager_reads_that_the_place_is_held(self, client, session):
        page = client.get(book(client, session, **GRACE).url)

        assert heading(page) == "Your place is held"
        assert "We have asked <bdi>Grace Mbeki</bdi> whether you may come." in page.text

    @pytest.mark.parametrize(("permission", "said", "number"), [("not_asked", {}, 7), ("approved", GRACE, 11)])
    def test_asking_nobody_takes_seven_queries_and_asking_a_manager_four_more(self, client, permission, said, number):
        session = session_under(permission)

        with CaptureQueriesContext(connection) as queries:
            book(client, session, **said)

        asked = [q["sql"] for q in queries if not q["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"))]
        assert (len(asked), Booking.objects.count()) == (number, 1)

    def test_a_place_that_is_held_has_no_calendar_file(self, client, question):
        assert client.get(reverse("booking_calendar", args=[question.booking.token])).status_code == 404

    def test_drivers_are_asked_too_where_the_terms_ask(self, client, authority):
        terms = BookingTerms.objects.create(name="Asks", starts_on="2026-04-01", permission="declared")
        session = make_session(make_course(audience="taxi-trade", terms=terms))
        form = SAJID | {"authority": authority.pk, "nonce": str(uuid4())}

        page = client.post(reverse("book", args=[session.reference]), form)

        assert errors(page) == [("id_manager_agrees", "Ask your manager first, then tick that they agree")]

    def test_staff_who_book_for_somebody_are_not_asked(self, officer, session):
        booking = make_booking(session, by=officer)

        assert booking.status == BookingStatus.CONFIRMED


class TestTheManager:
    def address(self, question, name="permission"):
        return reverse(name, args=[question.token])

    def test_looking_decides_nothing(self, client, question):
        for name in ("permission", "permission_approve", "permission_decline"):
            client.get(self.address(question, name))
            client.head(self.address(question, name))

        assert status_of(question) == BookingStatus.REQUESTED

    def test_the_page_says_who_and_what(self, client, question):
        page = client.get(self.address(question))

        assert heading(page) == f"May <bdi>{question.booking.delegate}</bdi> come?"
        assert page.headers["Cache-Control"] == "no-store"
        assert page.headers["Referrer-Policy"] == "no-referrer"

    def test_one_tap_agrees(self, client, question):
        page = client.post(self.address(question, "permission_approve"), follow=True)

        assert (heading(page), status_of(question)) == ("They may come", BookingStatus.CONFIRMED)

    def test_declining_asks_why(self, client, question):
        page = client.post(self.address(question, "permission_decline"), {"reason": " "})

        assert errors(page) == [("id_reason", "Say in a few words why not")]
        assert status_of(question) == BookingStatus.REQUESTED

    def test_with_a_reason_it_is_declined(self, client, question):
        page = client.post(self.address(question, "permission_decline"), {"reason": "We are short"}, follow=True)

        assert (heading(page), status_of(question)) == ("They will not come", BookingStatus.CANCELLED)

    def test_the_person_reads_the_reason_on_their_page(self, client, question):
        client.post(self.address(question, "permission_decline"), {"reason": "We are short"})

        page = client.get(reverse("booking", args=[question.booking.token]))

        assert heading(page) == "Your booking was not agreed to"
        assert "We are short" in page.text

    def test_answering_twice_is_harmless(self, client, question):
        for name in ("permission_approve", "permission_approve", "permission_decline"):
            page = client.post(self.address(question, name), {"reason": "No"}, follow=True)

        assert (heading(page), status_of(question)) == ("They may come", BookingStatus.CONFIRMED)
        assert Message.objects.filter(kind="confirmed").count() == 1

    def test_what_was_cancelled_meanwhile_says_so(self, client, question):
        cancel_booking(question.booking)

        assert heading(client.get(self.address(question))) == "There is nothing to answer any more"

    def test_once_it_has_begun_it_is_too_late(self, client, question, session):
        with time_machine.travel(session.starts_at, tick=False):
            page = client.post(self.address(question, "permission_approve"), follow=True)

        assert (heading(page), status_of(question)) == ("It is too late to answer", BookingStatus.REQUESTED)

    @pytest.mark.parametrize("name", ["permission", "permission_approve", "permission_decline"])
    def test_a_foreign_link_is_a_404(self, client, question, name):
        for token in ("0" * 26, question.booking.token):
            assert client.get(reverse(name, args=[token])).status_code == 404

    def test_nor_is_anything_answered_by_one(self, client, question):
        for name in ("permission_approve", "permission_decline"):
            assert client.post(reverse(name, args=[question.booking.token])).status_code == 404

    def test_a_managers_link_opens_no_booking(self, client, question):
        assert client.get(reverse("booking", args=[question.token])).status_code == 404


class TestTheOfficer:
    def test_the_booking_says_who_was_asked(self, browse_as, officer, question):
        page = browse_as(officer).get(reverse("bookings:inspect", args=[question.booking_id]))

        assert "Grace Mbeki (grace@example.org) was asked whether they may come" in page.text

    def test_an_officer_agrees(self, browse_as, officer, question):
        browse_as(officer).post(reverse("bookings:approve", args=[question.booking_id]))

        assert status_of(question) == BookingStatus.CONFIRMED

    def test_an_officer_declines_with_a_reason(self, browse_as, officer, question):
        address = reverse("bookings:decline", args=[question.booking_id])
        browse_as(officer).post(address, {"reason": "No answer"})

        assert status_of(question) == BookingStatus.CANCELLED
        assert "Your manager did not answer, so we decided." in Message.objects.get(kind="refused").text

    def test_looking_decides_nothing(self, browse_as, officer, question):
        for name in ("approve", "decline"):
            browse_as(officer).get(reverse(f"bookings:{name}", args=[question.booking_id]))

        assert status_of(question) == BookingStatus.REQUESTED

    @pytest.mark.parametrize("who", ["outsider", "trainer_user", "editor", "licensing_officer"])
    def test_others_decide_nothing(self, request, browse_as, question, who):
        client = browse_as(request.getfixturevalue(who))
        for name in ("approve", "decline"):
            client.post(reverse(f"bookings:{name}", args=[question.booking_id]), {"reason": "No"})

        assert status_of(question) == BookingStatus.REQUESTED

    def test_the_register_says_that_nobody_has_answered(self, browse_as, officer, session, question):
        page = browse_as(officer).get(reverse("sessions:register", args=[session.pk]))

        assert "Manager has not answered" in page.text

    def test_what_is_left_to_officers_stands_on_the_first_page(self, browse_as, officer, question):
        before = browse_as(officer).get(reverse("wagtailadmin_home")).text
        ManagerPermission.objects.update(passed_on_at=question.asked_at)

        after = browse_as(officer).get(reverse("wagtailadmin_home")).text

        assert ("1 manager has not answered" in before, "1 manager has not answered" in after) == (False, True)
