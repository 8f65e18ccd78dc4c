"""Entering a signed sheet afterwards: in one go, once, and beside what was scanned meanwhile."""

import uuid

import pytest
from django.utils import timezone

from people.delegates import Person
from sessions.finishing import finish_session
from sessions.models import Attendance
from tests import factories

pytestmark = pytest.mark.django_db

EXTENTS = Attendance.Extent


@pytest.fixture
def desk(browse_as, officer):
    return browse_as(officer)


@pytest.fixture
def session(course):
    return factories.make_session(course, starts_at=timezone.now() - timezone.timedelta(hours=5), capacity=40)


def paper_url(session):
    return f"/admin/sessions/paper/{session.pk}/"


def book(session, *names):
    return [factories.make_booking(session, person=Person(name, f"{uuid.uuid4().hex}@example.org")) for name in names]


def sheet(*ticked, walk_ins=(), nonce=None, **facts):
    """Return a sheet as the page sends it."""
    rows = {f"walk_in-{number}-{field}": value for number, row in enumerate(walk_ins) for field, value in row.items()}
    forms = {"walk_in-TOTAL_FORMS": str(len(walk_ins)), "walk_in-INITIAL_FORMS": "0"}
    return {f"here_{booking.pk}": "on" for booking in ticked} | forms | rows | {"nonce": nonce or uuid.uuid4()} | facts


def recorded(session):
    return sorted(session.attendances.values_list("delegate__name", "how", "extent"))


def test_the_page_lists_who_booked_in_the_order_of_the_sheet(desk, session):
    book(session, "Cy Ito", "Ada Okafor", "Bo Lind")

    rows = desk.get(paper_url(session)).context["form"].rows

    assert [line.name for line, _here, _extent in rows] == ["Ada Okafor", "Bo Lind", "Cy Ito"]


@pytest.mark.parametrize(("extent", "said"), [("full", "all of it"), ("partial", "in part")])
def test_of_who_is_in_the_register_the_page_says_so_in_its_own_words(desk, session, extent, said):
    [booking] = book(session, "Ada Okafor")
    factories.make_attendance(session, booking=booking, extent=extent)

    page = desk.get(paper_url(session))

    assert page.text.count(f"In the register already: {said}<") == 1


def test_who_signed_is_recorded_in_one_go(desk, session):
    ada, bo, _cy = book(session, "Ada Okafor", "Bo Lind", "Cy Ito")

    desk.post(paper_url(session), sheet(ada, bo, **{f"extent_{bo.pk}": "late"}))

    assert recorded(session) == [("Ada Okafor", "paper", "full"), ("Bo Lind", "paper", "partial")]


def test_spare_lines_become_walk_ins(desk, session):
    rows = [{"name": "Di Kaur", "organisation": "Vale Police"}, {"name": "", "organisation": ""}]

    desk.post(paper_url(session), sheet(walk_ins=rows))

    attendance = session.attendances.get()
    assert (attendance.delegate.name, attendance.works_at, attendance.how) == ("Di Kaur", "Vale Police", "paper")


def test_the_same_sheet_sent_again_records_nothing_more(desk, session):
    [ada] = book(session, "Ada Okafor")
    sent = sheet(ada, walk_ins=[{"name": "Di Kaur", "organisation": ""}])

    for _time in range(3):
        desk.post(paper_url(session), sent)

    assert len(recorded(session)) == 2


def test_who_scanned_meanwhile_is_left_as_recorded_and_named(desk, session):
    [ada] = book(session, "Ada Okafor")
    factories.make_attendance(session, booking=ada, extent=EXTENTS.PARTIAL)

    page = desk.post(paper_url(session), sheet(ada), follow=True)

    assert recorded(session) == [("Ada Okafor", "booked", "partial")]
    assert "In the register already, and left as they were: Ada Okafor." in page.text


def test_a_walk_in_who_scanned_meanwhile_is_left_as_recorded_and_named(desk, session):
    factories.make_attendance(session, person=Person("Di Kaur"))

    page = desk.post(paper_url(session), sheet(walk_ins=[{"name": "di kaur", "organisation": ""}]), follow=True)

    assert len(recorded(session)) == 1
    assert "In the register already, and left as they were: di kaur." in page.text


