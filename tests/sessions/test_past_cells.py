"""Reading a file of past sessions: dates as they come, numbers that are none, and every error at its row and column."""

import datetime as dt

import pytest
from django.core.management import CommandError

from courses.models import Course
from sessions.models import Qualifier, SessionStatus
from sessions.past_sessions import import_sessions, look_at
from tests.sessions.past_files import HEADINGS, as_csv, hash_of_database, lines, problems, row, run
from tests.spreadsheets.bad_files import bad_files
from tests.spreadsheets.files import workbook_of

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 20)
NO_DATE = "“%s” is not a date we can read. Write day/month/year, like 31/03/2027."
IN_THREE_COLUMNS = ["Date", "Course", "Audience"]


def workbook(date, **facts):
    return workbook_of([IN_THREE_COLUMNS, [date, "Seeing the signs", "Professionals"]], **facts)


def test_a_row_with_what_is_needed_has_no_fault():
    [line] = lines(row())

    assert (line.problems, line.remarks, line.said["date"]) == ([], [], dt.date(2016, 5, 20))


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("20/05/2016", dt.date(2016, 5, 20)),
        ("20.5.16", dt.date(2016, 5, 20)),
        ("2016-05-20", dt.date(2016, 5, 20)),
        ("Friday 20 May 2016", dt.date(2016, 5, 20)),
    ],
)
def test_dates_are_read_as_the_united_kingdom_writes_them(written, day):
    assert lines(row(date=written))[0].said["date"] == day


@pytest.mark.parametrize(
    ("cell", "epoch", "day"),
    [
        (dt.date(2016, 5, 4), None, dt.date(2016, 5, 4)),
        (42494, None, dt.date(2016, 5, 4)),
        (41032, dt.datetime(1904, 1, 1), dt.date(2016, 5, 4)),
        (dt.date(2016, 5, 4), dt.datetime(1904, 1, 1), dt.date(2016, 5, 4)),
    ],
)
def test_days_that_a_workbook_counts_are_read_from_its_own_beginning(cell, epoch, day):
    [line] = lines(content=workbook(cell, epoch=epoch), name="past.xlsx")

    assert (line.said["date"], line.remarks) == (day, [])


def test_a_date_that_could_be_two_is_pointed_out():
    assert lines(row(date="01/02/2016"))[0].remarks == ["read as 1 February 2016"]


@pytest.mark.parametrize("written", ["2016-13-01", "31/02/2016", "05/20/2016", "May", "1.0E+05"])
def test_a_date_that_is_none_is_refused(written):
    assert problems(row(date=written)) == [(2, "A", NO_DATE % written)]


def test_headings_are_known_whatever_their_case_and_spaces():
    headings = ["DATE", " course ", "audience", "Reporting  Sector", "no shows", "WALKINS", "Counts In Tables"]
    cells = ["20/05/2016", "Seeing the signs", "Professionals", "Health", "3", "4", "No"]

    [line] = lines(content=as_csv([cells], headings=headings))

    said = {name: line.said[name] for name in ("sector", "no_shows", "walk_ins", "counts")}
    assert said == {"sector": "Health", "no_shows": 3, "walk_ins": 4, "counts": False}


def test_each_of_our_headings_is_its_own_column():
    [line] = lines(row())

    assert [label for label, _letter in line.columns.values()] == HEADINGS


@pytest.mark.parametrize(
    ("said", "name", "value"),
    [
        ({"attended": "1,340"}, "attended", 1340),
        ({"attended": ""}, "attended", None),
        ({"attended": "60", "qualifier": "Estimated (about)"}, "qualifier", Qualifier.ESTIMATED),
        ({"attended": "60", "qualifier": "AT  LEAST"}, "qualifier", Qualifier.AT_LEAST),
        ({"status": "canceled"}, "status", SessionStatus.CANCELLED),
        ({"kind": "road show"}, "kind", (Course.Kind.EVENT, Course.Delivery.ROADSHOW)),
        ({"counts_in_tables": "y"}, "counts", True),
        ({"delivered_by": "Vale Police; Lantern;"}, "deliverers", ("Vale Police", "Lantern")),
    ],
)
def test_cells_are_read_as_what_their_column_asks_for(said, name, value):
    assert lines(row(**said))[0].said[name] == value


