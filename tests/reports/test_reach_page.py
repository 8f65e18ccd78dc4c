"""The list of organisations in scope in the back office: last session, filters, download."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone
from openpyxl import load_workbook

from people.models import Area
from reports.reach import places_with_last_session
from tests.factories import make_course, make_organisation, make_organisation_type, make_person
from tests.reports.figures import delivered

PAGE = "/admin/reports/reach/"
pytestmark = pytest.mark.django_db


def hosted_by(host, on=(2025, 11, 3)):
    return delivered(on, course=make_course(audience="young-people"), capacity=None, host=host)


def last_sessions():
    return dict(places_with_last_session().values_list("name", "last_session"))


def test_the_last_session_is_the_latest_as_host_or_as_employer():
    school = make_organisation(name="Millbrook School")
    hosted_by(school)
    delivered((2025, 12, 1), people=[make_person(organisation="Millbrook School")])

    assert last_sessions() == {"Millbrook School": date(2025, 12, 1)}


def test_either_alone_does_as_well():
    hosted_by(make_organisation(name="A host"))
    make_organisation(name="An employer")
    delivered((2025, 12, 1), people=[make_person(organisation="An employer")])
    make_organisation(name="Nobody yet")

    assert last_sessions() == {
        "A host": date(2025, 11, 3),
        "An employer": date(2025, 12, 1),
        "Nobody yet": None,
    }


def test_a_session_of_the_school_that_an_academy_was_is_its_own():
    academy = make_organisation(name="Eastmere Academy")
    hosted_by(make_organisation(name="Eastmere School", closed_on=date(2025, 12, 31), successor=academy))

    assert last_sessions() == {"Eastmere Academy": date(2025, 11, 3)}


def test_what_is_closed_or_not_to_be_reached_is_not_listed():
    make_organisation(closed_on=date(2020, 1, 1))
    make_organisation(type=make_organisation_type(is_to_be_reached=False))
    make_organisation(name="Open", closed_on=timezone.localdate() + timedelta(days=9))

    assert last_sessions() == {"Open": None}


@pytest.fixture
def listed(browse_as, officer):
    def look(**asked):
        page = BeautifulSoup(browse_as(officer).get(PAGE, asked).content, "html.parser")
        return [[cell.get_text(" ", strip=True) for cell in row("td")] for row in page.select("table.listing tbody tr")]

    return look


def test_the_list_says_when_the_last_session_was(listed):
    kind, area = make_organisation_type(name="Secondary school"), Area.objects.create(name="Westcombe")
    hosted_by(make_organisation(name="Millbrook School", type=kind, area=area, pupils=866))
    make_organisation(name="Rowan House")

    assert listed() == [
        ["Millbrook School", "Secondary school", "Westcombe", "866", "3\N{NO-BREAK SPACE}Nov\N{NO-BREAK SPACE}2025"],
        ["Rowan House", "", "", "", "Never"],
    ]


def test_whom_nobody_has_reached_is_found(listed):
    area = Area.objects.create(name="Westcombe")
    hosted_by(make_organisation(name="Millbrook School", area=area))
    make_organisation(name="Rowan House", area=area)
    make_organisation(name="Fern Lodge")

    assert [row[0] for row in listed(reached="never")] == ["Fern Lodge", "Rowan House"]
    assert [row[0] for row in listed(reached="never", area=area.pk)] == ["Rowan House"]


def test_this_year_begins_in_april(listed, still):
    still.move_to(timezone.datetime(2026, 5, 1, 12, tzinfo=timezone.get_current_timezone()))
    hosted_by(make_organisation(name="Last year"), (2026, 3, 31))
    hosted_by(make_organisation(name="This year"), (2026, 4, 1))

    assert [row[0] for row in listed(reached="this_year")] == ["This year"]
    assert [row[0] for row in listed(reached="not_this_year")] == ["Last year"]


def test_the_list_is_taken_away(browse_as, officer):
    hosted_by(make_organisation(name="Millbrook School", urn=900105))

    sheet = load_workbook(BytesIO(b"".join(browse_as(officer).get(PAGE, {"export": "xlsx"})))).active

    assert [cell.value for cell in sheet[2]][:2] == ["Millbrook School", 900105]
