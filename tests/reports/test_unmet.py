"""Unmet need in the annual report: requests that were not met, and people left without a place."""

import json
from datetime import date, timedelta
from io import BytesIO
from uuid import uuid4

import pytest
import time_machine
from bs4 import BeautifulSoup
from openpyxl import load_workbook

from courses.models import Audience
from people.models import Area
from reports.as_data import report_as_data, report_as_json
from reports.as_document import report_as_html
from reports.as_workbook import report_as_xlsx
from sessions.asking import ask, decline_request, leave_unmet, plan_for, withdraw_request
from sessions.scheduling import cancel_session
from tests.factories import london, make_booking, make_course, make_person, make_session
from tests.reports.figures import report_of

JUNE = date(2027, 6, 1)
pytestmark = pytest.mark.django_db
NONE = {"requests": 0, "unmet": 0, "declined": 0, "open": 0, "people": 0, "without_number": 0}


def asked(on=(2026, 5, 4), *, audience="young-people", area="", people=30, topic="Staying safe online"):
    facts = {"contact_name": "Head", "contact_email": "head@example.org", "topic": topic, "people": people}
    place = Area.objects.get_or_create(name=area)[0] if area else None
    with time_machine.travel(london(*on, 12), tick=False):
        return ask(nonce=uuid4(), audience=Audience.objects.get(slug=audience), area=place, **facts)


def at(moment):
    return time_machine.travel(moment, tick=False)


def unmet(period="2026/27"):
    return report_as_data(report_of(period, today=JUNE))["unmet_need"]


def numbers(need):
    return [need[name] for name in NONE]


def test_nothing_asked_for_is_nought():
    assert unmet() == NONE | {
        "by_audience": [],
        "by_area": [],
        "by_topic": [],
        "left_waiting": {"sessions": 0, "places": 0},
        "cancelled": {"sessions": 0, "places": 0},
    }


def test_each_state_is_counted_in_its_own_column(officer):
    with at(london(2026, 6, 1)):
        leave_unmet(asked(people=20), reason="No trainer", by=officer)
        decline_request(asked(people=None), reason="Too far", by=officer)
    asked(people=5)

    assert numbers(unmet()) == [3, 1, 1, 1, 25, 1]


def test_a_request_that_became_a_session_or_was_taken_back_is_met(officer):
    with at(london(2026, 6, 1)):
        plan_for(asked(), make_session(make_course(audience="young-people")), by=officer)
        withdraw_request(asked())

    assert numbers(unmet()) == [0, 0, 0, 0, 0, 0]


def test_a_request_planned_after_the_period_was_open_at_its_end(officer):
    with at(london(2027, 4, 1)):
        plan_for(asked(), make_session(make_course(audience="young-people")), by=officer)

    assert numbers(unmet()) == [1, 0, 0, 1, 30, 0]


@pytest.mark.parametrize(
    ("on", "periods"),
    [((2026, 3, 31), [1, 0]), ((2026, 4, 1), [0, 1]), ((2027, 3, 31), [0, 1]), ((2027, 4, 1), [0, 0])],
)
def test_a_request_counts_in_the_period_in_which_it_was_asked(on, periods):
    asked(on)

    assert [unmet(period)["requests"] for period in ("2025/26", "2026/27")] == periods


def test_need_is_counted_by_audience_area_and_topic():
    asked(area="Northvale", people=30)
    asked(area="Northvale", audience="taxi-trade", people=12, topic="A session on a Sunday")
    asked(people=28)

    found = unmet()

    lines = {by: [(line["label"], line["requests"], line["people"]) for line in found[by]] for by in BY}
    assert lines == {
        "by_audience": [("Young people", 2, 58), ("Taxi trade", 1, 12)],
        "by_area": [("Northvale", 2, 42), ("Area not said", 1, 28)],
        "by_topic": [("Staying safe online", 2, 58), ("A session on a Sunday", 1, 12)],
    }


BY = ("by_audience", "by_area", "by_topic")


def test_who_still_waits_when_the_session_takes_place_is_counted():
    session = make_session(starts_at=london(2026, 5, 12, 10), capacity=1)
    for waits in (False, True, True):
        make_booking(session, at=london(2026, 5, 4), waits=waits)

    assert unmet()["left_waiting"] == {"sessions": 1, "places": 2}


def test_whose_session_was_cancelled_is_counted_unless_they_found_another(officer, course):
    session, other = (make_session(course, starts_at=london(2026, 5, day, 10)) for day in (12, 19))
    with at(london(2026, 5, 4)):
        people = [make_person() for _number in range(3)]
        for person in people:
            make_booking(session, person=person)
        cancel_session(session, reason="The trainer is ill", by=officer)
        make_booking(other, person=people[0])

    assert unmet()["cancelled"] == {"sessions": 1, "places": 2}


def test_three_outputs_say_the_same(officer):
    with at(london(2026, 6, 1)):
        leave_unmet(asked(area="Northvale"), reason="No trainer", by=officer)
    report = report_of("2026/27", today=JUNE)

    data = json.loads(report_as_json(report))["unmet_need"]["by_area"][0]
    table = BeautifulSoup(report_as_html(report), "html.parser").select_one("#unmet-by-area")
    sheet = load_workbook(BytesIO(report_as_xlsx(report)))["Unmet by area"]

    assert list(data.values()) == ["Northvale", 1, 1, 0, 0, 30, 0]
    assert [cell.text for cell in table.select("tbody tr > *")] == ["Northvale", "1", "1", "0", "0", "30", "0"]
    assert next(sheet.iter_rows(min_row=4, values_only=True)) == ("Northvale", 1, 1, 0, 0, 30, 0)


def test_the_sheet_ends_with_who_had_no_place():
    session = make_session(starts_at=london(2026, 5, 12, 10), capacity=1)
    for waits in (False, True):
        make_booking(session, at=session.starts_at - timedelta(days=7), waits=waits)
    report = report_of("2026/27", today=JUNE)

    sheet = load_workbook(BytesIO(report_as_xlsx(report)))["Left without a place"]

    rows = list(sheet.iter_rows(values_only=True))[-2:]
    assert rows == [("Still waiting when the session took place", 1, 1), ("The session was cancelled", 0, 0)]


def test_the_queries_do_not_grow_with_requests(django_assert_num_queries):
    for _number in range(12):
        asked()

    with django_assert_num_queries(31):
        report_of("2026/27", today=JUNE)
