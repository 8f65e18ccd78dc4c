"""Attendees' codes before the camera of a browser that reads no codes itself, as Safari and Firefox do not."""

import json
import re
from urllib.parse import urlsplit

import pytest
import qrcode
from playwright.sync_api import expect

from tests import browsing

pytestmark = pytest.mark.browser

SCENE = """
import json
from datetime import timedelta
from django.utils import timezone
from people.keys import new_code
from tests import factories
name = new_code(8)
course = factories.make_course(title=name, slug=name)
session = factories.make_session(course, starts_at=timezone.now() - timedelta(minutes=5), capacity=100)
people = [factories.make_person(name=each) for each in ("Bo Lind", "Ada Okafor")]
booked = [factories.make_booking(session, person=person) for person in people]
print(json.dumps([session.register_token, booked[0].reference]))
"""
NO_READER = "delete window.BarcodeDetector"
WIDTH, HEIGHT, DOT = 640, 480, 12
SOON = 15_000


@pytest.fixture
def scene(muster_sqlite):
    """A session with two people booked: (address of its register, reference of the first)."""
    token, reference = json.loads(muster_sqlite.shell(SCENE))
    return f"{muster_sqlite.url}/register/{token}/", reference


def film_of(text, path):
    """Write a film in which a code stands still: one picture, its light and dark first, then no colour."""
    code = qrcode.QRCode(border=4)
    code.add_data(text)
    rows = [bytes(16 if dark else 235 for dark in row for _dot in range(DOT)) for row in code.get_matrix()]
    light = b"".join(row.center(WIDTH, b"\xeb") * DOT for row in rows).ljust(WIDTH * HEIGHT, b"\xeb")
    header = f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F10:1 Ip A1:1 C420jpeg\nFRAME\n"
    path.write_bytes(header.encode() + light + b"\x80" * (WIDTH * HEIGHT // 2))
    return path


@pytest.fixture
def filming(playwright, scene, tmp_path):
    """A browser before whose camera the first booking's code is held."""
    film = film_of(f"MUSTER:{scene[1]}", tmp_path / "code.y4m")
    camera = ["--use-fake-device-for-media-stream", f"--use-file-for-fake-video-capture={film}"]
    browser = playwright.chromium.launch(executable_path=browsing.CHROMIUM, args=[*browsing.FLAGS, *camera])
    yield browser
    browser.close()


@pytest.fixture
def filming_phone(filming, allowed_hosts):
    facts = {"viewport": browsing.PHONE, "allowed_hosts": allowed_hosts, "permissions": ["camera"]}
    with browsing.watched_page(filming, **facts) as page:
        page.add_init_script(NO_READER)
        yield page


def scan(page):
    page.get_by_role("button", name="Scan codes with the camera").click()


def state_of(page, name):
    return page.locator("#lines .line").filter(has_text=name).locator("em")


def said(page):
    return page.locator("#scanner [role=status]")


def test_a_code_is_read_where_the_browser_reads_none(scene, filming_phone):
    address, reference = scene
    filming_phone.goto(address)

    scan(filming_phone)

    expect(said(filming_phone)).to_have_text(f"Read: {reference.upper()}", timeout=SOON)
    expect(state_of(filming_phone, "Bo Lind")).to_have_text("Here", timeout=SOON)
    expect(filming_phone.get_by_role("button", name="Stop scanning")).to_be_visible()


def test_the_reader_is_fetched_when_the_camera_is_opened_and_not_before(scene, filming_phone):
    fetched = []
    filming_phone.context.on("request", lambda request: fetched.append(re.findall(r"register-reader", request.url)))
    filming_phone.goto(scene[0], wait_until="networkidle")
    before = sum(map(len, fetched))

    scan(filming_phone)

    expect(state_of(filming_phone, "Bo Lind")).to_have_text("Here", timeout=SOON)
    assert (before, sum(map(len, fetched)) > 1) == (0, True)


KEPT = """() => caches.keys().then(names => Promise.all(names.map(name => caches.open(name).then(kept => kept.keys()))))
    .then(kept => kept.flat().map(request => request.url))"""


def keeps(page, *parts):
    """Whether the phone keeps every one of these parts of addresses by now."""
    kept = page.evaluate(KEPT)
    return all(any(part in url for url in kept) for part in parts)


def wait_until_kept(page, *parts):
    for _time in range(150):
        if keeps(page, *parts):
            return
        page.wait_for_timeout(100)
    pytest.fail(f"not kept: {parts}")


def test_codes_are_read_without_signal_once_the_camera_was_used(scene, filming):
    address, _reference = scene
    context = filming.new_context(viewport=browsing.PHONE, permissions=["camera"])
    context.add_init_script(NO_READER)
    page = context.new_page()
    page.goto(address)
    scan(page)
    wait_until_kept(page, urlsplit(address).path, "register-camera", "register-reader", ".wasm")
    page.close()

    context.set_offline(True)
    page = context.new_page()
    page.goto(address)
    scan(page)

    expect(page.locator("#unsent")).to_contain_text("1 not sent yet", timeout=SOON)


def test_a_reader_that_cannot_be_fetched_is_said_and_ticking_goes_on(scene, filming):
    address, _reference = scene
    context = filming.new_context(viewport=browsing.PHONE, permissions=["camera"])
    context.add_init_script(NO_READER)
    page = context.new_page()
    page.goto(address)
    wait_until_kept(page, urlsplit(address).path, "register-camera")

    context.set_offline(True)
    scan(page)

    expect(said(page)).to_contain_text("What reads the codes could not be loaded.", timeout=SOON)
    page.get_by_role("button", name="Here: Ada Okafor").click()
    expect(page.locator("#unsent")).to_contain_text("1 not sent yet")


TAKEN = "navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotReadableError'))"


@pytest.mark.parametrize(
    ("browser_with", "allowed", "script", "sentence"),
    [
        ("filming", [], "", "This page may not use the camera."),
        ("browser", ["camera"], "", "No camera was found."),
        ("filming", ["camera"], TAKEN, "The camera cannot be used."),
    ],
)
def test_what_is_wrong_with_the_camera_is_said_and_ticking_goes_on(
    request, scene, allowed_hosts, browser_with, allowed, script, sentence
):
    facts = {"viewport": browsing.PHONE, "allowed_hosts": allowed_hosts, "permissions": allowed}
    with browsing.watched_page(request.getfixturevalue(browser_with), **facts) as page:
        page.add_init_script(script)
        page.goto(scene[0])

        scan(page)

        expect(said(page)).to_contain_text(sentence, timeout=SOON)
        page.get_by_role("button", name="Here: Ada Okafor").click()
        expect(state_of(page, "Ada Okafor")).to_have_text("Here", timeout=SOON)


def test_where_the_browser_runs_no_compiled_programs_that_is_said(scene, filming_phone):
    filming_phone.add_init_script("delete window.WebAssembly")
    filming_phone.goto(scene[0])

    scan(filming_phone)

    expect(said(filming_phone)).to_contain_text("What reads the codes could not be loaded.", timeout=SOON)
    expect(filming_phone.get_by_role("button", name="Scan codes with the camera")).to_be_visible()


def test_where_a_page_may_use_no_camera_none_is_offered(scene, phone):
    phone.add_init_script("Object.defineProperty(navigator, 'mediaDevices', {value: undefined})")

    phone.goto(scene[0], wait_until="networkidle")

    expect(phone.locator("#scanner")).to_be_hidden()
