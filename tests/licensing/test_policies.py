"""Policies are an administrator's business, and are replaced rather than reworded once somebody rests on them."""

from datetime import date

import pytest
from wagtail.admin.viewsets import viewsets
from wagtail.models import ModelLogEntry

from licensing.confirming import confirm_driver
from licensing.models import Confirmation, Driver, Policy
from tests.licensing.cast import make_policy, make_training

pytestmark = pytest.mark.django_db


def facts(authority, **changes):
    given = {"authority": authority.pk, "starts_on": "2020-04-01", "validity": "months", "validity_months": "36"}
    return given | {"needs_full_attendance": "on"} | changes


def test_an_administrator_adds_a_policy_and_the_history_says_so(browse_as, administrator, authority):
    response = browse_as(administrator).post("/admin/policies/new/", facts(authority))

    made = Policy.objects.get()
    assert (response.status_code, made.authority, made.validity_months) == (302, authority, 36)
    assert ModelLogEntry.objects.get(object_id=made.pk).user == administrator


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"validity_months": ""}, "__all__", "Say for how many months training counts."),
        ({"validity": "deadline"}, "__all__", "Give the deadline."),
        ({"test_pass_mark": "101"}, "test_pass_mark", "A pass mark is at most 100 per cent."),
    ],
)
def test_a_policy_that_says_too_little_is_sent_back(browse_as, administrator, authority, changes, field, sentence):
    response = browse_as(administrator).post("/admin/policies/new/", facts(authority, **changes))

    assert response.context["form"].errors[field] == [sentence]


def test_the_list_says_a_deadline_with_its_year(browse_as, administrator, authority):
    make_policy(authority, validity="deadline", deadline=date(2027, 3, 31))

    page = browse_as(administrator).get("/admin/policies/").text

    assert page.count("Needed by 31 March 2027") == 1


def test_a_policy_somebody_was_confirmed_under_is_not_reworded(browse_as, administrator, authority, licensing_officer):
    policy = make_policy(authority)
    confirm_driver(make_training(authority), by=licensing_officer)

    response = browse_as(administrator).post(
        f"/admin/policies/edit/{policy.pk}/", facts(authority, validity_months="12")
    )

    assert "Add a new one" in response.context["form"].non_field_errors()[0]
    assert Policy.objects.get().validity_months == policy.validity_months


@pytest.mark.parametrize("address", ["", "new/", "edit/{pk}/", "history/{pk}/", "usage/{pk}/", "delete/{pk}/"])
@pytest.mark.parametrize("who", ["officer", "editor", "trainer_user", "licensing_officer", "outsider"])
def test_nobody_else_reaches_the_policies(browse_as, request, authority, who, address):
    policy = make_policy(authority)

    response = browse_as(request.getfixturevalue(who)).get("/admin/policies/" + address.format(pk=policy.pk))

    turned_away = ("/admin/", f"/accounts/login/?next={response.wsgi_request.path}")
    assert (response.status_code, response["Location"] in turned_away) == (302, True)


@pytest.mark.parametrize("address", ["", "new/", "edit/{pk}/", "history/{pk}/"])
def test_an_administrator_reaches_them(browse_as, administrator, authority, address):
    policy = make_policy(authority)

    assert browse_as(administrator).get("/admin/policies/" + address.format(pk=policy.pk)).status_code == 200


def test_drivers_and_confirmations_have_no_screens_in_the_back_office():
    shown = {getattr(viewset, "model", None) for viewset in viewsets.viewsets}

    assert Policy in shown
    assert not shown & {Driver, Confirmation}
