"""One office books many: all places or none, one summary, and a seat for each colleague."""

from datetime import timedelta
from uuid import uuid4

import pytest

from courses.models import BookingTerms
from outbox.models import Message
from sessions import eligibility
from sessions.groups import Booker
from sessions.models import BookingContact, BookingStatus, ManagerPermission, SessionStatus, TrainingSession
from sessions.permission import Asked
from sessions.refusals import (
    BookingClosed,
    NotEnoughPlaces,
    PeopleAreWaiting,
    Refusal,
    RefusedForOne,
    RefusedForSome,
    SessionFull,
)
from sessions.scheduling import cancel_session, move_session, who_is_told
from sessions.seats import cancel_group, seats_of
from tests.factories import make_booking, make_group, make_organisation, make_person, make_session

pytestmark = pytest.mark.django_db
OFFICE = "office@example.org"
DAY = timedelta(days=1)


@pytest.fixture
def few(course):
    """Three places left of four."""
    session = make_session(course, capacity=4)
    make_booking(session)
    return TrainingSession.objects.get(pk=session.pk)


def terms_for(course, **facts):
    course.terms = BookingTerms.objects.create(name="Yearly", starts_on="2026-04-01", **facts)
    course.save()
    return course.terms


def counts(session):
    """Return seats taken and people waiting as the row says, and as the bookings say."""
    row = TrainingSession.objects.get(pk=session.pk)
    return (row.seats_taken, row.people_waiting), (row.bookings.seated().count(), row.bookings.waiting().count())


def letters(**of):
    return list(Message.objects.filter(**of).order_by("pk").values_list("kind", "to"))


class TestBooking:
    def test_names_now_and_seats_for_those_named_later(self, session):
        amina = make_person()

        group = make_group(session, people=[amina], places=3)

        assert [str(seat.delegate or "") for seat in seats_of(group)] == [amina.name, "", ""]
        assert counts(session) == ((3, 0), (3, 0))

    def test_one_summary_and_a_confirmation_for_each_colleague_with_an_address(self, session):
        amina, kim = make_person(), make_person(email="")

        make_group(session, people=[amina, kim], places=4)

        assert letters() == [("group_summary", OFFICE), ("confirmed", amina.email)]

    def test_the_summary_lists_every_place_with_its_reference(self, session):
        group = make_group(session, people=[make_person(name="Kim Osei")], places=3)

        text = Message.objects.get(kind="group_summary").text
        assert [seat.reference.upper() in text for seat in seats_of(group)] == [True] * 3
        assert (text.count("No name yet"), "1. Kim Osei." in text) == (2, True)

    def test_the_summary_holds_the_links_of_places_without_a_name_and_of_the_group(self, session):
        group = make_group(session, people=[make_person()], places=2)

        named, nameless = seats_of(group)
        text = Message.objects.get(kind="group_summary").text
        assert [secret in text for secret in [named.token, nameless.token, group.token]] == [False, True, True]

    def test_a_colleagues_confirmation_says_who_booked_and_brings_the_calendar(self, session):
        make_group(session, people=[make_person()])

        letter = Message.objects.get(kind="confirmed")
        assert "Rosalind Achebe booked it for you." in letter.text
        assert (letter.calendar_method, letter.cap_key != "") == ("REQUEST", True)

    def test_the_contact_is_no_delegate(self, session):
        group = make_group(session, places=2)

        assert (group.name, session.bookings.filter(delegate__isnull=False).count()) == ("Rosalind Achebe", 0)

    def test_a_known_organisation_is_recognised(self, session):
        school = make_organisation(name="Harbour Lane School")

        group = make_group(session, people=[make_person(organisation="harbour lane school")])

        assert (group.organisation, group.organisation_typed) == (school, "")
        assert seats_of(group)[0].delegate.organisation == school

    def test_the_same_form_sent_again_finds_the_group(self, session):
        nonce, amina = uuid4(), make_person()

        found = {make_group(session, people=[amina], places=3, nonce=nonce).pk for _tap in range(10)}

        assert (len(found), counts(session)) == (1, ((3, 0), (3, 0)))
        assert len(letters()) == 2

    def test_people_known_from_before_are_not_made_twice(self, session, course):
        amina = make_person()
        earlier = make_booking(make_session(course), person=amina)

        group = make_group(session, people=[amina, make_person()])

        assert seats_of(group)[0].delegate == earlier.delegate

    def test_a_booking_keeps_the_terms_of_its_day(self, session, course):
        terms = terms_for(course)

        group = make_group(session, places=2)

        assert {seat.terms for seat in seats_of(group)} == {terms}


