"""The annual report in the back office: who may read it, choosing a year, taking it away."""

import json

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from tests.factories import make_course
from tests.reports.figures import delivered

PAGE = "/admin/reports/annual/"


@pytest.fixture
def reader(browse_as, officer):
    return browse_as(officer)


def test_the_page_has_its_address():
    assert reverse("annual_report") == PAGE


@pytest.mark.parametrize("who", ["officer", "administrator"])
def test_officers_and_administrators_read_it(who, browse_as, request):
    assert browse_as(request.getfixturevalue(who)).get(PAGE).status_code == 200


@pytest.mark.parametrize("who", ["trainer_user", "editor", "licensing_officer", "outsider"])
@pytest.mark.parametrize("query", ["", "?year=2016/17&format=json", "?year=2016/17&format=xlsx"])
def test_nobody_else_reads_it(who, query, browse_as, request):
    answer = browse_as(request.getfixturevalue(who)).get(PAGE + query)

    assert answer.status_code in {302, 403, 404}
    assert "Content-Disposition" not in answer.headers


def test_strangers_are_asked_to_sign_in(client, db):
    assert client.get(PAGE).status_code == 302


def test_the_year_in_progress_is_shown_first(reader):
    page = BeautifulSoup(reader.get(PAGE).content, "html.parser")

    notice = page.find(class_="report-notice").text

    assert notice.startswith("This period is still running: sessions are counted up to ")


def test_a_year_can_be_chosen(reader):
    delivered((2017, 1, 10), attended=1234)
    page = BeautifulSoup(reader.get(PAGE, {"year": "2016/17", "kind": "financial"}).content, "html.parser")

    rows = [[cell.text for cell in row(["th", "td"])] for row in page.find(class_="annual").table("tr")]

    assert rows[1] == ["Professionals", "1", "1234"]


def test_years_that_hold_sessions_are_suggested(reader):
    delivered((2024, 1, 10))
    page = BeautifulSoup(reader.get(PAGE).content, "html.parser")

    suggested = [option["value"] for option in page.find("datalist")("option")]

    assert suggested[-1] == "2023/24"


def test_a_year_written_wrongly_is_explained_and_kept(reader):
    answer = reader.get(PAGE, {"year": "2016/18", "kind": "financial"})
    page = BeautifulSoup(answer.content, "html.parser")

    assert answer.status_code == 400
    assert page.find(id="id_year")["value"] == "2016/18"
    assert page.find(role="alert").text.strip() == (
        "The years of “2016/18” do not follow each other. Write it like 2016/17."
    )


@pytest.mark.parametrize("query", ["?kind=lunar", "?year=%00", "?year=" + "9" * 300, "?format=exe", "?kind="])
def test_strange_wishes_are_no_fault_of_ours(query, reader):
    assert reader.get(PAGE + query).status_code in {200, 400}


@pytest.mark.parametrize(
    ("ending", "content_type"),
    [
        ("json", "application/json"),
        ("html", "text/html; charset=utf-8"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("pdf", "application/pdf"),
    ],
)
def test_the_report_is_taken_away_as_a_file(ending, content_type, reader):
    answer = reader.get(PAGE, {"year": "2016/17", "kind": "school", "format": ending})

    assert answer.headers["Content-Type"] == content_type
    assert answer.headers["Content-Disposition"] == f'attachment; filename="annual-report-2016-17.{ending}"'
    assert answer.headers["Cache-Control"] == "no-store, private"


def test_the_page_and_the_data_say_the_same(reader):
    delivered((2017, 1, 10), attended=7)

    data = json.loads(reader.get(PAGE, {"year": "2016/17", "format": "json"}).content)

    assert data["tables"][0]["total"]["attended"] == 7


def test_what_people_typed_is_text_in_the_report(reader):
    delivered((2017, 1, 10), attended=None, course=make_course(title="<script>alert(1)</script>"))

    answer = reader.get(PAGE, {"year": "2016/17"})

    assert b"<script>alert(1)" not in answer.content


def test_a_quarter_is_asked_for_by_its_year(reader):
    delivered((2016, 11, 8), attended=77)

    answer = reader.get(PAGE, {"name": "quarterly", "year": "2016/17 Q3", "format": "json"})

    assert json.loads(answer.content)["period"]["label"] == "2016/17 Q3"


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"name": "quarterly", "year": "2016/17"}, "A quarterly update is of a quarter: write it like 2016/17 Q3."),
        ({"kind": "dates", "first": "2016-04-01"}, "Enter the first and the last day."),
        ({"kind": "dates", "first": "2016-04-02", "last": "2016-04-01"}, "The last day is before the first day."),
        ({"kind": "dates", "name": "quarterly"}, "A quarterly update is of a quarter. Choose a kind of year."),
    ],
)
def test_a_period_that_does_not_fit_is_explained(asked, sentence, reader):
    page = BeautifulSoup(reader.get(PAGE, asked).content, "html.parser")

    assert page.find(role="alert").text.strip() == sentence


def test_two_years_can_stand_beside_it(reader):
    for year, attended in [(2017, 30), (2016, 20), (2015, 10)]:
        delivered((year, 1, 10), attended=attended)

    data = json.loads(reader.get(PAGE, {"year": "2016/17", "beside": "two", "format": "json"}).content)

    assert {key: span["label"] for key, span in data["beside"].items()} == {
        "year_before": "2015/16",
        "two_years_before": "2014/15",
    }


def test_nothing_need_stand_beside_it(reader):
    delivered((2016, 1, 10))

    data = json.loads(reader.get(PAGE, {"year": "2016/17", "beside": "none", "format": "json"}).content)

    assert (data["beside"], data["compared_with"]) == ({}, None)
