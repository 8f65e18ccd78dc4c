"""The code that changes every half minute: derived, never kept, and short-lived (faults B1, B2, B9, B13)."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
import zxingcpp
from PIL import Image, ImageDraw

from people.keys import ALPHABET, new_code
from sessions.copying import copy_session
from sessions.models import Attendance
from sessions.projecting import changing_code_of, printed_code_of
from sessions.room_secrets import room_address
from sessions.rotating import code_for, is_current, session_showing
from tests import factories

pytestmark = pytest.mark.django_db
START = factories.london(2026, 12, 8, 10)


@pytest.fixture
def session(course):
    return factories.make_session(course, starts_at=START, door_rule="rotating")


@pytest.fixture
def clock():
    with time_machine.travel(START, tick=False) as clock:
        yield clock


def address(session, code=None):
    return f"/in/{session.door_token}/" + (f"{code}/" if code else "")


def same_page(response):
    return response.status_code, response.content


def test_a_code_is_eight_characters_that_are_easily_read(session):
    code = code_for(session)

    assert (len(code), set(code) <= set(ALPHABET)) == (8, True)


def test_a_code_holds_for_its_window_and_changes_with_the_next(session):
    codes = [code_for(session, at=START + timedelta(seconds=seconds)) for seconds in (0, 29, 30)]

    assert [code == codes[0] for code in codes] == [True, True, False]


def test_no_two_sessions_have_the_same_code(session, course):
    assert code_for(session, at=START) != code_for(factories.make_session(course), at=START)


def test_a_code_hangs_on_the_secret_key(session, settings):
    code = code_for(session, at=START)
    settings.SECRET_KEY = "another"

    assert code_for(session, at=START) != code


@pytest.mark.parametrize("phase", [0, 10, 29])
@pytest.mark.parametrize(("later", "holds"), [(0, True), (29, True), (61, False), (95, False)])
def test_a_code_holds_in_its_window_and_the_next(session, phase, later, holds):
    scanned = START + timedelta(seconds=phase)

    assert is_current(session, code_for(session, at=scanned), now=scanned + timedelta(seconds=later)) is holds


@pytest.mark.parametrize("later", [29, 61, 95])
def test_scanning_with_a_code_of_earlier_leads_in_as_long_as_it_holds(client, session, clock, later):
    code = code_for(session)
    clock.shift(later)

    response = client.get(address(session, code))

    assert (response.status_code, "door" in response.cookies) == ((302, True) if later == 29 else (404, False))


def test_a_scan_leads_to_the_form(client, session, clock):
    response = client.get(address(session, code_for(session)), follow=True)

    assert response.redirect_chain == [(address(session), 302)]
    assert b'name="typed"' in response.content


def test_without_a_scan_the_address_alone_is_not_enough(client, session, clock):
    response = client.get(address(session))

    assert (response.status_code, "door" in response.cookies) == (404, False)
    assert "Scan the code on the screen" in response.text


@pytest.mark.parametrize("page", ["booked", "walk-in"])
def test_without_a_scan_no_form_is_shown(client, session, clock, page):
    assert client.get(f"{address(session)}{page}/").status_code == 404


def test_wrong_expired_guessed_and_unknown_are_one_page(client, session, course, clock):
    draft = factories.make_session(course, status="draft", starts_at=START)
    expired = code_for(session, at=START - timedelta(seconds=95))
    tried = [address(session), address(session, expired), address(session, new_code(8)), address(draft)]
    tried += [f"/in/{new_code(26)}/", f"/in/{new_code(26)}/{new_code(8)}/", f"/in/?code={new_code(8)}"]

    assert len({same_page(client.get(each)) for each in tried}) == 1


def test_a_printed_ticket_does_not_open_a_door_that_rotates(client, session, clock):
    session.door_rule = "printed"
    session.save()
    client.get(address(session))
    session.door_rule = "rotating"
    session.save()

    assert client.get(address(session)).status_code == 404


def test_looking_at_the_form_again_does_not_renew_the_ticket(client, session, clock):
    client.get(address(session, code_for(session)))
    clock.shift(timedelta(minutes=9))
    client.get(address(session))
    clock.shift(timedelta(minutes=2))

    assert client.get(address(session)).status_code == 404


@pytest.mark.parametrize("rule", ["printed", "confirmed"])
def test_where_the_printed_code_is_enough_the_changing_one_is_too(client, session, clock, rule):
    session.door_rule = rule
    session.save()

    assert client.get(address(session, code_for(session))).url == address(session)


def test_the_clock_of_a_phone_says_nothing(client, session, clock):
    yesterday = "Mon, 07 Dec 2026 10:00:00 GMT"

    answer = client.get(address(session, code_for(session)), headers={"Date": yesterday})

    assert answer.status_code == 302


@pytest.mark.parametrize("typed", ["{}", "{} ", " {}"])
@pytest.mark.parametrize(
    "spelt", [str.upper, lambda code: f"{code[:4]} {code[4:]}", lambda code: f"{code[:4]}-{code[4:]}"]
)
def test_the_short_address_takes_the_code_however_it_is_typed(client, session, clock, typed, spelt):
    code = typed.format(spelt(code_for(session)))

    response = client.get("/in/", {"code": code})

    assert (response.status_code, response.url) == (302, address(session))


def test_the_short_address_asks_for_the_code(client, db):
    response = client.get("/in/")

    assert (response.status_code, "Type the code on the screen" in response.text) == (200, True)


def test_only_a_door_that_is_open_is_found_by_its_code_alone(session):
    early, late = START - timedelta(hours=1), START + timedelta(hours=3)

    for moment, found in [(early, None), (START, session), (late, None)]:
        with time_machine.travel(moment, tick=False):
            assert session_showing(code_for(session)) == found


def test_a_code_alone_is_looked_up_in_one_query(session, clock, django_assert_num_queries):
    for _other in range(3):
        factories.make_session(starts_at=START)
    session_showing(code_for(session))

    with django_assert_num_queries(1):
        session_showing(new_code(8))


def test_ten_thousand_guesses_open_nothing(session, clock):
    assert not any(is_current(session, new_code(8)) for _guess in range(10_000))


def test_codes_that_do_not_hold_are_counted_and_one_that_does_is_not_stopped(client, session, clock):
    statuses = [client.get(address(session, new_code(8))).status_code for _guess in range(70)]

    assert (statuses[0], statuses[-1]) == (404, 429)
    assert client.get(address(session, code_for(session))).status_code == 302


def test_beyond_the_count_the_words_stay_the_same(client, session, clock):
    pages = {client.get(address(session, new_code(8))).content for _guess in range(70)}

    assert len(pages) == 1


def test_looking_records_nothing(client, session, clock):
    for path in [address(session, code_for(session)), "/in/", f"/in/?code={code_for(session)}"]:
        client.get(path)
        client.head(path)

    assert Attendance.objects.count() == 0


@pytest.mark.parametrize("path", ["/in/", "/in/nosuchdoor/", "/in/nosuchdoor/nosuchcode/"])
def test_no_page_is_kept_or_told_on(client, db, path):
    headers = client.get(path).headers

    assert (headers["Cache-Control"], headers["Referrer-Policy"]) == ("no-store", "no-referrer")


@pytest.mark.parametrize(("audience", "rule"), [("taxi-trade", "rotating"), ("professionals", "printed")])
def test_drivers_sign_in_by_the_changing_code_unless_somebody_chose(audience, rule):
    assert factories.make_session(factories.make_course(audience=audience)).door_rule == rule


def test_what_somebody_chose_stays_when_copied(course, officer):
    session = factories.make_session(course, door_rule="confirmed")
    starts_at = session.starts_at + timedelta(weeks=52)

    copy = copy_session(session, days=[(starts_at, starts_at + timedelta(hours=2))], by=officer)

    assert copy.door_rule == "confirmed"


# What the screen and the sheet show


def read(drawing):
    """Return what a camera reads from a drawing of ours: black runs on white, a square for each unit."""
    size = int(re.search(r'viewBox="0 0 (\d+)', drawing)[1])
    image = Image.new("L", (size * 8, size * 8), 255)
    for x, y, length in re.findall(r"M(\d+),(\d+)h(\d+)", drawing):
        left, top = int(x) * 8, int(y) * 8
        ImageDraw.Draw(image).rectangle([left, top, left + int(length) * 8 - 1, top + 7], fill=0)
    (found,) = zxingcpp.read_barcodes(image)
    return found.text


@pytest.mark.parametrize("code_of", [printed_code_of, changing_code_of])
def test_a_camera_reads_our_own_host_and_nothing_about_anybody(session, clock, code_of):
    factories.make_booking(session, person=factories.make_person(name="Priya Nwosu", email="priya@example.org"))

    address = urlsplit(read(code_of(session)["drawing"]))

    assert (address.scheme, address.netloc, address.query) == ("https", "muster.example.org", "")
    assert re.fullmatch(rf"/in/{session.door_token}/([0-9a-z]{{8}}/)?", address.path)


def test_the_screen_shows_what_leads_in_now(client, session, clock):
    page = client.get(room_address("screen", session)).text

    assert client.get(urlsplit(read(page)).path).url == address(session)


def test_the_screen_asks_for_nothing_while_its_code_holds(client, session, clock):
    page = client.get(room_address("screen", session)).text
    asked = re.search(r'hx-get="([^"]+seen=\d+)"', page)[1]

    assert client.get(asked).status_code == 204


def test_the_screen_is_given_the_next_code_with_the_next_window(client, session, clock):
    page = client.get(room_address("screen", session)).text
    asked = re.search(r'hx-get="([^"]+seen=\d+)"', page)[1]
    clock.shift(30)

    answer = client.get(asked, headers={"HX-Request": "true"}).text

    code = code_for(session)
    assert urlsplit(read(answer)).path == address(session, code)
    assert f"{code[:4]} {code[4:]}".upper() in answer


def test_without_scripts_the_screen_comes_again_before_its_code_is_over(client, session, clock):
    page = client.get(room_address("screen", session)).text

    assert int(re.search(r'<noscript><meta http-equiv="refresh" content="(\d+)"', page)[1]) < 30


@pytest.mark.parametrize(("rule", "drawn"), [("rotating", False), ("printed", True), ("confirmed", True)])
def test_the_sheet_has_a_code_where_the_printed_one_is_taken(client, session, clock, rule, drawn):
    session.door_rule = rule
    session.save()

    page = client.get(room_address("code_sheet", session)).text

    assert ("muster-code__drawing" in page, "There is nothing to print." in page) == (drawn, not drawn)
