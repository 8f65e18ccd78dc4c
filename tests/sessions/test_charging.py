"""What is charged for cancelling late and for staying away, and what never is."""

from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.utils import timezone

from courses.models import BookingTerms, ChargeRate
from sessions.booking import take_seat
from sessions.charging import (
    charge_late_cancellation,
    cost_of_cancelling,
    cost_of_staying_away,
    length_of,
)
from sessions.counting import record_headcount
from sessions.finishing import finish_session, reopen_session
from sessions.models import Attendance, Booking, BookingContact, BookingStatus, Charge, Qualifier, Source
from sessions.register import set_extent, tick
from sessions.scheduling import cancel_session, move_session
from tests import factories
from tests.factories import london

pytestmark = pytest.mark.django_db
MONDAY = london(2027, 2, 1)  # when tests here look at the clock
BEGINS = london(2027, 2, 17, 9, 30)  # a Wednesday; five working days before is Wednesday the 10th, until 5pm
LATE = london(2027, 2, 10, 17, 1)


@pytest.fixture
def school_type():
    return factories.make_organisation_type(name="School")


@pytest.fixture
def school(school_type):
    return factories.make_organisation(name="Harbour Lane School", type=school_type)


@pytest.fixture
def terms(school_type):
    """£50 late and £75 for staying away, from schools £20 and £30 for half a day; five working days' notice."""
    terms = BookingTerms.objects.create(name="Charged", starts_on="2026-01-01")
    rate(terms, late_cancellation=50, no_show=75)
    rate(terms, organisation_type=school_type, length="half_day", late_cancellation=20, no_show=30)
    return terms


def rate(terms, **facts):
    return ChargeRate.objects.create(terms=terms, **facts)


def planned(terms, **facts):
    course = factories.make_course(terms=terms)
    return factories.make_session(course, **{"starts_at": BEGINS, "minutes": 180} | facts)


def booked(session, organisation="Harbour Lane School", **facts):
    return factories.make_booking(session, person=factories.make_person(organisation=organisation), at=MONDAY, **facts)


def test_cancelling_in_time_is_free(terms, school):
    booking = booked(planned(terms))

    assert cost_of_cancelling(booking, at=london(2027, 2, 10, 17)) == 0


def test_cancelling_a_minute_after_the_deadline_costs(terms, school):
    booking = booked(planned(terms))

    assert cost_of_cancelling(booking, at=LATE) == Decimal(20)


def test_an_organisation_type_without_a_rate_pays_what_everybody_else_pays(terms, school):
    factories.make_organisation(name="Mill Street Police", type=factories.make_organisation_type(name="Police"))
    booking = booked(planned(terms), organisation="Mill Street Police")

    assert cost_of_cancelling(booking, at=LATE) == Decimal(50)


def test_an_organisation_nobody_has_matched_pays_what_everybody_else_pays(terms, school):
    booking = booked(planned(terms), organisation="Harbour Lane Scool")

    assert cost_of_cancelling(booking, at=LATE) == Decimal(50)


def test_matching_the_organisation_changes_the_rate(terms, school):
    booking = booked(planned(terms), organisation="Harbour Lane Scool")

    booking.delegate.organisation = school

    assert cost_of_cancelling(booking, at=LATE) == Decimal(20)


def test_a_full_day_has_its_own_rate(terms, school):
    booking = booked(planned(terms, minutes=241))

    assert cost_of_cancelling(booking, at=LATE) == Decimal(50)


def test_a_half_day_is_as_long_as_the_terms_say(terms, school):
    booking = booked(planned(terms, minutes=240))

    assert cost_of_cancelling(booking, at=LATE) == Decimal(20)


def test_the_rate_for_a_length_goes_before_the_rate_for_any(terms, school, school_type):
    rate(terms, organisation_type=school_type, length="any", late_cancellation=90)

    assert cost_of_cancelling(booked(planned(terms)), at=LATE) == Decimal(20)


def test_the_days_of_a_session_are_added_up():
    days = [(london(2027, 2, day, 10), london(2027, 2, day, 12, 30)) for day in (17, 18)]
    session = planned(None, days=days)

    assert length_of(session) == timedelta(hours=5)


def test_the_night_the_clocks_change_is_not_an_hour_longer():
    session = planned(None, days=[(london(2027, 3, 27, 22), london(2027, 3, 28, 4))])

    assert length_of(session) == timedelta(hours=5)


def test_no_terms_cost_nothing(school):
    assert cost_of_cancelling(booked(planned(None)), at=LATE) == 0


def test_terms_without_rates_cost_nothing(school):
    terms = BookingTerms.objects.create(name="Free", starts_on="2026-01-01")

    assert cost_of_staying_away(booked(planned(terms))) == 0


@pytest.mark.parametrize(
    "status",
    [BookingStatus.REQUESTED, BookingStatus.OFFERED, BookingStatus.WAITING, BookingStatus.LAPSED],
)
def test_a_seat_never_promised_costs_nothing(terms, school, status):
    booking = booked(planned(terms))

    booking.status = status

    assert (cost_of_cancelling(booking, at=LATE), cost_of_staying_away(booking)) == (0, 0)


def test_the_bookings_own_terms_decide(terms, school):
    session = planned(terms)
    booking = booked(session)

    session.course.terms = BookingTerms.objects.create(name="Free from now on", starts_on="2026-01-01")
    session.course.save()

    assert cost_of_cancelling(Booking.objects.get(pk=booking.pk), at=LATE) == Decimal(20)


