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
    "Site history": "/admin/reports/site-history/",
    "What was written": "/admin/sessions/messages/{coming}/",
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
    page.wait_for_timeout(300)

    assert region.evaluate(SEEN) == [0, True, True]
