"""The data obeys its schema, whatever is in it; and the schema refuses what would mislead."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from reports.as_data import report_as_data
from reports.document import Hidden, Reader, with_figures
from reports.making import QUARTERLY, Asked, make_report
from reports.periods import read_period

SCHEMA = json.loads(Path("reports/report.schema.json").read_text())
pytestmark = pytest.mark.whole  # loads the years of the demonstration


def problems_with(data):
    checked = Draft202012Validator(SCHEMA, format_checker=FormatChecker())
    return [f"{error.json_path}: {error.message}" for error in checked.iter_errors(data)]


def test_the_schema_is_one():
    Draft202012Validator.check_schema(SCHEMA)


def test_the_published_year_obeys_it(published):
    assert problems_with(report_as_data(published)) == []


def test_a_quarterly_update_obeys_it(past_years, db):
    report = make_report(Asked(read_period("2016/17 Q3"), name=QUARTERLY, reader=Reader.DATA))

    assert problems_with(report_as_data(report)) == []


def test_a_year_without_anything_obeys_it(db):
    assert problems_with(report_as_data(make_report(Asked(read_period("2090/91"), today=date(2026, 1, 1))))) == []


def test_a_hidden_figure_obeys_it_and_is_nowhere(published):
    hidden = with_figures(published, hide)

    data = report_as_data(hidden)

    assert problems_with(data) == []
    assert {row["attended"] for table in data["tables"] for row in [*table["rows"], table["total"]]} == {None}


def hide(figure):
    return replace(figure, hidden=Hidden.SMALL) if figure.cells else figure


@pytest.mark.parametrize(
    "wrong", [{"attended": "305"}, {"attended": -1}, {"sessions": None}, {"qualifier": "roughly"}, {"suppressed": True}]
)
def test_what_would_mislead_is_refused(published, wrong):
    data = report_as_data(published)

    data["tables"][0]["rows"][0].update(wrong)

    assert len(problems_with(data)) >= 1
