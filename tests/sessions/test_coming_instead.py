"""Somebody comes instead of whoever booked: the register's substitution, and its undoing."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from wagtail.models import ModelLogEntry

from courses.models import BookingTerms
from outbox.models import Message
from people.delegates import Person
from sessions.changing import hand_over_booking
from sessions.counting import tally_of
from sessions.entering import enter
from sessions.models import Attendance, Booking, RegisterEntry
from sessions.register import register_of
from sessions.retention import forget_what_was_refused
from tests import factories

pytestmark = pytest.mark.django_db
Act, Outcome = RegisterEntry.Act, RegisterEntry.Outcome
BO = Person("Bo Lind", "bo@example.org", "Eastmere Youth Service")
ADA = Person("Ada Okafor", "ada@example.org")
INSTEAD = ["handed_over", "taken_over"]


@pytest.fixture
def during(session):
    with time_machine.travel(session.starts_at + timedelta(minutes=30), tick=False):
        yield session


@pytest.fixture
def booking(during):
    return factories.make_booking(during, person=BO, access_needs="A seat near the door")


@pytest.fixture
def schools_only(booking):
    """Booked while anybody could; now the terms of the booking let schools alone come."""
    booking.terms = BookingTerms.objects.create(name="Schools", starts_on="2020-04-01")
    booking.terms.organisation_types.add(factories.make_organisation_type(name="School"))
    booking.save()
    return booking


@pytest.fixture
def group(session):
    """Booked by an office, for somebody and for a colleague it has not named yet."""
    return factories.make_group(session, people=[BO], places=2)


def do(session, act, *, row, key=None, **what):
    return enter(session, key=key or uuid.uuid4(), act=act, row=row, **what)


def row_of(booking):
    return f"d{booking.delegate_id}"


def come(booking, person=ADA, **what):
    return do(booking.session, Act.SUBSTITUTE, row=row_of(booking), person=person, **what)


def undo(entry, **what):
    return do(entry.session, Act.UNDO, row=f"d{entry.attendance.delegate_id}", **what)


def letters(*kinds):
    """Return (kind, address) of what is or was to go out, in the order of the alphabet."""
    kept = Message.objects.filter(kind__in=kinds).exclude(state=Message.State.STOPPED)
    return sorted(kept.values_list("kind", "to"))


def everything_has_gone():
    Message.objects.update(state=Message.State.SENT)


def facts_of(booking):
    unchanging = ("calendar_sequence", "changed_at")
    row = Booking.objects.filter(pk=booking.pk).values().get()
    return {name: value for name, value in row.items() if name not in unchanging}


def states(session):
    return sorted((line.name, line.state) for line in register_of(session))


def test_both_are_written_to(booking):
    come(booking)

    assert letters(*INSTEAD) == [("handed_over", "bo@example.org"), ("taken_over", "ada@example.org")]


def test_the_newcomer_has_a_link_of_their_own(booking):
    come(booking)

    token = Booking.objects.get().token
    assert token != booking.token
    assert f"/booking/{token}/" in Message.objects.get(kind="taken_over").text


def test_a_newcomer_without_an_address_is_written_nothing(booking):
    come(booking, Person("Ada Okafor"))

    [letter] = Message.objects.filter(kind__in=INSTEAD)
    assert (letter.to, "write to them" in letter.text) == ("bo@example.org", False)


def test_what_is_sent_again_writes_no_second_letter(booking):
    key = uuid.uuid4()

    entries = {come(booking, key=key).pk for _time in range(5)}

    assert (len(entries), Message.objects.filter(kind__in=INSTEAD).count()) == (1, 2)


def test_who_booked_for_them_is_told(group, during):
    come(group.bookings.get(delegate__isnull=False))

    assert letters("contact_told") == [("contact_told", "office@example.org")]
    assert "Ada Okafor comes instead of Bo Lind" in Message.objects.get(kind="contact_told").text


def test_the_officer_reads_it_in_the_register_and_not_in_a_mail(booking, officer):
    type(booking.session).objects.update(officer=officer)

    come(booking)

    assert (letters("changes_told"), booking.changes.get().told_at is None) == ([], False)


def test_a_newcomer_whose_work_nobody_said_works_where_the_first_person_does(booking):
    come(booking)

    assert Attendance.objects.get().works_at == "Eastmere Youth Service"


def test_whom_the_terms_keep_out_is_refused_at_once(schools_only):
    entry = come(schools_only, said={"name": "Ada Okafor"})

    why = "It is for people who work in organisations of these kinds: School."
    assert (entry.outcome, entry.problem.partition(" We ")[0]) == (Outcome.REFUSED, why)
    assert (Attendance.objects.count(), letters(*INSTEAD)) == (0, [])


def test_they_are_let_in_for_a_reason_which_the_history_keeps(schools_only):
    entry = come(schools_only, overriding="Sent by the council")

    kept = ModelLogEntry.objects.get(action="muster.register.substituted")
    assert (entry.outcome, kept.data["reason"]) == (Outcome.DONE, "Sent by the council")


def test_after_the_session_they_have_been_let_in(schools_only):
    with time_machine.travel(schools_only.session.ends_at + timedelta(minutes=5), tick=False):
        entry = come(schools_only)

    assert entry.outcome == Outcome.DONE


def test_a_seat_without_a_name_is_confirmed_to_who_sits_in_it(group, during):
    seat = group.bookings.get(delegate=None)

    do(during, Act.SUBSTITUTE, row=f"b{seat.pk}", person=ADA)

    assert ("confirmed", "ada@example.org") in letters("confirmed")
    assert (letters(*INSTEAD), Booking.objects.get(pk=seat.pk).token == seat.token) == ([], False)


def test_who_had_walked_in_uses_the_place_and_is_no_walk_in(booking):
    factories.make_attendance(booking.session, person=ADA)

    come(booking)

    tally = tally_of(booking.session)
    assert (tally.present_booked, tally.walked_in, tally.no_shows) == (1, 0, 0)


# Undone


def test_undone_the_booking_is_as_it_was(booking):
    before = facts_of(booking)

    undo(come(booking))

    assert facts_of(booking) == before
    assert states(booking.session) == [("Ada Okafor", "absent"), ("Bo Lind", "absent")]


def test_undone_before_the_letters_go_nobody_is_written_to(booking):
    undo(come(booking))

    assert letters("contact_told", "given_back", *INSTEAD) == []


def test_undone_afterwards_both_read_how_it_is(booking):
    entry = come(booking)
    everything_has_gone()

    undo(entry)

    waiting = Message.objects.filter(state=Message.State.WAITING)
    told = sorted(waiting.values_list("kind", "to"))
    assert told == [("given_back", "bo@example.org"), ("handed_over", "ada@example.org")]
    assert f"/booking/{booking.token}/" in waiting.get(kind="given_back").text


def test_undone_afterwards_the_contact_is_told_too(group, during):
    entry = come(group.bookings.get(delegate__isnull=False))
    everything_has_gone()

    undo(entry)

    letter = Message.objects.get(kind="contact_told", state=Message.State.WAITING)
    assert "Bo Lind has their place again" in letter.text


def test_it_can_be_undone_and_done_again(booking):
    undo(come(booking))

    come(booking)

    assert letters(*INSTEAD) == [("handed_over", "bo@example.org"), ("taken_over", "ada@example.org")]
    assert ("Ada Okafor", "here") in states(booking.session)


def test_undoing_twice_is_harmless(booking):
    entry = come(booking)

    outcomes = [undo(entry).outcome for _time in range(2)]

    assert (outcomes, states(booking.session)[1]) == ([Outcome.DONE] * 2, ("Bo Lind", "absent"))


def test_a_place_handed_over_before_the_day_stays_handed_over(booking):
    with time_machine.travel(booking.session.starts_at - timedelta(days=1), tick=False):
        hand_over_booking(booking, person=ADA)
    ticked = do(booking.session, Act.TICK, row=row_of(booking))

    undo(ticked)

    assert states(booking.session) == [("Ada Okafor", "absent")]


def test_who_booked_and_has_walked_in_since_has_their_place_again(booking):
    entry = come(booking)
    enter(booking.session, key=uuid.uuid4(), act=Act.WALK_IN, person=BO)

    undo(entry)

    assert states(booking.session) == [("Ada Okafor", "absent"), ("Bo Lind", "here")]
    assert tally_of(booking.session).present_booked == 1


def test_what_the_booking_said_before_is_forgotten_as_soon(booking):
    come(booking)

    with time_machine.travel(booking.session.ends_at + timedelta(days=31), tick=False):
        forget_what_was_refused()

    assert RegisterEntry.objects.get().before == {}
