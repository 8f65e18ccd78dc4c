"""Addresses that nothing can have are refused before they do harm (faults F14)."""

import pytest
from django.test import Client
from django.urls import Resolver404, resolve

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "address", ["/in/\0/", "/in/\0/walk-in/", "/register/\0/sheet/", "/feedback/\0/", "/booking/\0/"]
)
def test_no_link_holds_what_postgresql_cannot_read(address):
    with pytest.raises(Resolver404):
        resolve(address)


@pytest.mark.parametrize(
    "address", ["/in/%00/", "/training/%00/", "/admin/api/main/pages/?search=%00", "/admin/?q=%00"]
)
def test_a_zero_byte_is_refused(client, address):
    assert client.get(address).status_code == 400


@pytest.mark.parametrize("key", ["x", "%F0%9F%92%A9", "9" * 20, "-1", "٣"])
@pytest.mark.parametrize(
    "address",
    [
        "/admin/images/chooser/chosen/{}/",
        "/admin/images/chooser/chosen-multiple/?id={}",
        "/admin/choose-page/chosen-multiple/?id={}",
        "/admin/bulk/wagtailcore/page/delete/?id={}",
        "/admin/bulk/wagtailcore/page/delete/?id=all&childOf={}",
    ],
)
def test_a_key_that_is_no_number_is_not_found(browse_as, administrator, address, key):
    assert browse_as(administrator).get(address.format(key)).status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/admin/bulk/people/staffuser/assign_role/?id=1",
        "/admin/bulk/people/staffuser/set_active_state/?id=1",
        "/admin/bulk/people/staffuser/delete/?id=all",
        "/admin/workflows/list/",
        "/admin/workflows/task_chooser/create/",
        "/admin/reports/workflow/",
        "/admin/reports/workflow_tasks/",
        "/admin/failwhale/",
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_what_is_not_used_here_is_not_reached(browse_as, administrator, address, method):
    assert getattr(browse_as(administrator), method)(address).status_code == 404


TOKEN = "0123456789abcdefghjkmnpqrs"


@pytest.mark.parametrize(
    ("address", "method", "status"),
    [
        ("/booking/{}/", "get", 404),
        ("/ur/group/{}/", "get", 404),
        ("/permission/{}", "get", 301),
        ("/request/{}/", "put", 405),
        ("/feedback/{}/", "get", 404),
        ("/in/{}/", "get", 404),
        ("/register/{}/screen/", "post", 405),
        ("/screen/{}/", "get", 404),
        ("/code-sheet/{}/", "post", 405),
    ],
)
def test_what_is_answered_under_a_secret_address_is_kept_and_told_by_nobody(client, address, method, status):
    response = getattr(client, method)(address.format(TOKEN))

    said = [response.headers.get(name) for name in ("Cache-Control", "Referrer-Policy", "X-Robots-Tag")]
    assert (response.status_code, said) == (status, ["no-store", "no-referrer", "noindex, nofollow"])


def test_a_refused_form_under_a_secret_address_is_kept_by_nobody(settings):
    answer = Client(enforce_csrf_checks=True).post(f"/booking/{TOKEN}/cancel/")

    assert (answer.status_code, answer.headers["Cache-Control"]) == (403, "no-store")


def test_a_secret_address_is_told_by_nobody_who_is_signed_in(browse_as, officer):
    answer = browse_as(officer).get(f"/booking/{TOKEN}/")

    said = [answer.headers[name] for name in ("Cache-Control", "Referrer-Policy", "X-Robots-Tag")]
    assert said == ["no-store", "no-referrer", "noindex, nofollow"]
