from datetime import timedelta

import pytest
from django.apps import apps
from django.utils import timezone
from wagtail.models import ModelLogEntry

from people.belongings import MERGED, fields_answered_for, forget
from people.delegates import find_delegate, know_delegate, know_delegates
from people.merging import CannotMerge, merge, undo, warnings_about, what_would_move
from people.models import Delegate, Merge, Organisation, OrganisationAlias
from people.organisations import match_organisation
from sessions.finishing import finish_session
from sessions.models import Attendance, Booking
from tests import factories

AMINA = {"name": "Amina Kowalska", "email": "amina@example.org"}
ALSO_AMINA = {"name": "Amina Kowalski", "email": "amina@example.org"}


@pytest.fixture
def vale(db):
    return factories.make_organisation(name="Vale Primary School")


@pytest.fixture
def the_vale(db):
    """Another spelling of the same school."""
    return factories.make_organisation(name="The Vale Primary", urn=100123)


@pytest.fixture
def amina(db):
    return factories.make_delegate(**AMINA)


@pytest.fixture
def also_amina(db):
    return factories.make_delegate(**ALSO_AMINA)


@pytest.fixture
def yesterday(course):
    return factories.make_session(course, starts_at=timezone.now() - timedelta(hours=26))


def attends(session, person, **facts):
    return factories.make_attendance(session, person=factories.make_person(**person), **facts)


@pytest.mark.parametrize("kind", MERGED)
def test_every_field_that_names_a_record_is_in_some_apps_entry(kind):
    every = {
        (model, field.name)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and not field.many_to_many and field.related_model is kind
    }

    assert every - fields_answered_for(kind) == set()


def test_no_entry_answers_for_a_field_that_is_not_there():
    answered = {(kind, *pair) for kind in MERGED for pair in fields_answered_for(kind)}

    assert {kind for kind, model, field in answered if model._meta.get_field(field).related_model is not kind} == set()


def test_what_named_the_one_names_the_other(vale, the_vale, officer, session):
    attendance = attends(session, {"organisation": "The Vale Primary"})

    merge(the_vale, kept=vale, by=officer)

    attendance.refresh_from_db()
    assert (attendance.organisation, attendance.delegate.organisation) == (vale, vale)
    assert list(Organisation.objects.all()) == [vale]


def test_the_other_name_is_known_from_then_on(vale, the_vale, officer):
    merge(the_vale, kept=vale, by=officer)

    assert match_organisation("the VALE primary") == vale


def test_what_was_not_known_is_filled_in_and_nothing_else_changes(vale, the_vale, officer):
    the_vale.pupils, vale.pupils = 210, 200
    the_vale.save()
    vale.save()

    merge(the_vale, kept=vale, by=officer)

    vale.refresh_from_db()
    assert (vale.name, vale.urn, vale.pupils) == ("Vale Primary School", 100123, 200)


def test_two_schools_of_the_national_file_are_two(vale, the_vale, officer):
    vale.urn = 100124
    vale.save()

    with pytest.raises(CannotMerge, match="as 100123 and 100124"):
        merge(the_vale, kept=vale, by=officer)

    assert Organisation.objects.count() == 2


def test_nothing_is_merged_into_itself(vale, officer):
    with pytest.raises(CannotMerge, match="one and the same"):
        merge(vale, kept=vale, by=officer)


def test_what_is_gone_already_cannot_be_merged(vale, the_vale, officer):
    merge(the_vale, kept=vale, by=officer)

    with pytest.raises(CannotMerge, match="changed meanwhile"):
        merge(the_vale, kept=vale, by=officer)


def test_an_organisation_never_succeeds_itself(vale, the_vale, officer):
    vale.successor = the_vale
    vale.save()

    merge(the_vale, kept=vale, by=officer)

    vale.refresh_from_db()
    assert vale.successor is None


def test_undoing_brings_an_organisation_back_with_all_that_named_it(vale, the_vale, officer, session):
    attendance = attends(session, {"organisation": "The Vale Primary"})
    made = merge(the_vale, kept=vale, by=officer)

    undone = undo(made, by=officer)

    attendance.refresh_from_db()
    vale.refresh_from_db()
    assert (attendance.organisation, attendance.delegate.organisation, vale.urn) == (the_vale, the_vale, None)
    assert (undone.left, match_organisation("The Vale Primary")) == ([], the_vale)


def test_what_has_changed_since_is_left_and_said(vale, the_vale, officer):
    delegate = factories.make_delegate(organisation="The Vale Primary")
    made = merge(the_vale, kept=vale, by=officer)
    Delegate.objects.update(organisation=factories.make_organisation(name="Quay Trust"))

    undone = undo(made, by=officer)

    delegate.refresh_from_db()
    assert (undone.left, str(delegate.organisation)) == ([["people.delegate", delegate.pk]], "Quay Trust")


def test_a_name_taken_meanwhile_keeps_an_organisation_from_coming_back(vale, the_vale, officer):
    made = merge(the_vale, kept=vale, by=officer)
    OrganisationAlias.objects.all().delete()
    factories.make_organisation(name="The Vale Primary")

    with pytest.raises(CannotMerge, match="belongs to another by now"):
        undo(made, by=officer)

    made.refresh_from_db()
    assert made.is_undone is False


def test_merges_of_one_record_are_undone_latest_first(vale, the_vale, officer):
    first = merge(the_vale, kept=vale, by=officer)
    second = merge(vale, kept=factories.make_organisation(name="Quay Trust"), by=officer)

    with pytest.raises(CannotMerge, match="merged again later"):
        undo(first, by=officer)

    undo(second, by=officer)
    assert undo(first, by=officer).is_undone is True


