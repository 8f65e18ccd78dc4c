"""People recorded twice, and devices that disagree."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from wagtail.models import ModelLogEntry

from people.delegates import Person
from sessions.doubles import same_person, to_look_at, two_people
from sessions.entering import enter
from sessions.models import Attendance, RegisterEntry
from sessions.refusals import CannotChange
from sessions.register import register_of
from tests import factories

pytestmark = pytest.mark.django_db
Act, Outcome = RegisterEntry.Act, RegisterEntry.Outcome


@pytest.fixture
def during(session):
    with time_machine.travel(session.starts_at + timedelta(minutes=5)):
        yield session


def do(session, act, **what):
    return enter(session, key=uuid.uuid4(), act=act, **what)


def walk_in(session, name):
    return do(session, Act.WALK_IN, person=Person(name))


def states(session):
    return sorted((line.name, line.state) for line in register_of(session))


def test_a_walk_in_named_as_somebody_who_booked_is_asked_about(during):
    booking = factories.make_booking(during, person=Person("Zoë Lind", "zoe@example.org"))

    entry = walk_in(during, "ZOE\u0308  LIND")

    assert (entry.outcome, entry.booking, entry.other) == (Outcome.DOUBLE, booking, None)


def test_two_walk_ins_of_one_name_are_asked_about(during):
    first, second = walk_in(during, "Ada Okafor"), walk_in(during, "ada okafor")

    assert (first.outcome, second.outcome, second.other) == (Outcome.DONE, Outcome.DOUBLE, first.attendance)


def test_who_is_ticked_while_a_namesake_walked_in_at_the_door_is_asked_about(during):
    booking = factories.make_booking(during, person=Person("Ada Okafor", "ada@example.org"))
    at_door = factories.make_attendance(during, person=Person("Ada Okafor"))

    entry = do(during, Act.TICK, row=f"d{booking.delegate_id}")

    assert (entry.outcome, entry.other) == (Outcome.DOUBLE, at_door)


def test_two_who_booked_under_one_name_are_two_people(during):
    bookings = [factories.make_booking(during, person=Person("Ada Okafor", f"ada{n}@example.org")) for n in (1, 2)]

    outcomes = [do(during, Act.TICK, row=f"d{each.delegate_id}").outcome for each in bookings]

    assert outcomes == [Outcome.DONE, Outcome.DONE]


def test_of_the_same_person_one_attendance_counts_and_nothing_is_lost(during, officer):
    booking = factories.make_booking(during, person=Person("Ada Okafor", "ada@example.org"))
    entry = walk_in(during, "Ada Okafor")

    same_person(entry, by=officer)

    kept, dropped = Attendance.objects.order_by("booking_id")[:2]
    kept, dropped = (kept, dropped) if kept.booking else (dropped, kept)
    assert (kept.booking, during.attendances.present().count()) == (booking, 1)
    assert dropped.note == "Recorded twice: the same person as Ada Okafor"


def test_the_one_that_remains_came_when_the_first_came(during, officer):
    first = walk_in(during, "Ada Okafor")
    came = first.attendance.signed_in_at
    with time_machine.travel(during.starts_at + timedelta(minutes=50)):
        same_person(walk_in(during, "Ada Okafor"), by=officer)

    assert during.attendances.present().get().signed_in_at == came


def test_two_people_stay_two_and_are_not_asked_about_again(during, officer):
    booking = factories.make_booking(during, person=Person("Ada Okafor", "ada@example.org"))
    two_people(walk_in(during, "Ada Okafor"), by=officer)

    entry = do(during, Act.TICK, row=f"d{booking.delegate_id}")

    assert (entry.outcome, during.attendances.present().count(), to_look_at(during)) == (Outcome.DONE, 2, [])


@pytest.mark.parametrize("verb", [same_person, two_people])
def test_judging_twice_is_harmless(during, officer, verb):
    walk_in(during, "Ada Okafor")
    entry = walk_in(during, "Ada Okafor")

    for _time in range(2):
        verb(RegisterEntry.objects.get(pk=entry.pk), by=officer)

    judged = ModelLogEntry.objects.filter(action__in=["muster.register.merged", "muster.register.told_apart"])
    assert judged.count() == 1


def test_a_walk_in_undone_since_needs_no_judgement(during):
    walk_in(during, "Ada Okafor")
    second = walk_in(during, "Ada Okafor")

    do(during, Act.UNDO, row=f"d{second.attendance.delegate_id}")

    assert to_look_at(during) == []


def test_devices_that_disagree_are_shown_and_the_later_holds(during):
    row = f"d{factories.make_booking(during, person=Person('Ada Okafor', 'ada@example.org')).delegate_id}"
    do(during, Act.TICK, row=row, device="one")

    entry = do(during, Act.UNDO, row=row, device="two")

    assert (entry.outcome, entry.other) == (Outcome.DOUBLE, entry.attendance)
    assert states(during) == [("Ada Okafor", "absent")]


def test_who_changes_their_own_mind_disagrees_with_nobody(during):
    row = f"d{factories.make_booking(during).delegate_id}"

    outcomes = [do(during, act, row=row, device="one").outcome for act in (Act.TICK, Act.UNDO, Act.TICK)]

    assert outcomes == [Outcome.DONE] * 3


def test_long_after_an_undo_is_no_disagreement(during):
    row = f"d{factories.make_booking(during).delegate_id}"
    do(during, Act.TICK, row=row, device="one")

    with time_machine.travel(during.starts_at + timedelta(minutes=30)):
        entry = do(during, Act.UNDO, row=row, device="two")

    assert entry.outcome == Outcome.DONE


def test_nothing_is_judged_once_the_session_is_finished(during, officer):
    walk_in(during, "Ada Okafor")
    entry = walk_in(during, "Ada Okafor")
    type(during).objects.filter(pk=during.pk).update(finished_at=during.ends_at, status="delivered")

    with pytest.raises(CannotChange):
        same_person(entry, by=officer)