def test_who_was_marked_absent_and_signed_is_here(desk, session):
    [ada] = book(session, "Ada Okafor")
    factories.make_attendance(session, booking=ada, extent=EXTENTS.NONE)

    desk.post(paper_url(session), sheet(ada))

    assert [extent for _name, _how, extent in recorded(session)] == ["full"]


def test_a_name_on_the_list_is_not_entered_twice_by_mistake(desk, session):
    book(session, "Ada Okafor")

    response = desk.post(paper_url(session), sheet(walk_ins=[{"name": "Ada Okafor", "organisation": ""}]))

    sentence = "This name is on the list above: tick it there. If it is somebody else, say where they work."
    assert response.context["rows"].forms[0].errors == {"name": [sentence]}
    assert recorded(session) == []


def test_nothing_typed_is_lost_on_an_error(desk, session):
    [ada] = book(session, "Ada Okafor")
    rows = [{"name": "Di Kaur", "organisation": "Vale Police"}, {"name": "", "organisation": "Only this"}]
    sent = sheet(ada, walk_ins=rows, **{f"extent_{ada.pk}": "left_early"})

    context = desk.post(paper_url(session), sent).context

    [(_line, here, extent)] = context["form"].rows
    assert (here.value(), extent.value()) == (True, "left_early")
    assert [row["organisation"].value() for row in context["rows"]] == ["Vale Police", "Only this"]
    assert (recorded(session), context["form"]["nonce"].value()) == ([], sent["nonce"].__str__())


def test_more_rows_are_added_and_nothing_is_saved_or_lost(desk, session):
    [ada] = book(session, "Ada Okafor")

    response = desk.post(paper_url(session), sheet(ada, walk_ins=[{"name": "Di Kaur"}], more="1"))

    assert [row["name"].value() for row in response.context["rows"]] == ["Di Kaur", None, None, None, None]
    assert (response.context["form"].rows[0][1].value(), recorded(session)) == (True, [])


def test_a_driver_on_a_spare_line_needs_a_badge(desk, taxi_session, authority):
    row = {"name": "Sam Reyes", "authority": str(authority.pk), "number": "1234"}

    refused = desk.post(paper_url(taxi_session), sheet(walk_ins=[{"name": "Sam Reyes"}]))
    desk.post(paper_url(taxi_session), sheet(walk_ins=[row]))

    assert sorted(refused.context["rows"].forms[0].errors) == ["authority", "number"]
    assert taxi_session.attendances.get().badge.number == "1234"


def test_a_finished_session_takes_no_sheet(desk, session, officer):
    [ada] = book(session, "Ada Okafor")
    finish_session(session, source="", by=officer)

    response = desk.post(paper_url(session), sheet(ada))

    assert response.context["why_closed"] == "This session is finished. Reopen it to change the register."
    assert recorded(session) == []


def test_a_headcount_session_takes_no_sheet(desk, headcount_session):
    response = desk.post(paper_url(headcount_session), sheet(walk_ins=[{"name": "Di Kaur"}]))

    assert (response.status_code, headcount_session.attendances.count()) == (200, 0)


def test_a_booking_of_another_session_is_not_ticked(desk, session):
    [other] = book(factories.make_session(), "Ada Okafor")

    desk.post(paper_url(session), sheet(other))

    assert Attendance.objects.count() == 0


@pytest.mark.parametrize("people", [3, 30])
@pytest.mark.whole
def test_the_page_takes_the_same_queries_however_long(desk, session, people, still, django_assert_num_queries):
    book(session, *(f"Amina Kowalska {number}" for number in range(people)))
    desk.get(paper_url(session))

    with django_assert_num_queries(11):
        desk.get(paper_url(session))


@pytest.mark.parametrize("path", ["paper", "sign-in-sheet"])
def test_an_outsider_reaches_no_sheet(browse_as, outsider, session, path):
    assert browse_as(outsider).get(f"/admin/sessions/{path}/{session.pk}/").status_code == 302


@pytest.mark.parametrize("path", ["paper", "sign-in-sheet"])
def test_a_trainer_has_the_sheets_of_own_sessions_only(browse_as, trainer_user, course, session, path):
    own = factories.make_session(course, slots=[{"trainer": trainer_user.trainer, "minutes": 60}])
    trainer = browse_as(trainer_user)

    statuses = [trainer.get(f"/admin/sessions/{path}/{each.pk}/").status_code for each in (own, session)]

    assert statuses == [200, 404]
