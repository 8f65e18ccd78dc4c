"""The limit of an organisation and the charges when two things happen in one moment; on PostgreSQL and on SQLite."""

import threading
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from courses.models import BookingTerms, ChargeRate
from sessions.booking import book_place, session_to_book
from sessions.charging import charge_late_cancellation
from sessions.models import Booking, Charge, TrainingSession
from sessions.refusals import OrganisationHasItsPlaces
from tests.factories import make_booking, make_course, make_organisation, make_person, make_session

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts):
    """Run each act in a thread and a connection of its own, released together; return the refusals."""
    gate, refusals = threading.Barrier(len(acts)), []

    def run(act):
        try:
            gate.wait()
            act()
        except OrganisationHasItsPlaces as refusal:
            refusals.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refusals


@pytest.mark.parametrize("name", ["Harbour Lane School", "Nobody Knows Us Ltd"])
def test_colleagues_who_book_in_one_moment_do_not_exceed_the_limit(name):
    make_organisation(name="Harbour Lane School")
    terms = BookingTerms.objects.create(name="Two each", starts_on="2026-01-01", places_per_organisation=2)
    session = make_session(make_course(terms=terms))

    def book():
        book_place(session_to_book(session.reference), person=make_person(organisation=name), nonce=uuid4())

    refusals = at_once(*[book] * 6)

    assert (len(refusals), Booking.objects.count()) == (4, 2)
    assert TrainingSession.objects.get().seats_taken == 2


def test_a_charge_recorded_twice_in_one_moment_is_one():
    terms = BookingTerms.objects.create(name="Charged", starts_on="2026-01-01")
    ChargeRate.objects.create(terms=terms, late_cancellation=50)
    booking = make_booking(make_session(make_course(terms=terms), starts_at=timezone.now() + timedelta(hours=2)))

    def charge():
        found = Booking.objects.select_related("session__course", "terms", "delegate").get(pk=booking.pk)
        charge_late_cancellation(found)

    at_once(*[charge] * 4)

    assert Charge.objects.count() == 1
