from io import BytesIO

import pytest
from openpyxl import load_workbook

from people import roles
from people.models import Delegate, Organisation, StaffUser, Trainer
from tests import factories


@pytest.fixture
def desk(browse_as, officer):
    return browse_as(officer)


def new_account(group, **facts):
    from django.contrib.auth.models import Group

    password = {"password1": factories.PASSWORD, "password2": factories.PASSWORD}
    names = {"email": "Zofia@example.org", "first_name": "Zofia", "last_name": "Marsh"}
    return names | password | {"groups": Group.objects.get(name=group).pk} | facts


def organisation(name, *aliases):
    data = {"name": name, "aliases-TOTAL_FORMS": str(len(aliases)), "aliases-INITIAL_FORMS": "0"}
    return data | {f"aliases-{n}-name": alias for n, alias in enumerate(aliases)}


def test_an_administrator_makes_an_account(browse_as, administrator):
    browse_as(administrator).post("/admin/users/new/", new_account(roles.TRAINER))

    user = StaffUser.objects.get(email="zofia@example.org")

    assert (user.check_password(factories.PASSWORD), user.is_superuser) == (True, False)


def test_a_licensing_officer_needs_an_authority(browse_as, administrator):
    response = browse_as(administrator).post("/admin/users/new/", new_account(roles.LICENSING_OFFICER))

    assert response.context["form"].errors["authority"] == ["Choose the authority whose drivers this officer sees."]


def test_an_authority_is_for_licensing_officers_only(browse_as, administrator, authority):
    account = new_account(roles.TRAINER, authority=authority.pk)

    response = browse_as(administrator).post("/admin/users/new/", account)

    assert response.context["form"].errors["authority"] == [
        "Only licensing officers belong to an authority. Leave this empty."
    ]


def test_an_account_with_that_address_is_refused_whatever_its_case(browse_as, administrator, officer):
    account = new_account(roles.TRAINER, email="OFFICER@example.org")

    response = browse_as(administrator).post("/admin/users/new/", account)

    assert "email" in response.context["form"].errors
    assert StaffUser.objects.filter(email__iexact=officer.email).count() == 1


def test_nobody_becomes_superuser_by_the_form(browse_as, administrator):
    browse_as(administrator).post("/admin/users/new/", new_account(roles.TRAINER, is_superuser="on"))

    assert StaffUser.objects.get(email="zofia@example.org").is_superuser is False


def test_administrators_do_not_lock_themselves_out(browse_as, administrator):
    account = new_account(roles.ADMINISTRATOR, email=administrator.email, password1="", password2="")

    browse_as(administrator).post(f"/admin/users/edit/{administrator.pk}/", account)

    administrator.refresh_from_db()
    assert (administrator.first_name, administrator.is_active) == ("Zofia", True)


def test_an_organisation_is_kept_with_its_other_names(desk):
    desk.post("/admin/organisations/new/", organisation("Harbour Lane School", "Harbour Ln"))

    assert list(Organisation.objects.get().aliases.values_list("name_key", flat=True)) == ["harbour ln"]


def test_a_second_organisation_of_the_same_name_is_refused_beside_the_name(desk):
    factories.make_organisation(name="Harbour Lane School")

    response = desk.post("/admin/organisations/new/", organisation("HARBOUR  lane school"))

    assert response.context["form"].errors["name"] == [
        "There is an organisation of this name already: Harbour Lane School."
    ]


def test_an_other_name_that_belongs_to_another_is_refused(desk):
    factories.make_organisation(name="Harbour Lane School")

    response = desk.post("/admin/organisations/new/", organisation("Quayside School", "harbour lane school"))

    assert response.status_code == 200
    assert Organisation.objects.count() == 1


def test_saving_keeps_an_audit_entry(desk, officer):
    desk.post("/admin/areas/new/", {"name": "Highmoor"})

    page = desk.get("/admin/areas/history/1/")

    assert [(entry.action, entry.user) for entry in page.context["object_list"]] == [("wagtail.create", officer)]


def test_a_trainers_organisation_is_typed(desk):
    factories.make_organisation(name="Vale Police")

    desk.post("/admin/trainers/new/", {"name": "Tariq Osei", "organisation": "vale police"})

    assert Trainer.objects.get().organisation.name == "Vale Police"


def test_matching_a_delegates_organisation_replaces_what_was_typed(desk):
    delegate = factories.make_delegate(organisation="Vale Polce")
    factories.make_organisation(name="Vale Police")

    desk.post(f"/admin/delegates/edit/{delegate.pk}/", {"organisation": "Vale Police", "role": ""})

    delegate.refresh_from_db()
    assert (delegate.organisation.name, delegate.organisation_typed) == ("Vale Police", "")


def test_delegates_with_an_unmatched_organisation_are_found(desk):
    unmatched = factories.make_delegate(organisation="Vale Polce")
    factories.make_delegate()

    response = desk.get("/admin/delegates/", {"unmatched": "true"})

    assert list(response.context["object_list"]) == [unmatched]


def test_delegates_are_neither_made_nor_deleted_by_hand(desk, delegate):
    pages = [desk.get("/admin/delegates/new/"), desk.post(f"/admin/delegates/delete/{delegate.pk}/")]

    assert [page.status_code for page in pages] == [404, 404]
    assert Delegate.objects.count() == 1


def test_delegates_are_downloaded_without_their_access_needs(desk, session):
    factories.make_booking(session, access_needs="Needs a hearing loop")

    response = desk.get("/admin/delegates/?export=xlsx")

    rows = list(load_workbook(BytesIO(response.content)).active.values)
    assert rows[0] == ("Name", "E-mail", "Organisation", "Role")


@pytest.mark.parametrize("number", [3, 30])
def test_the_delegates_take_the_same_queries_however_many(desk, number, django_assert_num_queries):
    for _number in range(number):
        factories.make_delegate(organisation="Vale Police")
    desk.get("/admin/delegates/")

    with django_assert_num_queries(10):
        desk.get("/admin/delegates/")
