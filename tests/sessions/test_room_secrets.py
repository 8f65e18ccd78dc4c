"""The secrets of what everybody in the room can read lead to nothing else."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from people.keys import new_code
from sessions.models import SessionStatus
from sessions.register_links import end_of_links, make_link, withdraw_link
from sessions.room_secrets import CODE_SHEET, SCREEN, room_address, room_secret
from sessions.sheets import said_on
from tests import factories

pytestmark = pytest.mark.django_db
PAGES = [SCREEN, CODE_SHEET]
REGISTER = ["register", "register_entry", "register_changes", "register_headcount", "register_sheet"]
DOOR = ["door", "door_booked", "door_walk_in", "door_out", "booking", "feedback"]


@pytest.fixture
def link(session, officer):
    return make_link(session, holder="Tariq Osei", email="tariq@example.org", by=officer)


def statuses(client, addresses):
    return {address: client.get(address).status_code for address in addresses}


@pytest.mark.parametrize("page", PAGES)
def test_a_secret_of_the_room_opens_its_own_page_and_nothing_else(client, session, link, page):
    for register in [session.register_token, link.token]:
        secret = room_secret(page, session, register=register)
        others = [name for name in [*PAGES, *REGISTER, *DOOR] if name != page]

        opened = {name: client.get(reverse(name, args=[secret])).status_code for name in [page, *others]}

        assert opened == {page: 200} | dict.fromkeys(others, 404)


@pytest.mark.parametrize("path", ["", "screen/", "sheet/"])
def test_a_secret_of_the_room_is_no_registers(client, session, path):
    assert client.get(f"/register/{room_secret(SCREEN, session)}/{path}").status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_sent_by_a_secret_of_the_room(client, session, page):
    booking = factories.make_booking(session)
    sent = {"tick": booking.pk, "key": "6c9b7f0e-6b34-4a52-9d8e-0b6f3a1c2d4e"}

    answer = client.post(reverse("register_entry", args=[room_secret(page, session)]), sent)

    assert (answer.status_code, session.attendances.count(), session.register_entries.count()) == (404, 0, 0)


def test_secrets_of_the_room_are_like_all_secrets_and_have_nothing_of_the_registers(session, link):
    registers = [session.register_token, link.token]
    secrets = [room_secret(page, session, register=register) for page in PAGES for register in registers]

    assert all(re.fullmatch("[0-9a-hjkmnp-tv-z]{26}", secret) for secret in secrets)
    assert len({secret[6:] for secret in secrets}) == 4
    assert not any(register[i : i + 8] in secret for secret in secrets for register in registers for i in range(19))


def test_the_register_cannot_be_had_without_the_key_of_the_server(session, settings):
    before = room_secret(SCREEN, session)

    settings.SECRET_KEY = "another"

    assert room_secret(SCREEN, session)[6:] != before[6:]


@pytest.mark.parametrize("page", PAGES)
def test_a_secret_of_the_room_ends_with_the_link_it_follows_from(client, session, link, officer, page):
    own, lent = room_address(page, session), room_address(page, session, register=link.token)
    before = statuses(client, [own, lent])

    withdraw_link(link, by=officer)

    assert (before, statuses(client, [own, lent])) == ({own: 200, lent: 200}, {own: 200, lent: 404})


@pytest.mark.parametrize("page", PAGES)
def test_a_secret_of_the_room_ends_when_links_do(client, session, link, page):
    own, lent = room_address(page, session), room_address(page, session, register=link.token)

    with time_machine.travel(end_of_links(session), tick=False):
        assert statuses(client, [own, lent]) == {own: 200, lent: 404}


@pytest.mark.parametrize("page", PAGES)
def test_a_secret_of_the_room_ends_when_the_registers_is_drawn_anew(client, session, page):
    address = room_address(page, session)

    session.register_token = new_code(26)
    session.save()

    assert client.get(address).status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_unknown_and_guessed_secrets_and_drafts_are_the_same_404(client, session, page):
    draft = factories.make_session(status=SessionStatus.DRAFT)
    right = room_secret(page, session)
    secrets = [new_code(26), right[:6] + new_code(20), right[:-1], "x", room_secret(page, draft)]

    answers = [client.get(reverse(page, args=[secret])) for secret in secrets]

    assert [answer.status_code for answer in answers] == [404] * len(secrets)
    assert len({answer.content for answer in answers}) == 1


@pytest.mark.parametrize(("path", "page"), [("screen", SCREEN), ("sheet", CODE_SHEET)])
def test_where_the_pages_stood_before_leads_on_at_once(client, session, link, path, page):
    for register in [session.register_token, link.token]:
        answer = client.get(f"/register/{register}/{path}/")

        assert (answer.url, answer.content) == (room_address(page, session, register=register), b"")


def test_the_register_leads_to_the_screen_of_the_link_by_which_it_was_opened(client, session, link):
    page = client.get(reverse("register", args=[link.token])).text

    assert re.findall(r'href="(/screen/[^"]+)"', page) == [room_address(SCREEN, session, register=link.token)]


def test_the_office_leads_to_the_screen_from_the_register(browse_as, officer, session):
    page = browse_as(officer).get(f"/admin/sessions/register/{session.pk}/").text

    assert re.findall(r'href="(/screen/[^"]+)"', page) == [room_address(SCREEN, session)]


@pytest.mark.parametrize("path", ["", "count/", "code/"])
def test_nothing_in_the_room_carries_the_registers_secret(client, session, link, path):
    with time_machine.travel(session.starts_at + timedelta(minutes=5), tick=False):
        for register in [session.register_token, link.token]:
            page = client.get(room_address(SCREEN, session, register=register) + path).text

            assert (bool(page), session.register_token in page, link.token in page) == (True, False, False)


def test_no_sheet_carries_the_registers_secret(client, session, link):
    for register in [session.register_token, link.token]:
        sheets = [
            client.get(room_address(CODE_SHEET, session, register=register)).text,
            str(said_on(session, is_large=False)),
        ]

        assert not any(secret in sheet for sheet in sheets for secret in [session.register_token, link.token])
