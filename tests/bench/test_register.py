"""How soon somebody can be ticked on a register of 500 names, on a slow phone with a slow connection.

Printed, not asserted: only that the first tick arrived.
"""

import json
import time

import pytest
from playwright.sync_api import expect

from tests import browsing

pytestmark = [pytest.mark.bench, pytest.mark.browser]

SCENE = """
from datetime import timedelta
from django.utils import timezone
from people.keys import new_code
from tests import factories
name = new_code(8)
course = factories.make_course(title=name, slug=name)
session = factories.make_session(course, starts_at=timezone.now() - timedelta(minutes=5), capacity=500)
for n in range(500):
    who = {"name": f"Amina Kowalska {n}", "email": f"{name}{n}@example.org", "organisation": f"School {n % 60}"}
    factories.make_booking(session, person=factories.make_person(**who))
print(session.register_token)
"""
# Bits a second and milliseconds of waiting; the processor four times slower than this machine's.
LINKS = {"fast 3G": (1_600_000, 150), "slower 3G": (750_000, 100), "regular 3G": (1_440_000, 563)}
SLOWER = 4
PAINTED = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null"
SIZES = "performance.getEntriesByType('resource').concat(performance.getEntriesByType('navigation'))"


@pytest.mark.parametrize("link", LINKS)
def test_the_first_tick_on_a_register_of_five_hundred(muster_sqlite, browser, link):
    address = f"{muster_sqlite.url}/register/{muster_sqlite.shell(SCENE)}/"
    context = browser.new_context(viewport=browsing.PHONE, is_mobile=True, has_touch=True)
    page = context.new_page()
    slow_down(context.new_cdp_session(page), *LINKS[link])

    began = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.locator("#lines button[name=tick]").first.click()
    ticked = time.perf_counter() - began
    line = page.locator("#lines .line").first
    expect(line.locator("em")).to_have_text("Here", timeout=30_000)

    painted, sizes = page.evaluate(PAINTED), page.evaluate(f"{SIZES}.map(each => each.transferSize)")
    print(
        f"\n{link}: first tick after {ticked:.2f} s, painted after {json.dumps(painted)} ms, {sum(sizes) / 1000:.0f} kB"
    )
    context.close()


def slow_down(devtools, bits, wait):
    speed = {"downloadThroughput": bits / 8, "uploadThroughput": bits / 8, "latency": wait, "offline": False}
    devtools.send("Network.enable")
    devtools.send("Network.emulateNetworkConditions", speed)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