@pytest.mark.parametrize(
    ("said", "letter", "sentence"),
    [
        ({"attended": "-3"}, "P", "“-3” is not a whole number. Write digits alone, like 60."),
        ({"attended": "6.5"}, "P", "“6.5” is not a whole number. Write digits alone, like 60."),
        ({"capacity": "1.0E+05"}, "K", "“1.0E+05” is not a whole number. Write digits alone, like 60."),
        ({"capacity": "9999999"}, "K", "9999999 is more than one session can hold."),
        (
            {"attended": "about 60"},
            "P",
            "Write 60 alone here, and in Qualifier whether it is estimated or at least that.",
        ),
        ({"status": "Draft"}, "S", "“Draft” is none of: Delivered, Cancelled."),
        ({"counts_in_tables": "perhaps"}, "R", "“perhaps” is none of: Yes, No."),
        ({"qualifier": "estimated"}, "Q", "There is no number in Attended that this could be about."),
        (
            {"attended": "60", "qualifier": "not recorded"},
            "Q",
            "There is a number in Attended: it is counted, estimated or at least that.",
        ),
        (
            {"attended": "60", "status": "Cancelled"},
            "P",
            "Nobody attends a cancelled session. Leave this empty, or change the status.",
        ),
        ({"end_date": "19/05/2016"}, "B", "The last day is before the first."),
        ({"end_date": "22/05/2017"}, "B", "That is more than a year. Enter each session in a row of its own."),
        ({"date": "20/11/2026"}, "A", "This is not over yet. Plan it as a session instead."),
        ({"course": "x" * 151}, "C", "This is longer than 150 characters."),
        ({"host": "#REF!"}, "G", "#REF! is an error of the spreadsheet. Enter what should stand here."),
        (
            {"host": "ZoÃ« House"},
            "G",
            "“ZoÃ« House” looks garbled: “Zoë House”? Save the file as “CSV UTF-8” or .xlsx.",
        ),
    ],
)
def test_what_is_wrong_is_said_beside_its_column(said, letter, sentence):
    assert problems(row(**said), today=TODAY) == [(2, letter, sentence)]


def test_all_that_is_wrong_in_a_row_is_said_at_once():
    wrong = problems(row(date="", course="", audience="Everybody", capacity="some", registered="x"))

    assert [letter for _row, letter, _sentence in wrong] == ["A", "C", "E", "K", "L"]


def test_a_course_with_a_title_that_no_audience_can_have_is_a_fault_of_its_column():
    rows = [row(course="x" * 150), row(course="x" * 150, audience="Young people")]
    read = lines(*rows)

    result = look_at(read)

    assert [
        (line.number, letter)
        for line in (each.line for each in result.wrong)
        for _label, letter, _sentence in line.problems
    ] == [(3, "C")]


def test_what_is_odd_is_pointed_out_and_not_refused():
    [line] = lines(row(capacity="10", registered="9", cancelled="1", no_shows="1", walk_ins="1", attended="12"))

    assert (line.problems, line.remarks) == (
        [],
        [
            "more attended than the capacity",
            "registered less cancelled and no-shows, with walk-ins, is not what attended",
        ],
    )


ENCODED = ["utf-8", "utf-8-sig", "utf-16", "cp1252", "iso-8859-1"]


@pytest.mark.parametrize("encoding", ENCODED)
@pytest.mark.parametrize(("delimiter", "end"), [(",", "\r\n"), (";", "\n"), ("\t", "\r")])
def test_a_file_is_the_same_however_it_is_written(encoding, delimiter, end):
    rows = [IN_THREE_COLUMNS, ["20/05/2016", "Zoë and Þórr's café", "Public"]]
    content = end.join(delimiter.join(line) for line in rows).encode(encoding)

    [line] = lines(content=content)

    assert (line.said["course"], line.problems) == ("Zoë and Þórr's café", [])


@pytest.mark.whole
def test_every_bad_file_is_answered_with_its_sentence(tmp_path):
    unlike = {}
    for what, (name, content, answer) in bad_files().items():
        (tmp_path / name).write_bytes(content)
        with pytest.raises(CommandError) as refused:
            run(tmp_path / name)
        if not str(refused.value).startswith(answer):
            unlike[what] = str(refused.value)

    assert unlike == {}


def test_formulas_and_control_characters_stay_text(tmp_path):
    hostile = ["=1+1", "+44 7700", "@SUM(A1)", "\N{FULLWIDTH EQUALS SIGN}1", "\u202etxt", "tab\tand\x0bmore"]
    (tmp_path / "past.csv").write_bytes(as_csv([row(course=text, host=text, notes=text) for text in hostile]))

    said = run(tmp_path / "past.csv", "--create-missing")
    before = hash_of_database()
    again = run(tmp_path / "past.csv", "--create-missing")

    assert (said[-2], again[-2]) == ("6 new, 0 unchanged", "0 new, 6 unchanged")
    assert sorted(Course.objects.values_list("title", flat=True))[:3] == ["+44 7700", "=1+1", "@SUM(A1)"]
    assert hash_of_database() == before


def test_names_that_differ_by_case_and_space_are_one():
    result = import_sessions(lines(row(host="Quay School"), row(host=" QUAY  school ")), creates=True, file="past.csv")

    assert [str(each) for each in result.names.organisations.values()] == ["Quay School"]
