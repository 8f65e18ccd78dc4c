"""The register on a phone, as plain pages and as its script asks for it."""

import gzip
import re
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
import time_machine
from django.contrib.staticfiles import finders
from django.db import OperationalError
from django.urls import reverse

from courses.models import BookingTerms
from people.delegates import Person
from sessions.finishing import settle
from sessions.models import Attendance, RegisterEntry, RegisterLink, SessionStatus
from sessions.register_links import make_link
from tests import factories

pytestmark = pytest.mark.django_db
Outcome = RegisterEntry.Outcome
ASKED = {"X-Register-Entry": "ask"}


@pytest.fixture
def during(session):
    """The clock ticks on from five minutes after the start."""
    with time_machine.travel(session.starts_at + timedelta(minutes=5)):
        yield session


@pytest.fixture
def booking(during):
    return factories.make_booking(during, person=Person("Bo Lind", "bo@example.org", "Eastmere Youth Service"))


def address(session, page="register", *more):
    return reverse(page, args=[session.register_token, *more])


def look(client, session, **query):
    return client.get(address(session), query)


def send(client, session, headers=None, **said):
    return client.post(address(session, "register_entry"), {"key": uuid4().hex, **said}, headers=headers)


def row_of(booking):
    return f"d{booking.delegate_id}"


def names(page):
    return [line.name for line in page.context["lines"]]


def stamp_on(page):
    return re.search(r"\?since=([\d-]+)", page.content.decode())[1]


def changes(client, session, since):
    return client.get(address(session, "register_changes"), {"since": since})


def test_one_tap_marks_somebody_and_leads_back_to_their_line(client, during, booking):
    answer = send(client, during, tick=row_of(booking))

    assert (answer.status_code, answer.url) == (302, f"{address(during)}#{row_of(booking)}")
    assert during.attendances.present().count() == 1


def test_the_page_counts_who_booked_is_here_and_walked_in(client, during, booking):
    send(client, during, tick=row_of(booking))
    send(client, during, walk_in="", name="Ada Okafor")

    counts = look(client, during).context["counts"]

    assert (counts.booked, counts.here, counts.walked_in) == (1, 2, 1)


@pytest.mark.parametrize("sought", ["lind", "EASTMERE", "bo youth", "\uff2c\uff29\uff2e\uff24"])
def test_a_name_is_found_without_a_script(client, during, booking, sought):
    factories.make_booking(during)

    assert names(look(client, during, q=sought)) == ["Bo Lind"]


def test_looking_and_previewing_records_nothing(client, during, booking):
    for page in ["register", "register_entry", "register_changes"]:
        client.get(address(during, page), {"tick": row_of(booking), "key": uuid4().hex})

    assert (Attendance.objects.count(), RegisterEntry.objects.count()) == (0, 0)


def test_a_line_opens_to_what_is_seldom_needed(client, during, booking):
    content = look(client, during, open=row_of(booking)).content.decode().partition("<template")[0]

    offered = re.findall(rf'name="(\w+)" value="{row_of(booking)}"', content)
    assert offered == ["tick", "late", "left_early", "undo", "note", "substitute"]


def test_the_note_warns_against_writing_about_a_child(client, during, booking):
    assert b"Never write anything about a child." in look(client, during, open=row_of(booking)).content


def test_a_walk_in_without_a_name_is_asked_for_it_and_nothing_is_kept(client, during):
    page = send(client, during, walk_in="", organisation="Harbour Lane School")

    assert (page.status_code, list(page.context["form"].errors)) == (200, ["name"])
    assert RegisterEntry.objects.count() == 0


def test_the_same_form_sent_twice_adds_one_and_with_another_name_a_second(client, during):
    for name in ["Ada Okafor", "Ada Okafor", "Cy Ito"]:
        client.post(address(during, "register_entry"), {"key": "0" * 32, "walk_in": "", "name": name})

    assert sorted(Attendance.objects.values_list("delegate__name", flat=True)) == ["Ada Okafor", "Cy Ito"]


def test_a_driver_is_asked_for_council_and_badge(client, taxi_session, authority):
    with time_machine.travel(taxi_session.starts_at):
        send(client, taxi_session, walk_in="", name="Bo Lind", authority=authority.pk, number="NV 007")

    assert Attendance.objects.get().badge.number == "NV 007"


