import pytest

from people.merging import merge
from people.models import Delegate, Organisation
from people.organisations import match_organisation
from sessions.matching import match_to_new, match_typed, typed_names
from tests import factories

LIST = "/admin/organisations-to-match/"


@pytest.fixture
def police(db):
    return factories.make_organisation(name="Vale Police", type=factories.make_organisation_type(name="Police"))


def test_spellings_that_differ_in_case_or_spaces_are_one_name_to_match(db):
    factories.make_delegate(organisation="Quay  Trust")
    factories.make_delegate(organisation="Vale Polce")
    factories.make_delegate(organisation="VALE  polce")

    assert [(typed.name, typed.people) for typed in typed_names()] == [("Vale Polce", 2), ("Quay Trust", 1)]


def test_everybody_who_typed_the_name_is_matched(police, officer):
    factories.make_delegate(organisation="Vale Polce")
    factories.make_delegate(organisation="VALE polce")

    number = match_typed("Vale Polce", organisation=police, by=officer)

    assert number == 2
    assert list(Delegate.objects.values_list("organisation__name", "organisation_typed")) == [("Vale Police", "")] * 2


def test_the_days_they_attended_are_matched_too(police, officer, session):
    attendance = factories.make_attendance(session, person=factories.make_person(organisation="Vale Polce"))

    match_typed("Vale Polce", organisation=police, by=officer)

    attendance.refresh_from_db()
    assert (attendance.organisation, attendance.organisation_type.name) == (police, "Police")


def test_a_matched_name_is_recognised_from_then_on(police, officer):
    factories.make_delegate(organisation="Vale Polce")

    match_typed("Vale Polce", organisation=police, by=officer)

    assert match_organisation("vale polce") == police


def test_a_name_can_become_an_organisation_of_its_own(officer):
    delegate = factories.make_delegate(organisation="Quay Trust")

    match_to_new("Quay Trust", by=officer)

    delegate.refresh_from_db()
    assert delegate.organisation == Organisation.objects.get(name="Quay Trust")


def test_the_list_matches_what_is_posted(browse_as, officer, police):
    delegate = factories.make_delegate(organisation="Vale Polce")

    browse_as(officer).post(LIST, {"typed": "Vale Polce", "organisation": "vale police"})

    delegate.refresh_from_db()
    assert delegate.organisation == police


def test_the_list_suggests_the_organisation_that_a_name_looks_like(browse_as, officer, police):
    factories.make_delegate(organisation="Vale Polce")
    factories.make_delegate(organisation="Quay Trust")

    page = browse_as(officer).get(LIST)

    lines = {typed.name: form.initial.get("organisation") for typed, form in page.context["lines"]}
    assert lines == {"Vale Polce": "Vale Police", "Quay Trust": None}


def test_who_was_merged_into_another_typed_nothing_any_more(police, officer):
    one, other = (factories.make_delegate(organisation="Quay Trust") for _number in range(2))

    merge(other, kept=one, by=officer)

    assert [(typed.name, typed.people) for typed in typed_names()] == [("Quay Trust", 1)]


def test_an_unknown_organisation_is_refused_beside_its_line(browse_as, officer, police):
    factories.make_delegate(organisation="Vale Polce")

    page = browse_as(officer).post(LIST, {"typed": "Vale Polce", "organisation": "Vael Police"})

    [(_typed, form)] = page.context["lines"]
    assert form.errors["organisation"] == [
        "We do not know this organisation. Choose one of those suggested, or add it first."
    ]


def test_a_match_stands_in_the_organisations_history(browse_as, officer, police):
    factories.make_delegate(organisation="Vale Polce")

    browse_as(officer).post(LIST, {"typed": "Vale Polce", "organisation": "Vale Police"})

    page = browse_as(officer).get(f"/admin/organisations/history/{police.pk}/")
    assert "A name that people typed was matched: Vale Polce" in page.content.decode()


@pytest.mark.parametrize("role", ["trainer_user", "editor"])
def test_only_those_who_plan_sessions_match(request, browse_as, role):
    page = browse_as(request.getfixturevalue(role)).get(LIST)

    assert page.status_code == 302
