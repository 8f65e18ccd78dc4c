"""In production staff see nothing before a second factor is set up; from then on it is asked for at every sign-in."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.test import Client
from wagtail.models import ModelLogEntry

from tests.factories import PASSWORD, make_user
from tests.people.mails import forget_the_workers_part, link_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("still")]  # a code holds for half a minute
SET_UP = "/accounts/2fa/totp/activate/"


@pytest.fixture(autouse=True)
def required(settings):
    cache.clear()
    forget_the_workers_part()
    settings.SECOND_FACTOR_REQUIRED = True


def code_for(secret):
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def sign_in(client, user):
    return client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})


def set_up(client):
    """Go the way a new officer goes: confirm the password, scan, type the code."""
    client.post(f"/accounts/reauthenticate/?next={SET_UP}", {"password": PASSWORD})
    secret = client.get(SET_UP).context["form"].secret
    return secret, client.post(SET_UP, {"code": code_for(secret)})


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/admin/",
        "/admin/pages/",
        "/admin/api/main/pages/",
        "/licensing/",
        "/licensing/drivers/1/",
        "/documents/1/secret.pdf",
        "/accounts/",
        "/accounts/start/",
        "/accounts/sessions/",
        "/accounts/password/change/",
        "/accounts/login/",
        "/accounts/2fa/",
        "/accounts/2fa/recovery-codes/",
        "/accounts/2fa/totp/activate/../../../admin/",
        "/accounts/../admin/",
        "/accounts/login/../../licensing/",
        "/static/../admin/",
        "/health/../admin/",
        "//admin/",
        "/ur/",
        "/ur/training/",
        "/ADMIN/",
        "/nothing/here/",
        "/admin",
        "/_util/login/",
        "/media/images/x.png",
    ],
)
@pytest.mark.parametrize("method", ["get", "head", "post", "options", "put"])
def test_without_a_second_factor_every_address_leads_to_its_set_up(browse_as, officer, address, method):
    response = getattr(browse_as(officer), method)(address)

    assert (response.status_code, response["Location"]) == (302, SET_UP)
    assert response.content == b""


@pytest.mark.parametrize("address", [SET_UP, "/accounts/reauthenticate/", "/accounts/logout/"])
def test_the_set_up_itself_is_open_and_leads_nowhere_else(browse_as, officer, address):
    response = browse_as(officer).get(address)

    assert response.get("Location", "/accounts/reauthenticate/").startswith("/accounts/reauthenticate/")


def test_a_visitor_is_not_asked_for_anything(client):
    assert client.get("/accounts/login/").status_code == 200
    assert client.get("/admin/")["Location"] == "/accounts/login/?next=/admin/"


def test_a_new_officer_sets_it_up_and_gets_recovery_codes(client, officer):
    sign_in(client, officer)

    _secret, response = set_up(client)

    assert response["Location"] == "/accounts/2fa/recovery-codes/"
    assert len(client.get(response["Location"]).context["unused_codes"]) == 10
    assert client.get("/admin/").status_code == 200


def test_the_address_allauth_notes_at_sign_in_does_not_stand_in_the_way(client, officer):
    client.post("/accounts/password/reset/", {"email": officer.email})
    sign_in(client, officer)

    _secret, response = set_up(client)

    assert response["Location"] == "/accounts/2fa/recovery-codes/"


def test_a_wrong_code_sets_nothing_up_and_keeps_the_key(client, officer):
    sign_in(client, officer)
    client.post(f"/accounts/reauthenticate/?next={SET_UP}", {"password": PASSWORD})
    secret = client.get(SET_UP).context["form"].secret

    response = client.post(SET_UP, {"code": "000000"})

    assert response.context["form"].secret == secret
    assert not Authenticator.objects.exists()


def test_the_code_to_scan_is_drawn_within_the_page(client, officer):
    sign_in(client, officer)
    client.post(f"/accounts/reauthenticate/?next={SET_UP}", {"password": PASSWORD})

    page = client.get(SET_UP).content.decode()

    assert "<svg" in page
    assert "data:image" not in page
    assert " style=" not in page


def test_sessions_opened_by_the_password_alone_end_when_it_is_set_up(officer, django_capture_on_commit_callbacks):
    stolen, own = Client(), Client()
    sign_in(stolen, officer)
    sign_in(own, officer)

    with django_capture_on_commit_callbacks(execute=True):
        set_up(own)

    assert stolen.get("/admin/")["Location"] == "/accounts/login/?next=/admin/"
    assert own.get("/admin/").status_code == 200


def test_the_password_alone_no_longer_signs_in(client, officer):
    TOTP.activate(officer, "JBSWY3DPEHPK3PXP")

    response = sign_in(client, officer)

    assert response["Location"] == "/accounts/2fa/authenticate/"
    assert client.get("/admin/")["Location"] == "/accounts/login/?next=/admin/"


def test_the_code_completes_signing_in(client, officer):
    TOTP.activate(officer, "JBSWY3DPEHPK3PXP")
    sign_in(client, officer)

    client.post("/accounts/2fa/authenticate/", {"code": code_for("JBSWY3DPEHPK3PXP")})

    assert client.get("/admin/").status_code == 200


def test_a_code_works_once(officer):
    TOTP.activate(officer, "JBSWY3DPEHPK3PXP")
    code = code_for("JBSWY3DPEHPK3PXP")
    first, second = Client(), Client()

    for client in (first, second):
        sign_in(client, officer)
        client.post("/accounts/2fa/authenticate/", {"code": code})

    assert "_auth_user_id" in first.session
    assert "_auth_user_id" not in second.session


def test_a_recovery_code_works_once(officer):
    TOTP.activate(officer, "JBSWY3DPEHPK3PXP")
    code = RecoveryCodes.activate(officer).get_unused_codes()[0]
    first, second = Client(), Client()

    for client in (first, second):
        sign_in(client, officer)
        client.post("/accounts/2fa/authenticate/", {"code": code})

    assert "_auth_user_id" in first.session
    assert "_auth_user_id" not in second.session


def test_recovery_codes_alone_are_no_second_factor(browse_as, officer):
    RecoveryCodes.activate(officer)

    assert browse_as(officer).get("/admin/")["Location"] == SET_UP


def test_guessing_codes_is_stopped(client, officer):
    TOTP.activate(officer, "JBSWY3DPEHPK3PXP")
    sign_in(client, officer)
    for number in range(5):
        client.post("/accounts/2fa/authenticate/", {"code": f"{number:06}"})

    client.post("/accounts/2fa/authenticate/", {"code": code_for("JBSWY3DPEHPK3PXP")})

    assert "_auth_user_id" not in client.session


def test_a_new_password_by_mail_does_not_go_round_the_code(client, officer, mailoutbox):
    TOTP.activate(officer, "JBSWY3DPEHPK3PXP")
    client.post("/accounts/password/reset/", {"email": officer.email})
    form = client.get(link_in(mailoutbox), follow=True).request["PATH_INFO"]
    client.post(form, {"password1": "harbour-lantern-84", "password2": "harbour-lantern-84"})

    response = client.post("/accounts/login/", {"login": officer.email, "password": "harbour-lantern-84"})

    assert response["Location"] == "/accounts/2fa/authenticate/"


def test_who_removes_the_app_is_back_at_its_set_up(browse_as, officer):
    TOTP.activate(officer, "JBSWY3DPEHPK3PXP")
    client = browse_as(officer)
    client.post("/accounts/reauthenticate/?next=/accounts/2fa/totp/deactivate/", {"password": PASSWORD})

    client.post("/accounts/2fa/totp/deactivate/")

    assert client.get("/admin/")["Location"] == SET_UP


def test_a_demonstration_asks_for_none_and_says_so(browse_as, licensing_officer, settings):
    settings.SECOND_FACTOR_REQUIRED, settings.DEMONSTRATION = False, True

    response = browse_as(licensing_officer).get("/licensing/")

    assert response.status_code == 200
    assert b"This is a demonstration" in response.content


def test_the_clock_of_a_phone_may_be_half_a_minute_off(client, officer):
    TOTP.activate(officer, "JBSWY3DPEHPK3PXP")
    sign_in(client, officer)
    earlier = int(time.time()) // 30 - 1

    client.post("/accounts/2fa/authenticate/", {"code": format_hotp_value(hotp_value("JBSWY3DPEHPK3PXP", earlier))})

    assert "_auth_user_id" in client.session


def test_an_administrator_resets_a_lost_second_step(browse_as, administrator, officer, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    theirs = Client()
    sign_in(theirs, officer)
    TOTP.activate(officer, "JBSWY3DPEHPK3PXP")
    address = f"/admin/users/{officer.pk}/second-step/"

    assert browse_as(administrator).get(address).status_code == 200
    browse_as(administrator).post(address)

    assert not Authenticator.objects.exists()
    assert theirs.get("/accounts/")["Location"] == "/accounts/login/?next=/accounts/"
    assert ModelLogEntry.objects.get(action="muster.second_step.removed").user == administrator


@pytest.mark.parametrize("who", ["officer", "editor", "trainer_user", "licensing_officer", "outsider"])
def test_nobody_else_resets_a_second_step(browse_as, request, administrator, settings, who):
    settings.SECOND_FACTOR_REQUIRED = False
    TOTP.activate(administrator, "JBSWY3DPEHPK3PXP")

    response = browse_as(request.getfixturevalue(who)).post(f"/admin/users/{administrator.pk}/second-step/")

    assert (response.status_code, Authenticator.objects.count()) == (302, 1)


def test_an_administrator_does_not_reset_a_superusers(browse_as, administrator, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    superuser = make_user(is_superuser=True)
    TOTP.activate(superuser, "JBSWY3DPEHPK3PXP")

    browse_as(administrator).post(f"/admin/users/{superuser.pk}/second-step/")

    assert Authenticator.objects.count() == 1


def test_the_list_of_accounts_offers_it(browse_as, administrator, settings):
    settings.SECOND_FACTOR_REQUIRED = False

    page = browse_as(administrator).get("/admin/users/").content.decode()

    assert f"/admin/users/{administrator.pk}/second-step/" in page
