"""What the demonstration shows of other activities, in every output."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from home.demonstration import cast
from home.demonstration.other_activities import days_of_quarter, load_other_activities
from home.demonstration.this_year import load_theatre_tour
from reports.as_csv import report_as_csv
from reports.as_data import report_as_data
from reports.as_document import report_as_html
from reports.as_workbook import report_as_xlsx
from reports.demonstration import load_records_for_boards
from reports.document import Reader
from reports.making import Asked, make_report
from reports.periods import dates, read_period
from tests.reports.test_schema import problems_with

pytestmark = pytest.mark.whole
ACTIVITIES = ["series", "competitions", "e-learning", "members", "bulletins", "evidence"]


@pytest.fixture(scope="module")
def activities(past_years, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        cast.load_staff(password="muster-demo-2026")
        load_theatre_tour()
        load_other_activities()
        load_records_for_boards()
        yield
        transaction.set_rollback(True)


def report_for(reader=Reader.BOARD):
    """Return the report of the year and a half up to today, in which all of it lies."""
    today = timezone.localdate()
    return make_report(Asked(dates(today - timedelta(days=540), today), reader=reader, beside=()))


def keys_of(report):
    return [section.key for section in report.sections if section.key in ACTIVITIES]


def test_the_published_accesses_of_e_learning_are_there(activities, db):
    (sentence,) = make_report(Asked(read_period("2016/17"))).section("e-learning").sentences

    assert sentence.figures[0][1].value == 1184


def test_every_activity_has_something_to_tell(activities, db):
    assert keys_of(report_for()) == ACTIVITIES


def test_the_public_reads_no_evidence(activities, db):
    assert keys_of(report_for(Reader.PUBLIC)) == ACTIVITIES[:-1]


@pytest.mark.parametrize("reader", Reader)
def test_the_data_obeys_its_schema(reader, activities, db):
    assert problems_with(report_as_data(report_for(reader))) == []


@pytest.mark.parametrize("written", [report_as_html, report_as_csv, report_as_xlsx])
def test_every_output_writes_it(written, activities, db):
    assert len(written(report_for())) > 1000


def test_quarters_of_a_financial_year_follow_each_other():
    assert [days_of_quarter(2026, number) for number in range(4)] == [
        (date(2026, 4, 1), date(2026, 6, 30)),
        (date(2026, 7, 1), date(2026, 9, 30)),
        (date(2026, 10, 1), date(2026, 12, 31)),
        (date(2027, 1, 1), date(2027, 3, 31)),
    ]
