"""Checking a certificate: what its page says, and what nobody finds out there (faults D1 to D6)."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from people.keys import new_code
from people.models import Badge
from sessions.certifying import reissue, revoke
from sessions.finishing import finish_session, reopen_session
from sessions.models import Attendance, Certificate, Source
from sessions.register import set_extent
from sessions.verifying import code_meant
from tests import factories
from tests.sessions.test_booking_pages import errors, heading

pytestmark = pytest.mark.django_db
HIDDEN = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow"}


@pytest.fixture(autouse=True)
def fresh_count(settings):
    kept = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "verifying"}
    settings.CACHES |= {"default": kept}
    cache.clear()


def certified(officer, *, course=None, **facts):
    """Return a certificate that Amina Kowalska got for yesterday's session."""
    course = course or factories.make_course(title="Seeing the signs", gives_certificate=True, **facts)
    session = factories.make_session(course, starts_at=timezone.now() - timedelta(days=1))
    booking = factories.make_booking(session, person=factories.make_person(name="Amina Kowalska"))
    factories.make_attendance(session, booking=booking)
    finish_session(session, source=Source.REGISTER, by=officer)
    return Certificate.objects.select_related("attendance__session__course").get()


@pytest.fixture
def certificate(officer):
    return certified(officer, refresher_months=12)


@pytest.fixture
def of_driver(officer, authority):
    certificate = certified(officer)
    badge = Badge.objects.create(authority=authority, number="NV 00123")
    Attendance.objects.update(badge=badge)
    return certificate


def look(client, code, **facts):
    return client.get(reverse("verify_code", args=[code]), **facts)


def said(page):
    """Return {label: value} of what a page says of a certificate."""
    rows = re.findall(r"__key\">(.*?)</dt>\s*<dd[^>]*>(.*?)</dd>", page.text, re.S)
    return {label: re.sub("<.*?>", "", value).strip() for label, value in rows}


def test_it_says_course_day_end_and_initials_and_nothing_else(client, certificate):
    page = look(client, certificate.code)

    assert heading(page) == "This certificate is valid"
    assert list(said(page)) == ["Course", "Attended on", "Valid until", "Initials"]
    assert (said(page)["Course"], said(page)["Initials"]) == ("Seeing the signs", "A. K.")
    assert "Amina" not in page.text
    assert "Kowalska" not in page.text


def test_it_expires_the_day_after_its_last(client, certificate):
    with time_machine.travel(certificate.valid_until + timedelta(hours=12)):
        last_day = heading(look(client, certificate.code))
    with time_machine.travel(certificate.valid_until + timedelta(days=1, hours=12)):
        day_after = look(client, certificate.code)

    assert (last_day, heading(day_after)) == ("This certificate is valid", "This certificate has expired")
    assert "Was valid until" in said(day_after)


def test_what_a_correction_revoked_is_said_to_be_revoked(client, certificate, officer):
    session = certificate.attendance.session
    reopen_session(session, reason="Wrong", by=officer)
    set_extent(certificate.attendance, extent=Attendance.Extent.PARTIAL, by=officer)
    finish_session(session, source=Source.REGISTER, by=officer)

    assert heading(look(client, certificate.code)) == "This certificate was revoked"


@pytest.mark.parametrize(
    "end", [lambda each, by: revoke(each, reason="Mistake", by=by), lambda each, by: reissue(each, name="A. K.")]
)
def test_what_holds_no_more_is_not_said_to_be_valid_until_a_day(client, certificate, officer, end):
    end(certificate, officer)

    assert list(said(look(client, certificate.code))) == ["Course", "Attended on", "Initials"]


def test_the_reason_of_an_officer_is_nobody_s_business(client, certificate, officer):
    revoke(certificate, reason="Bo Lind sat there", by=officer)

    assert "Bo Lind" not in look(client, certificate.code).text


def test_an_old_code_says_that_there_is_a_newer(client, certificate):
    new = reissue(certificate, name="Amina K.")

    headings = [heading(look(client, code)) for code in (certificate.code, new.code)]
    assert headings == ["This certificate was replaced", "This certificate is valid"]
    assert new.code not in look(client, certificate.code).text


@pytest.mark.parametrize("status", Certificate.Status)
def test_after_erasure_the_record_is_no_longer_held(client, certificate, status):
    Certificate.objects.update(name_printed="", initials="", status=status)

    page = look(client, certificate.code)

    assert heading(page) == "We no longer hold this record"
    assert "Initials" not in said(page)


