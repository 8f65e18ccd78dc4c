"""The dashboard: the year so far beside last year and the plan, what is ahead, and who sees it."""

from datetime import date, timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.utils import timezone

from courses.models import Audience
from licensing.models import Confirmation, Driver
from reports.dashboard import ahead, dashboard
from reports.saying import say_figure
from sessions.models import PlanFigure, SessionStatus
from tests.factories import (
    london,
    make_badge,
    make_booking,
    make_course,
    make_organisation,
    make_sector,
    make_session,
    next_week,
)
from tests.reports.figures import delivered

PAGE = "/admin/reports/dashboard/"
pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)


def lines():
    with time_machine.travel(london(2026, 6, 1, 12), tick=False):
        return dashboard(today=TODAY)["lines"]


def said(line):
    return [figure and say_figure(figure) for figure in line.cells]


def test_nothing_yet_is_no_line():
    assert lines() == []


def test_the_year_so_far_stands_beside_the_same_days_of_the_last():
    delivered((2026, 5, 4), attended=30)
    delivered((2025, 5, 4), attended=18)
    delivered((2025, 6, 2), attended=100)

    assert [said(line) for line in lines()] == [["1", "30", "18", "+12", None, None]]


def test_the_plan_stands_beside_it():
    delivered((2026, 5, 4), attended=30)
    plan = {"year_starts_on": date(2026, 4, 1), "attended": 120}
    PlanFigure.objects.create(audience=Audience.objects.get(slug="professionals"), **plan)

    assert [said(line)[4:] for line in lines()] == [["120", "25 %"]]


def test_each_report_row_stands_below_its_audience():
    delivered((2026, 5, 4), attended=30, sector=make_sector("Education"))
    delivered((2026, 5, 5), attended=12, sector=make_sector("Health"))

    line = lines()[0]
    assert (line.label, [(row.label, say_figure(row.attended)) for row in line.rows]) == (
        "Professionals",
        [("Education", "30"), ("Health", "12")],
    )


def test_places_ahead_are_those_of_the_next_ninety_days():
    make_booking(make_session(capacity=8))
    make_session(starts_at=next_week() + timedelta(days=90))
    make_session(status=SessionStatus.DRAFT)
    make_session(make_course(audience="young-people"), capacity=None)

    found = ahead()

    assert (found.sessions, found.unlimited, found.places, found.taken, found.waiting) == (2, 1, 8, 1, 0)
    assert say_figure(found.fill) == "1 of 8"


def test_drivers_are_told_as_numbers_by_authority(authority):
    driver = Driver.objects.create(badge=make_badge(authority), name="Canary Driver")
    Confirmation.objects.create(driver=driver, trained_on=date(2026, 5, 1))

    assert dashboard(today=TODAY)["drivers"] == [("Northvale City Council", 1)]


@pytest.fixture
def page(browse_as, officer):
    def look():
        return BeautifulSoup(browse_as(officer).get(PAGE).content, "html.parser")

    return look


def test_each_tile_leads_to_its_list(page, authority):
    driver = Driver.objects.create(badge=make_badge(authority), name="Canary Driver")
    Confirmation.objects.create(driver=driver, trained_on=date(2020, 5, 1))
    make_organisation()
    make_session()
    make_session(starts_at=timezone.now() - timedelta(days=2))

    found = page()
    tiles = {tile.h2.text: tile.a["href"].partition("?")[0] for tile in found(class_="muster-panel")}

    assert tiles == {
        "The next 90 days": "/admin/sessions/",
        "Missing figures": "/admin/sessions/",
        "Reach": "/admin/reports/reach/",
        "Drivers whose training is valid today": "/admin/reports/annual/",
    }
    assert "Canary" not in found.text


@pytest.mark.parametrize("address", [PAGE, "/admin/reports/reach/", "/admin/reports/reach/?export=xlsx"])
@pytest.mark.parametrize("who", ["trainer_user", "editor", "licensing_officer", "outsider"])
def test_nobody_else_sees_it(who, address, browse_as, request):
    answer = browse_as(request.getfixturevalue(who)).get(address)

    assert answer.status_code in {302, 403, 404}
    assert "Content-Disposition" not in answer.headers


@pytest.mark.parametrize(("who", "linked"), [("officer", True), ("trainer_user", False)])
def test_the_first_page_leads_there_who_may_see_it(who, linked, browse_as, request):
    page = BeautifulSoup(browse_as(request.getfixturevalue(who)).get("/admin/").content, "html.parser")

    assert bool(page.find(id="panel-dashboard")) is linked


@pytest.mark.parametrize("sessions", [1, 3])
def test_the_queries_do_not_grow(sessions, django_assert_num_queries):
    for n in range(sessions):
        delivered((2026, 5, 4 + n), host=make_organisation(), sector=make_sector(f"Row {n}"))
        delivered((2025, 5, 4 + n))

    with django_assert_num_queries(12):
        dashboard(today=TODAY)