class TestRefusing:
    def test_nothing_is_booked_when_there_are_too_few_places(self, few):
        with pytest.raises(NotEnoughPlaces, match="Only 3 places are left") as refused:
            make_group(few, people=[make_person()], places=5)

        assert (refused.value.left, counts(few)) == (3, ((1, 0), (1, 0)))
        assert (BookingContact.objects.count(), letters(kind="group_summary")) == (0, [])

    def test_as_many_as_are_left_can_be_taken(self, few):
        make_group(few, places=3)

        assert counts(few) == ((4, 0), (4, 0))

    def test_the_three_that_are_left_are_taken_by_the_form_that_asked_for_five(self, few):
        nonce = uuid4()
        with pytest.raises(NotEnoughPlaces):
            make_group(few, places=5, nonce=nonce)

        group = make_group(few, places=3, nonce=nonce)

        assert len(seats_of(group)) == 3

    def test_a_stale_page_books_what_has_come_free_since(self, few):
        stale = TrainingSession.objects.get(pk=few.pk)
        TrainingSession.objects.filter(pk=few.pk).update(capacity=10)

        assert len(seats_of(make_group(stale, places=5))) == 5

    def test_a_full_session_is_refused(self, course):
        with pytest.raises(SessionFull, match="The last place has just gone"):
            make_group(make_session(course, capacity=0), places=2)

    def test_places_that_somebody_waits_for_are_not_for_a_group(self, few, course):
        terms_for(course, offers_places=False)
        TrainingSession.objects.filter(pk=few.pk).update(people_waiting=1)

        with pytest.raises(PeopleAreWaiting):
            make_group(TrainingSession.objects.get(pk=few.pk), places=2)

    @pytest.mark.parametrize("status", [SessionStatus.BOOKING_CLOSED, SessionStatus.CANCELLED])
    def test_a_closed_session_takes_no_group(self, course, status):
        with pytest.raises(BookingClosed):
            make_group(make_session(course, status=status), places=2)

    def test_somebody_named_twice_is_named(self, session):
        people = [make_person(), make_person(name="Kim Osei", email="kim@example.org")]
        people.append(make_person(name="KIM  OSEI", email="Kim@Example.org"))

        with pytest.raises(RefusedForOne, match="KIM  OSEI is named twice") as refused:
            make_group(session, people=people)

        assert (refused.value.row, counts(session)) == (2, ((0, 0), (0, 0)))

    def test_those_who_have_a_place_are_not_told_apart(self, session):
        kim, sam = make_person(name="Kim Osei"), make_person()
        held = [make_booking(session, person=person) for person in (kim, sam)]

        with pytest.raises(RefusedForSome, match="At least one of these people may have a place") as refused:
            make_group(session, people=[make_person(), kim, sam])

        assert (refused.value.held, hasattr(refused.value, "row")) == (held, False)
        assert counts(session) == ((2, 0), (2, 0))

    def test_too_few_places_are_said_whoever_is_named(self, few):
        kim = make_person()
        make_booking(few, person=kim)

        with pytest.raises(NotEnoughPlaces):
            make_group(few, people=[kim], places=5)

    @pytest.mark.parametrize("attended", [0, 1, 2])
    def test_who_attended_what_comes_before_is_told_of_nobody(self, session, course, monkeypatch, attended):
        people = [make_person(name=name) for name in ("Kim Osei", "Sam Novak", "Amina Kowalska")]
        terms_for(course, prerequisite=course)
        monkeypatch.setattr(eligibility, "has_attended", lambda session, *, person, terms: person in people[:attended])

        with pytest.raises(RefusedForSome) as refused:
            make_group(session, people=people)

        assert "We could not find the attendance of at least one of those named." in str(refused.value)
        assert [person.name in str(refused.value) for person in people] == [False] * 3

    @pytest.mark.parametrize("places", [0, 4])
    def test_terms_say_how_many_at_once(self, session, course, places):
        terms_for(course, places_at_once=3)

        with pytest.raises(Refusal, match="Book at most 3 places at once"):
            make_group(session, places=places)

    @pytest.mark.parametrize("email", [OFFICE, "Office+again@example.org"])
    def test_one_office_cannot_take_a_session_without_a_name(self, session, course, email):
        terms_for(course, places_at_once=3)
        make_group(session, places=3)
        office = Booker(name="Somebody else", email=email)

        with pytest.raises(Refusal, match="At most 3 places of one office can be without a name"):
            make_group(session, contact=office, places=1)

        make_group(session, contact=office, people=[make_person(), make_person()])
        assert counts(session) == ((5, 0), (5, 0))

    def test_another_office_and_another_date_have_places_without_a_name_too(self, session, course):
        terms_for(course, places_at_once=3)
        cancel_group(make_group(session, places=3))

        make_group(session, places=3)
        make_group(session, contact=Booker(name="Ada Marsh", email="ada@example.org"), places=3)
        make_group(make_session(course), places=3)

        assert counts(session) == ((6, 0), (6, 0))

    def test_whoever_may_not_book_is_named(self, session, course, monkeypatch):
        def check(person, *, terms):
            if person.name == "Kim Osei":
                raise Refusal("Only for schools.")

        terms_for(course)
        monkeypatch.setattr(eligibility, "check_organisation", check)

        with pytest.raises(RefusedForOne, match="Kim Osei: Only for schools"):
            make_group(session, people=[make_person(), make_person(name="Kim Osei")], places=3)

    def test_the_limit_of_an_organisation_counts_every_place(self, session, monkeypatch):
        asked = []
        monkeypatch.setattr(eligibility, "check_limit", lambda session, **said: asked.append(said))

        group = make_group(session, people=[make_person()], places=4)

        assert [(said["delegate"], said["places"]) for said in asked] == [(group, 4)]


