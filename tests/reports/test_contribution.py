"""Partners' contribution: from the parts of sessions that took place, in minutes and in days of six hours."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from reports.as_workbook import report_as_xlsx
from reports.contribution import days_of
from reports.saying import say_figure
from tests.factories import london, make_organisation, make_session, make_trainer
from tests.reports.figures import delivered, report_of

pytestmark = pytest.mark.django_db


def held(on, *slots, **facts):
    """Hold a session of two hours, or as the facts say, with these slots."""
    return delivered(on, slots=list(slots), **facts)


def lines():
    """Return {organisation: (sessions, minutes, days)} as the report says it."""
    table = report_of("2016/17").table("contribution")
    return {row.label: tuple(say_figure(cell) if cell else "" for cell in row.cells) for row in table.lines}


@pytest.fixture
def police():
    return make_organisation(name="Vale Police")


def test_each_organisations_minutes_are_added_up(police):
    clinic = make_organisation(name="Clearwater Clinic")
    held((2017, 1, 10), {"deliverer": police, "minutes": 20}, {"deliverer": clinic, "minutes": 40})
    held((2017, 1, 11), {"deliverer": police, "minutes": 100})

    assert lines() == {
        "Clearwater Clinic": ("1", "40", "0.1"),
        "Vale Police": ("2", "120", "0.3"),
        "Total": ("", "160", "0.4"),
    }


def test_a_part_without_minutes_lasts_as_long_as_its_session(police):
    days = [(london(2017, 1, day, 10), london(2017, 1, day, 16)) for day in (10, 11)]
    held((2017, 1, 11), {"deliverer": police}, days=days)

    assert lines()["Vale Police"] == ("1", "720", "2")


def test_an_hour_that_the_clocks_skip_is_not_trained(police):
    night = (london(2017, 3, 25, 22), london(2017, 3, 26, 4))
    held((2017, 3, 26), {"deliverer": police}, days=[night])

    assert lines()["Vale Police"] == ("1", "300", "0.8")


def test_a_trainer_gives_for_their_organisation(police):
    held((2017, 1, 10), {"trainer": make_trainer(organisation=police), "minutes": 180})

    assert lines()["Vale Police"] == ("1", "180", "0.5")


def test_the_service_that_gives_a_part_goes_before_the_trainers_own(police):
    other = make_trainer(organisation=make_organisation(name="Clearwater Clinic"))
    held((2017, 1, 10), {"deliverer": police, "trainer": other, "minutes": 180})

    assert list(lines()) == ["Vale Police", "Total"]


def test_two_trainers_of_one_organisation_give_twice_the_time(police):
    held((2017, 1, 10), *({"trainer": make_trainer(organisation=police)} for _number in range(2)))

    assert lines()["Vale Police"] == ("1", "240", "0.7")


def test_trainers_without_an_organisation_stand_last(police):
    held((2017, 1, 10), {"trainer": make_trainer(), "minutes": 60}, {"deliverer": police, "minutes": 60})

    assert list(lines()) == ["Vale Police", "Trainers without an organisation", "Total"]


def test_what_did_not_take_place_is_not_counted(police):
    session = held((2017, 1, 10), {"deliverer": police, "minutes": 60}, {"deliverer": police, "minutes": 30})
    session.slots.filter(minutes=30).update(delivered=False)

    assert lines()["Vale Police"] == ("1", "60", "0.2")


def test_a_draft_gives_nothing(police):
    make_session(starts_at=london(2017, 1, 10, 10), status="draft", slots=[{"deliverer": police}])

    assert report_of("2016/17").section("contribution") is None


@pytest.mark.parametrize(("minutes", "days"), [(0, 0), (17, 0), (18, 0.1), (54, 0.2), (360, 1), (900, 2.5)])
def test_days_have_six_hours_and_are_said_to_a_tenth(minutes, days):
    assert days_of(minutes) == days


def test_a_spreadsheet_shows_the_tenths(police):
    held((2017, 1, 10), {"deliverer": police, "minutes": 180})

    cell = load_workbook(BytesIO(report_as_xlsx(report_of("2016/17"))))["Contribution"]["D5"]

    assert (cell.value, cell.number_format) == (0.5, "0.0")
