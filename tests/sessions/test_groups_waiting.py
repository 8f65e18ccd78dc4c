"""A group on the waiting list: one place in the queue, one letter for each offer, one answer."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from courses.models import BookingTerms
from outbox.models import Message
from sessions.booking import cancel_booking
from sessions.models import BookingStatus, TrainingSession
from sessions.refusals import CannotChange, ContactAnswers, OfferLapsed
from sessions.seats import cancel_group, decline_offered_seats, group_for, seats_of, take_offered_seats
from sessions.turns import position_of
from sessions.waiting import accept_offer, change_capacity, decline_offer, offer_place_to, pass_places_on
from tests.factories import another_office, at_its_time, make_booking, make_group, make_person, make_session
from tests.sessions.test_groups import OFFICE, counts, letters

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
W, A, C, L, X = (  # A: asked
    BookingStatus.WAITING,
    BookingStatus.OFFERED,
    BookingStatus.CONFIRMED,
    BookingStatus.LAPSED,
    BookingStatus.CANCELLED,
)


@pytest.fixture
def full(course):
    """Four seats, taken."""
    session = make_session(course, capacity=4)
    session.holders = [make_booking(session) for _person in range(4)]
    return session


def wait(session, places=3, **facts):
    return make_group(session, places=places, waits=True, **facts)


def states(group):
    return [seat.status for seat in seats_of(group)]


def free(session, seats):
    """Let as many of those who hold a seat cancel, one after another."""
    for _seat in range(seats):
        cancel_booking(session.holders.pop())


def again(group):
    return group_for(group.token)


def references(group):
    return [seat.reference for seat in seats_of(group)]


class TestJoining:
    def test_a_group_waits_side_by_side_in_one_place(self, full):
        make_booking(full, waits=True)
        group = wait(full)
        behind = make_booking(full, waits=True)

        assert [position_of(seat) for seat in seats_of(group)] == [2, 2, 2]
        assert (position_of(behind), counts(full)) == (5, ((4, 5), (4, 5)))

    def test_the_contact_is_told_how_many_are_before_the_group(self, full):
        make_booking(full, waits=True)

        wait(full, places=4, people=[make_person()])

        assert letters()[-1] == ("group_summary", OFFICE)
        assert "Your group of 4 is next after one person." in Message.objects.get(kind="group_summary").text

    def test_colleagues_hear_nothing_before_they_have_a_place(self, full):
        amina = make_person()

        wait(full, people=[amina])

        assert letters(to=amina.email) == []

    def test_as_many_as_there_are_have_a_seat_and_the_rest_wait(self, course):
        session = make_session(course, capacity=2)
        amina = make_person()

        group = wait(session, places=5, people=[amina])

        assert (states(group), counts(session)) == ([C, C, W, W, W], ((2, 3), (2, 3)))
        assert letters() == [("group_summary", OFFICE), ("confirmed", amina.email)]

    def test_a_group_that_stays_together_waits_as_a_whole(self, course):
        session = make_session(course, capacity=2)

        group = wait(session, together=True)

        assert (states(group), counts(session)) == ([W, W, W], ((0, 3), (0, 3)))

    def test_what_a_large_group_cannot_use_is_offered_to_a_newcomer_at_once(self, course):
        session = make_session(course, capacity=2)
        wait(session, together=True)

        newcomer = make_booking(session, waits=True)

        assert (newcomer.status, counts(session)) == (A, ((1, 3), (1, 3)))
        assert letters(to=newcomer.email) == [("offer", newcomer.email)]

    def test_what_a_large_group_cannot_use_is_offered_to_a_smaller_one(self, course):
        session = make_session(course, capacity=2)
        large = wait(session, together=True)

        small = wait(session, places=2, together=True)

        assert (states(large), states(small)) == ([W, W, W], [A, A])


class TestOffers:
    def test_a_group_is_offered_seats_as_they_come(self, full):
        group = wait(full)

        free(full, 1)

        assert (states(group), counts(full)) == ([A, W, W], ((4, 2), (4, 2)))

    def test_one_letter_offers_all_seats_that_came_free_together(self, full, officer):
        wait(full)

        change_capacity(TrainingSession.objects.get(pk=full.pk), capacity=6, by=officer)

        assert letters(kind="group_offer") == [("group_offer", OFFICE)]
        assert "now 2 places are free for it" in Message.objects.get(kind="group_offer").text

    def test_a_group_that_stays_together_is_asked_once_all_are_free(self, full):
        group = wait(full, together=True)
        free(full, 2)
        before = states(group)

        free(full, 1)

        assert (before, states(group)) == ([W, W, W], [A, A, A])
        assert letters(kind="group_offer") == [("group_offer", OFFICE)]

    def test_until_then_those_behind_are_asked(self, full):
        group = wait(full, together=True)
        behind = make_booking(full, waits=True)

        free(full, 1)

        behind.refresh_from_db()
        assert (states(group), behind.status) == ([W, W, W], A)

    def test_when_a_whole_group_cancels_a_group_behind_gets_its_seats(self, course):
        session = make_session(course, capacity=3)
        first = make_group(session, places=3)
        group, behind = wait(session, together=True), make_booking(session, waits=True)

        cancel_group(again(first))

        behind.refresh_from_db()
        assert (states(group), behind.status) == ([A, A, A], W)

    def test_a_group_that_shrinks_is_small_enough(self, full):
        group = wait(full, together=True)
        free(full, 2)

        cancel_booking(seats_of(group)[2], by_contact=True)

        assert states(group) == [A, A, X]

    def test_no_letter_goes_to_a_colleague(self, full):
        amina = make_person()
        wait(full, people=[amina])

        free(full, 3)

        assert letters(to=amina.email) == []

    def test_no_offer_is_made_once_the_session_has_begun(self, full):
        group = wait(full)

        with at_its_time(full.starts_at):
            TrainingSession.objects.filter(pk=full.pk).update(capacity=9)
            pass_places_on()

        assert (states(group), letters(kind="group_offer")) == ([W, W, W], [])

    def test_an_officer_offers_a_group_that_stays_together_all_or_nothing(self, full, course, officer):
        course.terms = BookingTerms.objects.create(name="Mixed", starts_on="2026-04-01", offers_places=False)
        course.save()
        group = wait(full, together=True)
        free(full, 2)
        with pytest.raises(CannotChange, match="needs 3 places"):
            offer_place_to(seats_of(group)[0], by=officer)

        free(full, 1)
        offer_place_to(seats_of(group)[1], by=officer)

        assert states(group) == [A, A, A]


class TestAnswers:
    @pytest.fixture
    def offered(self, full, officer):
        group = wait(full, people=[make_person()])
        change_capacity(TrainingSession.objects.get(pk=full.pk), capacity=7, by=officer)
        return again(group)

    def test_all_are_taken(self, offered, full):
        take_offered_seats(offered, references=references(offered))

        amina = seats_of(offered)[0]
        assert (states(offered), counts(full)) == ([C, C, C], ((7, 0), (7, 0)))
        assert letters()[-2:] == [("confirmed", amina.email), ("group_summary", OFFICE)]

    def test_some_are_taken_and_the_others_passed_on(self, offered, full):
        behind = make_booking(full, waits=True)

        take_offered_seats(offered, references=references(offered)[1:])

        behind.refresh_from_db()
        assert (states(offered), behind.status) == ([X, C, C], A)
        assert counts(full)[0] == counts(full)[1]

    def test_a_group_that_stays_together_takes_all(self, course):
        session = make_session(course, capacity=3)
        first, group = make_group(session, places=3), wait(session, together=True)
        cancel_group(again(first))

        take_offered_seats(again(group), references=[])

        assert states(group) == [C, C, C]

    def test_taking_twice_is_harmless(self, offered):
        chosen = references(offered)

        for _tap in range(2):
            take_offered_seats(offered, references=chosen)

        assert states(offered) == [C, C, C]
        assert len(letters(kind="group_summary")) == 2

    def test_taking_none_is_refused_with_nothing_lost(self, offered):
        with pytest.raises(CannotChange, match="Choose at least one place"):
            take_offered_seats(offered, references=["nonsense"])

        assert states(offered) == [A, A, A]

    def test_declining_lets_all_go_at_once(self, offered, full):
        behind = wait(full, places=3, together=True, contact=another_office())

        decline_offered_seats(offered)

        assert (states(offered), states(behind)) == ([X, X, X], [A, A, A])

    @pytest.mark.parametrize("act", [accept_offer, decline_offer])
    def test_nobody_but_the_contact_answers(self, offered, act):
        with pytest.raises(ContactAnswers):
            act(seats_of(offered)[0])

        assert states(offered) == [A, A, A]

    def test_an_offer_lapses_as_one_with_one_letter(self, offered, full):
        behind = wait(full, places=3, together=True)

        with at_its_time(seats_of(offered)[0].offer_ends_at):
            pass_places_on()

        assert (states(offered), states(behind)) == ([L, L, L], [A, A, A])
        assert letters(kind="group_lapsed") == [("group_lapsed", OFFICE)]

    @pytest.mark.parametrize(("beside", "then"), [(-SECOND, C), (0 * SECOND, L), (SECOND, L)])
    def test_the_instant_an_offer_ends_it_is_gone(self, offered, beside, then):
        with time_machine.travel(seats_of(offered)[0].offer_ends_at + beside, tick=False):
            try:
                take_offered_seats(offered, references=references(offered))
            except OfferLapsed:
                pass_places_on()

        assert states(offered) == [then] * 3

    def test_a_colleague_who_lets_a_place_go_leaves_the_others_theirs(self, offered, full):
        behind = make_booking(full, waits=True)

        cancel_booking(seats_of(offered)[0])

        behind.refresh_from_db()
        assert (states(offered), behind.status) == ([X, A, A], A)
        assert letters(kind="group_cancelled") == [("group_cancelled", OFFICE)]


class TestDecliningInARow:
    def test_a_group_that_declines_one_place_is_not_offered_the_next(self, full):
        group = wait(full, places=8)
        behind = make_booking(full, waits=True)
        free(full, 1)

        for _press in range(8):
            decline_offered_seats(again(group))

        behind.refresh_from_db()
        assert (states(group), behind.status) == ([X] + [W] * 7, A)
        assert letters(kind="group_offer") == [("group_offer", OFFICE)]

    @pytest.mark.parametrize("give_up", [decline_offer, cancel_booking])
    def test_nor_is_another_booking_of_the_same_address(self, full, give_up):
        people = [make_person(email="kim@example.org") for _name in range(8)]
        waiting = [make_booking(full, person=person, waits=True) for person in people]
        free(full, 1)

        for booking in waiting:
            booking.refresh_from_db()
            if booking.status == A:
                give_up(booking)

        assert letters(kind="offer") == [("offer", "kim@example.org")]

    def test_an_hour_later_the_place_is_offered_where_nobody_else_waits(self, full):
        group = wait(full, places=2)
        free(full, 1)
        decline_offered_seats(again(group))

        with time_machine.travel(timezone.now() + timedelta(minutes=61), tick=False):
            pass_places_on()

        assert states(group) == [X, A]


@pytest.mark.parametrize("people", [3, 30])
def test_many_behind_a_group_cost_no_more_queries(full, people, django_assert_num_queries):
    wait(full, together=True)
    for _person in range(people):
        make_booking(full, waits=True)
    holder = full.holders.pop()

    with django_assert_num_queries(18):
        cancel_booking(holder)
