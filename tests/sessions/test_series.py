"""Several sessions of a series changed at once: all of it or nothing, after a look at what would change."""

from datetime import time, timedelta

import pytest
from wagtail.models import ModelLogEntry

from outbox.models import Message
from sessions.models import DoorRule, TrainingSession
from sessions.scheduling import cancel_session, plan_series
from sessions.series import BulkChange, NotAllPossible, change_sessions, preview
from sessions.viewsets.series_pages import sessions_of
from tests.factories import (
    london,
    make_booking,
    make_course,
    make_organisation,
    make_person,
    make_sector,
    make_trainer,
    make_venue,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_november")]
TEN_O_CLOCK = [london(2027, 3, 16, 10), london(2027, 3, 23, 10), london(2027, 3, 30, 10)]


@pytest.fixture
def series(officer):
    dates = [[(starts_at, starts_at + timedelta(hours=2))] for starts_at in TEN_O_CLOCK]
    return plan_series(make_course(), title="Spring", dates=dates, by=officer, status="open", capacity=20)


@pytest.fixture
def desk(browse_as, officer):
    return browse_as(officer)


def hours(**facts):
    return BulkChange(starts=time(14), ends=time(16), reason="The hall is needed", **facts)


def change(series, wanted, *, by):
    change_sessions(list(sessions_of(series)), wanted, by=by)
    return list(sessions_of(series))


def test_other_hours_are_londons_on_both_sides_of_the_clock_change(series, officer):
    sessions = change(series, hours(), by=officer)

    assert [session.starts_at.hour for session in sessions] == [14, 14, 13]


def test_everybody_booked_is_told_why(series, officer):
    make_booking(series.sessions.first())

    change(series, hours(), by=officer)

    [mail] = Message.objects.filter(kind="moved")
    assert "Why: The hall is needed" in mail.text


def test_plain_facts_change_together(series, officer):
    facts = {"venue": make_venue(), "language": "Urdu", "is_listed": False, "online_link": "https://example.org/room"}

    sessions = change(series, BulkChange(**facts), by=officer)

    assert [{name: getattr(each, name) for name in facts} for each in sessions] == [facts] * 3


@pytest.mark.parametrize("rule", DoorRule.values)
def test_how_people_sign_in_changes_together_and_is_kept_in_the_history(desk, officer, series, rule):
    series.sessions.update(door_rule="confirmed" if rule == "printed" else "printed")

    desk.post(f"/admin/series/change/{series.pk}/", form(series, door_rule=rule, confirm="1"))

    changes = ModelLogEntry.objects.filter(action="wagtail.edit", data__fields=["door_rule"], user=officer)
    assert {each.door_rule for each in series.sessions.all()} == {rule}
    assert changes.count() == 3


def test_how_people_sign_in_stays_where_nothing_is_chosen(desk, series):
    series.sessions.update(door_rule="confirmed")

    desk.post(f"/admin/series/change/{series.pk}/", form(series, language="Urdu", confirm="1"))

    assert {(each.door_rule, each.language) for each in series.sessions.all()} == {("confirmed", "Urdu")}


def test_the_preview_says_in_words_how_people_will_sign_in(series):
    [found, *_others] = preview(sessions_of(series), BulkChange(door_rule="rotating"))

    assert found.lines == [("signing in", "The printed code too", "Only the changing code on the screen")]


def test_facts_can_be_taken_away(series, officer):
    TrainingSession.objects.update(language="Urdu", venue=make_venue())

    sessions = change(series, BulkChange(emptied=frozenset({"language", "venue", "capacity"})), by=officer)

    assert {(each.language, each.venue, each.capacity) for each in sessions} == {("", None, None)}


def test_a_trainer_is_given_to_each(series, officer):
    trainer = make_trainer()

    sessions = change(series, BulkChange(trainer=trainer), by=officer)

    assert [[slot.trainer for slot in each.slots.all()] for each in sessions] == [[trainer]] * 3


def test_booking_closes_some_days_before_each(series, officer):
    sessions = change(series, BulkChange(closes_days_before=7), by=officer)

    assert [each.booking_closes_at for each in sessions] == [day - timedelta(days=7) for day in TEN_O_CLOCK[:2]] + [
        london(2027, 3, 23, 10)
    ]


def test_one_that_cannot_be_changed_leaves_all_as_they_are(series, officer):
    full = series.sessions.order_by("starts_at")[1]
    for _person in range(3):
        make_booking(full)

    with pytest.raises(NotAllPossible) as refused:
        change(series, hours(capacity=2), by=officer)

    assert [(session.pk, sentence[:23]) for session, sentence in refused.value.refusals] == [
        (full.pk, "3 seats are taken alrea")
    ]
    assert {each.capacity for each in sessions_of(series)} == {20}
    assert Message.objects.filter(kind="moved").count() == 0


def test_an_hour_that_a_clock_change_leaves_out_is_refused_for_that_session(officer):
    days = [(day, day + timedelta(hours=8)) for day in (london(2027, 3, 27), london(2027, 3, 28))]
    series = plan_series(make_course(), title="Nights", dates=[[day] for day in days], by=officer)

    found = preview(sessions_of(series), BulkChange(starts=time(1, 30), reason="Later"))

    assert [each.refusal[:23] for each in found] == ["", "The clocks change then:"]


def test_several_services_are_not_replaced_by_one(series, officer):
    session = series.sessions.first()
    for _number in range(2):
        session.slots.create(deliverer=make_organisation())

    found = preview(sessions_of(series), BulkChange(trainer=make_trainer()))

    assert [each.refusal[:24] for each in found if each.refusal] == ["Several services give it"]


def test_a_row_of_another_audience_is_refused(series):
    stranger = make_sector("Youth clubs", audience="young-people")

    found = preview(sessions_of(series), BulkChange(sector=stranger))

    assert {each.refusal for each in found} == {"This report row is not one of its audience on that day."}


def test_the_preview_says_what_changes_and_who_is_told_and_changes_nothing(series):
    make_booking(series.sessions.order_by("starts_at").first())

    found = preview(sessions_of(series), hours(capacity=24))

    assert found[0].lines == [
        ("Date and time", "Tuesday 16 March 2027, 10am to midday", "Tuesday 16 March 2027, 2pm to 4pm"),
        ("Capacity", "20", "24"),
    ]
    assert ([each.told for each in found], Message.objects.filter(kind="moved").count()) == ([1, 0, 0], 0)


def test_the_preview_warns_of_clashes(series):
    venue = make_venue(capacity=10)

    found = preview(sessions_of(series), BulkChange(venue=venue))

    assert [[clash.field for clash in each.clashes] for each in found] == [["capacity"]] * 3


def test_the_preview_takes_the_same_queries_however_many_sessions(series, django_assert_num_queries):
    wanted = hours(venue=make_venue())
    for number in (1, 3):
        sessions = list(sessions_of(series))[:number]

        with django_assert_num_queries(1):
            preview(sessions, wanted)


def form(series, **facts):
    return {"sessions": [each.pk for each in sessions_of(series)]} | facts


def test_nothing_changes_before_the_second_press(desk, series):
    address = f"/admin/series/change/{series.pk}/"
    page = desk.post(address, form(series, capacity="24"))
    before = set(series.sessions.values_list("capacity", flat=True))

    desk.post(address, form(series, capacity="24", confirm="1"))

    assert (before, set(series.sessions.values_list("capacity", flat=True))) == ({20}, {24})
    assert page.context["told"] == 0


def test_who_is_told_is_named_before_it_happens(desk, series):
    first = series.sessions.order_by("starts_at").first()
    bookings = [make_booking(first), make_booking(first, person=make_person(email="", name="Zofia"), phone="01632 960")]

    page = desk.post(f"/admin/series/change/{series.pk}/", form(series, starts="09:00", reason="Sooner"))

    named = [booked for _when, _each, booked in page.context["previews"]]
    assert (page.context["told"], page.context["to_ring"]) == (1, 1)
    assert named == [bookings, [], []]


def test_only_ticked_sessions_change(desk, series):
    first = series.sessions.order_by("starts_at").first()

    desk.post(f"/admin/series/change/{series.pk}/", {"sessions": [first.pk], "capacity": "24", "confirm": "1"})

    assert sorted(series.sessions.values_list("capacity", flat=True)) == [20, 20, 24]


def test_other_hours_need_a_reason(desk, series):
    page = desk.post(f"/admin/series/change/{series.pk}/", form(series, starts="14:00"))

    assert page.context["form"].errors == {"reason": ["Say why the time changes."]}


def test_an_end_before_the_start_is_refused_by_session(desk, series):
    page = desk.post(f"/admin/series/change/{series.pk}/", form(series, ends="09:00", reason="Sooner", confirm="1"))

    refusals = [each.refusal for _when, each, _booked in page.context["previews"]]
    assert refusals == ["The end would be before the start."] * 3


def test_sessions_that_are_off_are_not_offered(desk, series, officer):
    cancel_session(series.sessions.order_by("starts_at").first(), reason="No room", by=officer)

    page = desk.get(f"/admin/series/change/{series.pk}/")

    assert len(page.context["form"].fields["sessions"].choices) == 2


def test_a_session_of_another_series_cannot_be_slipped_in(desk, series, session):
    page = desk.post(f"/admin/series/change/{series.pk}/", {"sessions": [session.pk], "capacity": "3", "confirm": "1"})

    assert "sessions" in page.context["form"].errors


def test_nobody_else_changes_a_series(browse_as, trainer_user, series):
    answers = [browse_as(trainer_user).get(f"/admin/series/{name}/{series.pk}/") for name in ("change", "inspect")]

    assert [answer.status_code for answer in answers] == [404, 302]


def test_the_page_of_a_series_takes_the_same_queries_however_long(desk, series, django_assert_num_queries):
    address = f"/admin/series/inspect/{series.pk}/"
    desk.get(address)

    with django_assert_num_queries(12):
        desk.get(address)
