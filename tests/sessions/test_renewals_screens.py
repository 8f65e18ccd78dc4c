"""The list of whose training is to be repeated: what officers see, narrow down, download, and who sees nothing."""

import csv
from datetime import date, timedelta
from io import BytesIO, StringIO

import pytest
import time_machine
from openpyxl import load_workbook

from courses.models import Pathway, PathwayStep
from sessions.renewing import due_soon
from tests.factories import (
    make_attendance,
    make_booking,
    make_course,
    make_organisation,
    make_organisation_type,
    make_person,
    make_session,
)
from tests.sessions.test_renewing import NOON, attend

pytestmark = pytest.mark.django_db
LIST = "/admin/renewals/"
SUMMARY = f"{LIST}by-organisation/"
LAPSED, SOON, LATER = date(2025, 3, 1), date(2025, 12, 20), date(2026, 2, 10)
REFRESHER = (
    "36: whoever attended in full is due again after 3 years, is reminded before, and stands in the list “Due for "
    "renewal”. Certificates name the day. Empty: holds for good."
)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def desk(browse_as, officer):
    return browse_as(officer)


@pytest.fixture
def course():
    return make_course(title="Seeing the signs", refresher_months=12)


def person(name, *, organisation="Harbour Lane School"):
    return make_person(name=name, organisation=organisation)


def listed(desk, query=""):
    return [row.delegate.name for row in desk.get(LIST + query).context["object_list"]]


def downloaded(desk, query=""):
    answer = desk.get(f"{LIST}?export=xlsx{query}")
    return [list(row) for row in load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True)]


def test_the_list_says_who_is_due_for_what(desk, course):
    school = make_organisation(name="Harbour Lane School", type=make_organisation_type(name="School"))
    attend(course, SOON, person=make_person(name="Amina", email="amina@example.org", organisation=school.name))

    headings, line = downloaded(desk)

    assert [str(value).removesuffix(" 00:00:00") for value in line] == [
        "Amina",
        "amina@example.org",
        "Harbour Lane School",
        "School",
        "Seeing the signs",
        "2025-12-20",
        "2026-12-20",
        "Due soon",
    ]
    assert headings == [
        "Name",
        "E-mail",
        "Organisation",
        "Organisation type",
        "Course",
        "Attended on",
        "Valid until",
        "State",
    ]


def test_the_list_is_called_what_it_is(desk):
    page = desk.get(LIST)

    assert (page.context["page_title"], page.context["breadcrumbs_items"][-1]["label"]) == ("Due for renewal",) * 2


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({}, "Nobody's training has run out or will within 90 days. A course says how long its training holds."),
        ({"q": "Amina"}, "Nobody matches."),
    ],
)
def test_an_empty_list_says_what_it_would_show(desk, asked, said):
    assert str(desk.get(LIST, asked).context["no_results_message"]) == said


def test_each_says_how_they_stand(desk, course):
    attend(course, LAPSED, person=person("Ana"))
    attend(course, SOON, person=person("Ben"))
    cem = person("Cem")
    attend(course, LATER, person=cem)
    coming = make_session(course)
    make_booking(coming, person=cem)

    states = [row[-1] for row in downloaded(desk)[1:]]

    assert states == ["Lapsed", "Due soon", f"Booked again on {coming.starts_at:%-d\u00a0%b\u00a0%Y}"]


@pytest.mark.whole
def test_the_list_is_narrowed(desk, course):
    other, school = make_course(refresher_months=12), make_organisation(type=make_organisation_type())
    attend(course, LAPSED, person=person("Ana"))
    attend(other, SOON, person=person("Ben", organisation=school.name))
    cem = person("Cem")
    attend(course, LATER, person=cem)
    make_booking(make_session(course), person=cem)

    found = [
        listed(desk, query)
        for query in (
            "",
            "?due=30",
            "?due=60",
            "?due=90",
            "?due=lapsed",
            "?booked=no",
            "?booked=yes",
            f"?course={other.pk}",
            f"?organisation={school.pk}",
            f"?kind={school.type.pk}",
            "?q=harbour ANA",
        )
    ]

    everybody, ben = ["Ana", "Ben", "Cem"], ["Ben"]
    assert found == [everybody, ben, ben, ["Ben", "Cem"], ["Ana"], ["Ana", "Ben"], ["Cem"], ben, ben, ben, ["Ana"]]


def test_what_holds_for_more_than_ninety_days_is_not_listed(desk, course):
    attend(course, date(2026, 3, 2), person=person("Ana"))

    assert listed(desk) == []


