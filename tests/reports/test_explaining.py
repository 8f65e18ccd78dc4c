"""Opening a figure: its definition, the sessions behind it, and nothing for anybody else."""

import pytest
from bs4 import BeautifulSoup

from reports.explaining import address_of
from tests.factories import make_course, make_sector
from tests.reports.figures import cells_in, delivered, report_of

PAGE = "/admin/reports/figure/"


@pytest.fixture
def reader(browse_as, officer):
    return browse_as(officer)


def opened(reader, figure):
    return BeautifulSoup(reader.get(address_of(figure)).content, "html.parser").find(id="main")


def test_a_figure_of_the_report_leads_to_the_sessions_behind_it(reader):
    care, health = make_sector("Care"), make_sector("Health")
    delivered((2017, 1, 10), attended=7, sector=care, course=make_course(title="Seeing the signs"))
    delivered((2017, 1, 11), attended=9, sector=health)
    page = BeautifulSoup(reader.get("/admin/reports/annual/?year=2016/17").content, "html.parser")

    (link,) = (each for each in page(class_="report-opens") if each.text == "7")
    behind = BeautifulSoup(reader.get(link["href"]).content, "html.parser").find(class_="listing")

    assert [[cell.text for cell in row(["th", "td"])[1:5]] for row in behind("tr")[1:]] == [
        ["Seeing the signs", "Care", "", "7"]
    ]


@pytest.mark.parametrize("column", ["sessions", "attended", "not_recorded"])
def test_each_figure_says_what_it_counts(reader, column):
    delivered((2017, 1, 10))
    figure = cells_in(report_of("2016/17"), "audience-professionals", column=column)["Total"]

    said = opened(reader, figure).text

    assert "1 session, 10 attended; recorded at 1 of 1." in " ".join(said.split())


def test_sessions_without_a_sector_can_be_opened(reader):
    delivered((2017, 1, 10), attended=4)
    make_sector("Health")
    figure = cells_in(report_of("2016/17"), "audience-professionals", column="attended")["No reporting sector yet"]

    assert len(opened(reader, figure).find(class_="listing")("tr")) == 2


@pytest.mark.parametrize(
    "query",
    ["", "?unit=attended", "?unit=secrets&first=2016-04-01&last=2017-03-31", "?unit=attended&first=x&last=y"]
    + [f"?unit=attended&first=2016-04-01&last=2017-03-31&{more}" for more in ("sectors=1;2", "audience=" + "9" * 40)],
)
def test_an_address_that_names_no_figure_says_so(reader, query):
    answer = reader.get(PAGE + query)

    assert (answer.status_code, b"names no figure" in answer.content) == (400, True)


@pytest.mark.parametrize("who", ["trainer_user", "editor", "licensing_officer", "outsider"])
def test_nobody_else_opens_one(who, browse_as, request):
    answer = browse_as(request.getfixturevalue(who)).get(PAGE + "?unit=attended&first=2016-04-01&last=2017-03-31")

    assert answer.status_code in {302, 403, 404}


def test_the_queries_do_not_grow_with_sessions(reader, django_assert_max_num_queries):
    for day in range(1, 6):
        delivered((2017, 1, day))
    figure = cells_in(report_of("2016/17"), "audience-professionals", column="attended")["Total"]
    reader.get(PAGE)

    with django_assert_max_num_queries(14):
        opened(reader, figure)


def test_many_sessions_stand_on_pages(reader):
    for _number in range(51):
        delivered((2017, 1, 10))
    figure = cells_in(report_of("2016/17"), "audience-professionals", column="attended")["Total"]

    page = opened(reader, figure)

    assert len(page.find(class_="listing")("tr")) == 51
    following = page.find("a", rel="next") or page.find(class_="next").a
    assert (
        len(BeautifulSoup(reader.get(PAGE + following["href"]).content, "html.parser").find(class_="listing")("tr"))
        == 2
    )
