"""The back office's register beside the phones': every act is an entry, and who may be there twice is shown."""

import uuid

import pytest
import time_machine

from people.delegates import Person
from sessions.doubles import to_look_at
from sessions.entering import enter, enter_at_once
from sessions.models import Attendance, RegisterEntry
from sessions.refusals import RoomFull
from tests import factories

pytestmark = pytest.mark.django_db
Act, Outcome, Extent = RegisterEntry.Act, RegisterEntry.Outcome, Attendance.Extent
ADA = Person("Ada Okafor", "ada@example.org")
LOOK = "Please look at what stands on top: it does not agree with what was entered before."


@pytest.fixture
def during(session):
    with time_machine.travel(session.starts_at, tick=False):
        yield session


@pytest.fixture
def desk(during, browse_as, officer):
    """Signed in that day: a sign-in of last week has ended."""
    return browse_as(officer)


@pytest.fixture
def booking(during):
    return factories.make_booking(during, person=ADA)


def address(session, *more):
    return "/admin/sessions/register/" + "".join(f"{part}/" for part in (session.pk, *more))


def by_phone(session, act, **what):
    return enter(session, key=uuid.uuid4(), act=act, device="phone", **what)


def mark(desk, attendance, extent):
    return desk.post(address(attendance.session, "mark", attendance.pk), {"extent": extent}, follow=True)


def entries(session):
    return list(session.register_entries.order_by("pk").values_list("act", "outcome"))


def test_ticking_and_marking_are_entries_of_whoever_did_it(desk, officer, booking):
    desk.post(address(booking.session, "tick", booking.pk))
    for extent in ("partial", "none"):
        mark(desk, booking.attendance, extent)

    assert entries(booking.session) == [("tick", "done"), ("tick", "done"), ("undo", "done")]
    assert set(booking.session.register_entries.values_list("by", flat=True)) == {officer.pk}


@pytest.mark.parametrize("extent", Extent)
@pytest.mark.parametrize("was", Extent)
def test_marking_sets_the_extent_whatever_it_was(desk, booking, was, extent):
    attendance = factories.make_attendance(booking.session, booking=booking, extent=was)

    mark(desk, attendance, extent)

    attendance.refresh_from_db()
    assert attendance.extent == extent


def test_an_undo_in_the_office_of_what_a_phone_ticked_is_shown(desk, booking):
    by_phone(booking.session, Act.TICK, row=f"d{booking.delegate_id}")

    page = mark(desk, booking.attendance, "none")

    [question] = to_look_at(booking.session)
    assert (question.attendance, page.context["doubles"], LOOK in page.text) == (booking.attendance, [question], True)


def test_a_walk_in_of_the_office_whom_a_phone_has_is_shown(desk, during):
    by_phone(during, Act.WALK_IN, person=Person("Ada Okafor"))

    page = desk.post(address(during), {"name": "ada okafor"}, follow=True)

    assert ([entry.act for entry in page.context["doubles"]], LOOK in page.text) == ([Act.WALK_IN], True)


def test_one_account_on_two_devices_does_not_disagree_with_itself(desk, officer, booking):
    by_phone(booking.session, Act.TICK, row=f"d{booking.delegate_id}", by=officer)

    mark(desk, booking.attendance, "none")

    assert to_look_at(booking.session) == []


def test_a_walk_in_that_is_sent_twice_is_one(desk, during):
    form = {"name": "Ada Okafor", "nonce": str(desk.get(address(during)).context["form"]["nonce"].value())}

    for _tap in range(3):
        desk.post(address(during), form)

    assert (during.attendances.count(), entries(during)) == (1, [("walk_in", "done")])


def test_another_name_in_the_same_form_is_another_walk_in(desk, during):
    nonce = str(uuid.uuid4())

    for name in ("Ada Okafor", "Bo Lind"):
        desk.post(address(during), {"name": name, "nonce": nonce})

    assert during.attendances.count() == 2


def test_what_is_refused_at_once_leaves_no_question(course, officer):
    session = factories.make_session(course, capacity=1)
    factories.make_attendance(session)

    with time_machine.travel(session.starts_at, tick=False), pytest.raises(RoomFull):
        enter_at_once(session, act=Act.WALK_IN, by=officer, person=ADA)

    assert (session.register_entries.count(), session.attendances.count()) == (0, 1)


def test_who_is_on_the_sheet_and_walked_in_on_a_phone_is_shown(desk, during, booking):
    walked_in = by_phone(during, Act.WALK_IN, person=Person("Ada Okafor")).attendance
    RegisterEntry.objects.update(outcome=Outcome.DONE)

    rows = {"walk_in-TOTAL_FORMS": "0", "walk_in-INITIAL_FORMS": "0"}
    desk.post(f"/admin/sessions/paper/{during.pk}/", {f"here_{booking.pk}": "on", "nonce": uuid.uuid4()} | rows)

    [question] = to_look_at(during)
    assert (question.attendance.booking, question.other) == (booking, walked_in)
