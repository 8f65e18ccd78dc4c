"""Who may book under the terms, how many from one organisation, and what those are told who may not."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courses.models import BookingTerms, ChargeRate
from design.models import ServiceSettings
from outbox.models import Message
from people.models import Area, OrganisationAlias
from sessions.booking import book_place, cancel_booking
from sessions.eligibility import check_limit, check_may_book, places_of
from sessions.models import Attendance, Booking, BookingContact, BookingStatus, TrainingSession
from sessions.refusals import NotEligible, OrganisationHasItsPlaces
from tests import factories
from tests.factories import london
from tests.sessions.test_booking_pages import book, errors, heading

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def who_we_are():
    ServiceSettings.objects.update(contact_email="training@example.org", contact_phone="0114 496 0100")


@pytest.fixture
def northvale():
    return Area.objects.create(name="Northvale")


@pytest.fixture
def school_type():
    return factories.make_organisation_type(name="School")


@pytest.fixture
def school(school_type, northvale):
    return factories.make_organisation(name="Harbour Lane School", type=school_type, area=northvale)


@pytest.fixture
def clinic():
    """Neither a school nor in Northvale."""
    return factories.make_organisation(
        name="Mill Street Clinic",
        type=factories.make_organisation_type(name="Health"),
        area=Area.objects.create(name="Southmere"),
    )


def make_terms(**facts):
    return BookingTerms.objects.create(**{"name": f"Restricted {uuid4()}", "starts_on": "2026-01-01"} | facts)


@pytest.fixture
def for_schools(school_type):
    terms = make_terms()
    terms.organisation_types.add(school_type)
    return terms


@pytest.fixture
def for_northvale(northvale):
    terms = make_terms()
    terms.areas.add(northvale)
    return terms


def under(terms, **facts):
    return factories.make_session(factories.make_course(terms=terms), **facts)


def refusal_of(terms, *, session=None, **person):
    """Return what somebody is told, or nothing where they may book."""
    try:
        check_may_book(session or under(terms), person=factories.make_person(**person), terms=terms)
    except NotEligible as refusal:
        return str(refusal)
    return ""


IN_TOUCH = "If we have this wrong, get in touch: training@example.org · 0114 496 0100"


def test_a_school_may_book_what_is_for_schools(for_schools, school):
    assert refusal_of(for_schools, organisation="harbour lane  SCHOOL") == ""


def test_an_organisation_is_known_by_its_other_names(for_schools, school):
    OrganisationAlias.objects.create(organisation=school, name="HLS")

    assert refusal_of(for_schools, organisation="HLS") == ""


def test_a_clinic_may_not_book_what_is_for_schools(for_schools, clinic):
    assert refusal_of(for_schools, organisation="Mill Street Clinic") == (
        f"It is for people who work in organisations of these kinds: School. {IN_TOUCH}"
    )


def test_an_unknown_organisation_is_told_how_it_may_be_found(for_schools):
    assert refusal_of(for_schools, organisation="Harbour Ln School") == (
        "It is for people who work in organisations of these kinds: School. We do not know “Harbour Ln School” as one "
        f"of them: if it is suggested under another name, choose that. {IN_TOUCH}"
    )


def test_an_organisation_without_a_type_counts_as_unknown(for_schools):
    factories.make_organisation(name="Typeless School")

    assert "We do not know “Typeless School”" in refusal_of(for_schools, organisation="Typeless School")


def test_another_area_may_not_book(for_northvale, clinic):
    assert refusal_of(for_northvale, organisation="Mill Street Clinic") == (
        f"It is for people who work in Northvale. {IN_TOUCH}"
    )


def test_type_and_area_must_both_fit(for_schools, northvale, clinic):
    for_schools.areas.add(northvale)
    factories.make_organisation(name="Far School", type=for_schools.organisation_types.get(), area=clinic.area)

    assert refusal_of(for_schools, organisation="Far School").startswith(
        "It is for people who work in Northvale, in organisations of these kinds: School."
    )


def test_a_drivers_area_is_that_of_their_council(for_northvale, northvale, clinic):
    council, other = factories.make_authority(area=northvale), factories.make_authority(area=clinic.area)

    told = [refusal_of(for_northvale, badge=factories.make_badge(authority)) for authority in (council, other)]

    assert [bool(sentence) for sentence in told] == [False, True]


def test_no_terms_let_everybody_in():
    assert refusal_of(None, organisation="Anywhere") == ""


class TestPrerequisite:
    @pytest.fixture
    def first(self):
        return factories.make_course(title="First steps")

    def attended(self, course, person, *, at=None, extent=Attendance.Extent.FULL):
        session = factories.make_session(course, starts_at=at or london(2026, 3, 1, 10))
        factories.make_attendance(session, person=person, extent=extent)

    def told(self, first, person, *, months=None, starts_at=None):
        terms = make_terms(prerequisite=first, prerequisite_months=months)
        session = under(terms, **({"starts_at": starts_at} if starts_at else {}))
        try:
            check_may_book(session, person=person, terms=terms)
        except NotEligible as refusal:
            return str(refusal)
        return ""

    def test_whoever_attended_in_full_may_book(self, first):
        person = factories.make_person()
        self.attended(first, person)

        assert self.told(first, person) == ""

    @pytest.mark.parametrize("extent", [Attendance.Extent.PARTIAL, Attendance.Extent.NONE])
    def test_a_part_of_it_is_not_enough(self, first, extent):
        person = factories.make_person()
        self.attended(first, person, extent=extent)

        assert self.told(first, person) != ""

    def test_another_course_does_not_count(self, first):
        person = factories.make_person()
        self.attended(factories.make_course(), person)

        assert self.told(first, person) != ""

    def test_a_colleague_with_the_same_mailbox_does_not_count(self, first):
        self.attended(first, factories.make_person(name="Kim Osei", email="home@example.org"))

        assert self.told(first, factories.make_person(name="Ana Osei", email="home@example.org")) != ""

    @pytest.mark.parametrize(("starts_at", "may"), [(london(2028, 3, 1, 10), True), (london(2028, 3, 2, 10), False)])
    def test_it_counts_for_so_many_months_to_the_day(self, first, starts_at, may):
        person = factories.make_person()
        self.attended(first, person, at=london(2026, 3, 1, 10))

        assert (self.told(first, person, months=24, starts_at=starts_at) == "") is may

    def test_the_same_is_said_of_who_has_not_attended_and_who_is_unknown(self, first):
        booked_only = factories.make_person()
        factories.make_booking(factories.make_session(first), person=booked_only)

        told = {self.told(first, person, months=None) for person in (booked_only, factories.make_person())}

        not_found = "We could not find your attendance under this name and e-mail address."
        assert told == {f"You need to have attended “First steps” in full before. {not_found} {IN_TOUCH}"}


class TestLimit:
    @pytest.fixture
    def two_each(self):
        return under(make_terms(places_per_organisation=2), capacity=4)

    def join(self, session, organisation="Harbour Lane School", **facts):
        person = factories.make_person(organisation=organisation)
        return book_place(TrainingSession.objects.get(pk=session.pk), person=person, nonce=uuid4(), **facts)

    def test_as_many_as_allowed_book(self, two_each, school):
        bookings = [self.join(two_each) for _person in range(2)]

        assert [booking.status for booking in bookings] == ["confirmed", "confirmed"]

    @pytest.mark.parametrize("name", ["Harbour Lane School", "Nobody Knows Us Ltd"])
    def test_one_more_is_refused_and_takes_no_seat(self, two_each, school, name):
        for _person in range(2):
            self.join(two_each, name)

        with pytest.raises(OrganisationHasItsPlaces, match="up to two places on each date"):
            self.join(two_each, name.upper() + " ")

        assert (TrainingSession.objects.get(pk=two_each.pk).seats_taken, Booking.objects.count()) == (2, 2)

    def test_other_organisations_still_book(self, two_each, school, clinic):
        for _person in range(2):
            self.join(two_each)

        assert self.join(two_each, "Mill Street Clinic").status == BookingStatus.CONFIRMED

    def test_a_place_given_back_can_be_booked_again(self, two_each, school):
        _first, second = self.join(two_each), self.join(two_each)
        cancel_booking(second)

        assert self.join(two_each).status == BookingStatus.CONFIRMED

    def test_whoever_waits_counts_too(self, two_each, school, clinic):
        for organisation in ["Elsewhere", "Elsewhere", "Mill Street Clinic", "Mill Street Clinic"]:
            self.join(two_each, organisation)
        for _person in range(2):
            self.join(two_each, waits=True)

        with pytest.raises(OrganisationHasItsPlaces):
            self.join(two_each, waits=True)

        assert TrainingSession.objects.get(pk=two_each.pk).people_waiting == 2

    def test_a_group_counts_all_its_places(self, two_each, school):
        delegate = self.join(two_each).delegate

        check_limit(two_each, delegate=delegate, terms=two_each.course.terms, places=1)
        with pytest.raises(OrganisationHasItsPlaces):
            check_limit(two_each, delegate=delegate, terms=two_each.course.terms, places=2)

    def test_seats_without_a_name_count_for_the_contacts_organisation(self, two_each, school):
        known = BookingContact.objects.create(session=two_each, name="Kim", organisation=school)
        typed = BookingContact.objects.create(session=two_each, name="Ana", organisation_typed="Nobody Knows Us Ltd")
        for contact in (known, typed):
            Booking.objects.create(session=two_each, contact=contact)

        counts = [
            places_of(two_each, organisation=school),
            places_of(two_each, organisation=None, typed="nobody knows us ltd"),
        ]

        assert counts == [1, 1]

    def test_people_without_an_organisation_are_not_limited(self, two_each):
        bookings = [self.join(two_each, "") for _person in range(3)]

        assert len(bookings) == 3


class TestOnThePage:
    def test_the_reason_stands_beside_the_question_and_nothing_typed_is_lost(self, client, for_schools, clinic):
        session = under(for_schools)

        page = book(client, session, organisation="Mill Street Clinic")

        assert errors(page) == [
            ("id_organisation", f"It is for people who work in organisations of these kinds: School. {IN_TOUCH}")
        ]
        assert [value in page.text for value in ("Amina Kowalska", "amina@example.org", "A seat near the door")] == [
            True
        ] * 3

    def test_who_may_not_book_takes_no_seat_and_gets_no_mail(self, client, for_schools, clinic):
        session = under(for_schools)

        book(client, session, organisation="Mill Street Clinic")

        session.refresh_from_db()
        assert (session.seats_taken, Booking.objects.count(), Message.objects.count()) == (0, 0, 0)

    def test_the_limit_is_told_at_the_organisation(self, client, school):
        session = under(make_terms(places_per_organisation=1))
        book(client, session)

        page = book(client, session, name="Kim Osei", email="kim@example.org")

        assert [field for field, _sentence in errors(page)] == ["id_organisation"]
        assert errors(page)[0][1].endswith("Your organisation has all the places it can have on this date.")

    def test_a_course_that_comes_before_is_told_at_the_address(self, client):
        session = under(make_terms(prerequisite=factories.make_course(title="First steps")))

        page = book(client, session)

        assert [field for field, _sentence in errors(page)] == ["id_email"]

    def test_a_full_session_refuses_beside_the_question_too(self, client, for_schools, clinic):
        session = under(for_schools, capacity=1)
        factories.make_booking(session, by=factories.make_user(), person=factories.make_person())

        page = book(client, session, organisation="Mill Street Clinic", waits="yes")

        assert (heading(page), [field for field, _said in errors(page)]) == (
            "This session is full",
            ["id_organisation"],
        )

    def test_a_school_books(self, client, for_schools, school):
        assert book(client, under(for_schools)).status_code == 302


def queries_of_booking(client, session):
    with CaptureQueriesContext(connection) as queries:
        assert book(client, session).status_code == 302
    return [q["sql"] for q in queries if not q["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"))]


def test_terms_without_conditions_cost_no_query(client, school):
    assert len(queries_of_booking(client, under(make_terms()))) == 7


@pytest.mark.parametrize("people", [0, 30])
def test_everything_that_terms_can_ask_costs_seven_queries_however_many_booked(client, school, school_type, people):
    first = factories.make_course()
    terms = make_terms(prerequisite=first, places_per_organisation=5)
    terms.organisation_types.add(school_type)
    terms.areas.add(school.area)
    ChargeRate.objects.create(terms=terms, late_cancellation=50)
    person = factories.make_person(name="Amina Kowalska", email="amina@example.org")
    factories.make_attendance(factories.make_session(first, starts_at=london(2026, 3, 1, 10)), person=person)
    session = under(terms, capacity=100)
    for _person in range(people):
        factories.make_booking(session, by=factories.make_user())

    assert len(queries_of_booking(client, session)) == 15
