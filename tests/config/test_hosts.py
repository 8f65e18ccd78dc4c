"""Who asks cannot choose the host that links name (faults F6)."""

import pytest

from tests.people.mails import do_the_workers_part, forget_the_workers_part

FORGED = [
    {"HTTP_HOST": "evil.example"},
    {"HTTP_HOST": "muster.example.org.evil.example"},
    {"HTTP_HOST": "muster.example.org@evil.example"},
    {"HTTP_HOST": "muster.example.org:80:evil.example"},
    {"HTTP_HOST": ""},
]
IGNORED = [
    {"HTTP_X_FORWARDED_HOST": "evil.example"},
    {"HTTP_FORWARDED": "host=evil.example;proto=http"},
    {"HTTP_X_FORWARDED_PROTO": "https"},
    {"HTTP_X_FORWARDED_SERVER": "evil.example"},
]


@pytest.mark.django_db
@pytest.mark.parametrize("headers", FORGED)
@pytest.mark.parametrize("path", ["/", "/training/", "/accounts/login/", "/health/"])
def test_a_foreign_host_is_refused(client, path, headers):
    response = client.get(path, **headers)

    assert response.status_code == 400
    assert b"evil.example" not in response.content


@pytest.mark.django_db
@pytest.mark.parametrize("headers", IGNORED)
def test_what_only_a_proxy_may_say_is_ignored(client, headers):
    response = client.get("/accounts/login/", **headers)

    assert response.status_code == 200
    assert response.wsgi_request.scheme == "http"
    assert response.wsgi_request.get_host() == "testserver"
    assert b"evil.example" not in response.content


@pytest.mark.django_db
def test_only_the_back_office_may_frame_itself(client, officer, browse_as):
    public, staff = client.get("/accounts/login/"), browse_as(officer).get("/admin/")

    assert (public.headers["X-Frame-Options"], staff.headers["X-Frame-Options"]) == ("DENY", "SAMEORIGIN")
    assert "frame-ancestors 'none'" in public.headers["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in staff.headers["Content-Security-Policy"]


@pytest.mark.django_db
def test_a_link_in_a_mail_leads_to_our_own_address(client, officer, mailoutbox, settings):
    forget_the_workers_part()

    client.post(
        "/accounts/password/reset/",
        {"email": officer.email},
        HTTP_HOST="localhost",
        HTTP_X_FORWARDED_HOST="evil.example",
    )
    do_the_workers_part()

    links = [word for word in mailoutbox[0].body.split() if "://" in word]
    assert [link.startswith(f"{settings.BASE_URL}/accounts/password/reset/key/") for link in links] == [True]
