"""The register on a phone with and without signal, in Chromium, as several people keep it at once."""

import json
import re
import time
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.utils import timezone
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
people = [factories.make_person(name=f"Person {n:02}", organisation="Harbour Lane School") for n in range(20)]
booked = [factories.make_booking(session, person=person) for person in people]
print(json.dumps([session.pk, session.register_token, booked[0].reference]))
"""
STANDS = """
import json
rows = Attendance.objects.filter(session={pk}).exclude(extent="none").order_by("delegate__name")
print(json.dumps([row.delegate.name for row in rows]))
"""
HERE_SOON = 15_000


@pytest.fixture
def scene(muster_sqlite):
    """A session with twenty people booked: (pk, address of its register, reference of the first)."""
    pk, token, reference = json.loads(muster_sqlite.shell(SCENE))
    return pk, f"{muster_sqlite.url}/register/{token}/", reference


@pytest.fixture
def device(browser):
    """Return a function that makes a phone of its own; errors are the absent signal's, so nobody watches."""
    made = []

    def make(**options):
        made.append(browser.new_context(viewport=browsing.PHONE, locale="en-GB", has_touch=True, **options))
        return made[-1]

    yield make
    for context in made:
        context.close()


KEPT = "path => caches.open('registers').then(kept => kept.match(path, {ignoreVary: true})).then(Boolean)"


def open_register(context, address):
    """Open the register, and wait until this phone has kept it."""
    page = context.new_page()
    page.goto(address)
    until = time.monotonic() + 20
    while not page.evaluate(KEPT, urlsplit(address).path):
        assert time.monotonic() < until, "the phone did not keep the register"
        page.wait_for_timeout(100)
    return page


def open_offline(context, address):
    page = context.new_page()
    page.goto(address)
    return page


def tick(page, *numbers):
    for number in numbers:
        page.get_by_role("button", name=f"Here: Person {number:02}", exact=True).click()


def add(page, *names):
    for name in names:
        page.locator("#walk-in [name=name]").fill(name)
        page.get_by_role("button", name="Add to the register").click()


def unsent(page):
    return page.locator("#unsent")


def is_here(page, name):
    line = page.locator("#lines .line").filter(has_text=name)
    expect(line.locator("em")).to_have_text("Here", timeout=HERE_SOON)


def arrived(muster, pk):
    """Return once the database holds an attendance of the session: what a phone shows is yet to be sent."""
    until = time.monotonic() + 60
    while not people_of(muster, pk):
        assert time.monotonic() < until, "nothing arrived"
        time.sleep(0.1)


def people_of(muster, pk):
    return json.loads(muster.shell(STANDS.format(pk=pk)))


def test_what_is_done_without_signal_arrives_once_though_the_tab_was_closed(muster_sqlite, scene, device):
    pk, address, _reference = scene
    phone = device()
    page = open_register(phone, address)

    phone.set_offline(True)
    tick(page, *range(12))
    add(page, "Ada Okafor", "Cy Ito")
    expect(unsent(page)).to_contain_text("14 not sent yet")
    page.close()
    page = open_offline(phone, address)
    expect(unsent(page)).to_contain_text("14 not sent yet")
    expect(page.locator(".line.is-unsent")).to_have_count(14)
    phone.set_offline(False)

    expect(unsent(page)).to_be_hidden(timeout=HERE_SOON)
    assert people_of(muster_sqlite, pk) == ["Ada Okafor", "Cy Ito", *(f"Person {n:02}" for n in range(12))]


def test_two_phones_without_signal_that_overlap_record_everybody_once(muster_sqlite, scene, device):
    pk, address, _reference = scene
    phones = [device(), device()]
    pages = [open_register(phone, address) for phone in phones]

    for phone, page, numbers, name in zip(
        phones, pages, [range(8), range(4, 12)], ["Ada Okafor", "Cy Ito"], strict=True
    ):
        phone.set_offline(True)
        tick(page, *numbers)
        add(page, name)
        page.close()
    pages = [open_offline(phone, address) for phone in phones]
    for page in pages:
        expect(unsent(page)).to_contain_text("9 not sent yet")
    for phone in phones:
        phone.set_offline(False)

    for page in pages:
        expect(unsent(page)).to_be_hidden(timeout=HERE_SOON)
    assert people_of(muster_sqlite, pk) == ["Ada Okafor", "Cy Ito", *(f"Person {n:02}" for n in range(12))]


