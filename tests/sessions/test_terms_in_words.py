"""Booking terms as people read them."""

import pytest
import time_machine

from courses.models import BookingTerms, ChargeRate
from outbox.models import Message
from people.models import Area
from sessions.terms_in_words import (
    before_you_book,
    lateness_in_words,
    offer_in_words,
    permission_in_words,
    reminders_in_words,
    say_money,
)
from tests import factories
from tests.factories import london

pytestmark = pytest.mark.django_db
MONDAY = london(2027, 2, 1, 9)
BEGINS = london(2027, 2, 17, 9, 30)
NO_MANAGER = "If you have no manager, you can say so."
HELD = "A place that comes free is held for 48 hours for whoever is offered it, nearer the start for less."
COSTS = [
    "You can cancel free of charge until 5pm on Wednesday 10 February.",
    "Cancelling later costs your employer £20.",
    "Not coming without having cancelled costs your employer £30.",
    "A colleague can come in your place at no cost.",
]


@pytest.fixture(autouse=True)
def winter():
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def terms():
    return BookingTerms.objects.create(name="Charged", starts_on="2026-01-01")


def read(terms, **facts):
    return before_you_book(factories.make_session(factories.make_course(terms=terms), **{"starts_at": BEGINS} | facts))


def rate(terms, **facts):
    return ChargeRate.objects.create(terms=terms, **facts)


def test_terms_without_conditions_say_nothing(terms, django_assert_num_queries):
    session = factories.make_session(factories.make_course(terms=terms), starts_at=BEGINS)

    with django_assert_num_queries(1):  # whether they are replaced
        assert before_you_book(session) == []


def test_a_course_without_terms_says_nothing():
    assert read(None) == []


def test_everything_is_said_in_the_order_in_which_it_matters(terms):
    terms.prerequisite = factories.make_course(title="First steps")
    terms.prerequisite_months, terms.places_per_organisation, terms.permission = 24, 3, "approved"
    terms.organisation_types.set([factories.make_organisation_type(name="School")])
    terms.areas.set([Area.objects.create(name="Eastmere"), Area.objects.create(name="Northvale")])
    terms.save()
    rate(terms, late_cancellation=50, no_show=75)

    assert read(terms) == [
        "It is for people who work in Eastmere and Northvale, in organisations of these kinds: School.",
        "You need to have attended “First steps” in full in the 24 months before this training.",
        f"We ask your manager by e-mail to agree. Until they answer, your place is held. {NO_MANAGER}",
        "An organisation can have up to three places on each date.",
        "You can cancel free of charge until 5pm on Wednesday 10 February.",
        "Cancelling later costs your employer £50.",
        "Not coming without having cancelled costs your employer £75.",
        "A colleague can come in your place at no cost.",
    ]


def test_each_kind_of_employer_reads_its_own_charge(terms):
    school = factories.make_organisation_type(name="School", order=1)
    rate(terms, organisation_type=school, late_cancellation=20)
    rate(terms, late_cancellation="50.50")

    assert read(terms)[1] == "Cancelling later costs your employer £20 (School) and £50.50 (everybody else)."


def test_employers_who_pay_the_same_are_said_together(terms):
    for name in ("Primary school", "Special school"):
        rate(terms, organisation_type=factories.make_organisation_type(name=name), late_cancellation=50, no_show=50)
    rate(terms, late_cancellation=75, no_show=75)

    assert read(terms)[1] == (
        "Cancelling later, or not coming without having cancelled, costs your employer "
        "£50 (Primary school, Special school) and £75 (everybody else)."
    )


def test_only_the_charges_of_this_length_are_said(terms):
    rate(terms, length="half_day", late_cancellation=50)
    rate(terms, length="full_day", late_cancellation=100)

    assert [read(terms, minutes=minutes)[1] for minutes in (180, 360)] == [
        "Cancelling later costs your employer £50.",
        "Cancelling later costs your employer £100.",
    ]


def test_where_only_staying_away_costs_cancelling_is_free_until_the_start(terms):
    rate(terms, no_show=75)

    assert read(terms)[0] == "You can cancel free of charge until 9.30am on Wednesday 17 February."


def test_whoever_books_late_reads_that_it_is_too_late_to_cancel_for_nothing(terms):
    rate(terms, late_cancellation=50)

    with time_machine.travel(london(2027, 2, 10, 17), tick=False):
        assert read(terms)[0] == "Cancelling was free until 5pm on Wednesday 10 February."


def test_charges_of_nothing_are_not_mentioned(terms):
    rate(terms)

    assert read(terms) == []


@pytest.mark.parametrize(
    ("permission", "exempts", "said"),
    [
        ("not_asked", True, ""),
        ("declared", False, "You confirm that your manager agrees."),
        ("declared", True, f"You confirm that your manager agrees. {NO_MANAGER}"),
    ],
)
def test_permission_is_said(permission, exempts, said):
    assert permission_in_words(BookingTerms(permission=permission, exempts_without_manager=exempts)) == said


def test_lateness_offers_and_reminders_are_said():
    terms = BookingTerms(late_minutes=15, offer_hours=48, offers_places=False, reminder_days="14,1")

    assert [lateness_in_words(terms), offer_in_words(terms), reminders_in_words(terms)] == [
        "Whoever comes more than 15 minutes late has not attended in full.",
        f"{HELD} An officer chooses who is offered it.",
        "People are reminded 14 days and 1 day before.",
    ]


@pytest.mark.parametrize(("amount", "said"), [(75, "£75"), ("12.50", "£12.50")])
def test_money_is_said_without_idle_pence(amount, said):
    from decimal import Decimal

    assert say_money(Decimal(amount)) == said


class TestInTheMails:
    def mail_of(self, terms, organisation="Harbour Lane School", **facts):
        session = factories.make_session(factories.make_course(terms=terms), starts_at=BEGINS)
        factories.make_booking(session, person=factories.make_person(organisation=organisation))
        return Message.objects.get()

    def test_the_confirmation_says_what_cancelling_costs_this_employer(self, terms):
        school = factories.make_organisation_type(name="School")
        factories.make_organisation(name="Harbour Lane School", type=school)
        rate(terms, organisation_type=school, late_cancellation=20, no_show=30)
        rate(terms, late_cancellation=50)

        mail = self.mail_of(terms)

        assert [said in text for text in (mail.text, mail.html) for said in COSTS] == [True] * 8

    def test_a_confirmation_under_terms_without_charges_says_nothing_of_costs(self, terms):
        mail = self.mail_of(terms)

        assert "free of charge" not in mail.text + mail.html


class TestOnThePage:
    def page_of(self, client, terms, **facts):
        session = factories.make_session(factories.make_course(terms=terms), starts_at=BEGINS, **facts)
        return client.get(f"/book/{session.reference}/").text

    def test_the_booking_page_says_what_the_terms_ask(self, client, terms):
        rate(terms, late_cancellation=50)

        page = self.page_of(client, terms)

        assert '<h2 class="govuk-heading-m">Booking terms</h2>' in page
        assert "<li><bdi>Cancelling later costs your employer £50.</bdi></li>" in page

    def test_the_waiting_list_says_it_too(self, client, terms):
        rate(terms, late_cancellation=50)
        session = factories.make_session(factories.make_course(terms=terms), starts_at=BEGINS, capacity=1)
        factories.make_booking(session)

        page = client.get(f"/book/{session.reference}/").text

        assert "<li><bdi>Cancelling later costs your employer £50.</bdi></li>" in page

    def test_a_page_without_conditions_has_no_list(self, client, terms):
        assert "Booking terms" not in self.page_of(client, terms)