def test_what_waits_for_an_evaluation_is_unknown_until_then(client, officer):
    certificate = certified(officer, certificate_needs_evaluation=True)
    before = look(client, certificate.code).status_code
    Attendance.objects.update(feedback_given=True)

    assert (before, look(client, certificate.code).status_code) == (404, 200)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("0123456789abcdef", "0123456789abcdef"),
        ("0123 4567 89AB CDEF", "0123456789abcdef"),
        (" 0123-4567-89ab-cdef ", "0123456789abcdef"),
        ("Oi23456789abcdef", "0123456789abcdef"),
        ("oL23456789ABCDEF", "0123456789abcdef"),
        ("\N{FULLWIDTH DIGIT ZERO}\N{FULLWIDTH DIGIT ONE}23456789abcdef", "0123456789abcdef"),
        ("0123456789abcde", ""),
        ("0123456789abcdef0", ""),
        ("0123456789abcde!", ""),
        ("", ""),
        ("a" * 10_000, ""),
    ],
)
def test_a_code_is_read_however_it_is_typed(typed, meant):
    assert code_meant(typed) == meant


def test_a_typed_code_leads_to_its_page(client, certificate):
    typed = certificate.code.upper().replace("0", "O").replace("1", "I")

    answer = client.post(reverse("verify"), {"code": f"{typed[:4]} {typed[4:8]}-{typed[8:]}"})

    assert answer.url == reverse("verify_code", args=[certificate.code])


@pytest.mark.parametrize("typed", ["", "ABCD", "\0" * 16])
def test_what_cannot_be_a_code_is_said_at_the_form(client, typed):
    page = client.post(reverse("verify"), {"code": typed})

    assert [field for field, _error in errors(page)] == ["id_code"]


def test_every_unknown_code_gets_the_same_page(client):
    pages = [look(client, code) for code in (new_code(16), new_code(16), "nonsense", "%E2%80%AE")]

    assert [page.status_code for page in pages] == [404] * 4
    assert len({page.content for page in pages}) == 1


def test_a_code_has_eighty_random_bits(certificate):
    codes = {Certificate().code for _number in range(200)}

    assert {len(code) for code in codes} == {16}
    assert len({code[:4] for code in codes}) > 190


def test_of_guesses_twenty_an_hour_are_answered_and_none_hits(client, certificate):
    answers = [look(client, new_code(16)).status_code for _guess in range(60)]

    assert answers == [404] * 20 + [429] * 40


@pytest.mark.soak
def test_ten_thousand_guesses_find_nothing(client, certificate):
    answers = {look(client, new_code(16), REMOTE_ADDR=f"10.0.{n // 250}.{n % 250}").status_code for n in range(10_000)}

    assert answers == {404}


def test_a_true_code_is_answered_whatever_came_from_the_same_address(client, certificate):
    for _guess in range(30):
        look(client, new_code(16))

    assert look(client, certificate.code).status_code == 200


@pytest.mark.parametrize(
    ("typed", "answer"),
    [("NV00123", "Yes"), ("nv 00123", "Yes"), (" NV 001 23", "Yes"), ("NV123", "No"), ("00123", "No")],
)
def test_a_badge_number_matches_or_not(client, of_driver, typed, answer):
    page = client.post(reverse("verify_code", args=[of_driver.code]), {"badge": typed})

    assert re.findall(r"<strong>(Yes|No): this badge number", page.text) == [answer]
    assert "00123" not in re.sub(r'value="[^"]*"', "", page.text)


def test_the_badge_is_asked_for_only_where_there_is_one(client, certificate):
    page = client.post(reverse("verify_code", args=[certificate.code]), {"badge": "NV00123"})

    assert "badge" not in page.text.lower()


def test_nobody_tries_badge_numbers_one_after_another(client, of_driver):
    numbers = [f"NV{number:05}" for number in range(100, 125)]

    answers = [client.post(reverse("verify_code", args=[of_driver.code]), {"badge": n}).status_code for n in numbers]

    assert answers == [200] * 20 + [429] * 5


def test_after_erasure_no_badge_is_compared(client, of_driver):
    Certificate.objects.update(name_printed="", initials="")

    page = client.post(reverse("verify_code", args=[of_driver.code]), {"badge": "NV00123"})

    assert "badge" not in page.text.lower()


def test_looking_changes_nothing_and_says_nothing_of_a_badge_typed_in_the_address(client, of_driver):
    page = client.get(reverse("verify_code", args=[of_driver.code]) + "?badge=NV00123")

    assert "Yes:" not in page.text
    assert Certificate.objects.values().get()["status"] == "valid"


def test_search_engines_and_caches_keep_nothing(client, certificate):
    pages = [client.get(reverse("verify")), look(client, certificate.code), look(client, new_code(16))]

    assert [{name: page.headers[name] for name in HIDDEN} for page in pages] == [HIDDEN] * 3


def test_it_is_said_in_the_reader_s_language(client, certificate):
    page = client.get(f"/ur/verify/{certificate.code}/")

    assert (page.status_code, 'dir="rtl"' in page.text) == (200, True)


def test_one_query_answers(client, certificate, django_assert_num_queries, still):
    look(client, certificate.code)

    with django_assert_num_queries(1):
        look(client, certificate.code)