def test_another_phones_tick_and_walk_in_appear_within_three_seconds(scene, device):
    _pk, address, _reference = scene
    one, other = (open_register(device(), address) for _phone in range(2))

    tick(one, 3)
    add(one, "Ada Okafor")

    line = other.locator("#lines .line").filter(has_text="Person 03")
    expect(line.locator("em")).to_have_text("Here", timeout=4_000)
    expect(other.locator("#lines .line").filter(has_text="Ada Okafor")).to_have_count(1, timeout=4_000)
    expect(other.locator("#counts")).to_contain_text("Walked in1")


def test_whoever_comes_meanwhile_does_not_stand_among_what_was_found(scene, device):
    _pk, address, _reference = scene
    one, other = (open_register(device(), address) for _phone in range(2))
    other.get_by_label("Find a name").press_sequentially("person 07")

    add(one, "Ada Okafor")

    expect(other.locator("#counts")).to_contain_text("Walked in1", timeout=HERE_SOON)
    expect(other.locator("#lines .line:visible")).to_have_count(1)
    other.get_by_label("Find a name").fill("")
    expect(other.locator("#lines .line:visible")).to_have_count(21)


def test_whoever_is_added_is_seen_whatever_was_sought(scene, device):
    _pk, address, _reference = scene
    page = open_register(device(), address)
    page.get_by_label("Find a name").press_sequentially("okafor")

    add(page, "Ada Lind")

    expect(page.locator("#lines .line:visible")).to_have_count(21)
    expect(page.get_by_label("Find a name")).to_have_value("")


def test_an_act_that_cannot_be_done_is_shown_after_the_signal_is_back(scene, device):
    _pk, address, _reference = scene
    phone = device()
    page = open_register(phone, address)

    phone.set_offline(True)
    page.get_by_label("The eight letters").fill("zzzz9999")
    page.get_by_role("button", name="Mark as here").click()
    phone.set_offline(False)

    expect(page.get_by_text("No booking of this session has this reference.")).to_be_visible(timeout=HERE_SOON)


def test_a_phone_whose_clock_is_a_day_wrong_records_by_the_servers(muster_sqlite, scene, device):
    pk, address, _reference = scene
    page = device().new_page()
    page.clock.install(time=timezone.now() - timedelta(hours=26))
    page.goto(address)

    page.locator(".line__more").first.click()
    page.get_by_role("button", name="Came late").click()

    expect(page.locator("#lines .line").first.locator("em")).to_contain_text("Late", timeout=HERE_SOON)
    arrived(muster_sqlite, pk)
    was = muster_sqlite.shell(f"print(Attendance.objects.get(session={pk}).signed_in_at.date())")
    assert was == str(timezone.now().date())


def test_after_the_session_is_finished_the_phone_keeps_no_name(muster_sqlite, scene, device):
    pk, address, _reference = scene
    phone = device()
    page = open_register(phone, address)
    muster_sqlite.shell(
        "from sessions.finishing import settle\n"
        f"settle(TrainingSession.objects.get(pk={pk}), attended=0, qualifier='counted', source='register', by=None)"
    )

    page.reload()
    expect(page.get_by_role("heading", name="This session is finished")).to_be_visible()
    phone.set_offline(True)
    page = open_offline(phone, address)

    assert "Person 00" not in page.content()


def test_a_withdrawn_link_takes_the_list_from_the_phone(muster_sqlite, scene, device):
    pk, address, _reference = scene
    token = muster_sqlite.shell(f"print(RegisterLink.objects.create(session_id={pk}, holder='Tariq').token)")
    address = re.sub(r"register/.*", f"register/{token}/", address)
    phone = device()
    page = open_register(phone, address)
    muster_sqlite.shell(
        "from django.utils import timezone\n"
        f"RegisterLink.objects.filter(token='{token}').update(withdrawn_at=timezone.now())"
    )

    expect(page.get_by_role("heading", name="Page not found")).to_be_visible(timeout=HERE_SOON)
    page.close()
    phone.set_offline(True)
    page = open_offline(phone, address)

    expect(page.get_by_role("heading", name="No signal")).to_be_visible()


