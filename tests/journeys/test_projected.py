"""The projected page: whatever the projector, nobody in the room can scroll it."""

import pytest

from tests import browsing
from tests.journeys.stage import states_of

pytestmark = pytest.mark.browser

PROJECTORS = [(800, 600), (1024, 768), (1280, 720), (1280, 800), (1920, 1080)]
BEYOND = (
    "() => [document.documentElement.scrollWidth - innerWidth, document.documentElement.scrollHeight - innerHeight]"
)


@pytest.mark.parametrize("size", PROJECTORS)
@pytest.mark.parametrize("language", ["", "/ur"])
def test_all_of_it_is_on_the_screen(browser, muster_sqlite, language, size):
    width, height = size
    viewport, path = {"width": width, "height": height}, states_of(muster_sqlite)["screen_full"]

    with browsing.watched_page(browser, viewport=viewport, allowed_hosts={"127.0.0.1"}) as page:
        page.goto(muster_sqlite.url + language + path)
        page.evaluate("() => document.fonts.ready.then(() => null)")

        assert page.evaluate(BEYOND) == [0, 0]
