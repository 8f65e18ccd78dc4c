"""The back office on a phone: every column of a list can be reached, and nothing else moves sideways."""

import pytest

from tests import browsing
from tests.journeys.signing_in import OFFICER, sign_in
from tests.journeys.stage import states_of

pytestmark = pytest.mark.browser

LISTS = {
    "Sessions": "/admin/sessions/",
    "Bookings": "/admin/bookings/",
    "Delegates": "/admin/delegates/",
    "Requests": "/admin/requests/",
    "Charges": "/admin/charges/",
    "Messages": "/admin/messages/",
    "Series": "/admin/series/",
    "Booking terms": "/admin/booking-terms/",
    "Texts of messages": "/admin/message-texts/",
    "Coming sessions": "{preview}",
    "Certificates": "/admin/certificates/",
    "Due for renewal": "/admin/renewals/",
    "Reach": "/admin/reports/reach/",
    "Site history": "/admin/reports/site-history/",
    "What was written": "/admin/sessions/messages/{coming}/",
    "Sessions behind a figure": "/admin/reports/figure/?unit=attended&first=2016-04-01&last=2017-03-31",
}
# How far the page can be moved sideways, and whether the last heading is in sight beside what the rows are about.
SEEN = """region => {
    const edges = each => each.getBoundingClientRect(), own = edges(region);
    const last = edges([...region.querySelectorAll('thead th')].at(-1));
    const cells = [...region.querySelector('tbody tr').children];
    const about = edges(cells.find(each => !each.querySelector('[type=checkbox]')));
    return [document.documentElement.scrollWidth - innerWidth, about.left >= own.left, last.right <= own.right + 1];
}"""


@pytest.fixture(scope="module")
def at_the_phone(browser, muster_sqlite):
    """An officer's page on a phone, and the paths of the stage."""
    with browsing.watched_page(browser, viewport=browsing.PHONE, allowed_hosts={"127.0.0.1"}) as page:
        sign_in(page, muster_sqlite, email=OFFICER)
        states = states_of(muster_sqlite)
        yield lambda path: page.goto(muster_sqlite.url + path.format(**states)) and page


@pytest.mark.parametrize("name", LISTS)
def test_the_last_column_of_a_list_is_reached_by_keyboard(at_the_phone, name):
    page = at_the_phone(LISTS[name])
    region = page.get_by_role("region", name=name, exact=True)

    region.focus()
    for _step in range(40):
        page.keyboard.press("ArrowRight")
    page.wait_for_function(f"region => ({SEEN})(region).at(-1)", arg=region.element_handle())  # it glides

    assert region.evaluate(SEEN) == [0, True, True]


REPORTS = ["?year=2016/17", "?year=2016/17&beside=two", "?name=quarterly&year=2016/17+Q3"]


@pytest.mark.parametrize("query", REPORTS)
def test_no_table_of_a_report_is_wider_than_the_phone(at_the_phone, query):
    page = at_the_phone(f"/admin/reports/annual/{query}")

    page.locator(".annual table").first.scroll_into_view_if_needed()

    wide = "tables => tables.filter(each => each.getBoundingClientRect().right > innerWidth).map(each => each.id)"
    assert page.locator(".annual table, .annual svg").evaluate_all(wide) == []


def test_a_long_choice_stays_on_the_screen(at_the_phone):
    page = at_the_phone("/admin/booking-terms/new/")

    page.get_by_role("button", name="Toggle section").and_(page.locator("[aria-expanded=false]")).nth(1).click()

    ends = page.locator("main select:visible").evaluate_all(
        "all => all.map(each => each.getBoundingClientRect().right)"
    )
    assert (len(ends) > 0, max(ends) <= browsing.PHONE["width"]) == (True, True)


def test_what_is_wrong_in_a_folded_part_of_the_terms_is_in_sight(at_the_phone):
    page = at_the_phone("/admin/booking-terms/new/")
    reminders = page.get_by_label("Reminders, days before")
    is_folded = reminders.is_hidden()

    page.get_by_role("button", name="Toggle section").and_(page.locator("[aria-expanded=false]")).last.click()
    reminders.fill("a fortnight")
    page.get_by_role("button", name="Create").click()
    page.locator(".error-message").first.wait_for()

    assert (is_folded, reminders.is_visible(), reminders.input_value()) == (True, True, "a fortnight")


@pytest.mark.parametrize("name", ["Sessions", "Charges", "Booking terms"])
def test_the_buttons_of_a_list_leave_its_name_room(at_the_phone, name):
    page = at_the_phone(LISTS[name])

    room = page.locator(".w-breadcrumbs").evaluate("name => name.scrollWidth - name.clientWidth")

    assert room == 0


@pytest.mark.parametrize("width", [1024, 1280])
def test_the_name_of_the_list_with_most_buttons_is_whole_on_a_desk_too(at_the_phone, width):
    page = at_the_phone(LISTS["Due for renewal"])

    page.set_viewport_size(browsing.DESKTOP | {"width": width})
    room = page.locator(".w-breadcrumbs").evaluate("name => name.scrollWidth - name.clientWidth")
    page.set_viewport_size(browsing.PHONE)

    assert room == 0


def test_the_address_of_a_register_is_read_whole_on_a_desk(at_the_phone):
    page = at_the_phone("/admin/sessions/register-links/{now}/")

    page.set_viewport_size(browsing.DESKTOP)
    room = page.get_by_label("Address: Tariq Osei").evaluate("address => address.scrollWidth - address.clientWidth")
    page.set_viewport_size(browsing.PHONE)

    assert room == 0


def test_the_hours_of_a_day_stand_beside_each_other(at_the_phone):
    page = at_the_phone("/admin/sessions/new/")

    tops = [page.get_by_label(label, exact=True).first.bounding_box()["y"] for label in ("Date", "From", "To")]

    assert (tops[0] < tops[1], tops[1] == tops[2]) == (True, True)


def test_a_long_address_in_a_message_is_broken(at_the_phone):
    page = at_the_phone("/admin/messages/")
    page.locator(".listing td.title a").first.click()
    words = page.locator(".muster-message")
    words.wait_for()

    words.evaluate("words => words.querySelector('dd').textContent = 'x'.repeat(200)")

    assert words.evaluate("words => words.scrollWidth - words.clientWidth") == 0
