"""Staff sign in through one door: no second form, no own sign-up, no way off our host, no endless tries."""

import importlib
from datetime import timedelta
from urllib.parse import urljoin, urlsplit

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.test import Client
from django.urls import get_resolver

from outbox.models import Message
from people import roles
from tests.factories import PASSWORD, make_user
from tests.people.mails import do_the_workers_part, forget_the_workers_part, link_in

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"


@pytest.fixture(autouse=True)
def nobody_has_tried_yet():
    cache.clear()
    forget_the_workers_part()


def attempt(client, *, email="officer@example.org", password=PASSWORD, **extra):
    return client.post(LOGIN, {"login": email, "password": password}, **extra)


def reach(client, address):
    """Return the addresses one is led through from `address`, and the last page's status."""
    response = client.get(address, follow=True)
    return [hop for hop, _status in response.redirect_chain], response.status_code


def test_an_education_officer_arrives_in_the_back_office(client, officer):
    response = attempt(client)

    assert response["Location"] == "/accounts/start/"
    assert client.get("/accounts/start/")["Location"] == "/admin/"


def test_a_licensing_officer_arrives_at_the_drivers(client, licensing_officer):
    attempt(client, email=licensing_officer.email)

    assert client.get("/accounts/start/")["Location"] == "/licensing/"


def test_the_case_of_the_address_does_not_matter(client, officer):
    response = attempt(client, email=" Officer@Example.ORG ")

    assert response["Location"] == "/accounts/start/"


def test_who_has_two_rooms_chooses(browse_as, licensing_officer):
    licensing_officer.groups.add(make_user(roles.EDUCATION_OFFICER).groups.get())

    response = browse_as(licensing_officer).get("/accounts/start/")

    assert response.status_code == 200
    assert b'href="/licensing/"' in response.content
    assert b'href="/admin/"' in response.content


def test_who_has_no_role_is_told_whom_to_ask(browse_as, outsider):
    response = browse_as(outsider).get("/accounts/start/")

    assert response.status_code == 403
    assert b"Your account is not set up yet" in response.content


@pytest.mark.parametrize(
    ("who", "arrives"), [("licensing_officer", ("/licensing/", 200)), ("outsider", ("/accounts/start/", 403))]
)
def test_who_may_not_enter_the_back_office_is_led_away_without_a_loop(browse_as, request, who, arrives):
    client = browse_as(request.getfixturevalue(who))

    chain, status = reach(client, "/admin/")

    assert (chain[-1], status) == arrives


