"""The waiting list under any course of events: what must hold after every step."""

from datetime import timedelta
from unittest.mock import patch

import pytest
import time_machine
from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from sessions.booking import cancel_booking
from sessions.models import Booking, BookingChange, BookingContact, BookingStatus, TrainingSession
from sessions.models.booking import LIVE
from sessions.refusals import Refusal
from sessions.seats import cancel_group, decline_offered_seats, group_for, take_offered_seats
from sessions.turns import ASKED_AT, who_declined_lately
from sessions.waiting import accept_offer, change_capacity, decline_offer, end_of_offer, pass_places_on
from tests.factories import another_office, make_booking, make_group, make_session

pytestmark = [pytest.mark.django_db, pytest.mark.whole]
TOGETHER = Q(contact__isnull=False, contact__stays_together=True)
ANY = st.integers(min_value=0, max_value=30)


def without(addresses, waiting):
    return waiting.alias(asked_at=ASKED_AT).exclude(asked_at__in=addresses)


class WaitingList(RuleBasedStateMachine):
    """People and groups book, wait, answer and leave; an officer changes the capacity; time passes."""

    def __init__(self):
        super().__init__()
        self.clock = time_machine.travel(timezone.now(), tick=False)
        self.now = self.clock.start()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        session = make_session(starts_at=timezone.now() + timedelta(hours=96), capacity=2)
        self.pk = session.pk
        for _person in range(6):
            make_booking(session, waits=True)

    def teardown(self):
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)
        self.clock.stop()

    @property
    def session(self):
        return TrainingSession.objects.select_related("course__terms").get(pk=self.pk)

    def pick(self, number, **facts):
        """Return one of the bookings of a kind, or None where there is none."""
        found = list(
            Booking.objects.select_related("session__course__terms", "delegate").filter(**facts).order_by("pk")
        )
        return found[number % len(found)] if found else None

    def attempt(self, act, booking, **facts):
        """Act, unless nobody is there to act on; being refused is no fault."""
        try:
            if booking:
                act(booking, **facts)
        except Refusal:
            return

    @rule(waits=st.booleans())
    def book(self, waits):
        somebody_waited = self.session.people_waiting > 0
        try:
            booking = make_booking(self.session, waits=waits, at=timezone.now())
        except Refusal:
            return
        assert not (somebody_waited and booking.status == BookingStatus.CONFIRMED)

    @rule(places=st.integers(min_value=1, max_value=4), together=st.booleans(), waits=st.booleans())
    def book_group(self, places, together, waits):
        left, somebody_waited = self.session.places_left, self.session.people_waiting > 0
        try:
            group = make_group(self.session, places=places, together=together, waits=waits, contact=another_office())
        except Refusal:
            return
        confirmed = group.bookings.filter(status=BookingStatus.CONFIRMED).count()
        assert confirmed <= (places if left is None else left)
        assert confirmed in {0, places} or (waits and not together)
        assert not (somebody_waited and confirmed)

    def pick_group(self, number, **facts):
        """Return one of the groups that have bookings of a kind, or None."""
        groups = BookingContact.objects.filter(**{f"bookings__{name}": value for name, value in facts.items()})
        found = list(groups.distinct().order_by("pk"))
        return group_for(found[number % len(found)].token) if found else None

    @rule(number=ANY, some=st.sets(st.integers(min_value=0, max_value=3)))
    def accept_for_group(self, number, some):
        group = self.pick_group(number, status=BookingStatus.OFFERED)
        seats = group.bookings.order_by("pk") if group else []
        references = [seat.reference for place, seat in enumerate(seats) if place in some]
        self.attempt(take_offered_seats, group, references=references)

    @rule(number=ANY)
    def decline_for_group(self, number):
        self.attempt(decline_offered_seats, self.pick_group(number, status=BookingStatus.OFFERED))

    @rule(number=ANY)
    def cancel_whole_group(self, number):
        self.attempt(cancel_group, self.pick_group(number, status__in=LIVE))

    @rule(number=ANY)
    def cancel(self, number):
        self.attempt(cancel_booking, self.pick(number, status__in=LIVE))

    @rule(number=ANY)
    def accept(self, number):
        self.attempt(accept_offer, self.pick(number, status=BookingStatus.OFFERED))

    @rule(number=ANY)
    def decline(self, number):
        self.attempt(decline_offer, self.pick(number, status=BookingStatus.OFFERED))

    @rule(capacity=st.one_of(st.none(), st.integers(min_value=0, max_value=5)))
    def replan(self, capacity):
        self.attempt(change_capacity, self.session, capacity=capacity, by=None)

    @rule(minutes=st.sampled_from([1, 60, 600, 1500]))
    def wait(self, minutes):
        self.now.shift(timedelta(minutes=minutes))
        pass_places_on()

    @invariant()
    def the_row_counts_what_the_bookings_say(self):
        session = self.session
        said = (session.seats_taken, session.people_waiting)
        assert said == (session.bookings.seated().count(), session.bookings.waiting().count())
        assert session.capacity is None or session.seats_taken <= session.capacity

    @precondition(lambda self: end_of_offer(self.session) is not None)
    @invariant()
    def no_seat_is_free_while_somebody_waits_who_could_have_it(self):
        session = self.session
        waiting = without(who_declined_lately(session), session.bookings.waiting())
        groups = waiting.filter(TOGETHER).order_by().values("contact").annotate(people=Count("pk"))
        assert session.is_full or not waiting.exclude(TOGETHER).exists()
        assert session.places_left is None or all(group["people"] > session.places_left for group in groups)
        assert session.places_left is not None or not waiting.exists()

    @invariant()
    def a_group_that_stays_together_is_asked_as_a_whole(self):
        asked, waits = (
            set(self.session.bookings.filter(TOGETHER, status=status).values_list("contact", flat=True))
            for status in [BookingStatus.OFFERED, BookingStatus.WAITING]
        )
        assert asked & waits == set()

    @invariant()
    def nobody_is_asked_before_those_who_came_earlier_and_could_come(self):
        asked = BookingChange.objects.filter(what=BookingChange.What.OFFERED).values_list("booking", flat=True)
        with patch("sessions.turns.QUIET_AFTER_DECLINING", timedelta(days=30)):
            declined_ever = who_declined_lately(self.session)
        waiting = without(declined_ever, self.session.bookings.waiting().exclude(TOGETHER)).first()
        assert waiting is None or all(pk < waiting.pk for pk in asked)
        assert len(asked) == len(set(asked))

    @invariant()
    def no_offer_outlives_the_start(self):
        session = self.session
        offers = session.bookings.filter(status=BookingStatus.OFFERED)
        assert all(offer.offer_ends_at <= session.starts_at for offer in offers)


def test_the_list_stays_true_whatever_happens():
    run_state_machine_as_test(WaitingList, settings=settings(max_examples=25, stateful_step_count=25, deadline=None))
