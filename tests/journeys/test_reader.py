"""Somebody reads the public site, maybe beside the person they fear; somebody books without a mouse."""

import re

import pytest

pytestmark = pytest.mark.browser

ELSEWHERE = "https://www.bbc.co.uk/weather"
NARROW = {"width": 320, "height": 700}  # also what 1280 pixels are at a zoom of 400 %
PATHS = [
    "/",
    "/worried-about-a-child/",
    "/young-people/",
    "/parents-and-carers/",
    "/taxi-hotel-and-shop-staff/",
    "/working-with-children/",
    "/privacy/",
    "/accessibility/",
    "/training/",
    "/training/seeing-the-signs/",
    "/which-training/",
    "/which-training/1/",
    "/calendar/",
]
FILTERED = "/training/?time=evening&way=place&places=on"
AT_THE_PHONE = [
    "{book_coming}",
    "{book_drivers}",
    "{book_full}",
    "{mine}",
    "{mine}cancel/",
    "{door}",
    "{door}booked/",
    "{door}walk-in/",
    "{done}",
    "{feedback}",
    "{feedback_given}",
    "{screen}",
    "{sheet}",
    "/accounts/login/",
]


@pytest.fixture
def answering_elsewhere(allowed_hosts):
    """Let a page lead to the weather, which is answered here and never asked."""
    allowed_hosts.add("www.bbc.co.uk")

    def prepare(page):
        page.context.route(f"{ELSEWHERE}**", lambda route: route.fulfill(body="<title>Weather</title>"))
        return page

    return prepare


def leave(page, muster):
    page.goto(f"{muster.url}/privacy/")
    page.goto(f"{muster.url}/worried-about-a-child/")
    page.get_by_role("button", name="Exit this page").click()
    page.wait_for_url(ELSEWHERE)


def test_back_does_not_return_to_a_page_that_was_left(muster_sqlite, answering_elsewhere, phone):
    leave(answering_elsewhere(phone), muster_sqlite)

    phone.go_back()

    assert phone.url == f"{muster_sqlite.url}/privacy/"


def test_a_page_is_left_without_scripts(muster_sqlite, answering_elsewhere, phone_without_scripts):
    leave(answering_elsewhere(phone_without_scripts), muster_sqlite)

    assert phone_without_scripts.title() == "Weather"


def test_shift_three_times_leaves_a_page(muster_sqlite, answering_elsewhere, desktop):
    answering_elsewhere(desktop).goto(f"{muster_sqlite.url}/young-people/")

    for _time in range(3):
        desktop.keyboard.press("Shift")
    desktop.wait_for_url(ELSEWHERE)

    assert desktop.title() == "Weather"


def test_the_whole_public_site_asks_nobody_else_and_leaves_no_cookie(muster_sqlite, desktop):
    """The watch on `desktop` fails at a request to another host."""
    seen, waiting = set(), ["/"]

    while waiting:
        path = waiting.pop()
        seen.add(path)
        assert desktop.goto(muster_sqlite.url + path).status == 200, path
        assert desktop.context.cookies() == [], path
        waiting += links_from(desktop, muster_sqlite) - seen - set(waiting)

    assert seen > set(PATHS)


FORM_OR_FILE = re.compile(
    r"(/ur)?/((book|booking|accounts|ask|my-training|verify)/|calendar/.+\.ics|training/.+/tell-me/)"
)


def links_from(page, muster):
    """Return the paths of the public site that a page leads to, without forms (they carry a mark) and calendars."""
    addresses = page.locator("a[href]").evaluate_all("links => links.map(link => link.href.split('#')[0])")
    paths = {address.removeprefix(muster.url) for address in addresses if address.startswith(f"{muster.url}/")}
    return {path for path in paths if not re.match(FORM_OR_FILE, path)}


def width_of(page):
    """Return how wide the page is, with whatever one would have to scroll to."""
    return page.evaluate("document.documentElement.scrollWidth")


@pytest.mark.parametrize("path", [*PATHS, FILTERED, *AT_THE_PHONE])
def test_nothing_is_wider_than_a_narrow_phone(muster_sqlite, desktop, states, path):
    desktop.set_viewport_size(NARROW)
    if path.startswith("{door}"):
        desktop.goto(muster_sqlite.url + states["door"])

    desktop.goto(muster_sqlite.url + path.format(**states))

    assert width_of(desktop) == 320


@pytest.mark.parametrize("path", ["{book_coming}", "{book_drivers}"])
def test_a_form_with_errors_fits_at_four_times_the_size(muster_sqlite, desktop, states, path):
    desktop.set_viewport_size(NARROW)
    desktop.goto(muster_sqlite.url + path.format(**states))

    desktop.get_by_role("button", name="Book a place").click()
    desktop.get_by_role("alert").wait_for()

    assert width_of(desktop) == 320


@pytest.mark.parametrize("path", [*PATHS, FILTERED, "{book_coming}", "{door}", "{feedback}"])
def test_a_page_in_urdu_runs_from_right_to_left_and_fits(muster_sqlite, desktop, states, path):
    desktop.set_viewport_size(NARROW)

    desktop.goto(f"{muster_sqlite.url}/ur{path.format(**states)}")

    sheet = desktop.locator("link[rel=stylesheet]").first.get_attribute("href")
    is_mirrored = re.search(r"/muster-rtl\.[0-9a-f]+\.css$", sheet) is not None
    assert (desktop.locator("html").get_attribute("dir"), is_mirrored, width_of(desktop)) == ("rtl", True, 320)


def test_a_place_is_booked_by_keyboard_alone(muster_sqlite, desktop, states):
    desktop.goto(muster_sqlite.url + states["book_coming"])

    for label, words in {
        "Full name": "Keiko Brandt",
        "Work e-mail": "keiko@example.org",
        "Organisation": "Rowan House",
        "Role": "Nurse",
    }.items():
        tab_to(desktop, label)
        desktop.keyboard.type(words)
    desktop.wait_for_timeout(2500)  # a form sent sooner than a person could is shown once more
    desktop.keyboard.press("Enter")
    desktop.wait_for_url("**/booking/**")

    assert desktop.get_by_role("heading", level=1).inner_text() == "You are booked"


def tab_to(page, label):
    """Press Tab until the field with this label has the focus."""
    for _press in range(30):
        page.keyboard.press("Tab")
        if page.get_by_label(label).evaluate("field => field === document.activeElement"):
            return
    raise AssertionError(f"Tab never reached “{label}”")


def test_the_focus_can_be_seen_on_its_way_through_the_booking_form(muster_sqlite, desktop, states):
    desktop.goto(muster_sqlite.url + states["book_coming"])

    tab_to(desktop, "Full name")

    outline = desktop.get_by_label("Full name").evaluate("field => getComputedStyle(field).outlineStyle")
    assert outline == "solid"


def test_errors_take_the_focus_and_lead_to_their_fields(muster_sqlite, phone, states):
    phone.goto(muster_sqlite.url + states["book_coming"])
    phone.get_by_role("button", name="Book a place").click()
    phone.get_by_role("alert").wait_for()

    phone.get_by_role("alert").get_by_role("link").first.click()

    assert phone.get_by_label("Full name").evaluate("field => field === document.activeElement")
