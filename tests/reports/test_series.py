"""Series in the report: beside last time, by kinds of organisation, and cumulative since a start that is named."""

from datetime import date

import pytest

from courses.models import Course
from people.models import OrganisationType
from reports.document import Hidden, Reader
from reports.explaining import address_of
from reports.groups import SharedGroups
from reports.making import Asked, make_report
from reports.periods import dates
from reports.remembering import cells_as_data, groups_as_data, published_in
from reports.saying import say_figure, say_sentence
from sessions.models import Attendance, CumulativeFigure, Qualifier, Series
from tests.factories import london, make_attendance, make_course, make_person, make_session
from tests.reports.figures import cells_in, delivered, report_of

pytestmark = pytest.mark.django_db


def series_with(title, *sessions, continues=None, **facts):
    """Make a series of sessions, each (day, attended)."""
    series = Series.objects.create(title=title, continues=continues)
    for day, attended in sessions:
        delivered(day, attended, series=series, **facts)
    return series


@pytest.fixture
def events(db):
    """Three events with 148 delegates one year and 194 the next, as was published."""
    course = make_course(title="Multi-agency event")
    first = series_with("Events 2015", *(((2015, 6, d), n) for d, n in [(1, 50), (2, 48), (3, 50)]), course=course)
    later = [((2016, 6, day), attended) for day, attended in [(1, 64), (2, 65), (3, 65)]]
    return series_with("Events 2016", *later, continues=first, course=course)


def sentences(year, **facts):
    return [say_sentence(each) for each in report_of(year, **facts).section("series").sentences]


def test_a_series_stands_beside_last_time(events):
    (said,) = sentences("2016/17")

    assert said == (
        "Events 2016, 1 June 2016 to 3 June 2016: sessions 3, attended 194. "
        "Last time, Events 2015: sessions 3, attended 148."
    )


def test_how_it_grew_is_told(events):
    report = report_of("2016/17")

    cells = [cells_in(report, "series-beside", column=name)["Events 2016"] for name in ("change", "growth")]

    assert [say_figure(cell) for cell in cells] == ["+46", "+31 %"]


def test_a_figure_of_a_series_opens_its_sessions(events):
    then = cells_in(report_of("2016/17"), "series-beside", column="attended_then")["Events 2016"]

    assert [session.attended for session in then.behind.sessions()] == [50, 48, 50]


def test_a_series_over_two_years_is_not_set_in_part_against_a_whole(events):
    delivered((2017, 5, 4), 6, series=events)

    (compared, _started) = sentences("2017/18")

    assert compared == (
        "Events 2016, 1 June 2016 to 4 May 2017: sessions 4, attended 200. "
        "Last time, Events 2015: sessions 3, attended 148."
    )


def came_from(session, kind, number):
    kept, _made = OrganisationType.objects.get_or_create(name=kind)
    for _number in range(number):
        attendance = make_attendance(session, person=make_person(), at=session.starts_at)
        Attendance.objects.filter(pk=attendance.pk).update(organisation_type=kept)


def with_registers(years=((2015, {"Charity": 2, "School": 7}), (2016, {"Health": 6, "School": 8}))):
    """Make a conference for each year, with who came from which kind of organisation in their registers."""
    course, series = make_course(), None
    for year, kinds in years:
        series = Series.objects.create(title=f"Conference {year}", continues=series)
        session = make_session(course, starts_at=london(year, 6, 1, 10), capacity=None, series=series)
        for kind, number in kinds.items():
            came_from(session, kind, number)
    return series


def test_the_kinds_of_organisation_are_told_of_both_times():
    series = with_registers()

    report = report_of("2016/17")

    found = [cells_in(report, f"kinds-series-{series.pk}", column=name) for name in ("now", "then")]
    assert [{label: figure.value for label, figure in cells.items()} for cells in found] == [
        {"Charity": 0, "Health": 6, "School": 8, "Total": 14},
        {"Charity": 2, "Health": 0, "School": 7, "Total": 9},
    ]


def test_of_three_times_in_one_period_the_middle_one_is_counted_once():
    series = with_registers([(2014, {"School": 5}), (2015, {"School": 7}), (2016, {"School": 8})])

    report = make_report(Asked(dates(date(2014, 4, 1), date(2017, 3, 31)), beside=()))

    tables = [report.table(f"kinds-series-{each.pk}") for each in (series.continues, series)]
    assert [[cell.value for cell in table.total.cells] for table in tables] == [[7, 5, 2], [8, 7, 1]]


def test_few_of_a_kind_are_hidden_from_the_public_and_cannot_be_worked_out():
    series = with_registers()

    then = cells_in(report_of("2016/17", reader=Reader.PUBLIC), f"kinds-series-{series.pk}", column="then")

    assert {label: figure.hidden for label, figure in then.items()} == {
        "Charity": Hidden.SMALL,
        "Health": Hidden.NO,
        "School": Hidden.DERIVABLE,
        "Total": Hidden.NO,
    }