def test_a_seat_without_a_name_is_charged_to_the_contacts_organisation(terms, school):
    session = planned(terms)
    take_seat(session)
    contact = BookingContact.objects.create(session=session, name="Kim Osei", organisation=school)
    booking = Booking.objects.create(session=session, contact=contact, terms=terms)

    with time_machine.travel(LATE, tick=False):
        charge = charge_late_cancellation(booking)

    assert (charge.amount, charge.organisation) == (Decimal(20), school)


def test_a_late_cancellation_is_recorded_once(terms, school):
    booking = booked(planned(terms))

    with time_machine.travel(LATE, tick=False):
        charges = [charge_late_cancellation(booking) for _again in range(2)]

    assert charges == [Charge.objects.get(), Charge.objects.get()]


def test_a_free_cancellation_records_nothing(terms, school):
    booking = booked(planned(terms))

    with time_machine.travel(MONDAY, tick=False):
        charge_late_cancellation(booking)

    assert Charge.objects.count() == 0


def test_our_own_cancelling_of_the_session_charges_nobody(terms, school, officer):
    session = planned(terms)
    booked(session)

    with time_machine.travel(LATE, tick=False):
        cancel_session(session, reason="Ill", by=officer)

    assert Charge.objects.count() == 0


def test_who_booked_before_we_moved_the_date_cancels_free_for_a_week(terms, school, officer):
    session = planned(terms)
    booking = booked(session)
    with time_machine.travel(london(2027, 2, 12, 9), tick=False):
        move_session(session, days=[(BEGINS + timedelta(days=4), BEGINS + timedelta(days=4, hours=3))], by=officer)
    booking.refresh_from_db()

    costs = [cost_of_cancelling(booking, at=london(2027, 2, day, 9)) for day in (18, 20)]

    assert costs == [Decimal(0), Decimal(20)]


def test_who_booked_after_the_move_knew_the_date(terms, school, officer):
    session = planned(terms)
    with time_machine.travel(MONDAY - timedelta(days=1), tick=False):
        move_session(session, days=[(BEGINS + timedelta(days=1), BEGINS + timedelta(days=1, hours=3))], by=officer)

    assert cost_of_cancelling(booked(session), at=london(2027, 2, 12, 9)) == Decimal(20)


def finished(session, officer, *, source=Source.REGISTER):
    with time_machine.travel(session.ends_at + timedelta(hours=1), tick=False):
        finish_session(session, source=source, by=officer)


def reopened(session, officer):
    reopen_session(session, reason="The register was wrong", by=officer)


def test_finishing_charges_who_stayed_away(terms, school, officer):
    session = planned(terms)
    came, away = booked(session), booked(session)
    factories.make_attendance(session, booking=came)

    finished(session, officer)

    charge = Charge.objects.get()
    assert (charge.booking, charge.what, charge.amount) == (away, Charge.What.NO_SHOW, Decimal(30))


def test_who_was_marked_absent_is_charged(terms, school, officer):
    session = planned(terms)
    factories.make_attendance(session, booking=booked(session), extent=Attendance.Extent.NONE)

    finished(session, officer)

    assert Charge.objects.count() == 1


def test_who_came_late_is_not_charged(terms, school, officer):
    session = planned(terms)
    factories.make_attendance(session, booking=booked(session), extent=Attendance.Extent.PARTIAL)

    finished(session, officer)

    assert Charge.objects.count() == 0


def test_a_cancelled_booking_is_no_no_show(terms, school, officer):
    session = planned(terms)
    booking = booked(session)
    Booking.objects.filter(pk=booking.pk).update(status=BookingStatus.CANCELLED)

    finished(session, officer)

    assert Charge.objects.count() == 0


def test_a_headcount_does_not_say_who_stayed_away(terms, school, officer):
    session = planned(terms)
    booked(session)
    record_headcount(session, number=12, qualifier=Qualifier.COUNTED, by=officer)

    finished(session, officer, source=Source.HEADCOUNT)

    assert Charge.objects.count() == 0


def test_finishing_anew_charges_nobody_twice(terms, school, officer):
    session = planned(terms)
    booked(session)

    finished(session, officer)
    reopened(session, officer)
    finished(session, officer)

    assert Charge.objects.count() == 1


def test_who_is_ticked_afterwards_loses_the_charge(terms, school, officer):
    session = planned(terms)
    booking = booked(session)
    finished(session, officer)

    reopened(session, officer)
    tick(booking, by=officer)
    finished(session, officer)

    assert Charge.objects.count() == 0


def test_a_charge_that_finance_has_is_waived_with_the_reason(terms, school, officer):
    session = planned(terms)
    booking = booked(session)
    finished(session, officer)
    Charge.objects.update(exported_at=timezone.now())

    reopened(session, officer)
    tick(booking, by=officer)
    finished(session, officer)

    charge = Charge.objects.get()
    assert (charge.reason, charge.waived_at is None) == ("The register no longer says that they stayed away.", False)


def test_a_register_corrected_back_charges_again(terms, school, officer):
    session = planned(terms)
    booking = booked(session)
    finished(session, officer)
    Charge.objects.update(exported_at=timezone.now())
    reopened(session, officer)
    attendance = tick(booking, by=officer)
    finished(session, officer)

    reopened(session, officer)
    set_extent(attendance, extent=Attendance.Extent.NONE, by=officer)
    finished(session, officer)

    assert (Charge.objects.get().waived_at, Charge.objects.get().reason) == (None, "")


def test_what_an_officer_waived_stays_waived(terms, school, officer):
    session = planned(terms)
    booked(session)
    finished(session, officer)
    Charge.objects.update(waived_at=timezone.now(), waived_by=officer, reason="They rang in time")

    reopened(session, officer)
    finished(session, officer)

    assert Charge.objects.get().reason == "They rang in time"
