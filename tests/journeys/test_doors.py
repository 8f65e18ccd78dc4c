"""Every address, tried by another site, by a frame, and by a machine that only looks (faults B4, F4, H10)."""

import re
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest
from django.http import HttpResponseForbidden
from django.test import Client
from django.urls import get_resolver
from django.urls.resolvers import URLResolver
from django.utils import timezone

from feedback.models import Response
from sessions.models import Attendance, BookingStatus
from tests.factories import make_attendance, make_booking, make_session

FOREIGN = {"Origin": "https://elsewhere.example"}
# Their own check stands in the place of Django's, see sessions.views.checked and sessions.tickets.
CHECKED_OTHERWISE = {"door_booked", "door_walk_in", "feedback", "booking_cancel", "booking_accept", "booking_decline"}
CHECKED_OTHERWISE |= {"door_known", "door_out", "booking_sign_in"}
CHECKED_OTHERWISE |= {"booking_correct", "booking_hand_over", "booking_move", "booking_name", "booking_new_link"}
CHECKED_OTHERWISE |= {"booking_certificate_name", "door_certificate_name", "my_training_certificate_name"}
CHECKED_OTHERWISE |= {"verify", "verify_code"}
CHECKED_OTHERWISE |= {"group_accept", "group_cancel", "group_decline", "group_seat", "group_seat_cancel"}
CHECKED_OTHERWISE |= {
    "group_seat_send",
    "group_summary",
    "permission_approve",
    "permission_decline",
    "request_withdraw",
    "register_entry",
    "register_review",
}
CHECKED_OTHERWISE |= {
    "register_headcount",
    "my_training",
    "my_training_open",
    "my_training_person",
    "my_training_leave",
}
# Wagtail's interface for its own scripts, which checks the mark after it has found out who asks.
WAGTAILS_INTERFACE = {"listing", "find", "detail", "action"}
MADE_UP = {"uuid": "5e3b7e36-29a4-4c3e-8a0d-1b8a5e0f2a11"}

BEHIND_A_LINK = ["{mine}", "{mine}cancel/", "{mine}calendar.ics", "{door}", "{door}booked/", "{door}walk-in/", "{done}"]
BEHIND_A_LINK += ["{feedback}", "{feedback_given}", "{feedback_of_children}", "{screen}", "{screen}count/", "{sheet}"]
BEHIND_A_LINK += ["{certified}", "{certified}certificate.pdf", "{certified}certificate/name/", "{verify}", "/verify/"]
BEHIND_A_LINK += ["{certified_done}", "{certified_done}certificate.pdf", "{certified_done}certificate/name/"]
BEHIND_A_LINK += ["{mine}sign-in/", "{door}known/", "{door}out/", "/in/", "/in/nosuchdoor/nosuchcode/", "{screen}code/"]
BEHIND_A_LINK += ["{register}", "{register}entry/", "{register}changes/"]
BEHIND_A_LINK += ["{headcount}", "{sign_in_sheet}"]
SEEN_BY_ALL = ["/", "/training/", "/privacy/", "{book_coming}", "/licensing/", "/accounts/login/", "/nowhere/"]


