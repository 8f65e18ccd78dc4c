"""What is projected or printed in the room."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from sessions.codes import qr_svg
from sessions.projecting import changing_code_of, printed_code_of
from sessions.room_secrets import room_address, room_secret
from sessions.rotating import is_current
from tests import factories

pytestmark = pytest.mark.django_db
PAGES = ["screen", "screen_count", "code_sheet"]


def look(client, session, page="screen", *, minutes=5):
    with time_machine.travel(session.starts_at + timedelta(minutes=minutes), tick=False):
        return client.get(address_of(page, session))


def address_of(page, session):
    of_count = page == "screen_count"
    return room_address("screen", session) + "count/" if of_count else room_address(page, session)


def test_the_address_stands_beside_the_printed_code_in_words(session):
    code = printed_code_of(session)

    assert (code["host"], code["path"]) == ("muster.example.org", f"/in/{session.door_token}/")


def test_the_short_address_and_what_to_type_stand_beside_the_changing_code(session):
    code = changing_code_of(session)

    assert (code["host"], code["short"]) == ("muster.example.org", "muster.example.org/in/")
    assert is_current(session, code["typed"])


def test_the_code_is_drawn_as_one_outline_with_a_name_for_screen_readers():
    drawing = qr_svg("https://muster.example.org/in/abc/", label="Code to scan")

    assert re.findall(r"<(\w+)", drawing) == ["svg", "title", "rect", "path"]
    assert "<title>Code to scan</title>" in drawing


def test_the_label_of_a_code_is_text():
    assert "<script>" not in qr_svg("https://muster.example.org/", label="<script>")


@pytest.mark.parametrize("page", ["screen", "code_sheet"])
def test_who_scanned_cannot_derive_the_link_of_the_screen(client, session, page):
    scanned = session.door_token

    assert client.get(reverse(page, args=[scanned])).status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_an_unknown_link_is_not_found(client, db, page):
    assert client.get(reverse(page, args=["nosuchregister"])).status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_no_page_in_the_room_is_kept_or_told_on(client, session, page):
    headers = look(client, session, page).headers

    assert (headers["Cache-Control"], headers["Referrer-Policy"]) == ("no-store", "no-referrer")


@pytest.mark.parametrize("page", PAGES)
def test_nobody_is_named_in_the_room(client, session, page):
    factories.make_attendance(session, person=factories.make_person(name="Priya Nwosu", email="priya@example.org"))

    content = look(client, session, page).content.decode()

    assert "Priya" not in content
    assert "priya@" not in content


def test_the_screen_counts_who_is_there(client, session):
    for _person in range(3):
        factories.make_attendance(session)

    assert b"<strong>3</strong> signed in" in look(client, session).content


def test_who_was_marked_absent_is_not_counted(client, session):
    factories.make_attendance(session, extent="none")

    assert b"<strong>0</strong> signed in" in look(client, session, "screen_count").content


def test_the_screen_asks_for_the_count_again_and_again(client, session):
    asked = reverse("screen_count", args=[room_secret("screen", session)])

    assert f'hx-get="{asked}" hx-trigger="every 3s"' in look(client, session).content.decode()


def test_at_the_end_the_whole_screen_changes_and_asks_no_more(client, session):
    fragment, screen = (look(client, session, page, minutes=121) for page in ["screen_count", "screen"])

    assert fragment.headers["HX-Refresh"] == "true"
    assert b"hx-get" not in screen.content


def test_before_it_opens_the_screen_says_when(client, session):
    assert b"at 9.30am" in look(client, session, minutes=-60).content


def test_after_the_end_the_screen_says_so(client, session):
    assert b"Signing in has ended" in look(client, session, minutes=121).content


@pytest.mark.parametrize("page", ["screen", "code_sheet"])
def test_a_headcount_session_has_no_code(client, headcount_session, page):
    content = look(client, headcount_session, page).content

    assert b"There is no code to scan." in content
    assert b"muster-code__drawing" not in content


@pytest.mark.parametrize("page", ["screen", "code_sheet"])
def test_a_cancelled_session_has_no_code(client, session, page):
    session.status = "cancelled"
    session.save()

    assert b"muster-code__drawing" not in look(client, session, page).content


@pytest.mark.parametrize("page", ["screen", "code_sheet"])
def test_the_room_holds_to_the_content_policy(client, session, page):
    content = look(client, session, page).content.decode()

    assert re.findall(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son\w+=", content) == []


def test_asking_for_the_count_takes_two_statements(client, session, django_assert_num_queries):
    look(client, session, "screen_count")

    with django_assert_num_queries(2):
        look(client, session, "screen_count")
