"""The pages on which a place is booked, looked at and given back."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from outbox.models import Message
from people.models import Badge
from sessions.models import Booking, BookingStatus, SessionSettings, SessionStatus, TrainingSession
from tests import factories

pytestmark = pytest.mark.django_db
AMINA = {
    "name": "Amina Kowalska",
    "email": "amina@example.org",
    "organisation": "Harbour Lane School",
    "role": "Teacher",
    "access_needs": "A seat near the door",
}
SAJID = {"number": "00417", "name": "Sajid Novak", "contact": "07700 900123", "access_needs": ""}


def typed(**facts):
    return AMINA | {"nonce": str(uuid4())} | facts


def book(client, session, **facts):
    return client.post(reverse("book", args=[session.reference]), typed(**facts))


def heading(page):
    text = re.search(r'<h1 class="govuk-(?:heading-l|panel__title)">(.*?)</h1>', page.text, re.S).group(1)
    return " ".join(text.split())


def errors(page):
    return re.findall(r'<li><a href="#(\w+)">(.*?)</a></li>', page.text)


def test_five_questions_are_asked(client, session):
    page = client.get(reverse("book", args=[session.reference]))

    asked = re.findall(r'<(?:input|textarea|select)[^>]* name="(\w+)"', page.text)
    assert [name for name in asked if name not in {"csrfmiddlewaretoken", "nonce", "opened", "website"}] == list(AMINA)


def test_the_browser_may_fill_the_form_in(client, session):
    page = client.get(reverse("book", args=[session.reference])).text

    asked = re.findall(r'autocomplete="([\w-]+)"', page)
    assert asked == ["name", "email", "organization", "organization-title", "off"]


def test_a_place_is_booked_and_the_personal_page_follows(client, session):
    answer = book(client, session)

    booking = Booking.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/booking/{booking.token}/?booked")
    assert (booking.email, booking.access_needs) == ("amina@example.org", "A seat near the door")
    assert heading(client.get(answer["Location"])) == "You are booked"


@pytest.mark.parametrize(("query", "links"), [("?booked", 1), ("", 0)])
def test_who_has_just_booked_finds_the_way_to_all_training(client, session, query, links):
    address = f"/booking/{factories.make_booking(session).token}/{query}"

    assert client.get(address).text.count(">See all training</a>") == links


def test_ten_times_the_same_form_is_one_booking(client, session):
    form = typed()

    answers = [client.post(reverse("book", args=[session.reference]), form) for _tap in range(10)]

    assert (Booking.objects.count(), Message.objects.count()) == (1, 1)
    assert len({answer["Location"] for answer in answers}) == 1
    assert TrainingSession.objects.get().seats_taken == 1


def test_going_back_to_name_a_colleague_is_a_second_booking(client, session):
    form = typed()

    for name in ["Amina Kowalska", "Kim Osei"]:
        client.post(reverse("book", args=[session.reference]), form | {"name": name})

    assert Booking.objects.count() == 2


@pytest.mark.parametrize(
    ("name", "email"),
    [
        ("amina kowalska", "amina@example.org"),
        ("  Amina   Kowalska ", "amina@example.org"),
        ("AMINA KOWALSKA", "AMINA@example.org"),
        ("Amina Kowalska", " amina@EXAMPLE.org "),
        ("Amina\u00a0Kowalska", "Amina@Example.Org"),
        ("\uff21mina Kowalska", "amina@example.org"),
        ("Amina\tKowalska", "aMINA@example.org"),
        ("Amina Kowalska", "amina@example.org\n"),
    ],
)
def test_another_spelling_of_the_same_person_is_no_second_booking(client, session, name, email):
    book(client, session)

    answer = book(client, session, name=name, email=email)

    assert (answer.status_code, heading(answer)) == (409, "No new place has been booked")
    assert Booking.objects.count() == 1


@pytest.mark.parametrize("email", ["amina.k@example.org", "amina+work@example.org"])
def test_dots_and_plus_signs_make_another_address(client, session, email):
    book(client, session)

    book(client, session, email=email)

    assert Booking.objects.count() == 2


@pytest.mark.parametrize(
    "email", ["m\u0131ke@example.org", "amina", "a@b@example.org", "amina@example.org, b@example.org"]
)
def test_an_address_that_mail_cannot_reach_is_refused(client, session, email):
    page = book(client, session, email=email)

    assert errors(page) == [("id_email", "Enter an e-mail address, like name@example.org")]
    assert Booking.objects.count() == 0


def test_whoever_books_again_is_shown_no_link(client, session):
    book(client, session)
    booking = Booking.objects.get()

    page = book(client, session).text

    assert "You have a place already" not in page
    assert [secret for secret in [booking.token, booking.reference, booking.reference.upper()] if secret in page] == []
    assert list(Message.objects.order_by("pk").values_list("kind", flat=True)) == ["confirmed", "details_again"]


@pytest.mark.usefixtures("still")
def test_whoever_keeps_booking_again_is_written_to_once_an_hour(client, session):
    for _attempt in range(4):
        book(client, session)

    assert Message.objects.filter(kind="details_again").count() == 1


def test_the_last_place_can_be_booked(client, course):
    session = factories.make_session(course, capacity=1)

    page = client.get(reverse("book", args=[session.reference]))

    assert "1 place left" in page.text
    assert book(client, session).status_code == 302


def test_many_places_are_not_counted(client, session):
    page = client.get(reverse("book", args=[session.reference]))

    assert "Places available" in page.text


def test_a_session_without_limit_is_booked(client, course):
    session = factories.make_session(course, capacity=None)

    assert book(client, session).status_code == 302


DAY = timedelta(days=1)
STATES = {
    "cancelled": (lambda: {"status": SessionStatus.CANCELLED}, "This session has been cancelled"),
    "closed": (lambda: {"status": SessionStatus.BOOKING_CLOSED}, "Booking for this session has closed"),
    "deadline": (lambda: {"booking_closes_at": timezone.now()}, "Booking for this session has closed"),
    "full": (lambda: {"capacity": 0}, "This session is full"),
    "begun": (lambda: {"starts_at": timezone.now() - timedelta(minutes=30)}, "This session has begun"),
    "over": (lambda: {"starts_at": timezone.now() - DAY}, "This session is over"),
    "delivered": (
        lambda: {"status": SessionStatus.DELIVERED, "starts_at": timezone.now() - DAY},
        "This session is over",
    ),
}


@pytest.mark.parametrize(("facts", "said"), STATES.values(), ids=STATES.keys())
def test_a_session_that_takes_no_bookings_says_so(client, course, facts, said):
    session = factories.make_session(course, **facts())

    page = client.get(reverse("book", args=[session.reference]))

    assert (page.status_code, heading(page)) == (200, said)
    assert ("<form" in page.text) == (said == "This session is full")


@pytest.mark.parametrize("facts", [facts for facts, _said in STATES.values()], ids=STATES.keys())
def test_a_post_to_a_session_that_takes_no_bookings_books_nothing(client, course, facts):
    session = factories.make_session(course, **facts())

    assert book(client, session).status_code == 409
    assert (Booking.objects.count(), Message.objects.count()) == (0, 0)


@time_machine.travel("2026-11-20 09:00Z", tick=False)
def test_booking_that_opens_later_says_when(client, course):
    session = factories.make_session(course, booking_opens_at=factories.london(2026, 11, 22, 9, 30))

    page = client.get(reverse("book", args=[session.reference]))

    assert heading(page) == "Booking opens on Sunday 22 November, 9.30am"
    assert "Once booking is open, you can send what you typed." in book(client, session).text


@pytest.mark.parametrize("kind", ["unknown", "draft", "headcount", "withdrawn"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_what_is_not_public_is_not_found(client, course, headcount_session, kind, method):
    withdrawn = factories.make_session(factories.make_course(is_offered=False))
    draft = factories.make_session(course, status=SessionStatus.DRAFT)
    references = {"headcount": headcount_session, "withdrawn": withdrawn, "draft": draft}
    reference = references[kind].reference if kind in references else "0" * 16

    page = getattr(client, method)(f"/book/{reference}/", typed())
    missing = getattr(client, method)("/book/nothing-of-the-kind/", typed())

    assert (page.status_code, page.text) == (404, missing.text)
    assert Booking.objects.count() == 0


def test_losing_the_last_place_keeps_what_was_typed(client, course):
    session = factories.make_session(course, capacity=1)
    factories.make_booking(session)

    page = book(client, session)

    assert heading(page) == "The last place has just gone"
    assert 'value="Harbour Lane School"' in page.text
    assert "A seat near the door" in page.text


def test_a_full_session_names_other_dates_with_places(client, course):
    full = factories.make_session(course, capacity=0)
    free = factories.make_session(course, starts_at=factories.next_week() + DAY)
    factories.make_session(course, starts_at=factories.next_week() + 2 * DAY, is_listed=False)

    page = client.get(reverse("book", args=[full.reference])).text

    assert re.findall(r'href="(/book/\w+/)"', page) == [f"/book/{free.reference}/"]


def test_every_empty_field_is_named_at_the_top(client, session):
    page = client.post(reverse("book", args=[session.reference]), {})

    assert errors(page) == [
        ("id_name", "Enter your full name"),
        ("id_email", "Enter your work e-mail address, like name@example.org"),
        ("id_organisation", "Enter the organisation you work or volunteer for"),
        ("id_role", "Enter your role, such as teacher or nurse"),
    ]


def test_nothing_typed_is_lost_on_an_error(client, session):
    form = typed(email="amina")

    page = client.post(reverse("book", args=[session.reference]), form)

    shown = [value in page.text for value in form.values()]
    assert shown == [True] * len(form)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("name", "x" * 201, "Full name must be 200 characters or fewer"),
        ("name", "ﷺ" * 100, "Enter a shorter name"),
        ("name", "\x07 \x1f", "Enter your full name"),
        ("organisation", "x" * 201, "Organisation must be 200 characters or fewer"),
        ("role", "x" * 151, "Role must be 150 characters or fewer"),
        (
            "access_needs",
            "x" * 501,
            "Is there anything you need to take part? must be 500 characters or fewer",
        ),
    ],
)
def test_what_does_not_fit_is_said_beside_the_field(client, session, field, value, said):
    assert errors(book(client, session, **{field: value})) == [(f"id_{field}", said)]


def test_a_form_without_its_nonce_still_books(client, session):
    assert book(client, session, nonce="tampered").status_code == 302


def test_a_name_is_shown_as_typed_and_never_run(client, session):
    name = "<script>alert(1)</script>{{ 7*7 }} O'Brien"

    page = client.get(book(client, session, name=name)["Location"])

    assert "<script>alert" not in page.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7*7 }} O&#x27;Brien" in page.text


def test_organisations_are_suggested_and_anything_can_be_typed(client, session):
    factories.make_organisation(name="Mill Street Youth Club")

    page = client.get(reverse("book", args=[session.reference]))
    book(client, session, organisation="Somewhere new")

    assert '<option value="Mill Street Youth Club">' in page.text
    assert Booking.objects.get().delegate.organisation_typed == "Somewhere new"


@time_machine.travel("2026-11-20 09:00Z", tick=False)
def test_a_session_of_two_days_names_both(client, course):
    first = factories.london(2026, 12, 8, 9, 30)
    days = [(first + n * DAY, first + n * DAY + timedelta(hours=6)) for n in range(2)]
    session = factories.make_session(course, days=days)

    page = client.get(reverse("book", args=[session.reference]))

    assert "Tuesday 8 and Wednesday 9 December, 9.30am to 3.30pm" in page.text


def test_the_path_is_walked_in_urdu_from_right_to_left(client, session):
    answer = client.post(f"/ur/book/{session.reference}/", typed())

    page = client.get(answer["Location"])

    assert answer["Location"].startswith("/ur/booking/")
    assert '<html lang="ur" dir="rtl"' in page.text
    assert Booking.objects.get().language == "ur"


def test_the_online_link_is_not_shown_before_booking(client, course):
    session = factories.make_session(course, online_link="https://meet.example.org/room")

    before = client.get(reverse("book", args=[session.reference])).text
    after = client.get(book(client, session)["Location"]).text

    assert [text.count('href="https://meet.example.org/room"') for text in (before, after)] == [0, 1]


@pytest.mark.parametrize("facts", [{"capacity": 1}, {"status": SessionStatus.BOOKING_CLOSED}])
def test_a_session_that_takes_nobody_says_the_same_to_who_is_booked(client, course, facts):
    session = factories.make_session(course, capacity=1)
    book(client, session)
    TrainingSession.objects.update(**facts)

    pages = [book(client, session, email=email) for email in ["amina@example.org", "robin@example.org"]]

    assert len({(page.status_code, heading(page), page.text.count("<p")) for page in pages}) == 1
    assert [mail.to for mail in Message.objects.filter(kind="details_again")] == ["amina@example.org"]


def test_looking_changes_nothing(client, session):
    booking = factories.make_booking(session)
    pages = [("book", session.reference), *((name, booking.token) for name in ["booking", "booking_cancel"])]

    for name, key in pages:
        client.get(reverse(name, args=[key]), typed())
        client.head(reverse(name, args=[key]))

    booking.refresh_from_db()
    assert (Booking.objects.count(), booking.status) == (1, BookingStatus.CONFIRMED)


@pytest.mark.parametrize("people", [3, 30])
def test_booking_takes_seven_queries_however_many_have_booked(client, people):
    session = factories.make_session(factories.make_course(), capacity=100)
    for _person in range(people):
        factories.make_booking(session)

    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert book(client, session).status_code == 302

    asked = [q["sql"] for q in queries if not q["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"))]
    assert len(asked) == 7


class TestDrivers:
    def book(self, client, session, authority, **facts):
        form = SAJID | {"authority": authority.pk, "nonce": str(uuid4())} | facts
        return client.post(reverse("book", args=[session.reference]), form)

    def test_a_badge_is_kept_as_printed(self, client, taxi_session, authority):
        self.book(client, taxi_session, authority)

        booking = Booking.objects.get()
        assert (booking.badge.number, booking.badge.kind) == ("00417", Badge.Kind.BADGE)
        assert (booking.email, booking.phone) == ("", "07700 900123")

    def test_an_applicant_gives_a_reference(self, client, taxi_session, authority):
        self.book(client, taxi_session, authority, number="APP-77", has_no_badge="on")

        assert Booking.objects.get().badge.kind == Badge.Kind.APPLICATION

    def test_a_telephone_is_enough_and_no_mail_is_written(self, client, taxi_session, authority):
        page = client.get(self.book(client, taxi_session, authority)["Location"])

        assert heading(page) == "You are booked"
        assert "You gave no e-mail address" in page.text
        assert Message.objects.count() == 0

    def test_an_address_is_written_to(self, client, taxi_session, authority):
        self.book(client, taxi_session, authority, contact="sajid@example.org")

        assert Message.objects.get().to == "sajid@example.org"

    @pytest.mark.parametrize("contact", ["12345", "call me", "sajid@", "0" * 16, "07700 900123 ext 4"])
    def test_a_contact_that_reaches_nobody_is_refused(self, client, taxi_session, authority, contact):
        page = self.book(client, taxi_session, authority, contact=contact)

        assert [target for target, _said in errors(page)] == ["id_contact"]

    def test_the_same_badge_twice_is_one_booking(self, client, taxi_session, authority):
        answers = [self.book(client, taxi_session, authority, number=number) for number in ["00417", " 004 17"]]

        assert [answer.status_code for answer in answers] == [302, 409]
        assert Booking.objects.count() == 1

    def test_the_same_number_of_two_councils_is_two_people(self, client, taxi_session, authority, other_authority):
        for council in [authority, other_authority]:
            self.book(client, taxi_session, council)

        assert Booking.objects.count() == 2

    def test_what_is_missing_is_named(self, client, taxi_session):
        page = client.post(reverse("book", args=[taxi_session.reference]), {"contact": ""})

        assert errors(page) == [
            ("id_authority", "Choose the council that licenses you"),
            ("id_number", "Enter your badge number or application reference"),
            ("id_name", "Enter your full name"),
            ("id_contact", "Enter an e-mail address or a telephone number"),
        ]


class TestPersonalPage:
    def test_a_personal_page_keeps_its_address_to_itself(self, client, session):
        booking = factories.make_booking(session)
        names = ["booking", "booking_cancel", "booking_calendar"]

        answers = [client.get(reverse(name, args=[booking.token])) for name in names]

        headers = {
            (a["Cache-Control"], a["Referrer-Policy"], a["X-Robots-Tag"].split(",")[0], a.status_code) for a in answers
        }
        assert headers == {("no-store", "no-referrer", "noindex", 200)}

    def test_a_wrong_link_is_not_found(self, client):
        assert client.get("/booking/" + "0" * 26 + "/").status_code == 404

    def test_a_link_ends_some_days_after_the_session(self, client, session):
        booking = factories.make_booking(session)
        last = session.ends_at + timedelta(days=SessionSettings.load().links_last_days)

        answers = []
        for moment in [last - DAY, last + DAY]:
            with time_machine.travel(moment, tick=False):
                answers.append(client.get(reverse("booking", args=[booking.token])).status_code)

        assert answers == [200, 404]

    def test_once_the_session_is_over_the_page_leads_on_to_other_training(self, client, course):
        past = factories.make_session(course, starts_at=timezone.now() - DAY)
        booking = factories.make_booking(past)

        page = client.get(reverse("booking", args=[booking.token]))

        assert (heading(page), "See all training" in page.text) == ("This session is over", True)

    def test_the_page_asks_before_it_cancels(self, client, session):
        booking = factories.make_booking(session)

        page = client.get(reverse("booking_cancel", args=[booking.token]))

        assert heading(page) == "Cancel your booking?"

    def test_cancelling_frees_the_place_and_says_so(self, client, session):
        booking = factories.make_booking(session)

        page = client.post(reverse("booking_cancel", args=[booking.token]), follow=True)

        session.refresh_from_db()
        assert (heading(page), session.seats_taken) == ("Your booking is cancelled", 0)
        assert list(Message.objects.order_by("pk").values_list("kind", flat=True)) == ["confirmed", "cancelled"]

    def test_cancelling_twice_frees_one_place(self, client, session):
        factories.make_booking(session)
        booking = factories.make_booking(session)

        for _tap in range(2):
            client.post(reverse("booking_cancel", args=[booking.token]))

        session.refresh_from_db()
        assert session.seats_taken == 1

    def test_a_place_can_be_booked_again_after_cancelling(self, client, session):
        booking = client.get(book(client, session)["Location"]).context["booking"]
        client.post(reverse("booking_cancel", args=[booking.token]))

        answer = book(client, session)

        assert answer.status_code == 302
        assert Booking.objects.live().count() == 1

    def test_nobody_cancels_once_the_session_has_begun(self, client, session):
        booking = factories.make_booking(session)

        with time_machine.travel(session.starts_at + timedelta(minutes=1), tick=False):
            page = client.post(reverse("booking_cancel", args=[booking.token]))

        booking.refresh_from_db()
        assert (page.status_code, booking.status) == (409, BookingStatus.CONFIRMED)
        assert "This cannot be changed any more." in page.text

    def test_a_cancelled_session_says_so_on_the_personal_page(self, client, session, officer):
        from sessions.scheduling import cancel_session

        booking = factories.make_booking(session)
        cancel_session(session, reason="The trainer is ill.", by=officer)

        page = client.get(reverse("booking", args=[booking.token]))

        assert heading(page) == "This session has been cancelled"
        assert "Cancel my booking" not in page.text

    def test_the_calendar_file_is_handed_out(self, client, session):
        booking = factories.make_booking(session)

        answer = client.get(reverse("booking_calendar", args=[booking.token]))

        assert answer["Content-Type"] == "text/calendar; charset=utf-8"
        assert answer.text.splitlines()[:4][-1] == "METHOD:PUBLISH"

    @pytest.mark.parametrize(("origin", "status"), [("null", 302), ("https://evil.example", 403)])
    def test_a_browser_that_hides_the_address_can_cancel_and_another_site_cannot(self, session, origin, status):
        client = Client(enforce_csrf_checks=True)
        address = reverse("booking_cancel", args=[factories.make_booking(session).token])
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', client.get(address).text).group(1)

        answer = client.post(address, {"csrfmiddlewaretoken": token}, headers={"Origin": origin})

        assert answer.status_code == status

    def test_cancelling_needs_the_token_of_the_form(self, session):
        address = reverse("booking_cancel", args=[factories.make_booking(session).token])

        answer = Client(enforce_csrf_checks=True).post(address, headers={"Origin": "null"})

        assert (answer.status_code, Booking.objects.live().count()) == (403, 1)
