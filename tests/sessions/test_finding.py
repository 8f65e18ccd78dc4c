"""An officer finds one of 1,500 bookings by whatever the person on the telephone says."""

import re
from datetime import timedelta

import pytest

from people.keys import name_key
from people.models import Delegate
from sessions.changing import hand_over_booking
from sessions.finding import bookings_mentioning, walk_ins_mentioning
from sessions.models import Booking, BookingContact, TrainingSession
from tests import factories

FIND = "/admin/bookings/find/"
PERSON = {
    "name": "Łucja O\N{RIGHT SINGLE QUOTATION MARK}Neill-Święty",
    "email": "lucja.oneill@quay.example.org",
    "organisation": "Żółty Klub Harbour",
}


@pytest.fixture
def desk(browse_as, officer):
    return browse_as(officer)


@pytest.fixture
def crowd(course):
    """60 sessions with 25 bookings each, none of them by the person looked for."""
    start = factories.next_week()
    made = [
        TrainingSession(course=course, recorded="by_name", status="open", starts_at=at, ends_at=at + timedelta(hours=2))
        for at in (start + timedelta(days=day) for day in range(60))
    ]
    for session in made:
        session.last_day = session.ends_at.date()
    sessions = TrainingSession.objects.bulk_create(made)
    names = [f"Person {number}" for number in range(1500)]
    delegates = Delegate.objects.bulk_create(Delegate(name=name, key=name_key(name)) for name in names)
    Booking.objects.bulk_create(
        Booking(session=sessions[number % 60], delegate=delegate, reference=f"zz{number:06}", phone="020 1")
        for number, delegate in enumerate(delegates)
    )
    return sessions


@pytest.fixture
def booking(db, authority):
    """The one that is looked for: a reference with a nought and a one in it, a badge, somebody who booked for her."""
    course = factories.make_course(title="Recognising County Lines")
    session = factories.make_session(course, venue=factories.make_venue(name="Żuraw Hall"))
    person = factories.make_person(**PERSON, badge=factories.make_badge(authority, number="NV-00123"))
    booking = factories.make_booking(session, person=person, phone="+44 (0)7700 900-123")
    booking.contact = BookingContact.objects.create(name="Émile Dąb", email="office@dab.test", phone="01632 960 001")
    booking.reference = "k7201xvz"
    booking.save()
    return booking


SAID = {
    "part of the name": "świę",
    "the name in capitals": "ŁUCJA",
    "names the other way round": "święty łucja",
    "a plain apostrophe": "o'neill",
    "surname first": "O\N{RIGHT SINGLE QUOTATION MARK}Neill-Święty, Łucja",
    "part of the address": "oneill@quay",
    "the address in capitals": "LUCJA.ONEILL@QUAY.EXAMPLE.ORG",
    "the organisation": "ŻÓŁTY klub",
    "the reference": "k7201xvz",
    "the reference in capitals": "K7201XVZ",
    "the reference as it is read out": "K72 O1 XVZ",
    "the reference with letters for figures": "k72oixvz",
    "part of the reference": "201xv",
    "who booked": "émile",
    "who booked, in capitals": "ÉMILE DĄB",
    "the address of who booked": "office@dab",
    "the telephone": "07700 900123",
    "the telephone from abroad": "+44 7700 900123",
    "the telephone without gaps": "07700900123",
    "the telephone of who booked": "01632960001",
    "the badge": "nv-00123",
    "the badge with a space": "NV- 00 123",
    "the course": "county lines",
    "the venue": "ŻURAW",
    "words about different things": "łucja żuraw lines",
}


@pytest.mark.parametrize("said", SAID)
def test_a_booking_is_found_by(booking, said):
    factories.make_booking(factories.make_session())

    assert list(bookings_mentioning(SAID[said])) == [booking]


def test_a_booking_that_was_handed_over_is_found_by_whom_it_was_for(desk, session):
    booking = factories.make_booking(session, person=factories.make_person(name="Olive Ashdown"))
    hand_over_booking(booking, person=factories.make_person(name="Ben Osei", email="ben@example.org"))

    page = desk.get("/admin/bookings/", {"q": "olive ashdown"})

    assert [found.pk for found in page.context["object_list"]] == [booking.pk]
    assert "Ben Osei (was Olive Ashdown)" in page.text


@pytest.mark.parametrize("said", ["łucja jones", "07700 900124", "%", "_", "\\", "k7202xvz", "'", "", "  ", "x" * 5000])
def test_nobody_is_found_by(booking, said):
    assert list(bookings_mentioning(said)) == []


def test_a_hundred_words_are_no_failure(booking):
    assert list(bookings_mentioning("łucja " * 100)) == [booking]