def views_below(resolver, *, prefix=""):
    """Yield (address with made-up parts, pattern) for everything that can be asked for."""
    for pattern in resolver.url_patterns:
        path = prefix + made_up(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from views_below(pattern, prefix=path)
        else:
            yield f"/{path}", pattern


def made_up(pattern):
    """Return a text that a pattern matches: of a regular expression its named parts made up, the others left out."""
    route = getattr(pattern, "_route", None)
    if route is None:
        return re.sub(r"\(.*\)|[\^$]", "", re.sub(r"\(\?P<\w+>[^)]*\)", "1", str(pattern)))
    return re.sub(r"<(?:(\w+):)?\w+>", lambda part: MADE_UP.get(part[1], "1"), str(route))


def everything():
    return dict(views_below(get_resolver()))


def is_checked_by_django(pattern):
    return not getattr(pattern.callback, "csrf_exempt", False)


def test_django_checks_every_form_but_those_checked_otherwise():
    unchecked = {pattern.name for pattern in everything().values() if not is_checked_by_django(pattern)}

    assert unchecked == CHECKED_OTHERWISE | WAGTAILS_INTERFACE


def refused_without_a_page(request, reason=""):
    return HttpResponseForbidden()  # hundreds of pages would be rendered that nobody looks at


@pytest.mark.whole
@pytest.mark.parametrize("headers", [FOREIGN, {}], ids=["from another site", "without a mark"])
def test_no_address_takes_a_forged_form(administrator, headers, settings):
    settings.CSRF_FAILURE_VIEW = f"{__name__}.refused_without_a_page"
    forged = Client(enforce_csrf_checks=True, headers=headers)
    forged.force_login(administrator)
    checked = [path for path, pattern in everything().items() if pattern.name not in CHECKED_OTHERWISE]

    taken = {path: status for path in checked if (status := forged.post(path).status_code) != 403}

    assert taken == {}


@pytest.fixture
def begun(course):
    return make_session(course, starts_at=timezone.now())


@pytest.fixture
def at_the_door(begun):
    """A browser that holds a ticket of the door, and shows it to whoever asks."""
    client = Client(enforce_csrf_checks=True)
    client.get(f"/in/{begun.door_token}/")
    return client


@pytest.mark.parametrize("way", ["booked", "walk-in", "known", "out"])
def test_another_site_signs_nobody_in(begun, at_the_door, way):
    facts = {"typed": make_booking(begun).reference} if way == "booked" else {}

    answer = at_the_door.post(f"/in/{begun.door_token}/{way}/", facts, headers=FOREIGN)

    assert (answer.status_code, Attendance.objects.count()) == (403, 0)


def test_another_site_ticks_nobody(begun):
    said = {"key": MADE_UP["uuid"], "tick": f"d{make_booking(begun).delegate_id}"}

    answer = Client(enforce_csrf_checks=True).post(f"/register/{begun.register_token}/entry/", said, headers=FOREIGN)

    assert (answer.status_code, Attendance.objects.count()) == (403, 0)


def test_another_site_gives_no_feedback(begun, client):
    token = make_attendance(begun).feedback_token

    answer = client.post(f"/feedback/{token}/", {"q-satisfied": "5"}, headers=FOREIGN)

    assert (answer.status_code, Response.objects.count()) == (403, 0)


def test_another_site_cancels_no_booking(session):
    booking = make_booking(session)

    answer = Client(enforce_csrf_checks=True).post(f"/booking/{booking.token}/cancel/", headers=FOREIGN)

    booking.refresh_from_db()
    assert (answer.status_code, booking.status) == (403, BookingStatus.CONFIRMED)


@pytest.fixture(scope="module")
def ask(muster_sqlite, states):
    """Give a function that looks at an address of the running server; returns the answer's headers."""

    def look(path, method="GET"):
        connection = HTTPConnection(urlsplit(muster_sqlite.url).netloc, timeout=60)
        connection.request(method, path.format(**states))
        headers = connection.getresponse().headers
        connection.close()
        return headers

    return look


@pytest.mark.browser
@pytest.mark.parametrize("path", [*SEEN_BY_ALL, *BEHIND_A_LINK])
def test_no_page_can_be_framed(ask, path):
    directives = ask(path)["Content-Security-Policy"].split("; ")

    assert "frame-ancestors 'none'" in directives


POLICY = {"default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "font-src 'self'"}
POLICY |= {
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}
SCANS = {"{register}": "script-src 'self' 'wasm-unsafe-eval'"}


@pytest.mark.browser
@pytest.mark.parametrize("path", [*SEEN_BY_ALL, *BEHIND_A_LINK])
def test_only_the_register_may_run_a_compiled_program(ask, path):
    directives = ask(path)["Content-Security-Policy"].split("; ")

    scripts = SCANS.get(path, "script-src 'self'")
    assert sorted(directives) == sorted(POLICY - {"script-src 'self'"} | {scripts})


@pytest.mark.browser
@pytest.mark.parametrize("path", BEHIND_A_LINK)
def test_a_personal_link_stays_where_it_is(ask, path):
    headers = ask(path)

    kept = [headers[name] for name in ("Referrer-Policy", "Cache-Control", "X-Robots-Tag")]
    assert kept == ["no-referrer", "no-store", "noindex, nofollow"]


@pytest.mark.browser
def test_looking_records_nothing(ask, muster_sqlite):
    count = "print([each.objects.count() for each in (Booking, BookingChange, Attendance, Response, Answer, Message)])"
    before = muster_sqlite.shell(count)

    for path in BEHIND_A_LINK:
        for method in ("HEAD", "GET"):
            ask(path, method)

    assert muster_sqlite.shell(count) == before
