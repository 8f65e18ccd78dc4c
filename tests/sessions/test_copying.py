"""A session or a series once more, 52 weeks later."""

from datetime import date, timedelta

import pytest

from sessions.copying import a_year_on, copy_series, copy_session, sector_then, title_a_year_on
from sessions.models import SessionStatus, TrainingSession
from sessions.scheduling import plan_series
from tests.factories import (
    london,
    make_booking,
    make_course,
    make_organisation,
    make_sector,
    make_session,
    make_trainer,
    make_venue,
)

pytestmark = pytest.mark.django_db


def span(*on):
    starts_at = london(*on, 10)
    return starts_at, starts_at + timedelta(hours=2)


def test_a_copy_has_the_facts_and_the_services_and_nobody_booked(officer):
    facts = {"venue": make_venue(), "capacity": 12, "host": make_organisation(), "language": "Urdu"}
    session = make_session(slots=[{"trainer": make_trainer(), "minutes": 20}], **facts)
    make_booking(session)

    again = copy_session(session, days=[span(2027, 11, 23)], by=officer)

    assert {name: getattr(again, name) for name in facts} == facts
    assert (again.status, again.seats_taken, again.bookings.count()) == (SessionStatus.DRAFT, 0, 0)
    assert [(slot.trainer, slot.minutes) for slot in again.slots.all()] == [(session.slots.get().trainer, 20)]


def test_52_weeks_later_is_the_same_weekday_at_the_same_hour_of_the_clock(session):
    day = make_session(days=[(london(2026, 3, 24, 10), london(2026, 3, 24, 12))]).days.get()

    row = a_year_on(day)

    assert (str(row["date"]), str(row["starts"])) == ("2027-03-23", "10:00:00")


def test_a_series_continues_the_one_it_was_copied_from(officer):
    dates = [[span(2026, 11, 24)], [span(2026, 12, 1)]]
    series = plan_series(make_course(), title="Roadshows", dates=dates, by=officer)
    first = series.sessions.earliest("starts_at")

    again = copy_series(series, title="More", sessions=[(first, [span(2027, 11, 23)])], by=officer)

    assert (again.continues, again.course, again.sessions.count()) == (series, series.course, 1)


@pytest.mark.parametrize(
    ("title", "later"),
    [
        ("Roadshows 2026", "Roadshows 2027"),
        ("Spring 2026/27", "Spring 2027/28"),
        ("Spring 2098-99", "Spring 2099-00"),
        ("Spring 2026\N{EN DASH}2027 in schools", "Spring 2027\N{EN DASH}2028 in schools"),
        ("2026-11 roadshows", "2027-11 roadshows"),
        ("Roadshow: spring term", "Roadshow: spring term 2027"),
        ("Rota 120261", "Rota 120261 2027"),
        ("x" * 150, "x" * 150),
    ],
)
def test_the_year_in_a_title_is_raised_or_added(title, later):
    assert title_a_year_on(title, starts_on=date(2027, 3, 23)) == later


@pytest.mark.parametrize(("title", "offered"), [("Roadshows 2026/27", "2027/28"), ("Roadshows", "2028")])
def test_the_page_offers_the_name_with_its_year(desk, officer, title, offered):
    dates = [[span(2027, 1, 12)], [span(2027, 2, 9)]]
    series = plan_series(make_course(), title=title, dates=dates, by=officer)

    form = desk.get(f"/admin/series/copy/{series.pk}/").context["title_form"]

    assert form["title"].value() == f"Roadshows {offered}"


@pytest.fixture
def renamed():
    """A row, what it is called from April 2026, and from April 2027 on."""
    old = make_sector("Education", starts_on="2016-04-01")
    middle = make_sector("Schools", starts_on="2026-04-01", continues=old)
    return old, middle, make_sector("Schools and colleges", starts_on="2027-04-01", continues=middle)


@pytest.mark.parametrize(("on", "row"), [("2026-03-31", 0), ("2026-04-01", 1), ("2027-04-01", 2)])
def test_the_row_is_the_one_in_force_that_carries_on_the_old(renamed, on, row):
    session = make_session(starts_at=london(2026, 3, 10, 10), sector=renamed[0])

    assert sector_then(session, on=on) == renamed[row]


def test_a_row_of_the_same_name_will_do():
    old = make_sector("Education", starts_on="2016-04-01")
    make_sector("Health", starts_on="2026-04-01")
    new = make_sector("Education", starts_on="2026-04-01")

    assert sector_then(make_session(sector=old), on="2026-05-01") == new


def test_a_row_that_is_gone_is_left_open():
    old = make_sector("Education", starts_on="2016-04-01")
    make_sector("Health", starts_on="2026-04-01"), make_sector("Police", starts_on="2026-04-01")

    assert sector_then(make_session(sector=old), on="2026-05-01") is None


@pytest.fixture
def desk(browse_as, officer):
    return browse_as(officer)


def rows_of(page):
    form = page.context["days"]
    data = {"days-TOTAL_FORMS": str(len(form.forms)), "days-INITIAL_FORMS": str(len(form.forms))}
    for number, row in enumerate(form.forms):
        data |= {f"days-{number}-{name}": str(row[name].value()) for name in row.fields}
    return data


def test_the_page_shows_the_dates_and_saves_what_was_changed(desk, officer):
    dates = [[span(2026, 11, 24)], [span(2026, 12, 1)]]
    series = plan_series(make_course(), title="Roadshows 2026", dates=dates, by=officer)
    page = desk.get(f"/admin/series/copy/{series.pk}/")
    data = rows_of(page) | {"days-1-date": "", "title": "Roadshows 2027"}

    desk.post(f"/admin/series/copy/{series.pk}/", data)

    again = TrainingSession.objects.filter(series__continues=series)
    assert [str(session.last_day) for session in again] == ["2027-11-23"]


def test_a_clash_is_shown_and_passed_at_the_second_press(desk, course):
    venue = make_venue()
    session = make_session(course, starts_at=london(2026, 11, 24, 10), venue=venue)
    make_session(course, starts_at=london(2027, 11, 23, 11), venue=venue)
    address = f"/admin/sessions/copy/{session.pk}/"
    data = rows_of(desk.get(address))

    warned = desk.post(address, data)
    before = TrainingSession.objects.count()
    desk.post(address, data | {"warned": warned.context["warned"].mark})

    assert (before, TrainingSession.objects.count()) == (2, 3)


def test_two_days_stay_two_days(desk, course):
    session = make_session(course, days=[span(2026, 11, 24), span(2026, 11, 25)])
    address = f"/admin/sessions/copy/{session.pk}/"

    desk.post(address, rows_of(desk.get(address)))

    again = TrainingSession.objects.latest("pk")
    assert (again.days.count(), str(again.last_day)) == (2, "2027-11-24")


def test_only_who_plans_copies(browse_as, trainer_user, session):
    answers = [browse_as(trainer_user).get(f"/admin/{kind}/copy/{session.pk}/") for kind in ("sessions", "series")]

    assert [answer.status_code for answer in answers] == [404, 404]
