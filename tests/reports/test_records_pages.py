"""The back office's pages for competitions, tours, deliverers, and what boards are told besides training."""

import pytest

from reports.models import Bulletin, EvidenceNote, MembershipBody, Recommendation
from sessions.models import Competition, CumulativeFigure, DelivererCount, Series
from tests.factories import make_course

pytestmark = pytest.mark.django_db
LISTS = ["since-a-start", "competitions", "trained-deliverers", "bodies", "bulletins", "recommendations", "evidence"]
RECOMMENDED = {"text": "Tell parents", "made_on": "2026-05-01", "owner": "Lead", "state": "open"}


@pytest.fixture
def desk(browse_as, officer):
    return browse_as(officer)


def lines_of(name, *lines):
    """Return what a form posts for the lines of an inline panel."""
    said = {f"{name}-TOTAL_FORMS": str(len(lines)), f"{name}-INITIAL_FORMS": "0"}
    return said | {f"{name}-{n}-{field}": value for n, line in enumerate(lines) for field, value in line.items()}


def refusals(response):
    return response.context["form"].non_field_errors()


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("page", ["", "new/"])
def test_an_officer_reaches_every_list_and_form(name, page, desk):
    assert desk.get(f"/admin/{name}/{page}").status_code == 200


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("who", ["trainer_user", "editor", "licensing_officer", "outsider"])
def test_a_stranger_adds_nothing(name, who, request, browse_as):
    response = browse_as(request.getfixturevalue(who)).post(f"/admin/{name}/new/", RECOMMENDED)

    assert (response.status_code, Recommendation.objects.count()) == (302, 0)


def test_a_competition_is_kept_with_its_entries_by_year_group(desk):
    facts = {"title": "Draw a safe street", "closes_on": "2027-02-10", "schools_invited": "40", "schools_entered": "12"}
    entries = lines_of("entries", {"year_group": "6", "number": "140"}, {"year_group": "7", "number": "95"})

    desk.post("/admin/competitions/new/", facts | entries)

    assert [str(line) for line in Competition.objects.get().entries.all()] == ["Year 6: 140", "Year 7: 95"]


def test_no_more_schools_enter_than_are_invited(desk):
    facts = {"title": "Draw", "closes_on": "2027-02-10", "schools_invited": "4", "schools_entered": "5"}

    response = desk.post("/admin/competitions/new/", facts | lines_of("entries"))

    assert refusals(response) == [
        "More schools entered than were invited. Count those that entered uninvited as invited too."
    ]


def test_a_body_is_kept_with_its_counts(desk):
    counts = lines_of("counts", {"counted_on": "2026-05-10", "members": "8", "trained": "6"})

    desk.post("/admin/bodies/new/", {"name": "Licensing panel", "kind": "panel"} | counts)

    assert [str(each) for each in MembershipBody.objects.get().counts.all()] == ["6 / 8"]


def test_no_more_members_are_trained_than_there_are(desk):
    counts = lines_of("counts", {"counted_on": "2026-05-10", "members": "8", "trained": "9"})

    response = desk.post("/admin/bodies/new/", {"name": "Licensing panel", "kind": "panel"} | counts)

    (form,) = response.context["form"].formsets["counts"].forms
    assert form.non_field_errors() == ["More are trained than there are members."]


def test_a_figure_since_a_start_is_kept(desk):
    series = Series.objects.create(title="Theatre tour")
    days = {"starts_on": "2025-09-01", "counted_to": "2027-07-20"}

    desk.post("/admin/since-a-start/new/", {"series": series.pk, "number": "15600", "qualifier": "estimated"} | days)

    assert CumulativeFigure.objects.get().number == 15_600


def test_trained_deliverers_are_kept(desk):
    facts = {"course": make_course().pk, "counted_on": "2026-09-01", "trained": "22", "active": ""}

    desk.post("/admin/trained-deliverers/new/", facts)

    assert (DelivererCount.objects.get().trained, DelivererCount.objects.get().active) == (22, None)


def test_a_bulletin_is_kept_and_sent_later(desk):
    facts = {"title": "Quarterly update", "reader": "Board", "due_on": "2026-07-01"}
    desk.post("/admin/bulletins/new/", facts | {"sent_on": ""})

    desk.post(f"/admin/bulletins/edit/{Bulletin.objects.get().pk}/", facts | {"sent_on": "2026-07-03"})

    assert str(Bulletin.objects.get().sent_on) == "2026-07-03"


@pytest.mark.parametrize(("state", "closed_on"), [("done", ""), ("open", "2026-06-01")])
def test_a_recommendation_is_closed_on_a_day_and_only_then(state, closed_on, desk):
    response = desk.post("/admin/recommendations/new/", RECOMMENDED | {"state": state, "closed_on": closed_on})

    assert refusals(response) == ["Give the day on which it was done or dropped, and only then."]


def test_an_evidence_note_is_kept(desk):
    facts = {"source": "Deputy head", "noted_on": "2026-07-01", "about": "Theatre", "text": "Pupils talked of it."}

    desk.post("/admin/evidence/new/", facts)

    assert EvidenceNote.objects.get().text == "Pupils talked of it."
