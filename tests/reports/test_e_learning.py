"""E-learning in the report: accesses by period, counted where their days lie inside, and never attendances."""

from datetime import date

import pytest

from reports.document import Hidden, Reader
from reports.saying import say_sentence
from sessions.models import PeriodCount, Qualifier
from tests.factories import make_course
from tests.reports.figures import cells_in, delivered, report_of

pytestmark = pytest.mark.django_db


def counted(course, first, last, accesses=None, **facts):
    return PeriodCount.objects.create(course=course, first=date(*first), last=date(*last), accesses=accesses, **facts)


@pytest.fixture
def basics(db):
    return make_course(title="Online basics")


def accesses_in(year="2016/17", **facts):
    return cells_in(report_of(year, **facts), "e-learning", column="accesses")


def test_further_accesses_are_told_beside_the_attendances_and_never_added(basics):
    delivered((2016, 6, 10), attended=30)
    counted(basics, (2016, 4, 1), (2017, 3, 31), 1184)

    report = report_of("2016/17")

    assert say_sentence(report.section("e-learning").sentences[0]) == (
        "Besides the sessions: 1184 e-learning accesses."
    )
    assert cells_in(report, "audience-professionals", column="attended")["Total"].value == 30


def test_counts_inside_the_period_are_added_up(basics):
    counted(basics, (2016, 4, 1), (2016, 9, 30), 700)
    counted(basics, (2016, 10, 1), (2017, 3, 31), 484)

    assert {label: figure.value for label, figure in accesses_in().items()} == {"Online basics": 1184}


@pytest.mark.parametrize(("first", "last"), [((2016, 3, 31), (2016, 6, 30)), ((2017, 1, 1), (2017, 4, 1))])
def test_a_count_over_the_edge_is_named_and_counted_nowhere(first, last, basics):
    counted(basics, first, last, 900)

    section = report_of("2016/17").section("e-learning")

    assert section.tables == ()
    assert section.remarks[1].startswith("Not counted, because their days reach over an edge of the period: Online ")


def test_what_is_not_known_is_never_nought(basics):
    counted(basics, (2016, 4, 1), (2016, 9, 30), 700, completions=12)
    counted(basics, (2016, 10, 1), (2017, 3, 31), 484)

    table = report_of("2016/17").table("e-learning")

    assert [column.key for column in table.columns] == ["days", "accesses", "completions"]
    assert table.remarks == ("Completed: not known of 1 of 2 counts.",)


def test_a_sum_is_no_surer_than_its_least_sure_part(basics):
    counted(basics, (2016, 4, 1), (2016, 9, 30), 700)
    counted(basics, (2016, 10, 1), (2017, 3, 31), 500, qualifier=Qualifier.ESTIMATED)

    assert accesses_in()["Online basics"].qualifier == Qualifier.ESTIMATED


def test_the_year_before_stands_beside(basics):
    delivered((2015, 6, 10))
    counted(basics, (2015, 4, 1), (2016, 3, 31), 1000)
    counted(basics, (2016, 4, 1), (2017, 3, 31), 1184)

    change = cells_in(report_of("2016/17"), "e-learning", column="change_year_before")["Online basics"]

    assert (change.value, change.base) == (184, 1000)


def test_two_courses_have_a_total(basics):
    counted(basics, (2016, 4, 1), (2017, 3, 31), 1000)
    counted(make_course(title="Online law"), (2016, 4, 1), (2017, 3, 31), 184)

    assert accesses_in()["Total"].value == 1184


def test_the_public_is_not_told_of_few(basics):
    counted(basics, (2016, 4, 1), (2017, 3, 31), 1000)
    counted(make_course(title="Online law"), (2016, 4, 1), (2017, 3, 31), 3)

    found = accesses_in(reader=Reader.PUBLIC)

    assert {label: figure.hidden for label, figure in found.items()} == {
        "Online basics": Hidden.DERIVABLE,
        "Online law": Hidden.SMALL,
        "Total": Hidden.NO,
    }


def test_without_counts_there_is_no_section(basics):
    assert report_of("2016/17").section("e-learning") is None


def test_the_queries_do_not_grow_with_counts(basics, django_assert_num_queries):
    for month in range(4, 10):
        counted(basics, (2016, month, 1), (2016, month, 28), 10)

    with django_assert_num_queries(31):
        report_of("2016/17")
