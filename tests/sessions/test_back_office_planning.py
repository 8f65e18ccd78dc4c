from datetime import UTC, date, datetime

import pytest
from django.contrib.messages import get_messages

from sessions.models import Series, SessionStatus, TrainingSession
from tests import factories

pytestmark = pytest.mark.usefixtures("in_november")
PLAN = "/admin/sessions/new/"


def rows(prefix, *given, total=8):
    """Return the fields of a formset as a browser sends them; each row given is a dict."""
    data = {f"{prefix}-TOTAL_FORMS": str(total), f"{prefix}-INITIAL_FORMS": "0"}
    return data | {f"{prefix}-{n}-{name}": value for n, row in enumerate(given) for name, value in row.items()}


def day(on, starts="", ends=""):
    return {"date": on, "starts": starts, "ends": ends}


def plan(course, *days, slots=(), **facts):
    given = {"course": course.pk, "pattern": "one", "counts_in_tables": "on", "is_listed": "on"}
    return given | rows("days", *days) | rows("slots", *slots, total=6) | facts


@pytest.fixture
def desk(browse_as, officer):
    return browse_as(officer)


def errors_of(response):
    return {name: [str(e) for e in errors] for name, errors in response.context["plan"].main.errors.items()}


def test_one_session_is_planned_as_a_draft(desk, course):
    desk.post(PLAN, plan(course, day("2027-03-09", "09:30", "12:30"), capacity="24"))

    session = TrainingSession.objects.get()

    assert (session.status, session.capacity) == (SessionStatus.DRAFT, 24)
    assert session.starts_at == datetime(2027, 3, 9, 9, 30, tzinfo=UTC)


def test_a_session_can_be_open_at_once(desk, course):
    desk.post(PLAN, plan(course, day("2027-03-09", "09:30", "12:30"), opens="on"))

    assert TrainingSession.objects.get().status == SessionStatus.OPEN


def test_times_are_londons(desk, course):
    desk.post(PLAN, plan(course, day("2027-07-06", "09:30", "12:30")))

    assert TrainingSession.objects.get().starts_at == datetime(2027, 7, 6, 8, 30, tzinfo=UTC)


def test_two_days_make_one_session(desk, course):
    days = [day("2027-03-09", "09:30", "16:00"), day("2027-03-10")]

    desk.post(PLAN, plan(course, *days, pattern="days"))

    session = TrainingSession.objects.get()
    assert (session.days.count(), session.last_day) == (2, date(2027, 3, 10))


def test_a_series_makes_a_session_of_each_date(desk, course):
    days = [day("2027-03-09", "09:30", "12:30"), day("2027-03-16"), day("2027-03-23")]

    desk.post(PLAN, plan(course, *days, pattern="series", title="Spring roadshows"))

    assert Series.objects.get().sessions.count() == 3


def test_planning_a_series_leads_to_its_sessions_alone(desk, course):
    factories.make_session(course)
    days = [day("2027-02-09", "10:00", "12:00"), day("2027-02-16")]

    page = desk.post(PLAN, plan(course, *days, pattern="series", title="Spring roadshows"), follow=True)

    assert [line["session"].series.title for line in page.context["lines"]] == ["Spring roadshows"] * 2


def test_a_series_can_repeat_by_the_week_over_a_clock_change(desk, course):
    facts = {"pattern": "series", "title": "Spring", "repeat": "weekly", "times": "3"}

    desk.post(PLAN, plan(course, day("2027-03-16", "09:30", "12:30"), **facts))

    starts = TrainingSession.objects.order_by("starts_at").values_list("starts_at", flat=True)
    assert [(s.month, s.day, s.hour) for s in starts] == [(3, 16, 9), (3, 23, 9), (3, 30, 8)]


def test_several_dates_for_one_session_are_questioned(desk, course):
    response = desk.post(PLAN, plan(course, day("2027-03-09", "09:30", "12:30"), day("2027-03-10")))

    assert errors_of(response)["pattern"] == [
        "You entered several dates. Say whether they are days of one session or a series."
    ]
    assert TrainingSession.objects.count() == 0


