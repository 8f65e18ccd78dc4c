"""The quarterly update: a quarter beside the last, the same of last year, the year so far and the plan."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from courses.models import Audience
from reports.making import QUARTERLY, Asked, make_report
from reports.periods import read_period
from reports.saying import say_figure
from sessions.models import PlanFigure
from tests.factories import london, make_course, make_session
from tests.reports.figures import delivered

pytestmark = pytest.mark.django_db


def update_of(written, *, today=date(2020, 1, 1)):
    return make_report(Asked(read_period(written), name=QUARTERLY, today=today))


def line_of(report, key, label):
    row = next(row for row in report.table(key).lines if row.label == label)
    return [cell and say_figure(cell) for cell in row.cells]


def test_a_measure_stands_beside_its_others_and_the_plan():
    for on, attended in [((2016, 5, 3), 1), ((2016, 7, 5), 20), ((2016, 11, 8), 300), ((2015, 11, 3), 4000)]:
        delivered(on, attended=attended)
    PlanFigure.objects.create(
        audience=Audience.objects.get(slug="professionals"), year_starts_on=date(2016, 4, 1), attended=900
    )

    report = update_of("2016/17 Q3")

    assert [column.title for column in report.table("measures-attended").columns] == [
        "2016/17 Q3",
        "2016/17 Q2",
        "2015/16 Q3",
        "Year so far",
        "Plan for 2016/17",
    ]
    assert line_of(report, "measures-attended", "Professionals") == ["300", "20", "4000", "321", "900"]


def test_a_course_tells_its_dates_and_how_full_it_was():
    course = make_course()
    for day, attended in [(8, 15), (9, 18)]:
        delivered((2016, 11, day), attended=attended, course=course, capacity=20)

    row = update_of("2016/17 Q3").table("courses").rows[0]

    assert row.cells[0] == "8 November 2016 to 9 November 2016"
    assert [say_figure(cell) for cell in row.cells[1:]] == ["2", "33", "40", "83 %"]


def test_where_a_session_has_no_limit_no_fill_rate_is_said():
    course = make_course()
    for day, capacity in [(8, None), (9, 20)]:
        delivered((2016, 11, day), attended=15, course=course, capacity=capacity)

    row = update_of("2016/17 Q3").table("courses").rows[0]

    assert [say_figure(cell) for cell in row.cells[1:]] == ["2", "30", "not known", "not known"]


def test_the_next_quarters_dates_are_named():
    for day, status in [
        (london(2017, 1, 10, 10), "open"),
        (london(2017, 1, 11, 10), "draft"),
        (london(2017, 4, 1), "open"),
    ]:
        make_session(starts_at=day, status=status)

    rows = update_of("2016/17 Q3").table("coming").rows

    assert [row.cells[0] for row in rows] == [date(2017, 1, 10)]


def test_a_running_quarter_is_compared_with_as_many_days_of_the_last():
    for on in [(2016, 7, 5), (2016, 7, 20), (2016, 10, 5), (2016, 10, 20)]:
        delivered(on)

    report = update_of("2016/17 Q3", today=date(2016, 10, 11))

    assert line_of(report, "measures-attended", "Professionals")[:2] == ["10", "10"]


def test_the_command_writes_it():
    delivered((2016, 11, 8))
    out = StringIO()

    call_command("quarterly_update", "2016/17", "Q3", stdout=out)

    data = json.loads(out.getvalue())
    assert (data["report"], data["period"]["label"], data["period"]["quarter"]) == ("quarterly", "2016/17 Q3", 3)


def test_a_quarter_that_is_none_is_answered_with_a_sentence():
    with pytest.raises(CommandError) as refused:
        call_command("quarterly_update", "2016/17", "Q5")

    assert str(refused.value) == "“Q5” is no quarter. Write Q1, Q2, Q3 or Q4."


def test_the_queries_do_not_grow_with_courses(django_assert_num_queries):
    for _number in range(3):
        delivered((2016, 11, 8), course=make_course())

    with django_assert_num_queries(14):
        update_of("2016/17 Q3")