class TestCancelling:
    def test_the_whole_group_gives_its_places_back_with_one_letter_to_its_contact(self, session):
        amina = make_person()
        group = make_group(session, people=[amina], places=3)

        cancel_group(group)

        assert counts(session) == ((0, 0), (0, 0))
        assert letters(kind__contains="cancelled") == [("cancelled", amina.email), ("group_cancelled", OFFICE)]

    def test_the_colleague_reads_who_cancelled(self, session):
        cancel_group(make_group(session, people=[make_person()]))

        text = Message.objects.get(kind="cancelled").text
        assert "Rosalind Achebe, who booked for you, has cancelled your booking." in text

    def test_a_second_time_is_harmless(self, session):
        group = make_group(session, places=2)

        assert [len(cancel_group(group)) for _press in range(2)] == [2, 0]

    def test_a_cancelled_session_is_told_to_the_contact_once(self, session, officer):
        amina = make_person()
        make_group(session, people=[amina], places=4)

        cancel_session(session, reason="The trainer is ill", by=officer)

        told = letters(kind__contains="session_cancelled")
        assert told == [("group_session_cancelled", OFFICE), ("session_cancelled", amina.email)]

    def test_a_moved_session_is_told_to_the_contact_once(self, session, officer):
        amina = make_person()
        make_group(session, people=[amina], places=4)

        move_session(session, days=[(session.starts_at, session.ends_at)], by=officer)

        assert letters(kind__contains="moved") == [("group_moved", OFFICE), ("moved", amina.email)]

    def test_the_officer_is_told_how_many_hear_of_it(self, session):
        make_booking(session)
        make_group(session, people=[make_person(), make_person(email="")], places=4)

        assert who_is_told(session) == 3


class TestPermission:
    def test_what_was_said_is_kept_with_every_seat(self, session):
        asked = Asked(ManagerPermission.How.DECLARED)

        group = make_group(session, people=[make_person()], places=3, asked=asked)

        assert [seat.permission.how for seat in seats_of(group)] == ["declared"] * 3
        assert {seat.status for seat in seats_of(group)} == {BookingStatus.CONFIRMED}

    def test_seats_are_held_while_a_manager_is_asked(self, session):
        asked = Asked(ManagerPermission.How.ASKED, manager_name="Ines Moreau", manager_email="ines@example.org")

        group = make_group(session, people=[make_person()], places=2, asked=asked)

        assert ({seat.status for seat in seats_of(group)}, counts(session)) == (
            {BookingStatus.REQUESTED},
            ((2, 0), (2, 0)),
        )
