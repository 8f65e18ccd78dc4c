from importlib import import_module
from io import BytesIO

import pytest
from django.apps import apps
from django.conf import settings
from openpyxl import load_workbook
from wagtail.admin.admin_url_finder import AdminURLFinder

from people import roles
from people.models import Area, Delegate, Organisation, StaffUser, Trainer
from tests import factories

NO_ABSENCES = {"absences-TOTAL_FORMS": "0", "absences-INITIAL_FORMS": "0"}


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


@pytest.fixture
def superuser(db):
    return StaffUser.objects.create_superuser("root@example.org", factories.PASSWORD)


def test_an_administrator_does_not_change_a_superusers_account(browse_as, administrator, superuser):
    account = new_account(roles.ADMINISTRATOR, email="mine@example.org", password1="harbour-kettle-52")

    browse_as(administrator).post(f"/admin/users/edit/{superuser.pk}/", account | {"password2": account["password1"]})

    superuser.refresh_from_db()
    assert (superuser.email, superuser.check_password(factories.PASSWORD)) == ("root@example.org", True)


def test_a_superuser_changes_a_superusers_account(browse_as, superuser):
    account = new_account(roles.ADMINISTRATOR, email=superuser.email, password1="", password2="")

    browse_as(superuser).post(f"/admin/users/edit/{superuser.pk}/", account)

    superuser.refresh_from_db()
    assert superuser.first_name == "Zofia"


def test_what_is_in_use_is_not_deleted_and_says_by_what(desk):
    school = factories.make_organisation(name="Harbour Lane School")
    factories.make_delegate(organisation="Harbour Lane School")

    page = desk.post(f"/admin/organisations/delete/{school.pk}/", follow=True)

    assert [str(message).strip() for message in page.context["messages"]] == [
        "This cannot be deleted, because it is in use: 1 delegate. Nothing has been changed."
    ]
    assert Organisation.objects.count() == 1


def test_a_row_of_the_report_in_use_is_not_taken_out(desk, course):
    row = factories.make_sector("Education")
    factories.make_session(course, sector=row)
    rows = row.grouping_set

    page = desk.post(f"/admin/report-rows/edit/{rows.pk}/", report_rows(rows, row, taken_out=True))

    assert page.context["form"].non_field_errors() == [
        "This cannot be deleted, because it is in use: 1 session. Nothing has been changed."
    ]


def report_rows(rows, row, *, taken_out):
    facts = {"audience": rows.audience_id, "name": rows.name, "starts_on": "2016-04-01", "ends_on": ""}
    lines = {"sectors-TOTAL_FORMS": "1", "sectors-INITIAL_FORMS": "1", "sectors-0-id": row.pk, "sectors-0-order": "0"}
    marks = {"sectors-0-label": row.label, "sectors-0-DELETE": "on" if taken_out else "", "sectors-0-continues": ""}
    return facts | lines | marks


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

    page = desk.get(f"/admin/areas/history/{Area.objects.get().pk}/")

    assert [(entry.action, entry.user) for entry in page.context["object_list"]] == [("wagtail.create", officer)]


def test_a_trainers_organisation_is_typed(desk):
    factories.make_organisation(name="Vale Police")

    desk.post("/admin/trainers/new/", {"name": "Tariq Osei", "organisation": "vale police"} | NO_ABSENCES)

    assert Trainer.objects.get().organisation.name == "Vale Police"


def test_matching_a_delegates_organisation_replaces_what_was_typed(desk):
    delegate = factories.make_delegate(organisation="Vale Polce")
    factories.make_organisation(name="Vale Police")

    typed = {"name": delegate.name, "organisation": "Vale Police", "role": ""}
    desk.post(f"/admin/delegates/edit/{delegate.pk}/", typed)

    delegate.refresh_from_db()
    assert (delegate.organisation.name, delegate.organisation_typed) == ("Vale Police", "")


def test_what_a_delegate_typed_is_shown_where_it_is_matched(desk):
    delegate = factories.make_delegate(organisation="Vale Polce")

    form = desk.get(f"/admin/delegates/edit/{delegate.pk}/").context["form"]

    assert form.fields["organisation"].help_text == (
        "They typed “Vale Polce”. Choose one of those suggested, or add it under Organisations first."
    )


def test_a_delegate_whose_name_is_corrected_is_the_same_person_next_time(desk):
    delegate = factories.make_delegate(name="Amnia Kowalska", email="amina@example.org")

    desk.post(f"/admin/delegates/edit/{delegate.pk}/", {"name": "Amina  Kowalska", "organisation": "", "role": ""})

    assert factories.make_delegate(name="amina kowalska", email="AMINA@example.org") == delegate
    assert Delegate.objects.get().name == "Amina Kowalska"


def test_a_name_that_would_join_two_people_is_refused(desk):
    delegate = factories.make_delegate(name="Amnia Kowalska", email="amina@example.org")
    factories.make_delegate(name="Amina Kowalska", email="amina@example.org")

    response = desk.post(
        f"/admin/delegates/edit/{delegate.pk}/", {"name": "Amina Kowalska", "organisation": "", "role": ""}
    )

    assert response.context["form"].errors["name"] == [
        "There is somebody of this name with the same e-mail address or badge already."
    ]


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


def test_every_record_has_a_page_to_be_linked_to_or_none(db):
    import_module(settings.ROOT_URLCONF)  # Wagtail reads its hooks, and with them who finds which page
    ours = [model for model in apps.get_models() if model._meta.app_config.path.startswith(str(settings.BASE_DIR))]

    addresses = {model.__name__: AdminURLFinder().get_edit_url(model(pk=1)) for model in ours}

    assert addresses["Booking"] == "/admin/bookings/inspect/1/"
    assert addresses["Area"] == "/admin/areas/edit/1/"
    assert addresses["Attendance"] is None