def test_an_hour_that_the_clocks_skip_is_refused(desk, course):
    response = desk.post(PLAN, plan(course, day("2027-03-28", "01:30", "12:30")))

    assert response.context["plan"].days.forms[0].errors["starts"] == [
        "The clocks change then: there is no 1.30am on 28 March 2027. Choose another time."
    ]


def test_an_hour_that_comes_twice_is_refused(desk, course):
    response = desk.post(PLAN, plan(course, day("2027-10-31", "01:30", "12:30")))

    assert response.context["plan"].days.forms[0].errors["starts"] == [
        "The clocks change then: 1.30am happens twice on 31 October 2027. Choose another time."
    ]


def test_an_end_before_the_start_is_refused(desk, course):
    response = desk.post(PLAN, plan(course, day("2027-03-09", "12:30", "09:30")))

    assert response.context["plan"].days.forms[0].errors["ends"] == ["The end must be after the start."]


def test_a_plan_without_a_date_is_refused_beside_the_first_row(desk, course):
    response = desk.post(PLAN, plan(course))

    assert response.context["plan"].days.forms[0].errors["date"] == ["Enter the date."]


def test_nothing_typed_is_lost_with_an_error(desk, course):
    sent = plan(course, day("2027-03-09", "09:30", ""), host_contact_name="Wren Adeyemi")

    page = desk.post(PLAN, sent).content.decode()

    assert 'value="Wren Adeyemi"' in page
    assert 'value="2027-03-09"' in page


def test_more_dates_keep_what_was_typed(desk, course):
    sent = plan(course, day("2027-03-09", "09:30", "12:30")) | {"more-days": "1"}

    response = desk.post(PLAN, sent)

    assert len(response.context["plan"].days.forms) == 16
    assert response.context["plan"].days.forms[0]["date"].value() == "2027-03-09"
    assert TrainingSession.objects.count() == 0


def test_services_share_a_session_by_minutes(desk, course):
    factories.make_organisation(name="Vale Police")
    trainer = factories.make_trainer()
    slots = [{"deliverer": "vale  police", "minutes": "20"}, {"trainer": trainer.pk, "minutes": "40"}]

    desk.post(PLAN, plan(course, day("2027-03-09", "09:30", "12:30"), slots=slots))

    given = TrainingSession.objects.get().slots.values_list("deliverer__name", "trainer", "minutes")
    assert list(given) == [("Vale Police", None, 20), (None, trainer.pk, 40)]


def test_an_unknown_organisation_is_refused_beside_its_field(desk, course):
    response = desk.post(PLAN, plan(course, day("2027-03-09", "09:30", "12:30"), host="Nowhere School"))

    assert errors_of(response)["host"] == [
        "We do not know this organisation. Choose one of those suggested, or add it first."
    ]


def test_the_report_row_must_be_chosen_where_there_are_several(desk, course):
    factories.make_sector("Education", order=1)
    factories.make_sector("Health", order=2)

    response = desk.post(PLAN, plan(course, day("2027-03-09", "09:30", "12:30")))

    assert errors_of(response)["sector"] == [
        "Choose the row of the annual report. On Tuesday 9 March 2027: Education; Health."
    ]


def test_a_row_of_another_audience_is_refused(desk, course):
    factories.make_sector("Education")
    stranger = factories.make_sector("Youth clubs", audience="young-people")

    response = desk.post(PLAN, plan(course, day("2027-03-09", "09:30", "12:30"), sector=stranger.pk))

    assert errors_of(response)["sector"] == [
        "“Youth clubs” is not a row of Professionals on Tuesday 9 March 2027. Choose one of: Education."
    ]


def test_a_row_that_is_no_longer_in_force_is_refused(desk, course):
    old = factories.make_sector("Education")
    old.grouping_set.ends_on = "2026-03-31"
    old.grouping_set.save()

    response = desk.post(PLAN, plan(course, day("2027-03-09", "09:30", "12:30"), sector=old.pk))

    assert errors_of(response)["sector"] == [
        "Professionals has no report rows on Tuesday 9 March 2027. Leave this empty, or add rows first."
    ]


