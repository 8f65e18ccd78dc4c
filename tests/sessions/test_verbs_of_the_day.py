"""The door, the register and finishing, as verbs."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from people.delegates import Person
from sessions.counting import record_headcount, tally_of
from sessions.door import find_booking, is_door_open, sign_in_booked, sign_in_walk_in
from sessions.finishing import finish_session, reopen_session, settle
from sessions.models import Attendance, Qualifier, Source
from sessions.refusals import (
    CannotChange,
    DoorClosed,
    NoBookingFound,
    NothingToSettle,
    NotOverYet,
    SeveralBookings,
    TakesNoPeople,
)
from sessions.register import add_walk_in, register_of, set_extent, tick, untick
from sessions.register_reading import Counts
from tests.factories import (
    make_attendance,
    make_booking,
    make_organisation,
    make_organisation_type,
    make_session,
    next_week,
)

pytestmark = pytest.mark.django_db

BO = Person("Bo Lind", "bo@example.org", "Eastmere Youth Service")


@pytest.fixture
def during(session):
    """The clock stands ten minutes into the session."""
    with time_machine.travel(session.starts_at + timedelta(minutes=10), tick=False):
        yield session


@pytest.mark.parametrize(
    ("minutes", "is_open"), [(-31, False), (-30, True), (0, True), (120, True), (121, False), (24 * 60, False)]
)
def test_the_door_opens_half_an_hour_before_and_closes_with_the_session(session, minutes, is_open):
    assert is_door_open(session, session.starts_at + timedelta(minutes=minutes)) == is_open


def test_the_door_of_a_two_day_session_is_closed_overnight():
    first, second = next_week(), next_week() + timedelta(days=1)
    session = make_session(days=[(first, first + timedelta(hours=2)), (second, second + timedelta(hours=2))])

    states = [is_door_open(session, first + timedelta(hours=hours)) for hours in [1, 12, 24]]

    assert states == [True, False, True]


def test_signing_in_as_booked_is_recorded_once(during):
    booking = make_booking(during, person=BO, at=during.starts_at - timedelta(days=1))

    keys = {sign_in_booked(booking, entry_key=uuid.uuid4()).pk for _ in range(20)}

    assert (len(keys), Attendance.objects.get().how) == (1, Attendance.How.BOOKED)


def test_a_walk_in_sent_twice_is_recorded_once_and_takes_no_seat(during):
    entry = uuid.uuid4()

    keys = {sign_in_walk_in(during, person=Person("Bo Lind"), entry_key=entry).pk for _ in range(20)}

    during.refresh_from_db()
    assert (len(keys), during.seats_taken) == (1, 0)


def test_the_same_form_with_another_name_signs_in_a_colleague(during):
    entry = uuid.uuid4()

    sign_in_walk_in(during, person=Person("Bo Lind"), entry_key=entry)
    sign_in_walk_in(during, person=Person("Ada Okafor"), entry_key=entry)

    assert during.attendances.count() == 2


def test_who_booked_and_says_they_did_not_counts_as_booked(during):
    booking = make_booking(during, person=BO, at=during.starts_at - timedelta(days=1))

    attendance = sign_in_walk_in(during, person=BO, entry_key=uuid.uuid4())

    assert (attendance.booking, attendance.how) == (booking, Attendance.How.BOOKED)


def test_an_attendance_keeps_the_organisation_and_type_of_that_day(during):
    kind = make_organisation_type()
    place = make_organisation(name="Eastmere Youth Service", type=kind)

    attendance = sign_in_walk_in(during, person=BO, entry_key=uuid.uuid4())
    attendance.delegate.organisation = make_organisation()
    attendance.delegate.save()

    kept = Attendance.objects.get()
    assert (kept.organisation, kept.organisation_type) == (place, kind)


@pytest.mark.parametrize("minutes", [-45, 125])
def test_nobody_signs_in_at_a_closed_door(session, minutes):
    with (
        time_machine.travel(session.starts_at + timedelta(minutes=minutes), tick=False),
        pytest.raises(DoorClosed),
    ):
        sign_in_walk_in(session, person=BO, entry_key=uuid.uuid4())

    assert Attendance.objects.count() == 0


def test_nobody_signs_in_to_a_headcount_session(headcount_session):
    with time_machine.travel(headcount_session.starts_at, tick=False), pytest.raises(TakesNoPeople):
        sign_in_walk_in(headcount_session, person=BO, entry_key=uuid.uuid4())

    assert Attendance.objects.count() == 0


def test_a_booking_is_found_by_reference_however_typed(session):
    booking = make_booking(session)
    typed = " " + booking.reference[:4].upper() + "-" + booking.reference[4:]

    assert find_booking(session, typed=typed) == booking


def test_a_shared_address_asks_for_the_name(session):
    make_booking(session, person=Person("Ada Okafor", "home@example.org"))
    bo = make_booking(session, person=Person("Bo Lind", "home@example.org"))

    with pytest.raises(SeveralBookings):
        find_booking(session, typed="HOME@example.org")

    assert find_booking(session, typed="home@example.org", name="bo lind") == bo


def test_a_booking_of_another_session_is_not_found(session):
    booking = make_booking(make_session())

    with pytest.raises(NoBookingFound):
        find_booking(session, typed=booking.reference)


def test_the_register_shows_who_booked_and_who_walked_in(during, officer):
    make_booking(during, person=BO, at=during.starts_at - timedelta(days=1))
    add_walk_in(during, person=Person("Ada Okafor"), by=officer)

    lines = [(line.name, line.is_present) for line in register_of(during)]

    assert lines == [("Ada Okafor", True), ("Bo Lind", False)]


def test_a_tick_can_be_undone_and_made_again(during, officer):
    booking = make_booking(during, person=BO, at=during.starts_at - timedelta(days=1))

    untick(tick(booking, by=officer), by=officer)
    undone = tally_of(during).present
    tick(booking, by=officer)

    assert (undone, tally_of(during).present) == (0, 1)


def test_a_finished_register_is_closed_until_it_is_reopened(during, officer):
    attendance = add_walk_in(during, person=BO, by=officer)
    settle(during, attended=1, qualifier=Qualifier.COUNTED, source=Source.REGISTER, by=officer)

    with pytest.raises(CannotChange):
        untick(attendance, by=officer)
    reopen_session(during, reason="A name was wrong", by=officer)
    attendance.refresh_from_db()
    untick(Attendance.objects.get(pk=attendance.pk), by=officer)

    assert tally_of(during).present == 0


def test_finishing_counts_full_and_partial_attendances(during, officer):
    for name in ["Ada Okafor", "Bo Lind", "Cy Ito"]:
        add_walk_in(during, person=Person(name), by=officer)
    partial, absent, _full = during.attendances.all()
    set_extent(partial, extent=Attendance.Extent.PARTIAL, by=officer)
    untick(absent, by=officer)

    with time_machine.travel(during.ends_at, tick=False):
        finish_session(during, source=Source.REGISTER, by=officer)

    assert (during.attended, during.attended_qualifier, during.attended_source) == (2, "counted", "register")


def test_a_headcount_settles_its_number_and_qualifier(headcount_session, officer):
    record_headcount(headcount_session, number=55, qualifier=Qualifier.COUNTED, by=officer)
    record_headcount(headcount_session, number=60, qualifier=Qualifier.ESTIMATED, by=officer)

    with time_machine.travel(headcount_session.ends_at, tick=False):
        finish_session(headcount_session, source=Source.HEADCOUNT, by=officer)

    assert (headcount_session.attended, headcount_session.attended_qualifier) == (60, "estimated")


def test_not_recorded_is_not_zero(headcount_session, officer):
    with time_machine.travel(headcount_session.ends_at, tick=False):
        finish_session(headcount_session, source="", by=officer)

    assert (headcount_session.attended, headcount_session.attended_qualifier) == (None, "not_recorded")


def test_a_session_is_not_finished_before_its_end(session, officer):
    with pytest.raises(NotOverYet):
        finish_session(session, source=Source.REGISTER, by=officer)

    session.refresh_from_db()
    assert session.is_finished is False


def test_a_headcount_that_was_not_taken_settles_nothing(headcount_session, officer):
    with time_machine.travel(headcount_session.ends_at, tick=False), pytest.raises(NothingToSettle):
        finish_session(headcount_session, source=Source.HEADCOUNT, by=officer)

    assert headcount_session.is_finished is False


def test_the_difference_between_headcount_and_register_stays_visible(during, officer):
    add_walk_in(during, person=BO, by=officer)
    record_headcount(during, number=3, qualifier=Qualifier.COUNTED, by=officer)

    tally = tally_of(during)

    assert (tally.present, tally.difference) == (1, 2)


def test_reopening_keeps_the_figure_until_it_is_settled_anew(session, officer):
    settle(session, attended=12, qualifier=Qualifier.COUNTED, source=Source.IMPORT, by=officer)

    reopen_session(session, reason="Two were missing", by=officer)

    assert (session.attended, session.is_finished, session.finished_at) == (12, False, None)


def test_a_session_that_began_is_still_to_finish(session):
    with time_machine.travel(session.ends_at + timedelta(minutes=1), tick=False):
        unfinished = list(type(session).objects.unfinished())

    assert (unfinished, timezone.now() < session.ends_at) == ([session], True)


def test_the_register_shows_who_shared_a_phone(during):
    for name, phone in [("Ada Okafor", "p1"), ("Bo Lind", "p1"), ("Cy Ito", "p2"), ("Di Kaur", "")]:
        sign_in_walk_in(during, person=Person(name), entry_key=uuid.uuid4(), phone=phone)

    assert [line.on_one_phone for line in register_of(during)] == [2, 2, 0, 0]


@pytest.mark.parametrize("awaits", [False, True])
@pytest.mark.parametrize("extent", Attendance.Extent)
def test_who_is_here_and_who_counts_is_one_thing_in_sql_and_in_python(during, extent, awaits):
    attendance = make_attendance(during, extent=extent, awaits_confirmation=awaits)

    in_sql = [during.attendances.signed_in().exists(), during.attendances.present().exists()]

    lines = register_of(during)
    assert [attendance.is_signed_in, attendance.is_counted] == in_sql
    assert Counts.of(during) == Counts.among(lines, session=during)