def test_one_of_fifteen_hundred_is_opened_at_once(desk, crowd, booking, django_assert_num_queries):
    desk.get("/admin/")

    with django_assert_num_queries(7):
        answer = desk.get(FIND, {"q": "łucja"})

    assert (answer.status_code, answer.headers["Location"]) == (302, f"/admin/bookings/inspect/{booking.pk}/")


def test_several_of_fifteen_hundred_are_listed(desk, crowd, django_assert_num_queries):
    answer = desk.get(FIND, {"q": "person 149"})
    desk.get(answer.headers["Location"])

    with django_assert_num_queries(11):
        page = desk.get(answer.headers["Location"])

    assert answer.headers["Location"] == "/admin/bookings/?q=person+149"
    assert page.context["paginator"].count == 12


def test_all_bookings_of_a_session_are_found_by_its_course(desk, crowd):
    page = desk.get("/admin/bookings/", {"q": "SIGNS"})

    assert page.context["paginator"].count == 1500


class TestWhoCameWithoutABooking:
    @pytest.fixture
    def walk_in(self, authority):
        """Somebody who walked in: she has a badge, and works where nobody knows."""
        course = factories.make_course(title="Recognising County Lines")
        session = factories.make_session(course, venue=factories.make_venue(name="Żuraw Hall"))
        person = factories.make_person(**PERSON, badge=factories.make_badge(authority, number="NV-00123"))
        return factories.make_attendance(session, person=person)

    @pytest.mark.parametrize("said", [said for said in SAID if not re.search("reference|booked|telephone", said)])
    def test_they_are_found_by(self, walk_in, said):
        factories.make_attendance(factories.make_session())

        assert list(walk_ins_mentioning(SAID[said])) == [walk_in]

    @pytest.mark.parametrize("said", ["łucja jones", "%", "", "  ", "nv-00124"])
    def test_nobody_is_found_by(self, walk_in, said):
        assert list(walk_ins_mentioning(said)) == []

    def test_the_register_with_the_only_one_is_opened(self, desk, walk_in):
        answer = desk.get(FIND, {"q": "łucja"})

        place = f"/admin/sessions/register/{walk_in.session_id}/#attendance-{walk_in.pk}"
        assert answer.headers["Location"] == place
        assert f'id="attendance-{walk_in.pk}"' in desk.get(place).text

    def test_they_are_listed_beside_bookings(self, desk, walk_in, session):
        booking = factories.make_booking(session, person=factories.make_person(name="Łucja Marsh"))

        page = desk.get(FIND, {"q": "łucja"}, follow=True)

        assert [each.pk for each in page.context["object_list"]] == [booking.pk]
        assert page.context["walk_ins"] == [walk_in]
        assert f"#attendance-{walk_in.pk}" in page.text

    def test_who_had_booked_is_found_once(self, desk, session):
        booking = factories.make_booking(session, person=factories.make_person(name="Łucja Marsh"))
        factories.make_attendance(session, booking=booking)

        answer = desk.get(FIND, {"q": "łucja"})

        assert answer.headers["Location"] == f"/admin/bookings/inspect/{booking.pk}/"

    def test_more_than_can_be_shown_are_said_to_be_more(self, desk, course):
        session = factories.make_session(course, capacity=None)
        with factories.at_its_time(session.starts_at):
            for number in range(21):
                factories.make_attendance(session, person=factories.make_person(name=f"Łucja {number}"))

        page = desk.get(FIND, {"q": "łucja"}, follow=True).text

        assert page.count("#attendance-") == 20
        assert "There are more: type more of the name or of the course." in page


def test_the_box_is_on_the_first_page(desk, db):
    page = desk.get("/admin/").content.decode()

    assert page.count('<form role="search" method="get" action="/admin/bookings/find/"') == 1


def test_the_box_beside_every_page_finds_bookings(desk, db):
    page = desk.get("/admin/courses/").content.decode()

    assert '"_type": "wagtail.sidebar.SearchModule", "_args": ["/admin/bookings/find/"]' in page


@pytest.mark.parametrize("who", ["trainer_user", "editor"])
def test_others_have_no_such_box_and_find_nothing(browse_as, who, request, booking):
    desk = browse_as(request.getfixturevalue(who))

    page, answer = desk.get("/admin/"), desk.get(FIND, {"q": "łucja"})

    assert page.content.decode().count(FIND) == 0
    assert (answer.status_code, answer.headers["Location"]) == (302, "/admin/")


def test_what_was_typed_comes_back_harmlessly(desk, db):
    page = desk.get(FIND, {"q": '"><svg/onload=alert(1)>'}, follow=True).content.decode()

    assert "<svg/onload" not in page
