"""A service's first day: the published year comes in from one file, and the report prints it."""

import io
import json

import pytest
from django.core.management import call_command

from tests.reports.test_published_year import PUBLISHED as PRINTED
from tests.sessions.past_files import hash_of_database, published_workbook, run

pytestmark = pytest.mark.django_db
# Of the taxi trade only the sum is published; the file makes 22 sessions of it.
PUBLISHED = PRINTED | {"Taxi trade": [("Taxi trade", 22, 1102), ("Total", 22, 1102)]}


@pytest.fixture
def file(tmp_path):
    (tmp_path / "2016-17.xlsx").write_bytes(published_workbook())
    return tmp_path / "2016-17.xlsx"


def report():
    out = io.StringIO()
    call_command("annual_report", "2016/17", stdout=out)
    return json.loads(out.getvalue())


def test_the_report_of_an_imported_year_is_the_published_one(file):
    run(file, "--create-missing")

    tables = {table["audience"]: table for table in report()["tables"]}

    cells = {
        audience: [(row["label"], row["sessions"], row["attended"]) for row in [*table["rows"], table["total"]]]
        for audience, table in tables.items()
        if audience in PUBLISHED
    }
    assert cells == PUBLISHED


def test_the_imported_roadshows_are_told_apart_without_a_figure(file):
    run(file, "--create-missing")

    [roadshow] = report()["told_apart"]

    assert (roadshow["title"], roadshow["sessions"], roadshow["attended"]) == ("Roadshow", 8, None)
    assert len(roadshow["slots"]) == 5


def test_the_published_year_again_changes_nothing(file):
    first = run(file, "--create-missing")
    before = hash_of_database()

    again = run(file)

    assert (first[-2], again[-2]) == ("150 new, 0 unchanged", "0 new, 150 unchanged")
    assert hash_of_database() == before
