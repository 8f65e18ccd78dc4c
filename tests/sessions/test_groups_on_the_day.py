"""Seats without a name as staff and the door meet them."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from sessions.booking import cancel_booking
from sessions.models import Attendance, BookingChange
from sessions.refusals import CannotChange
from sessions.register import register_of, tick
from sessions.seats import name_seat, seats_of
from tests import factories
from tests.sessions.test_groups import OFFICE, letters

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_november")]
START = factories.london(2026, 12, 8, 10)
NO_NAME = "Seat of Rosalind Achebe, no name yet"


@pytest.fixture
def session(course):
    return factories.make_session(course, starts_at=START)


@pytest.fixture
def group(session):
    return factories.make_group(session, people=[factories.make_person(name="Kim Osei")], places=2)


@pytest.fixture
def desk(browse_as, officer):
    return browse_as(officer)


@pytest.fixture
def during(group):
    with time_machine.travel(START + timedelta(minutes=5), tick=False):
        yield seats_of(group)[1]


class TestTheDoor:
    @pytest.fixture
    def door(self, client, session, during):
        address = reverse("door", args=[session.door_token])
        client.get(address)
        return lambda **typed: client.post(f"{address}booked/", {"entry_key": str(uuid4())} | typed)

    def test_a_seat_without_a_name_asks_who_it_is(self, door, during):
        page = door(typed=during.reference)

        assert "This place has no name yet. Enter your name." in page.text
        assert ('name="name"' in page.text, Attendance.objects.count()) == (True, 0)

    def test_whoever_says_it_is_signed_in_and_named(self, door, during, group):
        answer = door(typed=during.reference.upper(), name="Sam Novak")

        attendance = Attendance.objects.get()
        assert (answer.status_code, attendance.booking, attendance.how) == (302, during, "booked")
        assert [seat.delegate.name for seat in seats_of(group)] == ["Kim Osei", "Sam Novak"]
        assert attendance.organisation_typed == "Harbour Lane School"

    def test_nobody_is_written_to_at_the_door(self, door, during):
        before = letters()

        door(typed=during.reference, name="Sam Novak")

        assert letters() == before

    def test_the_contacts_address_finds_no_seat(self, door):
        page = door(typed=OFFICE, name="Rosalind Achebe")

        assert "We cannot find that booking here." in page.text

    def test_a_seat_that_was_given_back_is_not_found(self, door, during):
        give_back(during)

        assert "We cannot find that booking here." in door(typed=during.reference, name="Sam Novak").text


def give_back(seat):
    with factories.at_its_time(START - timedelta(hours=1)):
        cancel_booking(seat)


class TestTheRegister:
    def test_a_seat_without_a_name_says_whose_it_is(self, session, group):
        assert [(line.name, line.organisation) for line in register_of(session)] == [
            ("Kim Osei", ""),
            (NO_NAME, "Harbour Lane School"),
        ]

    @pytest.mark.parametrize("places", [2, 8])
    def test_it_takes_the_same_queries_for_any_group(self, session, places, django_assert_num_queries):
        factories.make_group(session, places=places)

        with django_assert_num_queries(2):
            [(line.name, line.organisation) for line in register_of(session)]

    def test_it_cannot_be_ticked(self, during, officer):
        with pytest.raises(CannotChange, match="no name yet"):
            tick(during, by=officer)

    def test_named_it_can_be(self, during, officer):
        name_seat(during, person=factories.make_person())

        assert tick(during, by=officer).booking == during


class TestTheOffice:
    @pytest.mark.parametrize("address", ["/admin/bookings/", "/admin/"])
    def test_lists_say_whose_seat_it_is(self, desk, group, address):
        assert NO_NAME in desk.get(address).text

    @pytest.mark.parametrize("typed", ["Achebe", "office@example", "Harbour Lane"])
    def test_a_group_is_found_by_its_contact(self, desk, group, typed):
        page = desk.get("/admin/bookings/", {"q": typed}).text

        assert seats_of(group)[1].reference in page

    def test_a_booking_leads_to_its_whole_group(self, desk, group, session):
        stranger = seats_of(factories.make_group(session, places=1))[0]
        page = desk.get(f"/admin/bookings/inspect/{seats_of(group)[0].pk}/").text

        found = desk.get("/admin/bookings/", {"contact": group.pk}).text
        assert f'href="/admin/bookings/?contact={group.pk}"' in page
        assert [seat.reference in found for seat in [*seats_of(group), stranger]] == [True, True, False]

    @pytest.mark.parametrize("places", [2, 8])
    def test_the_list_takes_the_same_queries_for_any_group(self, desk, session, places, django_assert_num_queries):
        factories.make_group(session, places=places)
        desk.get("/admin/bookings/")

        with django_assert_num_queries(10):
            desk.get("/admin/bookings/")

    def test_an_officer_who_cancels_a_seat_without_a_name_tells_the_contact(self, desk, group):
        seat = seats_of(group)[1]

        page = desk.get(f"/admin/bookings/cancel/{seat.pk}/").text
        desk.post(f"/admin/bookings/cancel/{seat.pk}/", {"reason": "Too many from one school"})

        assert NO_NAME in page
        assert letters(kind__contains="cancelled") == [("group_cancelled", OFFICE)]

    def test_the_history_of_a_booking_says_when_it_was_named(self, group):
        seat = seats_of(group)[1]

        name_seat(seat, person=factories.make_person())

        assert [change.what for change in seat.changes.all()] == [BookingChange.What.NAMED]

    def test_the_waiting_list_says_which_group_stays_together(self, desk, course):
        session = factories.make_session(course, capacity=1)
        factories.make_group(session, places=3, waits=True, together=True)

        page = desk.get(f"/admin/sessions/inspect/{session.pk}/").text

        assert page.count("Group of Rosalind Achebe, stays together: all are offered a place or none") == 3

    @pytest.mark.parametrize("act", ["cancel", "move"])
    def test_before_a_session_is_cancelled_or_moved_it_says_who_is_told(self, desk, session, group, act):
        page = desk.get(f"/admin/sessions/{act}/{session.pk}/").text

        assert (NO_NAME in page, "tell them yourself" in page) == (True, False)