def test_whoever_keeps_the_register_is_asked_about_somebody_else(client, taxi_session, authority):
    asked = look(client, taxi_session).context["walk_in"]

    assert [asked[name].label for name in ("authority", "number", "name")] == [
        "Which council licenses them?",
        "Badge number",
        "Name",
    ]


def test_who_says_that_somebody_came_late_reads_why_they_may_count_as_here(client, session):
    page = look(client, session)

    assert page.text.count("A few minutes late or early may still count as here") == 1


def test_a_driver_is_shown_with_badge_and_council(client, taxi_session, authority):
    person = factories.make_person(badge=factories.make_badge(authority, number="NV 007"))
    factories.make_booking(taxi_session, person=person)

    assert b"Badge NV 007, Northvale City Council" in look(client, taxi_session).content


def test_a_manager_who_has_not_answered_is_said(client, during, booking):
    type(booking).objects.filter(pk=booking.pk).update(status="requested")

    assert b"Manager has not answered" in look(client, during).content


def test_who_waits_can_be_marked_as_here_and_walks_in(client, session):
    factories.make_booking(session, person=Person("Bo Lind", "bo@example.org"))
    type(session).objects.filter(pk=session.pk).update(capacity=1)
    waiting = factories.make_booking(session, person=Person("Ada Okafor", "ada@example.org"), waits=True)

    with time_machine.travel(session.starts_at):
        send(client, session, tick=row_of(waiting))
        counts = look(client, session).context["counts"]

    assert (counts.booked, counts.here, counts.walked_in) == (1, 1, 1)


def test_what_a_device_sent_and_cannot_be_done_is_shown_and_done_again(client, during):
    send(client, during, headers=ASKED, walk_in="", name="", organisation="Harbour Lane School")
    [entry] = look(client, during).context["questions"]

    send(client, during, walk_in="", name="Ada Okafor", organisation="Harbour Lane School", again=entry.pk)

    entry.refresh_from_db()
    assert (entry.outcome, entry.said, during.attendances.count()) == (Outcome.LOOKED_AT, {}, 1)


def test_what_cannot_be_done_can_be_forgotten(client, during):
    send(client, during, reference="zzzz9999", tick="")
    [entry] = look(client, during).context["questions"]

    client.post(address(during, "register_review", entry.pk), {"drop": ""})

    entry.refresh_from_db()
    assert (entry.outcome, entry.said) == (Outcome.LOOKED_AT, {})


@pytest.mark.parametrize(("button", "here"), [("same", 1), ("two", 2)])
def test_one_tap_says_whether_it_is_one_person(client, during, button, here):
    for _time in range(2):
        send(client, during, walk_in="", name="Ada Okafor")
    [question] = look(client, during).context["questions"]

    client.post(address(during, "register_review", question.pk), {button: ""})

    assert (during.attendances.present().count(), look(client, during).context["questions"]) == (here, [])


def test_a_question_of_another_register_is_not_found(client, during):
    send(client, during, tick="d1")
    other = factories.make_session()

    answer = client.post(address(other, "register_review", RegisterEntry.objects.get().pk), {"drop": ""})

    assert answer.status_code == 404


@pytest.mark.parametrize("said", [{"tick": "d1", "key": ""}, {"tick": "d1", "key": "x"}, {"key": uuid4().hex}])
def test_what_no_page_of_ours_sends_is_refused(client, during, said):
    assert client.post(address(during, "register_entry"), said).status_code == 400


@pytest.mark.parametrize("odd", [{"made_at": "x"}, {"made_at": 9**40}, {"device": "x" * 99}, {"again": "9" * 40}])
def test_odd_marks_of_a_device_keep_nobody_from_being_ticked(client, during, booking, odd):
    send(client, during, tick=row_of(booking), **odd)

    assert during.attendances.present().count() == 1


