"""Finishing a session on one screen: what is asked, what is kept, and what reopening keeps."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from outbox.models import Message
from people.delegates import Person
from sessions.counting import record_headcount, tally_to_finish
from sessions.doubles import same_person
from sessions.entering import enter
from sessions.finishing import finish_session, reopen_session
from sessions.models import Attendance, Qualifier, RegisterEntry, SessionStatus, Settlement, Slot, Source
from sessions.refusals import CannotChange, NothingToSettle
from sessions.viewsets.wording import earlier_settlements
from tests import factories

pytestmark = pytest.mark.django_db
Act = RegisterEntry.Act

LONG_AGO = timedelta(days=20)  # nobody is written to of a session that is over for so long
COUNTED = {"number": 5, "qualifier": Qualifier.COUNTED}


@pytest.fixture
def desk(browse_as, officer):
    return browse_as(officer)


@pytest.fixture
def session(course):
    return factories.make_session(course, starts_at=timezone.now() - timedelta(days=2), capacity=40)


@pytest.fixture
def taught(session):
    """The same session of a course that asks people to sign out too."""
    session.course.needs_full_attendance = True
    session.course.save()
    return session


def past(session):
    """Return a session whose days are over."""
    starts_at = timezone.now() - timedelta(days=1)
    type(session).objects.filter(pk=session.pk).update(starts_at=starts_at, ends_at=starts_at + timedelta(hours=1))
    session.refresh_from_db()
    return session


def finish_url(session):
    return f"/admin/sessions/finish/{session.pk}/"


def figure(record):
    return (record.attended, record.attended_qualifier, record.attended_source)


def settled_figure(session):
    settled = session.settlements.latest()
    return (settled.attended, settled.qualifier, settled.source)


def await_confirmation(session, *names):
    for name in names:
        factories.make_attendance(session, person=Person(name), awaits_confirmation=True)


@pytest.mark.parametrize("source", [Source.REGISTER, Source.HEADCOUNT, ""])
def test_a_session_and_its_settlement_agree_on_the_figure(session, officer, source):
    factories.make_attendance(session)

    finish_session(session, source=source, by=officer, headcount=COUNTED)

    session.refresh_from_db()
    assert figure(session) == settled_figure(session)


def test_a_settlement_keeps_both_numbers_and_why_they_differ(session, officer):
    factories.make_attendance(session)

    finish_session(session, source=Source.REGISTER, by=officer, headcount=COUNTED, difference="Four did not sign")

    settled = session.settlements.get()
    kept = (settled.registered, settled.in_the_room, settled.difference, settled.settled_by)
    assert kept == (1, 5, "Four did not sign", officer)


def test_a_difference_can_be_left_open(session, officer):
    finish_session(session, source=Source.REGISTER, by=officer, headcount=COUNTED)

    assert session.settlements.get().difference == ""


def test_of_support_only_the_number_is_kept(headcount_session, officer):
    finish_session(past(headcount_session), source="", by=officer, support_offered=2)

    assert Settlement.objects.values_list("support_offered", "follow_up", "difference").get() == (2, "", "")


def test_a_headcount_session_has_no_register_to_settle_on(headcount_session, officer):
    with pytest.raises(NothingToSettle):
        finish_session(past(headcount_session), source=Source.REGISTER, by=officer)

    assert Settlement.objects.count() == 0


def test_a_refused_finish_leaves_no_headcount_behind(headcount_session, officer):
    with pytest.raises(NothingToSettle):
        finish_session(past(headcount_session), source=Source.REGISTER, by=officer, headcount=COUNTED)

    assert headcount_session.headcounts.count() == 0


@pytest.mark.parametrize(("confirms", "attended"), [(True, 2), (False, 0)])
def test_who_awaits_confirmation_counts_only_when_confirmed(session, officer, confirms, attended):
    await_confirmation(session, "Bo Lind", "Ada Okafor")

    finish_session(session, source=Source.REGISTER, by=officer, confirms=confirms)

    assert session.attended == attended


@pytest.mark.parametrize("extent", ["full", "partial"])
def test_who_did_not_sign_out_counts_in_full_or_in_part(taught, officer, extent):
    factories.make_attendance(taught)
    factories.make_attendance(taught, signed_out_at=taught.ends_at)

    finish_session(taught, source=Source.REGISTER, by=officer, absent_without_sign_out=extent)

    kept = list(taught.attendances.order_by("pk").values_list("extent", flat=True))
    assert (kept, taught.attended) == ([extent, "full"], 2)


def test_where_nobody_is_asked_to_sign_out_nobody_counts_in_part(session, officer):
    factories.make_attendance(session)

    finish_session(session, source=Source.REGISTER, by=officer, absent_without_sign_out="partial")

    assert session.attendances.get().extent == Attendance.Extent.FULL


def test_a_slot_that_did_not_take_place_is_kept_as_such(session, officer):
    slots = [Slot.objects.create(session=session, trainer=factories.make_trainer()) for _number in range(2)]

    finish_session(session, source="", by=officer, delivered={slots[0].pk: True, slots[1].pk: False})

    assert list(session.slots.values_list("delivered", flat=True)) == [True, False]


def test_a_slot_of_another_session_is_not_marked(session, officer):
    slot = Slot.objects.create(session=factories.make_session(), trainer=factories.make_trainer())

    finish_session(session, source="", by=officer, delivered={slot.pk: False})

    slot.refresh_from_db()
    assert slot.delivered is None


def test_a_session_is_not_finished_twice(session, officer):
    finish_session(session, source="", by=officer)

    with pytest.raises(CannotChange):
        finish_session(session, source=Source.REGISTER, by=officer)

    assert session.settlements.count() == 1


def test_reopening_keeps_both_versions_with_the_reason(session, officer):
    finish_session(session, source="", by=officer)
    reopen_session(session, reason="A sheet turned up", by=officer)
    finish_session(session, source=Source.HEADCOUNT, by=officer, headcount=COUNTED)

    first, second = session.settlements.all()
    assert (first.attended, first.reopened_reason, first.reopened_by) == (None, "A sheet turned up", officer)
    assert (second.attended, second.reopened_at) == (5, None)


def test_a_session_finished_before_settlements_were_kept_has_two_versions_too(session, officer):
    finish_session(session, source=Source.REGISTER, by=officer)
    finished_at = session.finished_at
    session.settlements.all().delete()

    reopen_session(session, reason="A name", by=officer)

    settled = session.settlements.get()
    assert (settled.attended, settled.settled_at, settled.settled_by) == (0, finished_at, officer)


def test_what_was_said_when_it_was_finished_stays_in_sight_when_it_is_reopened(desk, session, officer):
    finish_session(session, source="", by=officer, difference="Two left early.", follow_up="Send the slides.")
    reopen_session(session, reason="A name", by=officer)

    page = desk.get(f"/admin/sessions/inspect/{session.pk}/").text

    assert ["Two left early." in page, "Send the slides." in page] == [True, True]


def test_an_open_session_is_not_reopened(session, officer):
    with pytest.raises(CannotChange):
        reopen_session(session, reason="Why not", by=officer)

    assert session.settlements.count() == 0


def test_the_room_says_what_changed_since_it_was_finished_first(session, officer):
    finish_session(session, source="", by=officer)
    reopen_session(session, reason="A sheet turned up", by=officer)
    finish_session(session, source=Source.HEADCOUNT, by=officer, headcount=COUNTED)

    said = [(each.said, each.became, each.reopened_reason) for each in earlier_settlements(session)]

    assert said == [("not recorded", "now 5, from the headcount", "A sheet turned up")]


def test_the_rooms_page_shows_the_earlier_settlement(desk, session, officer):
    finish_session(session, source="", by=officer)
    reopen_session(session, reason="A sheet turned up", by=officer)

    page = desk.get(f"/admin/sessions/inspect/{session.pk}/")

    assert [each.reopened_reason for each in page.context["earlier_settlements"]] == ["A sheet turned up"]
    assert page.text.count("A sheet turned up") == 1


# The screen


def test_one_press_finishes_a_kept_register(desk, session):
    factories.make_attendance(session)
    form = desk.get(finish_url(session)).context["form"]

    desk.post(finish_url(session), {name: form.get_initial_for_field(form.fields[name], name) for name in ("source",)})

    session.refresh_from_db()
    assert figure(session) == (1, "counted", "register")


def test_a_headcount_is_typed_on_the_screen_itself(desk, session):
    factories.make_attendance(session)
    typed = {"source": "headcount", "number": "60", "qualifier": "estimated"}

    desk.post(finish_url(session), typed)

    session.refresh_from_db()
    assert figure(session) == (60, "estimated", "headcount")


def test_the_same_headcount_is_not_recorded_twice(desk, session, officer):
    record_headcount(session, number=5, qualifier=Qualifier.COUNTED, by=officer)

    desk.post(finish_url(session), {"source": "headcount", "number": "5", "qualifier": "counted"})

    assert session.headcounts.count() == 1


def test_a_headcount_that_counts_has_to_be_typed(desk, headcount_session):
    response = desk.post(finish_url(past(headcount_session)), {"source": "headcount", "support_offered": "3"})

    form = response.context["form"]
    assert form.errors["number"] == ["Enter the number in the room, or choose another number that counts."]
    assert form["support_offered"].value() == "3"


def test_nothing_typed_is_lost_on_an_error(desk, session):
    typed = {"number": "about 60", "difference": "Two left", "follow_up": "Send the slides", "source": "register"}

    form = desk.post(finish_url(session), typed).context["form"]

    assert {name: form[name].value() for name in typed} == typed
    assert list(form.errors) == ["number"]


def test_the_screen_says_the_difference_in_words(desk, session, officer):
    factories.make_attendance(session)
    record_headcount(session, number=4, qualifier=Qualifier.COUNTED, by=officer)

    page = desk.get(finish_url(session))

    assert page.context["differs"] == "3 more people were counted in the room than are in the register."


def test_the_difference_is_said_again_once_it_is_finished(desk, session):
    factories.make_attendance(session)

    page = desk.post(finish_url(session), {"source": "register", "number": "2"}, follow=True)

    assert "1 more person was counted in the room than is in the register." in page.text


def send_from_phone(session, act, **what):
    return enter(session, key=uuid.uuid4(), act=act, **what)


def test_the_screen_says_who_may_be_counted_twice(desk, session):
    for _time in range(2):
        send_from_phone(session, Act.WALK_IN, person=Person("Ada Okafor"))

    page = desk.get(finish_url(session))

    assert page.context["questions"] == ["Ada Okafor may be recorded twice, and then counts twice."]
    assert page.text.count("Answer it in the register") == 1


def test_the_screen_says_whose_booking_a_walk_in_may_be(desk, session):
    factories.make_booking(session, person=Person("Ada Okafor", "ada@example.org"))
    send_from_phone(session, Act.WALK_IN, person=Person("Ada Okafor"))

    page = desk.get(finish_url(session))

    said = "Ada Okafor walked in, and somebody of that name booked: it may be one person."
    assert page.context["questions"] == [said]


def test_the_screen_says_where_two_disagree(desk, session):
    row = f"d{factories.make_booking(session, person=Person('Ada Okafor', 'ada@example.org')).delegate_id}"
    send_from_phone(session, Act.TICK, row=row, device="one")
    send_from_phone(session, Act.UNDO, row=row, device="two")

    page = desk.get(finish_url(session))

    assert page.context["questions"] == ["Two people disagree whether Ada Okafor is here."]


def test_what_could_not_be_done_is_said_before_finishing(desk, session):
    row = f"d{factories.make_booking(session).delegate_id}"
    send_from_phone(session, Act.TICK, row=row)
    send_from_phone(session, Act.SUBSTITUTE, row=row, person=Person("Bo Lind"), said={"name": "Bo Lind"})

    page = desk.get(finish_url(session))

    problem = "Whoever booked is in the register already. Undo that first."
    assert page.context["questions"] == [f"Could not be done: Came instead of somebody, Bo Lind. {problem}"]


def test_once_answered_nothing_is_asked_any_more(desk, session, officer):
    send_from_phone(session, Act.WALK_IN, person=Person("Ada Okafor"))
    same_person(send_from_phone(session, Act.WALK_IN, person=Person("Ada Okafor")), by=officer)

    page = desk.get(finish_url(session))

    assert page.context["questions"] == []


def test_the_screen_asks_of_those_to_be_confirmed_and_waits_for_an_answer(desk, session):
    await_confirmation(session, "Bo Lind")

    response = desk.post(finish_url(session), {"source": "register"})

    session.refresh_from_db()
    assert response.context["form"].errors == {"awaiting": ["Say whether these people were here."]}
    assert session.is_finished is False


def test_all_to_be_confirmed_are_confirmed_by_one_answer(desk, session):
    await_confirmation(session, "Bo Lind", "Ada Okafor")

    desk.post(finish_url(session), {"source": "register", "awaiting": "confirm"})

    session.refresh_from_db()
    assert session.attended == 2


def test_the_screen_names_those_who_did_not_sign_out(desk, taught):
    factories.make_attendance(taught, person=Person("Bo Lind"))

    page = desk.get(finish_url(taught))

    assert [each.delegate.name for each in page.context["tally"].not_signed_out] == ["Bo Lind"]
    assert page.context["form"]["without_sign_out"].value() == "full"


def test_each_slot_is_asked_for_and_has_taken_place_unless_told_otherwise(desk, session):
    slots = [Slot.objects.create(session=session, trainer=factories.make_trainer()) for _number in range(2)]

    desk.post(finish_url(session), {"source": "none", f"slot_{slots[0].pk}": "yes", f"slot_{slots[1].pk}": "no"})

    assert list(session.slots.values_list("delivered", flat=True)) == [True, False]


def test_a_headcount_session_is_asked_for_no_words(desk, headcount_session):
    form = desk.get(finish_url(past(headcount_session))).context["form"]

    assert list(form.fields) == ["number", "qualifier", "source", "support_offered"]


def test_a_follow_up_warns_against_naming_a_child(desk, session):
    form = desk.get(finish_url(session)).context["form"]

    assert form.fields["follow_up"].help_text.endswith("Never write anything about a child.")


def make_people(session, number):
    for _number in range(number):
        factories.make_attendance(session, booking=factories.make_booking(session, at=session.starts_at - LONG_AGO))


@pytest.mark.parametrize("people", [3, 30])
def test_the_screen_takes_the_same_queries_however_many_came(desk, taught, people, still, django_assert_num_queries):
    make_people(taught, people)
    await_confirmation(taught, "Bo Lind")
    desk.get(finish_url(taught))

    with django_assert_num_queries(17):
        desk.get(finish_url(taught))


@pytest.mark.parametrize("people", [3, 30])
def test_finishing_takes_the_same_queries_besides_letters(course, officer, people, django_assert_num_queries):
    session = factories.make_session(course, starts_at=timezone.now() - LONG_AGO, capacity=40)
    make_people(session, people)

    with django_assert_num_queries(29):
        finish_session(session, source=Source.REGISTER, by=officer, confirms=True, absent_without_sign_out="partial")

    assert (session.attended, Message.objects.filter(kind="thanks").count()) == (people, 0)


def test_a_tally_to_finish_names_nobody_at_a_headcount_session(headcount_session, django_assert_num_queries):
    with django_assert_num_queries(4):
        tally = tally_to_finish(headcount_session)

    assert (tally.awaiting, tally.not_signed_out) == ((), ())


@pytest.mark.parametrize("page", ["finish", "headcount", "reopen"])
def test_an_outsider_finishes_nothing(browse_as, outsider, session, page):
    response = browse_as(outsider).post(f"/admin/sessions/{page}/{session.pk}/", {"source": "none", "reason": "No"})

    session.refresh_from_db()
    assert (response.status_code, session.status) == (302, SessionStatus.OPEN)
