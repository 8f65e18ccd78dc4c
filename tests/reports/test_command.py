"""`manage.py annual_report`: what it writes where, and what it says to wrong wishes."""

import csv
import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from openpyxl import load_workbook

from tests.reports.figures import delivered

pytestmark = pytest.mark.django_db


def test_data_goes_to_the_terminal_unless_a_file_is_named():
    out = StringIO()

    call_command("annual_report", "2016/17", stdout=out)

    assert json.loads(out.getvalue())["period"]["label"] == "2016/17"


def test_a_file_is_written_where_it_is_named(tmp_path):
    call_command("annual_report", "2016", "--year", "calendar", "--output", str(tmp_path / "report.json"))

    assert json.loads((tmp_path / "report.json").read_text())["period"]["to"] == "2016-12-31"


def test_a_spreadsheet_is_not_written_to_the_terminal():
    with pytest.raises(CommandError) as refused:
        call_command("annual_report", "2016/17", "--format", "xlsx")

    assert str(refused.value) == "Such a file is not for the terminal: name a file with --output FILE."


def test_a_year_that_is_none_is_answered_with_a_sentence():
    with pytest.raises(CommandError) as refused:
        call_command("annual_report", "last year")

    assert str(refused.value) == "“last year” is not a financial or school year. Write it like 2016/17."


def test_a_folder_that_is_not_there_is_named_in_a_sentence(tmp_path):
    file = tmp_path / "nowhere" / "report.json"

    with pytest.raises(CommandError) as refused:
        call_command("annual_report", "2016/17", "--output", str(file))

    assert str(refused.value) == f"“{file}” cannot be written: No such file or directory."


def test_an_unknown_figure_is_null_in_the_data_and_empty_in_the_spreadsheet(tmp_path):
    delivered((2017, 1, 10), attended=None)
    out = StringIO()

    call_command("annual_report", "2016/17", stdout=out)
    call_command("annual_report", "2016/17", "--format", "xlsx", "--output", str(tmp_path / "report.xlsx"))

    row = json.loads(out.getvalue())["tables"][0]["rows"][0]
    assert (row["sessions"], row["attended"], row["not_recorded"]) == (1, None, 1)
    assert [cell.value for cell in load_workbook(tmp_path / "report.xlsx")["Professionals"][5]][1:3] == [1, None]


def test_the_spreadsheet_has_a_sheet_for_each_table(tmp_path):
    call_command("annual_report", "2016/17", "--format", "xlsx", "--output", str(tmp_path / "report.xlsx"))

    titles = load_workbook(tmp_path / "report.xlsx").sheetnames

    assert titles == [
        "About",
        "Professionals",
        "Young people",
        "Parents and carers",
        "Taxi trade",
        "Elected members",
        "Licensed businesses",
        "Public",
    ]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ([], "Name either a period, such as 2016/17, or its days with --from and --to."),
        (["--from", "2016-04-01"], "Name either a period, such as 2016/17, or its days with --from and --to."),
        (["--from", "2016-04-01", "--to", "yesterday"], "“yesterday” is no date. Write it like 2016-04-01."),
        (["--from", "2016-04-02", "--to", "2016-04-01"], "The last day is before the first day."),
    ],
)
def test_days_that_are_none_are_answered_with_a_sentence(words, sentence):
    with pytest.raises(CommandError) as refused:
        call_command("annual_report", *words)

    assert str(refused.value) == sentence


def test_any_days_can_be_reported_on():
    for day in (9, 10, 20, 21):
        delivered((2017, 1, day))
    out = StringIO()

    call_command("annual_report", "--from", "2017-01-10", "--to", "2017-01-20", stdout=out)

    data = json.loads(out.getvalue())
    assert (data["tables"][0]["total"]["sessions"], data["period"]["kind"]) == (2, "dates")


def test_each_figure_is_a_line_of_the_csv():
    delivered((2017, 1, 10), attended=12)
    out = StringIO()

    call_command("annual_report", "2016/17", "--format", "csv", stdout=out)

    lines = [line for line in csv.DictReader(StringIO(out.getvalue())) if line["Table"] == "Professionals, 2016/17"]
    assert [(line["Row"], line["Column"], line["Value"]) for line in lines[:2]] == [
        ("Professionals", "Training sessions", "1"),
        ("Professionals", "Attended", "12"),
    ]