@pytest.mark.parametrize(
    "said",
    [
        {"tick": "d\0"},
        {"tick": "", "reference": "\0"},
        {"walk_in": "", "organisation": "\0"},
        {"walk_in": "", "name": "Ada Okafor", "email": "a\0@example.org"},
    ],
)
def test_what_no_database_takes_is_refused_like_anything_else(client, during, said):
    send(client, during, headers=ASKED, **said)

    refused = RegisterEntry.objects.get()
    assert (refused.outcome, "\0" in "".join(refused.said.values())) == (Outcome.REFUSED, False)


def test_of_what_cannot_be_done_only_a_line_is_kept(client, during):
    send(client, during, headers=ASKED, tick="x" * 90_000)

    assert len(RegisterEntry.objects.get().said["row"]) == 300


def test_who_is_signed_in_is_named_and_otherwise_the_link(client, browse_as, officer, during, booking):
    link = make_link(during, holder="Tariq Osei", by=officer)
    send(browse_as(officer), during, tick=row_of(booking))
    client.post(reverse("register_entry", args=[link.token]), {"key": uuid4().hex, "undo": row_of(booking)})

    who = RegisterEntry.objects.order_by("pk").values_list("by", "link")
    assert list(who) == [(officer.pk, None), (None, link.pk)]


# Registers that name nobody


@pytest.fixture
def in_school(headcount_session):
    with time_machine.travel(headcount_session.starts_at):
        yield headcount_session


def test_a_headcount_session_has_no_register(client, in_school):
    page = look(client, in_school)

    assert b"This session has no register of names" in page.content
    assert (b"<input" in page.content, page.headers["X-Register-Until"]) == (False, "0")


@pytest.mark.parametrize("act", RegisterEntry.Act)
def test_nothing_that_is_sent_to_a_headcount_session_leaves_a_name(client, in_school, act):
    said = {act: "d1", "name": "Canary Finch", "text": "Canary", "organisation": "Canary", "reference": "canary12"}

    answer = send(client, in_school, headers=ASKED, **said)

    assert answer.headers["X-Register-Entry"] == "refused"
    assert RegisterEntry.objects.count() == Attendance.objects.count() == 0


def close(session, state):
    if state == "finished":
        settle(session, attended=1, qualifier="counted", source="register", by=None)
    else:
        session.status = SessionStatus.CANCELLED
        session.save(update_fields=["status"])


@pytest.mark.parametrize("state", ["finished", "cancelled"])
def test_a_closed_register_names_nobody_and_is_not_to_be_kept(client, during, booking, state):
    close(during, state)

    page = look(client, during)

    assert (b"Bo Lind" in page.content, page.headers["X-Register-Until"]) == (False, "0")


def test_an_open_page_of_a_closed_register_is_told_to_load_again(client, during, booking):
    since = stamp_on(look(client, during))
    close(during, "finished")

    assert changes(client, during, since).headers["HX-Refresh"] == "true"


# What other devices did


def test_where_nothing_changed_the_answer_is_empty(client, during, booking):
    since = stamp_on(look(client, during))

    answer = changes(client, during, since)

    assert (answer.status_code, answer.content) == (204, b"")


def test_another_devices_tick_comes_with_its_line_and_the_counts(client, during, booking):
    since = stamp_on(look(client, during))
    send(client, during, tick=row_of(booking))

    content = changes(client, during, since).content.decode()

    assert re.findall(r'id="(\w+)"[^>]* hx-swap-oob', content) == ["poll", "counts", "questions", row_of(booking)]
    assert "<dt>Here</dt><dd>1</dd>" in content


def test_after_the_change_was_shown_nothing_is_new(client, during, booking):
    since = stamp_on(look(client, during))
    send(client, during, tick=row_of(booking))

    shown = stamp_on(changes(client, during, since))

    assert changes(client, during, shown).status_code == 204


def test_another_devices_walk_in_is_put_on_the_list_once(client, during):
    since = stamp_on(look(client, during))
    send(client, during, walk_in="", name="Ada Okafor")

    content = changes(client, during, since).content.decode()

    row = f"d{Attendance.objects.get().delegate_id}"
    assert re.findall(r'id="(\w+)" hx-swap-oob="(delete)"', content) == [(row, "delete")]
    assert content.count('hx-swap-oob="afterbegin:#lines"') == 1