@pytest.mark.parametrize("address", ["/admin/login/", "/_util/login/", "/ur/_util/login/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_every_other_sign_in_page_leads_to_the_one_door(client, officer, address, method):
    response = getattr(client, method)(address, {"username": officer.email, "password": PASSWORD})

    assert (response.status_code, response["Location"].split("?")[0]) == (302, LOGIN)
    assert "_auth_user_id" not in client.session


@pytest.mark.whole
def test_only_the_one_door_takes_a_password(client):
    """A crawl: every address without parameters that shows a password field to a stranger."""
    pages = {address for address in plain_addresses() if b'type="password"' in content_of(client, address)}

    assert pages == {LOGIN}


def plain_addresses(patterns=None, prefix="/"):
    for pattern in patterns or get_resolver().url_patterns:
        route = prefix + str(pattern.pattern).strip("^$")
        if hasattr(pattern, "url_patterns"):
            yield from plain_addresses(pattern.url_patterns, route)
        elif not {"<", "(", "["} & set(route):
            yield route


def content_of(client, address):
    response = client.get(address, follow=True)
    return b"" if response.redirect_chain or response.streaming else response.content


@pytest.mark.parametrize("method", ["get", "head"])
def test_an_account_cannot_be_made_by_oneself(client, method):
    response = getattr(client, method)("/accounts/signup/")

    assert response.status_code == 200
    assert b"<form" not in response.content


def test_a_posted_sign_up_is_refused(client, django_user_model):
    form = {"email": "new@example.org", "password1": PASSWORD, "password2": PASSWORD}

    response = client.post("/accounts/signup/", form)

    assert response.status_code == 405
    assert not django_user_model.objects.filter(email="new@example.org").exists()


@pytest.mark.parametrize(
    "payload",
    [
        "http://evil.example/",
        "https://evil.example",
        "//evil.example/",
        "///evil.example/",
        "////evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https:evil.example",
        "https:///evil.example",
        "http:/\\evil.example",
        "javascript:alert(1)",
        "data:text/html,x",
        "http://testserver@evil.example/",
        "http://testserver.evil.example/",
        "http://testserver:80@evil.example/",
        "//testserver@evil.example",
        "%2f%2fevil.example",
        "/%0d%0aLocation:%20http://evil.example",
        "\r\nLocation: http://evil.example",
        "\thttp://evil.example",
        " //evil.example",
        "http://[evil.invalid",
        "//[evil.invalid",
        "http://muster.example.org.evil.example",
        "ftp://testserver/",
        "//evil。example",
        "/\t/evil.example",
        "\x00//evil.example",
        "http:\\\\evil.example",
        "@evil.example",
    ],
)
def test_signing_in_never_leads_off_our_host(client, officer, payload):
    shown = client.get(LOGIN, {"next": payload})
    response = client.post(LOGIN, {"login": officer.email, "password": PASSWORD, "next": payload})

    assert (shown.status_code, response.status_code) == (200, 302)
    assert leads_home(response["Location"])


@pytest.mark.parametrize("address", ["/accounts/logout/", "/accounts/password/reset/", "/admin/login/"])
@pytest.mark.parametrize("payload", ["http://[evil.invalid", "//evil.example/", "https:evil.example"])
def test_other_pages_with_a_next_address_stand_it_too(client, officer, address, payload):
    answers = [client.get(address, {"next": payload}), client.post(address, {"next": payload})]

    assert all(answer.status_code in {200, 302} for answer in answers)
    assert all(leads_home(answer.get("Location", "/")) for answer in answers)


def leads_home(location):
    """Whether a browser would stay on our host: it reads backslashes as slashes and leaves tabs and breaks out."""
    as_browsers_read = location.replace("\\", "/").translate({9: None, 10: None, 13: None}).strip()
    return urlsplit(urljoin("http://testserver/accounts/login/", as_browsers_read)).netloc == "testserver"


def test_the_sixth_wrong_password_is_not_looked_at(client, officer):
    for _try in range(5):
        attempt(client, password="wrong")

    response = attempt(client)

    assert response.context["form"].non_field_errors() == ["You have tried too often. Wait 5 minutes and try again."]
    assert "_auth_user_id" not in client.session


def test_ten_failures_from_one_address_close_the_door_for_every_account(client, officer):
    for number in range(10):
        attempt(client, email=f"guess{number}@example.org", password="wrong", REMOTE_ADDR="192.0.2.7")

    response = attempt(client, REMOTE_ADDR="192.0.2.7")

    assert response.status_code == 200
    assert "_auth_user_id" not in client.session


def test_a_forwarded_for_header_does_not_start_the_count_again(client, officer):
    for number in range(10):
        attempt(client, email=f"guess{number}@example.org", HTTP_X_FORWARDED_FOR=f"198.51.100.{number}")

    attempt(client, HTTP_X_FORWARDED_FOR="198.51.100.200")

    assert "_auth_user_id" not in client.session


def test_too_many_requests_get_a_plain_page(client):
    for _try in range(30):
        client.post(LOGIN)

    response = client.post(LOGIN)

    assert response.status_code == 429
    assert b"You have tried too often" in response.content


def test_known_and_unknown_addresses_get_the_same_answer(client, officer):
    known = client.post("/accounts/password/reset/", {"email": officer.email})
    unknown = client.post("/accounts/password/reset/", {"email": "nobody@example.org"})

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])


def test_a_forgotten_password_is_replaced_by_mail(client, officer, mailoutbox):
    client.post("/accounts/password/reset/", {"email": officer.email})
    form = client.get(link_in(mailoutbox), follow=True).request["PATH_INFO"]

    client.post(form, {"password1": "harbour-lantern-84", "password2": "harbour-lantern-84"})

    assert attempt(client, password="harbour-lantern-84")["Location"] == "/accounts/start/"


def test_nobody_is_buried_in_mails_about_a_password_that_a_stranger_asks_for(client, officer, mailoutbox):
    with time_machine.travel("2026-11-20 09:00:00Z", tick=False) as clock:
        for _minute in range(10):
            client.post("/accounts/password/reset/", {"email": officer.email})
            clock.shift(timedelta(minutes=2))

    do_the_workers_part()
    assert len(mailoutbox) == 5


def test_no_mail_goes_to_an_address_without_an_account(client, mailoutbox, db):
    client.post("/accounts/password/reset/", {"email": "nobody@example.org"})

    do_the_workers_part()
    assert mailoutbox == []


