"""Who did not book: told at once if the room is full or the terms are not for them; staff may let them in."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse
from wagtail.models import ModelLogEntry

from courses.models import BookingTerms
from people.models import Delegate
from sessions.models import Attendance
from sessions.refusals import NotEligible, RoomFull
from sessions.register import add_walk_in
from tests import factories

pytestmark = pytest.mark.django_db
START = factories.london(2026, 12, 8, 10)
BEFORE, AFTER = START - timedelta(minutes=5), START + timedelta(minutes=5)
SOMEBODY = {"name": "Priya Nwosu", "organisation": "Harbour Lane School", "email": "priya@example.org"}
FULL = "The room is full. Speak to the person who runs the session."
KEPT = "No place is free: places are kept for people who booked until the session starts. "
KEPT += "Speak to the person who runs the session."


@pytest.fixture
def session(course):
    return factories.make_session(course, starts_at=START, capacity=2)


@pytest.fixture
def clock():
    with time_machine.travel(BEFORE, tick=False) as clock:
        yield clock


def send(client, session, **typed):
    client.get(f"/in/{session.door_token}/")
    return client.post(f"/in/{session.door_token}/walk-in/", {"entry_key": str(uuid4())} | SOMEBODY | typed)


def book(session, **facts):
    return factories.make_booking(session, person=factories.make_person(**facts), at=START - timedelta(days=7))


def told(response):
    return response.context["form"].non_field_errors()


def test_a_free_place_is_a_walk_ins(client, session, clock):
    book(session)

    assert send(client, session).status_code == 302


def test_until_the_start_the_places_of_those_who_booked_are_kept(client, session, clock):
    book(session), book(session)

    assert (told(send(client, session)), Attendance.objects.count()) == ([KEPT], 0)


def test_from_the_start_on_a_place_nobody_came_for_is_free(client, session, clock):
    book(session), book(session)
    clock.move_to(AFTER)

    assert send(client, session).status_code == 302


@pytest.mark.parametrize(("moment", "sentence"), [(BEFORE, KEPT), (AFTER, FULL)])
def test_walk_ins_count_and_those_who_booked_only_once(client, session, clock, moment, sentence):
    factories.make_attendance(session, booking=book(session), at=BEFORE)
    factories.make_attendance(session, at=BEFORE)
    clock.move_to(moment)

    assert told(send(client, session)) == [sentence]


def test_who_was_marked_absent_leaves_a_place(client, session, clock):
    clock.move_to(AFTER)
    for extent in ["full", "none"]:
        factories.make_attendance(session, extent=extent)

    assert send(client, session).status_code == 302


def test_a_room_without_a_limit_is_never_full(client, session, clock):
    session.capacity = None
    session.save()
    for _person in range(3):
        factories.make_attendance(session, at=BEFORE)

    assert send(client, session).status_code == 302


def test_who_booked_and_does_not_know_it_has_their_place(client, session, clock):
    book(session, name="Priya Nwosu", email="priya@example.org"), book(session)

    assert send(client, session).status_code == 302


def test_a_form_sent_again_in_a_room_that_has_filled_up_finds_its_attendance(client, session, clock):
    key = str(uuid4())
    first = send(client, session, email="", entry_key=key)
    factories.make_attendance(session, at=BEFORE)

    assert send(client, session, email="", entry_key=key).url == first.url


def test_who_is_refused_leaves_no_trace(client, session, clock):
    book(session), book(session)

    send(client, session)

    assert not Delegate.objects.filter(name="Priya Nwosu").exists()


def test_whoever_waits_for_a_place_finds_none_in_a_full_room(client, session, clock):
    book(session), book(session)
    waiting = factories.make_booking(session, waits=True, at=START - timedelta(days=7))
    client.get(f"/in/{session.door_token}/")

    facts = {"entry_key": str(uuid4()), "typed": waiting.reference}
    response = client.post(f"/in/{session.door_token}/booked/", facts)

    assert told(response) == [KEPT]


@pytest.fixture
def for_schools(session):
    kind = factories.make_organisation_type(name="School")
    terms = BookingTerms.objects.create(name="Schools", starts_on="2026-01-01", has_conditions=True)
    terms.organisation_types.add(kind)
    session.course.terms = terms
    session.course.save()
    return factories.make_organisation(name="Harbour Lane School", type=kind)


@pytest.mark.parametrize(("organisation", "status"), [("Harbour Lane School", 302), ("Mill Street Surgery", 200)])
def test_the_terms_hold_at_the_door(client, session, for_schools, clock, organisation, status):
    assert send(client, session, organisation=organisation).status_code == status


def test_whom_they_are_not_for_is_told_why_and_whom_to_ask(client, session, for_schools, clock):
    form = send(client, session, organisation="Mill Street Surgery").context["form"]

    why = "It is for people who work in organisations of these kinds: School. We do not know “Mill Street Surgery” as "
    why += "one of them: if it is suggested under another name, choose that."
    assert form.errors["organisation"] == [f"{why} Speak to the person who runs the session."]


def test_staff_are_told_too(session, officer, clock):
    book(session), book(session)

    with pytest.raises(RoomFull):
        add_walk_in(session, person=factories.make_person(), by=officer)


def test_staff_let_somebody_in_with_a_reason_which_is_kept(session, officer, clock):
    book(session), book(session)

    attendance = add_walk_in(session, person=factories.make_person(), by=officer, overriding="Two chairs were brought")

    entry = ModelLogEntry.objects.get(action="muster.register.walk_in")
    assert entry.data == {"attendance": attendance.pk, "reason": "Two chairs were brought"}


def test_staff_are_told_of_the_terms_and_may_let_in_all_the_same(session, for_schools, officer, clock):
    person = factories.make_person(organisation="Mill Street Surgery")

    with pytest.raises(NotEligible):
        add_walk_in(session, person=person, by=officer)
    assert add_walk_in(session, person=person, by=officer, overriding="Invited by the school").how == "register"


def test_what_is_entered_from_paper_has_been_so(session, officer, clock):
    book(session), book(session)

    assert add_walk_in(session, person=factories.make_person(), by=officer, how="paper").how == "paper"


def test_the_back_office_asks_for_the_reason_once_it_is_needed(browse_as, session, officer, clock):
    book(session), book(session)
    desk, address = browse_as(officer), reverse("sessions:register", args=[session.pk])
    facts = {"name": "Priya Nwosu", "organisation": "", "role": "", "email": ""}

    asked = ['name="overriding"' in desk.get(address).text, 'name="overriding"' in desk.post(address, facts).text]
    desk.post(address, facts | {"overriding": "Two chairs were brought"})

    assert (asked, session.attendances.count()) == ([False, True], 1)
