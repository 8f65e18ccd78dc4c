"""The pages on which people change their own booking."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from courses.models import BookingTerms, ChargeRate
from outbox.models import Message
from sessions.booking import cancel_booking
from sessions.deadlines import free_until
from sessions.models import Booking, BookingStatus, Charge
from tests.factories import (
    london,
    make_attendance,
    make_badge,
    make_booking,
    make_course,
    make_organisation_type,
    make_person,
    make_session,
    make_user,
)
from tests.sessions.test_booking_pages import errors, heading

pytestmark = pytest.mark.django_db
CHANGES = ["booking_move", "booking_hand_over", "booking_correct", "booking_new_link"]
BEN = {"name": "Ben Okafor", "email": "ben@example.org", "role": "Nurse"}
MAY_HAVE = "This person may have a place already. The details go to the address given then."
SECOND = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def on_the_first_of_december():
    with time_machine.travel("2026-12-01 09:00Z", tick=False):
        yield


@pytest.fixture
def course():
    terms = BookingTerms.objects.create(name="Yearly", starts_on="2026-04-01")
    ChargeRate.objects.create(terms=terms, late_cancellation=75)
    return make_course(terms=terms)


@pytest.fixture
def session(course):
    return make_session(course, starts_at=london(2026, 12, 15, 9, 30))


@pytest.fixture
def later(course):
    return make_session(course, starts_at=london(2027, 1, 12, 9, 30))


@pytest.fixture
def booking(session):
    return make_booking(session, person=make_person(name="Amina Kowalska", role="Teacher", organisation="Mill School"))


def page_of(client, booking, name="booking"):
    return client.get(reverse(name, args=[booking.token]))


def send(client, booking, page, /, **form):
    return client.post(reverse(page, args=[booking.token]), form, follow=True)


def again(booking):
    return Booking.objects.select_related("session", "delegate").get(pk=booking.pk)


def said(page):
    return page.context["costs"]


class TestCosts:
    def test_cancelling_says_until_when_it_is_free(self, client, booking):
        page = page_of(client, booking, "booking_cancel")

        assert said(page) == "Cancelling now is free. After 5pm on Tuesday 8 December your employer may be charged £75."

    def test_after_the_deadline_it_says_what_it_costs(self, client, booking):
        with time_machine.travel(free_until(booking) + SECOND, tick=False):
            page = page_of(client, booking, "booking_cancel")

        assert "Cancelling now costs your employer £75. Handing over to a colleague is free." in page.text

    @pytest.mark.parametrize(("after", "charges"), [(0 * SECOND, 0), (SECOND, 1)])
    def test_it_costs_what_was_said(self, client, booking, after, charges):
        with time_machine.travel(free_until(booking) + after, tick=False):
            send(client, booking, "booking_cancel")

        assert (again(booking).status, Charge.objects.count()) == (BookingStatus.CANCELLED, charges)

    @pytest.mark.parametrize(("after", "times"), [(0 * SECOND, 0), (SECOND, 1)])
    def test_after_a_late_cancellation_page_and_mail_say_what_is_recorded(self, client, booking, after, times):
        with time_machine.travel(free_until(booking) + after, tick=False):
            page = send(client, booking, "booking_cancel")

        mail = Message.objects.get(kind="cancelled")
        sentence = "£75 is recorded for your employer."
        assert [words.count(sentence) for words in (page.text, mail.text, mail.html)] == [times] * 3

    def test_a_charge_that_is_waived_is_no_longer_said(self, client, booking):
        with time_machine.travel(free_until(booking) + SECOND, tick=False):
            send(client, booking, "booking_cancel")
            Charge.objects.update(waived_at=free_until(booking), reason="Ill")

            assert "is recorded for your employer" not in page_of(client, booking).text

    def test_without_a_rate_cancelling_is_free(self, client):
        booking = make_booking(make_session())

        assert "Cancelling is free." in page_of(client, booking, "booking_cancel").text

    def test_what_an_officer_cancels_costs_nothing(self, booking):
        with time_machine.travel(free_until(booking) + SECOND, tick=False):
            cancel_booking(booking, by=make_user())

        assert not Charge.objects.exists()


class TestMoving:
    def test_the_dates_with_a_place_are_to_choose_from(self, client, booking, later):
        page = page_of(client, booking, "booking_move")

        assert f'value="{later.reference}"' in page.text
        assert "Tuesday 12 January 2027" in page.text

    def test_the_place_moves(self, client, booking, later):
        page = send(client, booking, "booking_move", to=later.reference)

        assert again(booking).session == later
        assert "Your place is on the new date" in page.text

    def test_no_choice_is_said_beside_the_question(self, client, booking, later):
        page = send(client, booking, "booking_move")

        assert errors(page) == [("id_to", "Choose a date")]

    def test_a_session_that_is_none_of_the_dates_is_refused(self, client, booking, later):
        other = make_session()

        page = send(client, booking, "booking_move", to=other.reference)

        assert errors(page) == [("id_to", "Choose one of these dates")]

    def test_without_another_date_it_says_what_can_be_done(self, client, booking):
        page = page_of(client, booking, "booking_move")

        assert "There is no other date with places just now." in page.text
        assert reverse("booking_hand_over", args=[booking.token]) in page.text

    def test_after_the_deadline_it_says_why_not(self, client, booking, later):
        with time_machine.travel(free_until(booking) + SECOND, tick=False):
            page = send(client, booking, "booking_move", to=later.reference)

        assert "It is too late to change the date: that was possible until 5pm on Tuesday 8 December." in page.text
        assert again(booking).session != later


class TestHandingOver:
    def test_the_colleague_has_it_and_the_old_link_ends(self, client, booking):
        page = send(client, booking, "booking_hand_over", **BEN)

        assert heading(page) == "Your place is handed over"
        assert again(booking).delegate.name == "Ben Okafor"
        assert page_of(client, booking).status_code == 404

    def test_the_page_afterwards_names_nobody(self, client, booking):
        page = send(client, booking, "booking_hand_over", **BEN)

        assert all(word not in page.text for word in ("Ben", "Amina", again(booking).token))

    def test_the_organisation_stays(self, client, booking):
        send(client, booking, "booking_hand_over", **BEN)

        assert again(booking).delegate.organisation_typed == "Mill School"

    def test_oneself_is_refused_beside_the_name_and_nothing_typed_is_lost(self, client, booking):
        page = send(client, booking, "booking_hand_over", **BEN | {"name": "Amina Kowalska", "email": booking.email})

        said = "This person has the place already. To put a spelling right, correct the details instead."
        assert errors(page) == [("id_name", said)]
        assert 'value="Nurse"' in page.text

    def test_who_may_have_a_place_is_refused_beside_the_name_and_only_they_hear_more(self, client, booking, session):
        make_booking(session, person=make_person(name=BEN["name"], email=BEN["email"]))

        page = send(client, booking, "booking_hand_over", **BEN)

        assert errors(page) == [("id_name", MAY_HAVE)]
        assert Message.objects.get(kind="details_again").to == BEN["email"]

    def test_the_register_says_for_whom(self, client, booking, session, browse_as, officer):
        send(client, booking, "booking_hand_over", **BEN)

        page = browse_as(officer).get(reverse("sessions:register", args=[session.pk]))

        assert "for Amina Kowalska" in page.text

    def test_another_driver_gives_badge_and_telephone(self, client, taxi_session, authority):
        with time_machine.travel("2026-11-30 09:00Z", tick=False):
            session = make_session(taxi_session.course, starts_at=london(2026, 12, 15, 9, 30))
        booking = make_booking(session, person=make_person(email="", badge=make_badge(authority)))
        form = {"authority": authority.pk, "number": "00418", "name": "Imran Novak", "contact": "07700 900456"}

        send(client, booking, "booking_hand_over", **form)

        now = again(booking)
        assert (now.delegate.name, now.badge.number, now.phone) == ("Imran Novak", "00418", "07700 900456")


class TestCorrecting:
    def test_what_the_booking_says_stands_in_the_form(self, client, booking):
        page = page_of(client, booking, "booking_correct")

        assert all(f'value="{known}"' in page.text for known in ("Amina Kowalska", booking.email))

    def test_where_somebody_works_does_not_stand_there(self, client, booking):
        page = page_of(client, booking, "booking_correct")

        assert [known in page.text for known in ("Mill School", "Teacher")] == [False, False]
        assert page.text.count("Leave this empty to keep it as it is.") == 2

    def test_what_is_left_empty_stays(self, client, booking):
        form = {"name": "Amina Kowalski", "email": booking.email, "organisation": "", "role": ""}

        send(client, booking, "booking_correct", **form)

        now = again(booking).delegate
        assert (now.name, now.organisation_typed, now.role) == ("Amina Kowalski", "Mill School", "Teacher")

    def test_the_details_are_put_right(self, client, booking):
        form = {"name": "Amina Kowalski", "email": booking.email, "organisation": "Mill School", "role": "Teacher"}

        page = send(client, booking, "booking_correct", **form)

        assert again(booking).delegate.name == "Amina Kowalski"
        assert "Your details are put right" in page.text

    def test_another_person_is_sent_to_handing_over(self, client, booking):
        page = send(client, booking, "booking_correct", **BEN, organisation="Mill School")

        said = "Another name and another address: is it somebody else? Then hand the place over to them instead."
        assert errors(page) == [("id_name", said)]

    def test_who_may_have_a_place_is_refused_beside_the_name_and_only_they_hear_more(self, client, booking, session):
        make_booking(session, person=make_person(name="Amina Kowalska", email="other@example.org"))

        page = send(client, booking, "booking_correct", name="Amina Kowalska", email="other@example.org")

        assert errors(page) == [("id_name", MAY_HAVE)]
        assert Message.objects.get(kind="details_again").to == "other@example.org"

    def test_who_waits_can_correct_too(self, client, booking):
        Booking.objects.filter(pk=booking.pk).update(status=BookingStatus.WAITING)

        assert page_of(client, booking, "booking_correct").status_code == 200


class TestWhoMayBook:
    @pytest.fixture
    def first(self, booking):
        """The course that has come before since Amina booked."""
        first = make_course(title="First steps")
        BookingTerms.objects.update(prerequisite=first)
        return first

    def test_a_colleague_who_lacks_the_course_before_is_refused_beside_the_address(self, client, booking, first):
        page = send(client, booking, "booking_hand_over", **BEN)

        (field, said), *others = errors(page)
        assert (field, "We could not find your attendance" in said, others) == ("id_email", True, [])
        assert again(booking).delegate.name == "Amina Kowalska"

    def test_a_colleague_who_has_attended_it_comes_instead(self, client, booking, first):
        before = make_session(first, starts_at=london(2026, 12, 2, 9, 30))
        make_attendance(before, person=make_person(name=BEN["name"], email=BEN["email"]))

        send(client, booking, "booking_hand_over", **BEN)

        assert again(booking).delegate.name == "Ben Okafor"

    def test_no_name_is_corrected_into_somebody_who_lacks_it(self, client, booking, first):
        page = send(client, booking, "booking_correct", name="Ben Okafor", email=booking.email)

        assert [field for field, _said in errors(page)] == ["id_email"]
        assert again(booking).delegate.name == "Amina Kowalska"

    def test_whoever_stays_who_they_are_corrects_the_rest(self, client, booking, first):
        send(client, booking, "booking_correct", name="AMINA KOWALSKA", email=booking.email, role="Nurse")

        now = again(booking).delegate
        assert (now.name, now.role) == ("AMINA KOWALSKA", "Nurse")

    @pytest.mark.parametrize(("page", "form"), [("booking_hand_over", BEN), ("booking_correct", {"name": "Amina K"})])
    def test_an_organisation_the_terms_are_not_for_is_said_where_no_question_asks_for_it(
        self, client, booking, page, form
    ):
        booking.terms.organisation_types.add(make_organisation_type(name="School"))

        answer = send(client, booking, page, **{"email": booking.email} | form)

        assert "We do not know “Mill School” as one of them" in answer.text
        assert again(booking).delegate.name == "Amina Kowalska"


class TestLinks:
    def test_a_new_link_is_not_shown_but_sent(self, client, booking):
        page = send(client, booking, "booking_new_link")

        assert heading(page) == "Your new link is on its way"
        assert again(booking).token not in page.text
        assert page_of(client, booking).status_code == 404

    def test_looking_replaces_nothing(self, client, booking):
        page_of(client, booking, "booking_new_link")

        assert again(booking).token == booking.token

    @pytest.mark.parametrize("known", [True, False])
    def test_lost_links_give_the_same_page_whoever_asks(self, client, booking, known):
        email = booking.email if known else "nobody@example.org"

        page = client.post(reverse("bookings_again"), {"email": email}, follow=True)

        assert (page.redirect_chain, heading(page)) == (
            [(reverse("bookings_again_sent"), 302)],
            "Look in your inbox",
        )
        assert Message.objects.filter(kind="bookings_again").exists() == known


def test_the_form_for_lost_links_is_kept_by_nobody_between(client):
    page = client.get(reverse("bookings_again"))

    assert page.headers["Cache-Control"] == "private, max-age=0"


@pytest.mark.parametrize("name", CHANGES)
class TestEveryPage:
    def test_a_foreign_link_is_a_404(self, client, booking, name):
        assert client.get(reverse(name, args=["0" * 26])).status_code == 404
        assert client.post(reverse(name, args=["0" * 26])).status_code == 404

    def test_it_stays_out_of_caches_and_says_nothing_to_other_sites(self, client, booking, name):
        page = page_of(client, booking, name)

        assert (page.headers["Cache-Control"], page.headers["Referrer-Policy"]) == ("no-store", "no-referrer")

    def test_a_cancelled_booking_is_not_changed(self, client, booking, later, name):
        cancel_booking(booking)

        page = send(client, booking, name, to=later.reference, **BEN)

        assert heading(page) == "Your booking is cancelled"
        assert again(booking).token == booking.token

    def test_the_link_ends_ninety_days_after_the_session(self, client, booking, session, name):
        with time_machine.travel(session.ends_at + timedelta(days=90, seconds=1), tick=False):
            assert page_of(client, booking, name).status_code == 404


def test_a_form_sent_from_another_site_changes_nothing(booking):
    client = Client(enforce_csrf_checks=True)

    page = client.post(reverse("booking_hand_over", args=[booking.token]), BEN, headers={"Origin": "https://evil.test"})

    assert page.status_code == 403
    assert again(booking).token == booking.token


def test_the_latest_changes_stand_on_the_officers_first_page(client, booking, browse_as, officer):
    send(client, booking, "booking_cancel", nonce=str(uuid4()))

    page = browse_as(officer).get(reverse("wagtailadmin_home"))

    assert "Amina Kowalska cancelled" in page.text