def test_a_mail_server_that_is_down_does_not_tell_who_has_an_account(client, officer, settings):
    settings.EMAIL_BACKEND = "no.such.Backend"

    answers = [
        client.post("/accounts/password/reset/", {"email": email}) for email in (officer.email, "no@example.org")
    ]

    assert [answer["Location"] for answer in answers] == ["/accounts/password/reset/sent/"] * 2


def test_a_link_that_opens_an_account_is_in_no_list_that_staff_read(client, officer):
    client.post("/accounts/password/reset/", {"email": officer.email})

    assert not Message.objects.exists()


def test_a_disabled_account_is_out_at_its_next_request(browse_as, officer):
    client = browse_as(officer)
    assert client.get("/admin/").status_code == 200

    officer.is_active = False
    officer.save()

    assert client.get("/admin/")["Location"] == f"{LOGIN}?next=/admin/"


def test_a_disabled_account_cannot_sign_in(client, officer):
    officer.is_active = False
    officer.save()

    attempt(client)

    assert "_auth_user_id" not in client.session


def test_a_former_address_opens_nothing(client, officer):
    EmailAddress.objects.create(user=officer, email="former@example.org", verified=True, primary=True)
    officer.email = "new-address@example.org"
    officer.save()

    attempt(client, email="former@example.org")

    assert "_auth_user_id" not in client.session


def test_signing_out_takes_a_post(browse_as, officer):
    client = browse_as(officer)

    client.get("/accounts/logout/")
    assert "_auth_user_id" in client.session

    client.post("/accounts/logout/")
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("address", [LOGIN, "/accounts/logout/", "/accounts/password/change/", "/accounts/sessions/"])
def test_a_form_sent_from_elsewhere_is_refused(officer, address):
    client = Client(enforce_csrf_checks=True)
    client.force_login(officer)

    response = client.post(address, HTTP_ORIGIN="https://evil.example")

    assert response.status_code == 403
    assert "_auth_user_id" in client.session


def test_signing_in_changes_the_session_key(client, officer):
    client.get("/accounts/password/reset/")
    session = client.session
    session["mark"] = 1
    session.save()
    client.cookies["session"] = session.session_key

    attempt(client)

    assert client.session.session_key != session.session_key


def test_other_sessions_can_be_ended(officer):
    phone, desk = Client(), Client()
    attempt(phone)
    attempt(desk)

    desk.post("/accounts/sessions/")

    assert phone.get("/accounts/")["Location"] == f"{LOGIN}?next=/accounts/"
    assert desk.get("/accounts/").status_code == 200


def test_a_changed_password_ends_the_other_sessions(officer):
    phone, desk = Client(), Client()
    attempt(phone)
    attempt(desk)

    desk.post(
        "/accounts/password/change/", {"oldpassword": PASSWORD, "password1": "new-words-9", "password2": "new-words-9"}
    )
    assert phone.get("/accounts/").status_code == 200  # too short: nothing happened

    new = {"oldpassword": PASSWORD, "password1": "harbour-lantern-84", "password2": "harbour-lantern-84"}
    desk.post("/accounts/password/change/", new)
    assert phone.get("/accounts/").status_code == 302
    assert desk.get("/accounts/").status_code == 200


def test_a_wrong_password_keeps_the_address_typed_and_says_so_above(client, officer):
    response = attempt(client, password="wrong")

    assert response.context["form"].non_field_errors() == ["The e-mail address or the password is not right."]
    assert b'value="officer@example.org"' in response.content
    assert b"There is a problem" in response.content


@pytest.mark.parametrize(
    "address",
    ["/accounts/", "/accounts/password/change/", "/accounts/2fa/", "/accounts/sessions/", "/accounts/logout/"],
)
def test_pages_of_ones_own_account_are_kept_nowhere(browse_as, officer, address):
    response = browse_as(officer).get(address)

    assert (response.status_code, response["Cache-Control"]) == (200, "no-store, private")


def test_the_session_cookie_is_well_kept_in_production():
    base = importlib.import_module("config.settings.base")

    assert base.SESSION_COOKIE_NAME.startswith("__Host-")
    assert (base.SESSION_COOKIE_SECURE, base.SESSION_COOKIE_HTTPONLY) == (True, True)
    assert (base.SESSION_COOKIE_SAMESITE, base.SESSION_COOKIE_AGE) == ("Lax", 12 * 60 * 60)
    assert (base.CSRF_COOKIE_SECURE, base.SECOND_FACTOR_REQUIRED) == (True, True)
    assert base.CACHES["default"]["BACKEND"].endswith("DatabaseCache")


def test_the_session_ends_with_the_browser(client, officer):
    attempt(client)

    assert client.cookies["session"]["max-age"] == ""
