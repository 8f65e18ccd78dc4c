import pytest

from courses.models import Audience, Course, GroupingSet, Recorded
from tests import factories


@pytest.fixture
def desk(browse_as, officer):
    return browse_as(officer)


def rows(audience, *labels, **facts):
    given = {"audience": audience.pk, "name": "From 2027", "starts_on": "2027-04-01"}
    count = {"sectors-TOTAL_FORMS": str(len(labels)), "sectors-INITIAL_FORMS": "0"}
    lines = {f"sectors-{n}-label": label for n, label in enumerate(labels)}
    orders = {f"sectors-{n}-order": str(n) for n in range(len(labels))}
    return given | count | lines | orders | facts


def audience(slug="professionals"):
    return Audience.objects.get(slug=slug)


def test_a_course_gets_its_web_address_from_its_title(desk, db):
    facts = {"title": "Seeing the signs", "audience": audience().pk, "kind": "course", "delivery": "in_person"}

    desk.post("/admin/courses/new/", facts | {"is_offered": "on"})

    assert Course.objects.get().slug == "seeing-the-signs"


def test_a_new_course_leads_to_planning_its_sessions(desk, db):
    facts = {"title": "Seeing the signs", "audience": audience().pk, "kind": "course", "delivery": "in_person"}

    page = desk.post("/admin/courses/new/", facts, follow=True).content.decode()

    assert f"/admin/sessions/new/?course={Course.objects.get().pk}" in page


def test_report_rows_are_made_with_their_set(desk, db):
    desk.post("/admin/report-rows/new/", rows(audience(), "Education", "Health"))

    assert [str(row) for row in GroupingSet.objects.get().sectors.all()] == ["Education", "Health"]


def test_two_sets_are_never_in_force_on_the_same_day(desk, db):
    factories.make_sector("Education", starts_on="2016-04-01")

    response = desk.post("/admin/report-rows/new/", rows(audience(), "Education"))

    assert response.context["form"].errors["starts_on"] == [
        "“From 2016-04-01” is in force then. End it the day before, or choose another first day."
    ]


def test_a_note_is_about_rows_of_its_own_set(desk, db):
    own = factories.make_sector("Education")
    stranger = factories.make_sector("Youth clubs", audience="young-people")
    note = {"grouping_set": own.grouping_set.pk, "text": "Includes colleges", "sectors": [stranger.pk], "order": "0"}

    response = desk.post("/admin/report-notes/new/", note)

    assert response.context["form"].errors["sectors"] == ["Youth clubs: not in this set. Choose rows of the set above."]


def test_children_are_never_recorded_by_name(desk, db):
    young = audience("young-people")
    facts = {"name": young.name, "recorded": Recorded.BY_NAME, "order": "1"}

    response = desk.post(f"/admin/audiences/edit/{young.pk}/", facts)

    assert response.context["form"].errors["recorded"] == [
        "Children are never recorded by name. This audience is always recorded by headcount."
    ]


def test_audiences_are_neither_made_nor_deleted(desk, db):
    pages = [desk.get("/admin/audiences/new/"), desk.get(f"/admin/audiences/delete/{audience().pk}/")]

    assert [page.status_code for page in pages] == [404, 404]


def test_a_course_with_sessions_is_not_deleted(desk, session):
    desk.post(f"/admin/courses/delete/{session.course.pk}/")

    assert Course.objects.count() == 1