def test_a_substitute_takes_the_place_of_a_line(client, during, booking):
    since = stamp_on(look(client, during))
    send(client, during, substitute=row_of(booking), name="Ada Okafor")

    content = changes(client, during, since).content.decode()

    row = f"d{Attendance.objects.get().delegate_id}"
    assert f'hx-swap-oob="outerHTML:#{row},#b{booking.pk},#{row_of(booking)}"' in content


def test_undone_the_line_of_whoever_booked_comes_back(client, during, booking):
    send(client, during, substitute=row_of(booking), name="Ada Okafor")
    instead = Attendance.objects.get()
    since = stamp_on(look(client, during))
    send(client, during, undo=f"d{instead.delegate_id}")

    content = changes(client, during, since).content.decode()

    rows = re.findall(r'id="(\w+)" hx-swap-oob="(delete)"', content)
    assert sorted(rows) == sorted([(row_of(booking), "delete"), (f"d{instead.delegate_id}", "delete")])
    assert content.count('hx-swap-oob="afterbegin:#lines"') == 2


def test_whom_the_terms_keep_out_comes_instead_for_a_reason(client, during, booking):
    booking.terms = BookingTerms.objects.create(name="Schools", starts_on="2020-04-01")
    booking.terms.organisation_types.add(factories.make_organisation_type(name="School"))
    booking.save()
    send(client, during, substitute=row_of(booking), name="Ada Okafor")
    question = RegisterEntry.objects.get()
    why = 'name="overriding" value="" maxlength="300"'
    assert look(client, during).content.decode().count(why) == 1

    again = {"again": question.pk, "name": "Ada Okafor", "overriding": "Sent by the council"}
    send(client, during, substitute=row_of(booking), **again)

    question.refresh_from_db()
    assert (question.outcome, Attendance.objects.get().delegate.name) == (Outcome.LOOKED_AT, "Ada Okafor")


def test_a_question_that_comes_up_is_shown_on_other_devices(client, during):
    since = stamp_on(look(client, during))
    send(client, during, tick="d1")

    assert b"This person is no longer on the list." in changes(client, during, since).content


@pytest.mark.parametrize("since", ["", "x", "-", "1-2", "9" * 40 + "-1-1-1", "٣-٣-٣-٣", "1-1-1-1"])
def test_an_odd_stamp_shows_everything(client, during, booking, since):
    send(client, during, tick=row_of(booking))

    assert b"Bo Lind" in changes(client, during, since).content


# What it costs


def fill(session, people):
    for number in range(people):
        with time_machine.travel(session.starts_at - timedelta(days=1)):
            booking = factories.make_booking(session)
        if number % 3 == 0:
            factories.make_attendance(session, booking=booking)


@pytest.mark.parametrize("people", [3, 30])
@pytest.mark.parametrize("way", ["own", "link"])
def test_the_page_takes_the_same_statements_however_many_people(
    client, officer, course, people, way, django_assert_num_queries
):
    session = factories.make_session(course, capacity=100)
    fill(session, people)
    token = session.register_token if way == "own" else make_link(session, holder="Tariq", by=officer).token
    client.get(reverse("register", args=[token]))

    with django_assert_num_queries(4):
        client.get(reverse("register", args=[token]))


def test_asking_for_changes_of_drivers_takes_no_more(client, taxi_session, authority, django_assert_num_queries):
    for _number in range(5):
        badge = factories.make_badge(authority)
        booking = factories.make_booking(taxi_session, person=factories.make_person(badge=badge))
        factories.make_attendance(taxi_session, booking=booking, badge=None)

    with django_assert_num_queries(4):
        changes(client, taxi_session, "0-0-0-0")


@pytest.mark.parametrize("people", [3, 30])
@pytest.mark.parametrize(("since", "statements"), [("same", 3), ("0-0-0-0", 4)])
def test_asking_for_changes_takes_few_statements(client, course, people, since, statements, django_assert_num_queries):
    session = factories.make_session(course, capacity=100)
    fill(session, people)
    since = stamp_on(look(client, session)) if since == "same" else since

    with django_assert_num_queries(statements):
        changes(client, session, since)