def test_a_small_series_is_hidden_in_every_table_that_tells_of_it():
    course = make_course()
    first = series_with("One", ((2015, 6, 1), 20), course=course)
    series_with("Two", ((2016, 6, 1), 3), continues=first, course=course)
    delivered((2016, 7, 1), 40, course=course)

    report = report_of("2016/17", reader=Reader.PUBLIC)

    series = cells_in(report, "series-beside", column="attended")["Two"]
    assert series.hidden == Hidden.SMALL
    assert cells_in(report, "audience-professionals", column="attended")["Total"].hidden == Hidden.NO


def test_a_conference_in_no_series_stands_beside_the_last_one():
    course = make_course(title="Joining it up", delivery="conference")
    for day, attended in [((2013, 6, 2), 99), ((2014, 11, 3), 30), ((2015, 6, 1), 41), ((2016, 6, 6), 80)]:
        delivered(day, attended, course=course)

    (said,) = sentences("2016/17")

    assert said == (
        "Joining it up, 6 June 2016: sessions 1, attended 80. "
        "Last time, 3 November 2014 to 1 June 2015: sessions 2, attended 71."
    )


def test_a_conference_tells_of_kinds_of_organisation_each_time():
    course = make_course(delivery="conference")
    for year, kinds in [(2015, {"School": 7}), (2016, {"Health": 6, "School": 8})]:
        session = make_session(course, starts_at=london(year, 6, 1, 10), capacity=None)
        for kind, number in kinds.items():
            came_from(session, kind, number)

    table = report_of("2016/17").table(f"kinds-course-{course.pk}")

    assert [[cell.value for cell in line.cells] for line in table.lines] == [[6, 0, 6], [8, 7, 1], [14, 7, 7]]


@pytest.fixture
def tour(db):
    """A tour over two school years, estimated, told apart from the tables."""
    course = make_course(audience="young-people", title="Not my story")
    shows = [((2025, 11, 4), 7000), ((2026, 3, 10), 4400), ((2026, 10, 6), 4200)]
    return series_with("Theatre tour", *shows, course=course, qualifier=Qualifier.ESTIMATED, counts_in_tables=False)


def test_a_tour_over_two_years_is_cumulative_since_a_start_that_is_named(tour):
    report = report_of("2026/27", kind="school", today=date(2027, 9, 1))

    assert [say_sentence(each) for each in report.section("series").sentences] == [
        "Theatre tour: approximately 15,600 in all, cumulative from 4 November 2025 to 6 October 2026."
    ]
    assert cells_in(report, "told-apart", column="attended")["Theatre tour"].value == 4200


def test_a_number_since_a_start_opens_its_sessions_of_all_years(tour, browse_as, officer):
    report = report_of("2026/27", kind="school", today=date(2027, 9, 1))
    figure = cells_in(report, "since-start", column="number")["Theatre tour"]

    page = browse_as(officer).get(address_of(figure))

    assert [session.attended for session in page.context["explained"].sessions] == [7000, 4400, 4200]


def test_a_tour_in_its_first_year_is_not_cumulative(tour):
    assert report_of("2025/26", kind="school", today=date(2026, 9, 1)).section("series") is None


def test_what_an_officer_added_up_stands_in_the_place_of_the_sessions(tour):
    facts = {"starts_on": date(2025, 9, 1), "counted_to": date(2027, 7, 20), "qualifier": Qualifier.AT_LEAST}
    CumulativeFigure.objects.create(series=tour, number=15_700, **facts)

    assert sentences("2026/27", kind="school", today=date(2027, 9, 1)) == [
        "Theatre tour: over 15,700 in all, cumulative from 1 September 2025 to 20 July 2027."
    ]


def test_a_figure_since_a_start_belongs_to_the_period_of_its_last_day(tour):
    facts = {"starts_on": date(2025, 9, 1), "counted_to": date(2026, 8, 31)}
    CumulativeFigure.objects.create(series=tour, number=11_400, **facts)

    table = report_of("2025/26", kind="school", today=date(2027, 9, 1)).table("since-start")

    assert ([row.label for row in table.rows], table.total) == (["Theatre tour"], None)


def test_a_number_since_a_start_does_not_give_away_a_hidden_year(tour):
    delivered((2015, 11, 4), 40, course=Course.objects.get(), series=tour, counts_in_tables=False)
    delivered((2016, 5, 4), 3, course=Course.objects.get(), series=tour, counts_in_tables=False)
    first = report_of("2015/16", reader=Reader.PUBLIC)
    told = published_in(cells_as_data(first), SharedGroups.remembered(groups_as_data(first)), publication="1")

    report = report_of("2016/17", reader=Reader.PUBLIC, published=tuple(told))

    assert cells_in(report, "told-apart", column="attended")["Theatre tour"].hidden == Hidden.SMALL
    assert cells_in(report, "since-start", column="number")["Theatre tour"].hidden == Hidden.DERIVABLE


def test_the_queries_do_not_grow_with_series(django_assert_num_queries):
    for year in (2015, 2016):
        series_with(f"Conference {year}", ((year, 6, 1), 20), continues=Series.objects.first())

    with django_assert_num_queries(33):
        report_of("2016/17")