def test_the_csv_holds_what_the_list_shows_and_no_formula(desk, course):
    attend(course, LAPSED, person=person("=cmd()", organisation="@Harbour"))
    attend(course, SOON, person=person("Ben"))

    answer = desk.get(f"{LIST}?export=csv&due=lapsed")

    rows = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))
    assert (answer["Content-Type"], len(rows)) == ("text/csv; charset=utf-8", 2)
    assert answer["Content-Disposition"] == 'attachment; filename="due-for-renewal.csv"'
    assert [rows[1][0][0], rows[1][2][0]] == ["'", "'"]


@pytest.mark.parametrize("people", [3, 30])
@pytest.mark.whole
def test_the_list_takes_the_same_queries_however_long(desk, course, people, django_assert_num_queries):
    for number in range(people):
        attend(course, SOON, person=person(f"Amina {number}"))
    desk.get(LIST)

    with django_assert_num_queries(13):
        desk.get(LIST)


@pytest.mark.parametrize("people", [3, 30])
def test_the_summary_takes_one_query_for_any_number(desk, course, people, django_assert_num_queries):
    for number in range(people):
        attend(course, SOON, person=person(f"Amina {number}", organisation=f"School {number}"))
    desk.get(SUMMARY)

    with django_assert_num_queries(9):
        page = desk.get(SUMMARY)

    assert len(page.context["rows"]) == people


def test_the_summary_counts_by_organisation(desk, course):
    attend(course, LAPSED, person=person("Ana"))
    attend(course, SOON, person=person("Ben"))
    attend(course, SOON, person=person("Cem", organisation=""))

    assert desk.get(SUMMARY).context["rows"] == [("", 1, 0), ("Harbour Lane School", 1, 1)]


def test_the_first_page_says_how_many_people_are_due(desk, course):
    for name, day in [("Ana", LAPSED), ("Ben", SOON), ("Cem", LATER)]:
        attend(course, day, person=person(name))

    page = desk.get("/admin/").text

    assert (
        f'<a class="muster-figure" href="{LIST}?due=60&amp;booked=no">1 person is due in the next 60 days</a>' in page
    )
    assert listed(desk, "?due=60&booked=no") == ["Ben"]


def test_somebody_due_for_two_courses_is_one_person(desk, course):
    amina = person("Amina")
    attend(course, SOON, person=amina)
    attend(make_course(refresher_months=12), SOON, person=amina)

    assert "1 person is due in the next 60 days" in desk.get("/admin/").text
    assert due_soon(within=timedelta(days=60)).count() == 2


def test_while_nobody_is_due_the_first_page_says_nothing_of_it(desk, course):
    make_attendance(make_session(course, starts_at=NOON - timedelta(days=9)))

    assert "due in the next 60 days" not in desk.get("/admin/").text


@pytest.mark.parametrize("address", [LIST, SUMMARY, f"{LIST}?export=xlsx", f"{LIST}?export=csv"])
@pytest.mark.parametrize("role", ["trainer_user", "editor", "licensing_officer", "outsider"])
def test_only_those_who_plan_sessions_see_it(request, browse_as, course, role, address):
    attend(course, SOON, person=person("Amina"))

    page = browse_as(request.getfixturevalue(role)).get(address)

    assert (page.status_code, b"Amina" in page.content) == (302, False)


def test_nothing_else_of_an_attendance_is_reached_there(desk, course):
    attendance = attend(course, SOON)

    pages = [desk.get(f"{LIST}{act}/{attendance.pk}/").status_code for act in ("edit", "delete", "history", "usage")]

    assert pages == [404] * 4
    assert desk.get(f"{LIST}new/").status_code == 404


class TestTheCourse:
    def said(self, desk, course):
        return desk.get(f"/admin/courses/edit/{course.pk}/").context["form"].fields["refresher_months"].help_text

    def test_its_form_says_what_follows_from_the_interval(self, desk, course):
        assert self.said(desk, course) == REFRESHER

    def test_it_says_that_it_decides_where_a_pathway_shows_another(self, desk, course):
        for name, months in [("Schools", 36), ("Nurseries", 12), ("Youth work", None)]:
            pathway = Pathway.objects.create(name=name, role="Teachers")
            PathwayStep.objects.create(pathway=pathway, course=course, refresher_months=months)

        said = self.said(desk, course)

        assert said == f"{REFRESHER} This number decides, though a pathway shows another: Schools (36)."