@pytest.mark.whole
def test_a_page_of_five_hundred_names_is_small(client, course):
    session = factories.make_session(course, capacity=1000)
    for number in range(500):
        factories.make_booking(session, person=factories.make_person(organisation=f"Harbour Lane School {number % 60}"))

    page = client.get(address(session), headers={"Accept-Encoding": "gzip"})

    assert (page.headers["Content-Encoding"], len(page.content) < 40_000) == ("gzip", True)
    assert gzip.decompress(page.content).count(b'name="tick"') == 501


# What surrounds it


def test_a_full_disk_is_said_and_what_was_sent_is_not_taken_for_done(client, during, booking, monkeypatch):
    def full(*args, **facts):
        raise OperationalError("database or disk is full")

    monkeypatch.setattr("sessions.entering.RegisterEntry.save", full)
    client.raise_request_exception = False
    answer = send(client, during, headers=ASKED, tick=row_of(booking))

    assert (answer.status_code, answer.headers.get("X-Register-Entry")) == (503, None)
    assert Attendance.objects.count() == 0


@pytest.mark.parametrize("page", ["register", "register_changes"])
def test_the_pages_are_kept_out_of_caches_and_search_engines(client, during, page):
    headers = client.get(address(during, page)).headers

    kept = [headers[name] for name in ("Cache-Control", "Referrer-Policy", "X-Robots-Tag")]
    assert kept == ["no-store", "no-referrer", "noindex, nofollow"]


def test_the_page_holds_to_the_content_policy(client, during, booking):
    content = look(client, during).content.decode()

    assert re.findall(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son\w+=", content) == []


def scripts_allowed(page):
    return re.search(r"script-src ([^;]+)", page.headers["Content-Security-Policy"])[1]


def test_only_the_register_itself_may_run_the_reader_of_codes(client, during):
    pages = [look(client, during), client.get(address(during, "register_changes")), client.get("/verify/")]

    assert [scripts_allowed(page) for page in pages] == ["'self' 'wasm-unsafe-eval'", "'self'", "'self'"]


def test_the_reader_of_codes_names_no_address_elsewhere():
    reader = Path(finders.find("sessions/register-reader.js")).read_text()

    assert re.findall(r"https?:|//\w+\.", reader) == []


def classes_known(sheet):
    return set(re.findall(r"\.([a-z][\w-]*)", Path(finders.find(f"design/{sheet}.css")).read_text()))


def classes_on(page):
    return {each for names in re.findall(r'class="([^"]*)"', page.content.decode()) for each in names.split()}


@pytest.fixture
def busy_pages(client, during, booking, taxi_session, authority):
    """Registers that show all they can: a line opened, a question of each kind, forms with errors, drivers."""
    send(client, during, tick="d1", headers=ASKED)
    send(client, during, walk_in="", name="Bo Lind", headers=ASKED)
    wrong = send(client, during, walk_in="")
    with time_machine.travel(taxi_session.starts_at):
        drivers = [look(client, taxi_session), send(client, taxi_session, walk_in="")]
    return [wrong, look(client, during, open=row_of(booking), q="bo"), *drivers]


def test_the_small_sheet_of_the_register_leaves_out_nothing_that_it_shows(busy_pages):
    used = {each for page in busy_pages for each in classes_on(page)}

    assert {"question", "more", "govuk-error-summary", "govuk-select", "govuk-checkboxes__input"} <= used
    assert used & classes_known("muster") - classes_known("muster-small") == set()


def test_no_cookie_is_set(client, during, booking):
    look(client, during)
    send(client, during, tick=row_of(booking))

    assert dict(client.cookies) == {}


def test_the_worker_is_handed_out_from_above_all_registers(client):
    answer = client.get("/register/worker.js")

    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/javascript; charset=utf-8")
    assert b"register-entries" in answer.content


def test_who_scanned_cannot_open_the_register(client, during):
    for token in [during.door_token, during.feedback_token, during.reference]:
        assert client.get(reverse("register", args=[token])).status_code == 404

    assert RegisterLink.objects.count() == 0


def test_the_back_office_shows_what_phones_sent_in_vain(browse_as, officer, client, during):
    send(client, during, tick="d1", headers=ASKED)

    page = browse_as(officer).get(reverse("sessions:register", args=[during.pk]))

    assert b"This person is no longer on the list." in page.content
    assert address(during).encode() in page.content
