"""E-learning counts: entered by hand or from a file, no day of a course twice, and a file only as it was shown."""

import re
from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook
from wagtail.models import ModelLogEntry

from sessions.models import PeriodCount, Qualifier
from spreadsheets.writing import Sheet, write_workbook
from tests.factories import make_course

pytestmark = pytest.mark.django_db
IMPORT = "/admin/e-learning/import/"
HEADINGS = "Course,From,To,Accesses,Completed,How sure"


@pytest.fixture
def desk(browse_as, officer):
    return browse_as(officer)


@pytest.fixture
def basics(db):
    return make_course(title="Online basics")


def csv(*rows, headings=HEADINGS):
    return SimpleUploadedFile("counts.csv", "\n".join([headings, *rows]).encode())


def look(desk, *rows, **facts):
    """Choose a file and return the page that shows what would become of it."""
    return desk.post(IMPORT, {"file": csv(*rows, **facts)})


def confirm(desk, page):
    return desk.post(IMPORT, {"sealed": page.context["sealed"], "expected": page.context["result"].mark})


def problems_in(page):
    return [(each.line.number, *problem[1:]) for each in page.context["result"].outcomes for problem in each.problems]


def kept():
    return [(c.course.title, c.first, c.last, c.accesses, c.completions) for c in PeriodCount.objects.order_by("first")]


def test_a_file_is_shown_before_anything_is_entered(desk, basics):
    page = look(desk, 'Online basics,01/04/2026,30/06/2026,"1,184",40,about')

    assert (page.context["numbers"], kept()) == ([("Will be added", 1)], [])


def test_a_confirmed_file_is_entered(desk, basics):
    confirm(desk, look(desk, 'online BASICS,01/04/2026,30/06/2026,"1,184",,about'))

    assert kept() == [("Online basics", date(2026, 4, 1), date(2026, 6, 30), 1184, None)]
    assert PeriodCount.objects.get().qualifier == Qualifier.ESTIMATED


def test_a_file_imported_again_changes_nothing(desk, basics):
    row = "Online basics,01/04/2026,30/06/2026,1184,40,"
    confirm(desk, look(desk, row))

    page = look(desk, row)

    assert (page.context["numbers"], page.context["result"].to_write) == ([("Is there already", 1)], [])


def test_a_corrected_number_takes_the_place_of_the_earlier_one(desk, basics):
    confirm(desk, look(desk, "Online basics,01/04/2026,30/06/2026,1184,40,"))

    confirm(desk, look(desk, "Online basics,01/04/2026,30/06/2026,1190,41,"))

    assert [line[3:] for line in kept()] == [(1190, 41)]


def test_everything_that_is_wrong_is_told_at_once_by_row_and_column(desk, basics):
    page = look(
        desk, "Offline,01/04/2026,30/06/2026,7,,", "Online basics,31/02/2026,30/06/2026,many,,", "Online basics"
    )

    assert [(row, letter) for row, letter, _sentence in problems_in(page)] == [
        (2, "A"),
        (3, "B"),
        (3, "D"),
        (4, "B"),
        (4, "C"),
    ]


def test_nothing_is_entered_while_a_row_is_wrong(desk, basics):
    rows = ["Online basics,01/04/2026,30/06/2026,1184,,", "Online basics,01/07/2026,30/06/2026,5,,"]

    confirm(desk, look(desk, *rows))

    assert kept() == []


def test_a_day_of_a_course_is_counted_once(desk, basics):
    PeriodCount.objects.create(course=basics, first=date(2026, 4, 1), last=date(2026, 4, 30), accesses=5)

    page = look(desk, "Online basics,30/04/2026,30/06/2026,7,,", "Online basics,01/07/2026,31/07/2026,7,,")

    assert problems_in(page) == [
        (2, "", "Days of this are counted already: Online basics, 1 Apr 2026 to 30 Apr 2026. A day counts once.")
    ]


def test_a_file_that_counts_a_day_twice_itself_is_wrong(desk, basics):
    page = look(desk, "Online basics,01/04/2026,30/06/2026,7,,", "Online basics,30/06/2026,31/07/2026,7,,")

    assert [row for row, _letter, _sentence in problems_in(page)] == [3]


