"""Addresses that nothing can have are refused before they do harm (faults F14)."""

import pytest
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
