"""What became of a session's places: settled by finishing, kept until it is finished anew, checked and rebuilt."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from people.delegates import Person
from sessions.booking import cancel_booking
from sessions.finishing import finish_session, reopen_session, settle
from sessions.matching import match_typed
from sessions.models import Attendance, Booking, BookingStatus, Qualifier, Source, TrainingSession, Uptake
from sessions.uptake import keep_imported, rebuild, verify
from tests import factories

pytestmark = pytest.mark.django_db

LONG_AGO = timedelta(days=20)  # nobody is written to of a session that is over for so long
NOUGHTS = dict.fromkeys(Uptake.MEASURES, 0)
UNKNOWN = {"no_shows": None, "walk_ins": None, "attended": None}


@pytest.fixture
def session(course):
    return factories.make_session(course, starts_at=timezone.now() - LONG_AGO, capacity=40)


@pytest.fixture
def school():
    return factories.make_organisation(name="Harbour Lane School", type=factories.make_organisation_type(name="School"))


@pytest.fixture
def clinic():
    return factories.make_organisation(name="Clearwater Clinic", type=factories.make_organisation_type(name="Health"))


def book(session, *, at="", status=None, **facts):
    """Book a place for somebody who works `at`; a status is what became of it."""
    person = factories.make_person(organisation=at)
    booking = factories.make_booking(session, person=person, **facts)
    if status:
        Booking.objects.filter(pk=booking.pk).update(status=status)
    return booking


def come(session, *, at="", **facts):
    return factories.make_attendance(session, person=factories.make_person(organisation=at), **facts)


def finish(session, *, source=Source.REGISTER):
    finish_session(session, source=source, by=None, headcount={"number": 9, "qualifier": Qualifier.COUNTED})


def uptake_of(session):
    """Return {name of the type: {measure: number}} as it is kept, noughts left out."""
    rows = Uptake.objects.filter(session=session).select_related("organisation_type")
    kept = {str(row.organisation_type or ""): dict(zip(Uptake.MEASURES, row.numbers, strict=True)) for row in rows}
    return {kind: {name: number for name, number in numbers.items() if number != 0} for kind, numbers in kept.items()}


def a_mixed_day(session, school, clinic):
    """Three of a school booked: one came, one stayed away, one cancelled. A nurse walked in, another waited in vain."""
    came, _absent, gone = (book(session, at=school.name) for _number in range(3))
    factories.make_attendance(session, booking=came)
    with factories.at_its_time(session.starts_at - timedelta(days=1)):
        cancel_booking(gone)
    come(session, at=clinic.name)
    book(session, at=clinic.name, status=BookingStatus.WAITING)


def test_each_kind_of_employer_has_its_counts(session, school, clinic):
    a_mixed_day(session, school, clinic)

    finish(session)

    assert uptake_of(session) == {
        "": {},
        "School": {"registered": 3, "cancelled": 1, "no_shows": 1, "attended": 1},
        "Health": {"walk_ins": 1, "attended": 1, "left_waiting": 1},
    }


def test_a_session_without_anybody_has_a_row_of_noughts(session):
    finish(session)

    assert Uptake.objects.values(*Uptake.MEASURES).get() == NOUGHTS


def test_where_the_register_does_not_count_nobody_knows_who_stayed_away(session, school, clinic):
    a_mixed_day(session, school, clinic)

    finish(session, source=Source.HEADCOUNT)

    assert uptake_of(session) == {
        "": UNKNOWN,
        "School": {"registered": 3, "cancelled": 1, **UNKNOWN},
        "Health": {"left_waiting": 1, **UNKNOWN},
    }


@pytest.mark.parametrize(
    ("status", "counts"),
    [
        (BookingStatus.APPROVED, {"registered": 1, "no_shows": 1}),
        (BookingStatus.CONFIRMED, {"registered": 1, "no_shows": 1}),
        (BookingStatus.REQUESTED, {"registered": 1, "cancelled": 1}),
        (BookingStatus.CANCELLED, {"registered": 1, "cancelled": 1}),
        (BookingStatus.WAITING, {"left_waiting": 1}),
        (BookingStatus.LAPSED, {}),
    ],
)
def test_what_became_of_a_booking_is_counted_once(session, status, counts):
    book(session, status=status)

    finish(session)

    assert uptake_of(session) == {"": counts}


@pytest.mark.parametrize("what", ["left", "declined"])
def test_whoever_left_the_list_never_registered(session, what):
    book(session, status=BookingStatus.CANCELLED).changes.create(what=what)

    finish(session)

    assert uptake_of(session) == {"": {}}


def test_whoever_waited_and_came_all_the_same_walked_in(session):
    booking = book(session, status=BookingStatus.WAITING)
    person = Person(booking.delegate.name, booking.email)

    factories.make_attendance(session, person=person)
    finish(session)

    assert uptake_of(session) == {"": {"walk_ins": 1, "attended": 1}}


def test_whoever_walked_in_and_booked_then_had_registered(session):
    attendance = come(session)
    Booking.objects.create(session=session, delegate=attendance.delegate)

    finish(session)

    assert uptake_of(session) == {"": {"registered": 1, "attended": 1}}


def test_whoever_cancelled_and_came_all_the_same_is_counted_as_both(session):
    booking = book(session, status=BookingStatus.CANCELLED)

    factories.make_attendance(session, person=Person(booking.delegate.name, booking.email))
    finish(session)

    assert uptake_of(session) == {"": {"registered": 1, "cancelled": 1, "walk_ins": 1, "attended": 1}}


def test_whoever_awaits_confirmation_was_not_there(session):
    factories.make_attendance(session, booking=book(session), awaits_confirmation=True)

    finish(session)

    assert uptake_of(session) == {"": {"registered": 1, "no_shows": 1}}


def test_the_employer_of_the_day_counts(session, school, clinic):
    attendance = come(session, at=school.name)
    attendance.delegate.organisation = clinic
    attendance.delegate.save()

    finish(session)

    assert uptake_of(session) == {"": {}, "School": {"walk_ins": 1, "attended": 1}}


def test_a_seat_without_a_name_is_its_contacts(session, school):
    with factories.at_its_time(session.starts_at - timedelta(days=7)):
        factories.make_group(session, places=2)

    finish(session)

    assert uptake_of(session) == {"": {}, "School": {"registered": 2, "no_shows": 2}}


def test_reopened_it_keeps_its_counts_until_it_is_finished_anew(session, officer):
    booking = book(session)
    finish(session)
    reopen_session(session, reason="A sheet turned up", by=officer)
    factories.make_attendance(session, booking=booking)
    reopened = uptake_of(session)

    finish(session)

    assert (reopened, uptake_of(session)) == (
        {"": {"registered": 1, "no_shows": 1}},
        {"": {"registered": 1, "attended": 1}},
    )


def test_nothing_is_known_of_a_headcount_session(headcount_session):
    settle(headcount_session, attended=30, qualifier=Qualifier.COUNTED, source=Source.HEADCOUNT)

    assert Uptake.objects.count() == 0


@pytest.mark.parametrize("people", [1, 20])
def test_settling_takes_the_same_queries_however_many_came(session, people, django_assert_num_queries):
    for number in range(people):
        come(session, at=f"Place {number}")

    with django_assert_num_queries(10):
        settle(session, attended=people, qualifier=Qualifier.COUNTED, source=Source.REGISTER)


@pytest.mark.parametrize("kind", [None, "School"])
def test_a_session_has_one_row_for_each_type(session, school, kind):
    facts = {"session": session, "organisation_type": school.type if kind else None}
    Uptake.objects.create(**facts)

    with pytest.raises(IntegrityError), transaction.atomic():
        Uptake.objects.create(**facts)


# A past year's file


def imported(session, **said):
    settle(session, attended=30, qualifier=Qualifier.COUNTED, source=Source.IMPORT)
    keep_imported(session, **said)


def test_what_a_file_does_not_say_is_not_known(session):
    imported(session, registered=33, walk_ins=0)

    assert Uptake.objects.values(*Uptake.MEASURES).get() == {
        **{"registered": 33, "walk_ins": 0, "attended": 30},
        **dict.fromkeys(["cancelled", "no_shows", "left_waiting"]),
    }


def test_a_file_that_says_nothing_leaves_nothing(session):
    imported(session, registered=33)

    keep_imported(session)

    assert Uptake.objects.count() == 0


def test_the_same_file_again_changes_nothing(session):
    imported(session, registered=33)
    before = list(Uptake.objects.values())

    keep_imported(session, registered=33)

    assert list(Uptake.objects.values()) == before


def test_a_file_is_not_held_against_bookings(session):
    imported(session, registered=33)

    assert (list(verify()), rebuild()) == ([], 0)


# Checking and rebuilding


@pytest.fixture
def settled(session, school, clinic):
    a_mixed_day(session, school, clinic)
    finish(session)
    return session


def test_what_was_settled_agrees_with_the_plain_count(settled):
    assert list(verify()) == []


@pytest.mark.parametrize("measure", Uptake.MEASURES)
def test_whatever_is_changed_is_found_and_put_right(settled, school, measure):
    before = uptake_of(settled)
    Uptake.objects.filter(organisation_type=school.type).update(**{measure: 77})

    found = {difference.session for difference in verify()}
    rebuilt = rebuild()

    assert (found, rebuilt, uptake_of(settled)) == ({settled.pk}, 1, before)


def test_a_row_that_is_gone_is_found(settled, school):
    Uptake.objects.filter(organisation_type=school.type).delete()

    assert [each.organisation_type for each in verify()] == [school.type_id, "all"]


def test_who_works_elsewhere_since_changes_nothing(settled, school, clinic):
    before = uptake_of(settled)
    for booking in settled.bookings.all():
        booking.delegate.organisation = clinic
        booking.delegate.save()

    assert (list(verify()), rebuild(), uptake_of(settled)) == ([], 0, before)


def test_an_employer_that_is_matched_later_is_counted_by_its_type(session, school, officer):
    come(session, at="Harbour Ln School")
    finish(session)

    match_typed("Harbour Ln School", organisation=school, by=officer)

    assert uptake_of(session) == {"": {}, "School": {"walk_ins": 1, "attended": 1}}
    assert list(verify()) == []


def test_the_command_says_that_all_agree(settled, capsys):
    call_command("verify_counts")

    assert capsys.readouterr().out == "All counts agree.\n"


def test_the_command_lists_what_differs_and_fails(settled, school, capsys):
    Uptake.objects.filter(organisation_type=school.type).update(attended=2)

    with pytest.raises(CommandError, match="Differences: 2"):
        call_command("verify_counts")

    assert capsys.readouterr().out.startswith(
        f"session {settled.pk}, organisation type {school.type_id}: "
        "kept walk_ins 0, attended 2; counted walk_ins 0, attended 1\n"
    )


def test_the_command_rebuilds_one_year(settled, capsys):
    Uptake.objects.all().delete()
    year = settled.last_day.year - (settled.last_day.month < 4)

    call_command("rebuild_counts", year=str(year - 1))
    call_command("rebuild_counts", year=str(year))

    assert capsys.readouterr().out == "Sessions counted anew: 0.\nSessions counted anew: 1.\n"


def test_a_year_written_wrongly_is_explained():
    with pytest.raises(CommandError, match="“twenty” is no year"):
        call_command("verify_counts", year="twenty")


def test_many_sessions_are_checked_some_at_once(settled, monkeypatch):
    monkeypatch.setattr("sessions.uptake.AT_ONCE", 1)
    other = factories.make_session(starts_at=timezone.now() - LONG_AGO)
    finish(other)
    Uptake.objects.all().delete()

    assert rebuild(TrainingSession.objects.all()) == 2


@pytest.mark.parametrize("source", [Source.REGISTER, Source.HEADCOUNT])
def test_what_was_finished_before_is_counted_by_the_migration(session, school, clinic, source):
    a_mixed_day(session, school, clinic)
    book(session, status=BookingStatus.REQUESTED)
    finish(session, source=source)
    before = uptake_of(session)
    Uptake.objects.all().delete()

    import_module("sessions.migrations.0018_uptake_of_finished_sessions").count_finished(apps, None)

    assert uptake_of(session) == before
    assert Attendance.objects.count() == 2