def test_what_changed_since_it_was_shown_is_shown_again(desk, basics):
    page = look(desk, "Online basics,01/04/2026,30/06/2026,1184,,")
    PeriodCount.objects.create(course=basics, first=date(2026, 4, 1), last=date(2026, 6, 30), accesses=5)

    again = confirm(desk, page)

    assert (str(again.context["refusal"])[:52], kept()[0][3]) == (
        "What follows is not what you were shown before, so n",
        5,
    )


def test_a_file_of_somebody_else_is_not_confirmed(desk, browse_as, administrator, basics):
    page = look(desk, "Online basics,01/04/2026,30/06/2026,1184,,")

    confirm(browse_as(administrator), page)

    assert kept() == []


def test_an_import_stands_in_the_history(desk, officer, basics):
    confirm(desk, look(desk, "Online basics,01/04/2026,30/06/2026,1184,,"))

    entry = ModelLogEntry.objects.get(action="wagtail.create")

    assert (entry.user, entry.label) == (officer, "Online basics, 1 Apr 2026 to 30 Jun 2026")


@pytest.mark.parametrize("headings", ["Module,Views", "Name,E-mail"])
def test_a_file_without_the_headings_is_refused(headings, desk, basics):
    page = look(desk, "Online basics,12", headings=headings)

    assert page.context["form"].errors["file"] == [
        "No row has the headings “Course”, “From” and “To”. Use the workbook to fill in."
    ]


def test_a_workbook_with_real_dates_is_read(desk, basics):
    rows = [["Online basics", date(2026, 4, 1), date(2026, 6, 30), 1184]]
    content = write_workbook([Sheet("E-learning", ["Course", "From", "To", "Accesses"], rows)])

    page = desk.post(IMPORT, {"file": SimpleUploadedFile("counts.xlsx", content)})

    assert page.context["numbers"] == [("Will be added", 1)]


def test_the_workbook_to_fill_in_has_headings_that_are_known(desk, basics):
    content = desk.get(f"{IMPORT}template/").getvalue()

    headings = [cell.value for cell in load_workbook(BytesIO(content)).active[1]]

    assert headings == ["Course", "From", "To", "Accesses", "Started", "Completed", "How sure", "Source", "Note"]


def test_a_count_by_hand_is_refused_where_its_days_are_counted(desk, basics):
    PeriodCount.objects.create(course=basics, first=date(2026, 4, 1), last=date(2026, 4, 30), accesses=5)
    facts = {"course": basics.pk, "first": "2026-04-30", "last": "2026-05-31", "accesses": 7, "qualifier": "counted"}

    response = desk.post("/admin/e-learning/new/", facts)

    assert re.match("Days of this are counted already", response.context["form"].errors["first"][0])


def test_a_count_by_hand_is_kept_and_can_be_corrected(desk, basics):
    facts = {"course": basics.pk, "first": "2026-04-01", "last": "2026-04-30", "accesses": 7, "qualifier": "counted"}
    desk.post("/admin/e-learning/new/", facts)

    desk.post(f"/admin/e-learning/edit/{PeriodCount.objects.get().pk}/", facts | {"accesses": 8})

    assert [line[3] for line in kept()] == [8]


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"accesses": ""}, "Give at least one number."),
        ({"accesses": "7", "last": "2026-03-01"}, "The last day is before the first day."),
    ],
)
def test_a_count_that_says_nothing_is_refused(facts, sentence, desk, basics):
    said = {"course": basics.pk, "first": "2026-04-01", "last": "2026-04-30", "qualifier": "counted"} | facts

    response = desk.post("/admin/e-learning/new/", said)

    assert response.context["form"].non_field_errors() == [sentence]


@pytest.mark.parametrize("who", ["trainer_user", "editor", "licensing_officer", "outsider"])
def test_only_those_who_keep_the_records_import(who, request, browse_as, basics):
    stranger = browse_as(request.getfixturevalue(who))

    response = look(stranger, "Online basics,01/04/2026,30/06/2026,1184,,")

    assert (response.status_code, kept()) == (302, [])
