"""Acts on a register, as devices send them."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from wagtail.models import ModelLogEntry

from courses.models import BookingTerms
from people.delegates import Person
from sessions.entering import enter
from sessions.finishing import finish_session
from sessions.models import Attendance, Booking, RegisterEntry, SessionStatus, TrainingSession
from sessions.register import register_of
from sessions.register_links import make_link
from tests import factories

pytestmark = pytest.mark.django_db
Act, Outcome, Extent = RegisterEntry.Act, RegisterEntry.Outcome, Attendance.Extent
BO = Person("Bo Lind", "bo@example.org", "Eastmere Youth Service")


@pytest.fixture
def during(session):
    """The clock stands half an hour into the session."""
    with time_machine.travel(session.starts_at + timedelta(minutes=30), tick=False):
        yield session


@pytest.fixture
def booking(during):
    return factories.make_booking(during, person=BO)


@pytest.fixture
def seat(session):
    """Booked by an office, with no name yet."""
    return factories.make_group(session, places=1).bookings.get()


def do(session, act, key=None, **what):
    return enter(session, key=key or uuid.uuid4(), act=act, **what)


def row_of(booking):
    return f"d{booking.delegate_id}"


def lines(session):
    return {line.name: line.state for line in register_of(session)}


def test_a_tick_is_recorded_once_for_each_key(during, booking):
    key = uuid.uuid4()

    entries = {do(during, Act.TICK, key, row=row_of(booking)).pk for _time in range(20)}

    assert (len(entries), Attendance.objects.get().booking) == (1, booking)


def test_two_devices_that_tick_the_same_person_need_no_review(during, booking):
    outcomes = [do(during, Act.TICK, row=row_of(booking), device=name).outcome for name in ("one", "two")]

    assert (outcomes, Attendance.objects.count()) == ([Outcome.DONE, Outcome.DONE], 1)


def test_an_undone_tick_keeps_its_row_and_can_be_made_again(during, booking):
    states = []
    for act in (Act.TICK, Act.UNDO, Act.TICK):
        do(during, act, row=row_of(booking))
        states.append(lines(during)["Bo Lind"])

    assert (states, Attendance.objects.count()) == (["here", "absent", "here"], 1)


def test_a_walk_in_uses_the_booking_they_have(during, booking):
    do(during, Act.WALK_IN, person=BO)

    assert Attendance.objects.get().booking == booking


def test_a_walk_in_can_be_undone_and_come_back(during):
    walked_in = do(during, Act.WALK_IN, person=Person("Ada Okafor")).attendance
    for act in (Act.UNDO, Act.TICK):
        do(during, act, row=f"d{walked_in.delegate_id}")

    assert lines(during) == {"Ada Okafor": "here"}


@pytest.mark.parametrize(("minutes", "state"), [(10, "here"), (15, "here"), (16, "late")])
def test_who_came_late_counts_by_the_terms(course, minutes, state):
    course.terms = BookingTerms.objects.create(name="Fifteen minutes", starts_on="2020-04-01", late_minutes=15)
    course.save()
    session = factories.make_session(course)
    booking = factories.make_booking(session, person=BO)

    with time_machine.travel(session.starts_at + timedelta(minutes=minutes), tick=False):
        do(session, Act.LATE, row=row_of(booking))

    assert lines(session) == {"Bo Lind": state}


@pytest.mark.parametrize(("minutes", "extent"), [(16, Extent.PARTIAL), (15, Extent.FULL)])
def test_who_left_early_counts_by_the_terms(course, minutes, extent):
    course.terms = BookingTerms.objects.create(name="Fifteen minutes", starts_on="2020-04-01", early_minutes=15)
    course.save()
    session = factories.make_session(course)
    booking = factories.make_booking(session, person=BO)

    with time_machine.travel(session.ends_at - timedelta(minutes=minutes), tick=False):
        do(session, Act.TICK, row=row_of(booking))
        do(session, Act.LEFT_EARLY, row=row_of(booking))

    assert Attendance.objects.get().extent == extent


def test_without_terms_late_and_early_are_what_the_keeper_says(during, booking):
    do(during, Act.LATE, row=row_of(booking))
    late = lines(during)["Bo Lind"]
    do(during, Act.LEFT_EARLY, row=row_of(booking))

    assert (late, lines(during)["Bo Lind"]) == ("late", "left_early")


@pytest.mark.parametrize(
    ("minutes", "counts"), [(5, True), (-29, True), (-31, False), (31, False), (24 * 60, False), (-24 * 60, False)]
)
def test_the_devices_clock_counts_only_where_it_can_be_true(during, booking, minutes, counts):
    claimed = during.starts_at + timedelta(minutes=minutes)

    do(during, Act.LATE, row=row_of(booking), made_at=claimed)

    by_server = during.starts_at + timedelta(minutes=30)
    assert Attendance.objects.get().signed_in_at == (claimed if counts else by_server)


def test_a_tick_is_timed_by_the_server(during, booking):
    do(during, Act.TICK, row=row_of(booking), made_at=during.starts_at)

    assert Attendance.objects.get().signed_in_at == during.starts_at + timedelta(minutes=30)


def test_a_note_can_stand_beside_somebody_who_is_not_here(during, booking):
    do(during, Act.NOTE, row=row_of(booking), note="Rang: ill")

    [line] = register_of(during)
    assert (line.state, line.attendance.note) == ("absent", "Rang: ill")


def test_the_history_does_not_repeat_a_note(during, booking):
    do(during, Act.NOTE, row=row_of(booking), note="Rang: ill")

    entry = ModelLogEntry.objects.get(action="muster.register.noted")
    assert "ill" not in str(entry.data)


def test_who_used_the_printed_code_is_confirmed(during):
    attendance = factories.make_attendance(during, at=during.starts_at, awaits_confirmation=True)

    do(during, Act.CONFIRM, row=f"d{attendance.delegate_id}")

    assert during.attendances.present().count() == 1


def test_a_substitute_uses_the_booking_and_the_register_shows_both(during, booking):
    before = booking.token

    do(during, Act.SUBSTITUTE, row=row_of(booking), person=Person("Ada Okafor"))

    [line] = register_of(during)
    assert (line.name, line.state, str(line.instead_of)) == ("Ada Okafor", "here", "Bo Lind")
    assert Booking.objects.get().token != before


def test_a_seat_without_a_name_gets_one(seat, during):
    do(during, Act.SUBSTITUTE, row=f"b{seat.pk}", person=Person("Ada Okafor"))

    [line] = register_of(during)
    assert (line.name, line.state, line.instead_of) == ("Ada Okafor", "here", None)


@pytest.mark.parametrize("typed", ["{reference}", "MUSTER:{reference}", " {reference} "])
def test_a_reference_ticks_its_booking(during, booking, typed):
    do(during, Act.TICK, reference=typed.format(reference=booking.reference.upper()))

    assert lines(during) == {"Bo Lind": "here"}


def refused(entry):
    return entry.outcome, entry.problem


def test_an_unknown_reference_is_kept_as_refused(during):
    entry = do(during, Act.TICK, reference="zzzz9999", said={"reference": "zzzz9999"})

    assert refused(entry) == (Outcome.REFUSED, "No booking of this session has this reference.")
    assert RegisterEntry.objects.get().said == {"reference": "zzzz9999"}


@pytest.mark.parametrize("row", ["d1", "b1", "", "x9", "d" + "9" * 30, "d-1", "bad"])
def test_somebody_who_is_not_on_the_list_is_refused(during, row):
    entry = do(during, Act.TICK, row=row)

    assert refused(entry) == (Outcome.REFUSED, "This person is no longer on the list.")


def test_another_sessions_booking_is_not_ticked(during):
    other = factories.make_booking(factories.make_session())

    do(during, Act.TICK, row=row_of(other))

    assert Attendance.objects.count() == 0


def test_a_seat_without_a_name_is_not_ticked(seat, during):
    entry = do(during, Act.TICK, row=f"b{seat.pk}")

    assert refused(entry) == (Outcome.REFUSED, "This seat has no name yet. Name the person first.")


def test_what_was_typed_for_a_refused_walk_in_is_kept_and_nobody_is_recorded(during):
    TrainingSession.objects.filter(pk=during.pk).update(status=SessionStatus.CANCELLED)

    do(during, Act.WALK_IN, person=Person("Ada Okafor"), said={"name": "Ada Okafor"})

    assert RegisterEntry.objects.get().said == {"name": "Ada Okafor"}
    assert Attendance.objects.count() == 0


def test_after_finishing_an_act_is_refused_and_names_whom_it_was_about(during, booking, officer):
    with time_machine.travel(during.ends_at, tick=False):
        finish_session(during, source="register", by=officer)
        do(during, Act.TICK, row=row_of(booking), said={"row": row_of(booking)})

    kept = RegisterEntry.objects.get()
    assert refused(kept) == (Outcome.REFUSED, "This session is finished. Reopen it to change the register.")
    assert kept.said["who"] == "Bo Lind"


def test_a_refused_act_sent_again_stays_refused_once(during):
    key = uuid.uuid4()

    entries = {do(during, Act.TICK, key, row="d1").pk for _time in range(5)}

    assert (len(entries), RegisterEntry.objects.count()) == (1, 1)


@pytest.mark.parametrize("act", Act)
def test_a_headcount_session_keeps_nothing(headcount_session, act):
    what = {"row": "d1", "person": Person("Canary Finch"), "note": "Canary"}
    told = {Act.WALK_IN: ["person"], Act.SUBSTITUTE: ["row", "person"], Act.NOTE: ["row", "note"]}.get(act, ["row"])

    entry = do(headcount_session, act, said={"name": "Canary Finch"}, **{name: what[name] for name in told})

    assert (entry.outcome, entry.pk, entry.said) == (Outcome.REFUSED, None, {})
    assert RegisterEntry.objects.count() == Attendance.objects.count() == 0


def test_the_history_names_the_holder_of_the_link(during, booking, officer):
    link = make_link(during, holder="Tariq Osei", by=officer)

    do(during, Act.TICK, row=row_of(booking), link=link)

    entry = ModelLogEntry.objects.get(action="muster.register.ticked")
    assert (entry.user, entry.data["holder"], entry.formatter.format_message(entry)) == (
        None,
        "Tariq Osei",
        "Somebody was ticked in the register: Link of Tariq Osei",
    )


@pytest.mark.parametrize("name", ["O'Brien", "Þórr", "ليلى", "Null", "Zoë", "Zoe\u0308", "🙂 Bird", "=1+1", "x" * 200])
def test_any_name_walks_in(during, name):
    do(during, Act.WALK_IN, person=Person(name))

    assert list(lines(during).values()) == ["here"]


def test_somebody_is_let_into_a_full_room_for_a_reason(course):
    session = factories.make_session(course, capacity=1)
    factories.make_attendance(session)
    person = factories.make_person(name="Bo Lind")

    with factories.at_its_time(session.starts_at):
        refused = enter(session, key=uuid.uuid4(), act=Act.WALK_IN, person=person, said={"name": "Bo Lind"})
        done = enter(session, key=uuid.uuid4(), act=Act.WALK_IN, person=person, overriding="There is one more chair.")

    assert (refused.outcome, refused.said, done.outcome) == (Outcome.REFUSED, {"name": "Bo Lind"}, Outcome.DONE)