LET_TIME_PASS = """async (path) => {
    const cache = await caches.open("registers"), kept = await cache.match(path, {ignoreVary: true});
    const headers = new Headers(kept.headers);
    headers.set("X-Register-Until", Date.now() - 1000);
    await cache.put(path, new Response(await kept.text(), {headers}));
}"""
HOW_MANY = "caches.open('registers').then(kept => kept.keys()).then(keys => keys.length)"


def test_a_list_whose_time_is_over_is_deleted_when_it_is_opened(scene, device):
    _pk, address, _reference = scene
    phone = device()
    open_register(phone, address).evaluate(LET_TIME_PASS, urlsplit(address).path)

    phone.set_offline(True)
    page = open_offline(phone, address)

    expect(page.get_by_role("heading", name="No signal")).to_be_visible()
    assert page.evaluate(HOW_MANY) == 0


def test_a_list_that_nobody_opens_again_goes_when_another_is_opened(muster_sqlite, scene, device):
    _pk, address, _reference = scene
    another = f"{muster_sqlite.url}/register/{json.loads(muster_sqlite.shell(SCENE))[1]}/"
    phone = device()
    page = open_register(phone, address)
    page.evaluate(LET_TIME_PASS, urlsplit(address).path)
    page.close()

    page = open_register(phone, another)

    assert page.evaluate(HOW_MANY) == 1


def test_everything_works_without_a_script(scene, phone_without_scripts):
    _pk, address, reference = scene
    page = phone_without_scripts
    page.goto(address)

    tick(page, 3)
    add(page, "Ada Okafor")
    page.get_by_label("The eight letters").fill(reference)
    page.get_by_role("button", name="Mark as here").click()

    for name in ["Person 03", "Ada Okafor", "Person 00"]:
        is_here(page, name)


def test_the_page_is_kept_within_its_policy_and_finds_as_one_types(scene, phone):
    _pk, address, _reference = scene
    phone.goto(address)

    phone.get_by_label("Find a name").press_sequentially("person 07")

    expect(phone.locator("#lines .line:visible")).to_have_count(1)
    tick(phone, 7)
    is_here(phone, "Person 07")


FAKE_CAMERA = """
window.BarcodeDetector = class {
    static getSupportedFormats() { return Promise.resolve(["qr_code"]); }
    detect() { return Promise.resolve([{rawValue: "https://elsewhere.example/"}, {rawValue: "MUSTER:%s"}]); }
};
navigator.mediaDevices.getUserMedia = () => Promise.resolve(document.createElement("canvas").captureStream());
HTMLMediaElement.prototype.play = () => Promise.resolve();
"""


def test_a_booking_code_before_the_camera_ticks_its_holder_once(muster_sqlite, scene, phone):
    pk, address, reference = scene
    phone.add_init_script(FAKE_CAMERA % reference)
    phone.goto(address)

    phone.get_by_role("button", name="Scan codes with the camera").click()

    is_here(phone, "Person 00")
    arrived(muster_sqlite, pk)
    phone.wait_for_timeout(1_200)
    entries = muster_sqlite.shell(f"print(RegisterEntry.objects.filter(session={pk}).count())")
    assert (people_of(muster_sqlite, pk), entries) == (["Person 00"], "1")


def test_what_was_ticked_with_signal_is_still_ticked_when_reopened_without(scene, device):
    _pk, address, _reference = scene
    phone = device()
    page = open_register(phone, address)
    tick(page, 5)
    is_here(page, "Person 05")
    page.wait_for_timeout(12_000)  # the page is kept anew ten seconds after a change

    page.close()
    phone.set_offline(True)
    page = open_offline(phone, address)

    is_here(page, "Person 05")