def test_a_merge_is_undone_once(vale, the_vale, officer):
    made = merge(the_vale, kept=vale, by=officer)
    undo(made, by=officer)

    with pytest.raises(CannotMerge, match="undone already"):
        undo(made, by=officer)


def test_merging_and_undoing_stand_in_the_history(vale, the_vale, officer):
    undo(merge(the_vale, kept=vale, by=officer), by=officer)

    acts = ModelLogEntry.objects.filter(object_id=str(vale.pk), user=officer).order_by("pk")
    assert list(acts.values_list("action", flat=True)) == ["muster.organisation.merged", "muster.organisation.parted"]


def test_what_would_move_is_told_beforehand(the_vale):
    factories.make_delegate(organisation="The Vale Primary")
    factories.make_trainer(organisation=the_vale)

    assert what_would_move(the_vale) == [("delegate", 1), ("trainer", 1)]


def test_a_delegates_bookings_and_attendances_follow(amina, also_amina, officer, session, yesterday):
    booking = factories.make_booking(session, person=factories.make_person(**ALSO_AMINA))
    attendance = attends(yesterday, ALSO_AMINA)

    merge(also_amina, kept=amina, by=officer)

    booking.refresh_from_db()
    attendance.refresh_from_db()
    assert (booking.delegate, attendance.delegate) == (amina, amina)


def test_who_books_under_the_other_name_is_the_one_who_stayed(amina, also_amina, officer):
    merge(also_amina, kept=amina, by=officer)

    assert know_delegate(factories.make_person(**ALSO_AMINA)) == amina


def test_a_list_with_both_names_still_holds_two_rows(amina, also_amina, officer):
    merge(also_amina, kept=amina, by=officer)

    known = know_delegates([factories.make_person(**AMINA), factories.make_person(**ALSO_AMINA)])

    assert known == [amina, also_amina]


def test_a_list_with_the_other_name_finds_who_stayed(amina, also_amina, officer):
    merge(also_amina, kept=amina, by=officer)

    assert know_delegates([factories.make_person(**ALSO_AMINA)]) == [amina]


def test_where_the_register_is_open_one_of_two_attendances_counts(amina, also_amina, officer, yesterday):
    one = attends(yesterday, AMINA, extent="partial")
    other = attends(yesterday, ALSO_AMINA)

    merge(also_amina, kept=amina, by=officer)

    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.extent, other.extent, yesterday.attendances.present().count()) == ("full", "none", 1)
    assert (other.delegate, other.note) == (also_amina, "Recorded twice: the same person as Amina Kowalska")


def test_where_the_register_is_settled_both_stay_in_its_figure(amina, also_amina, officer, yesterday):
    attends(yesterday, AMINA)
    attends(yesterday, ALSO_AMINA)
    finish_session(yesterday, source="register", by=officer)

    merge(also_amina, kept=amina, by=officer)

    yesterday.refresh_from_db()
    assert (yesterday.attended, yesterday.attendances.present().count()) == (2, 2)


def test_two_places_at_one_session_both_stay_and_are_told(amina, also_amina, officer, session):
    for person in (AMINA, ALSO_AMINA):
        factories.make_booking(session, person=factories.make_person(**person))

    [warning] = warnings_about(also_amina, kept=amina)
    merge(also_amina, kept=amina, by=officer)

    assert warning.startswith("Both have a place at Seeing the signs") is True
    assert set(Booking.objects.live().values_list("delegate", flat=True)) == {amina.pk, also_amina.pk}


def test_undoing_parts_two_attendances_again(amina, also_amina, officer, yesterday):
    attends(yesterday, AMINA, extent="partial")
    attends(yesterday, ALSO_AMINA)

    undo(merge(also_amina, kept=amina, by=officer), by=officer)

    assert list(Attendance.objects.order_by("pk").values_list("extent", "note")) == [("partial", ""), ("full", "")]
    assert find_delegate(factories.make_person(**ALSO_AMINA)) == also_amina


def test_undoing_leaves_a_register_that_was_settled_meanwhile(amina, also_amina, officer, yesterday):
    attends(yesterday, AMINA)
    attends(yesterday, ALSO_AMINA)
    made = merge(also_amina, kept=amina, by=officer)
    finish_session(yesterday, source="register", by=officer)

    undone = undo(made, by=officer)

    yesterday.refresh_from_db()
    assert (yesterday.attended, yesterday.attendances.present().count(), len(undone.left)) == (1, 1, 1)


def test_who_was_merged_already_is_not_merged_again(amina, also_amina, officer):
    merge(also_amina, kept=amina, by=officer)

    with pytest.raises(CannotMerge, match="merged into another already"):
        merge(factories.make_delegate(name="Jo Quay"), kept=also_amina, by=officer)


def test_who_was_merged_twice_over_leads_to_the_last(amina, also_amina, officer):
    merge(also_amina, kept=amina, by=officer)
    last = factories.make_delegate(name="Amina K.", email="a.k@example.org")

    merge(amina, kept=last, by=officer)

    assert [find_delegate(factories.make_person(**person)) for person in (AMINA, ALSO_AMINA)] == [last, last]


def test_forgetting_a_delegate_empties_what_their_merges_kept(amina, also_amina, officer):
    Delegate.objects.filter(pk=also_amina.pk).update(role="Nurse")
    made = merge(also_amina, kept=amina, by=officer)

    forget(amina)

    made.refresh_from_db()
    assert (made.changes, Merge.objects.standing().count()) == ([], 1)
    with pytest.raises(CannotMerge, match="erased"):
        undo(made, by=officer)