def test_a_capacity_above_what_the_venue_holds_is_warned_of(desk, course):
    venue = factories.make_venue(name="Mill Street", capacity=20)

    response = desk.post(PLAN, plan(course, day("2027-03-09", "09:30", "12:30"), venue=venue.pk, capacity="21"))

    assert response.context["plan"].warned.fields == {"capacity": ["Mill Street holds 20 people."]}
    assert TrainingSession.objects.count() == 0


def test_planning_for_young_people_says_that_nobody_is_named(desk):
    course = factories.make_course(audience="young-people")

    response = desk.post(PLAN, plan(course, day("2027-03-09", "09:30", "12:30")))

    said = [str(message).strip() for message in get_messages(response.wsgi_request)]
    assert said[-1] == "It is recorded by headcount: nobody books or signs in by name."
    assert TrainingSession.objects.get().is_by_headcount


def test_a_bank_holiday_is_left_out_and_said(desk, course):
    facts = {"pattern": "series", "title": "Spring", "repeat": "weekly", "times": "3"}

    response = desk.post(PLAN, plan(course, day("2027-04-26", "09:30", "12:30"), **facts))

    said = [str(message).strip() for message in get_messages(response.wsgi_request)]
    assert said[1] == "No session on Monday 3 May 2027, a bank holiday (May Day)."
    days = TrainingSession.objects.order_by("last_day").values_list("last_day", flat=True)
    assert [(each.month, each.day) for each in days] == [(4, 26), (5, 10), (5, 17)]


def test_a_series_repeats_monthly_until_a_day(desk, course):
    facts = {"pattern": "series", "title": "Spring", "repeat": "monthly", "until": "2027-05-11"}

    desk.post(PLAN, plan(course, day("2027-02-09", "09:30", "12:30"), **facts))

    days = TrainingSession.objects.order_by("last_day").values_list("last_day", flat=True)
    assert [(each.month, each.day) for each in days] == [(2, 9), (3, 9), (4, 13), (5, 11)]


@pytest.mark.parametrize(
    ("facts", "errors"),
    [
        ({"repeat": "weekly"}, {"times": ["Say how many sessions there will be in all, or until when."]}),
        ({"repeat": "weeks", "times": "3"}, {"every": ["Say every how many weeks."]}),
        ({"repeat": "weekly", "until": "2527-05-11"}, {"until": ["Enter a year from 2000 to 2099."]}),
    ],
)
def test_a_repeat_that_says_too_little_is_refused(desk, course, facts, errors):
    page = desk.post(PLAN, plan(course, day("2027-02-09", "09:30", "12:30"), pattern="series", title="Spring", **facts))

    assert errors_of(page) == errors


def test_an_hour_that_the_clock_change_leaves_out_is_said_beside_the_repeat(desk, course):
    facts = {"pattern": "series", "title": "Nights", "repeat": "weekly", "times": "3"}

    page = desk.post(PLAN, plan(course, day("2027-03-21", "01:30", "03:30"), **facts))

    assert errors_of(page)["repeat"] == [
        "The clocks change then: there is no 1.30am on 28 March 2027. Choose another time."
    ]


def test_a_clash_is_shown_and_passed_at_the_second_press(desk, course):
    trainer = factories.make_trainer(name="Tariq Osei")
    factories.make_session(course, starts_at=datetime(2027, 3, 9, 9, tzinfo=UTC), slots=[{"trainer": trainer}])
    form = plan(course, day("2027-03-09", "09:30", "12:30"), slots=[{"trainer": trainer.pk}])

    warned = desk.post(PLAN, form).context["plan"].warned
    before = TrainingSession.objects.count()
    desk.post(PLAN, form | {"warned": warned.mark})

    assert (list(warned.fields), before, TrainingSession.objects.count()) == (["slots"], 1, 2)


def test_other_clashes_than_those_seen_are_shown_again(desk, course):
    venue = factories.make_venue(capacity=20)
    form = plan(course, day("2027-03-09", "09:30", "12:30"), venue=venue.pk, capacity="21")
    mark = desk.post(PLAN, form).context["plan"].warned.mark
    factories.make_session(course, starts_at=datetime(2027, 3, 9, 9, tzinfo=UTC), venue=venue)

    page = desk.post(PLAN, form | {"warned": mark})

    assert sorted(page.context["plan"].warned.fields) == ["capacity", "venue"]
