"""No signal in the room: the phone says that nothing is recorded yet, and keeps trying (faults B7, B9)."""

from contextlib import contextmanager

import pytest

from tests import browsing
from tests.rush import plan

pytestmark = pytest.mark.browser
NOT_YET = "Not yet recorded: there is no signal."


@contextmanager
def phone_in(browser):
    """A phone that may lose its signal, which the watched ones may not."""
    context = browser.new_context(viewport=browsing.PHONE, locale="en-GB", has_touch=True, is_mobile=True)
    try:
        yield context, context.new_page()
    finally:
        context.close()


def fill_in(page, url, door):
    page.goto(f"{url}/in/{door}/")
    page.get_by_role("button", name="I did not book").click()
    page.get_by_label("Your name").fill("Bo Lind")
    page.get_by_label("Where you work").fill("Rowan House")


def recorded(muster, pk):
    return int(muster.shell(f"print(Attendance.objects.filter(session={pk}).count())"))


def test_without_signal_nothing_is_recorded_and_afterwards_once(browser, muster_sqlite):
    pk, _reference, door = plan(muster_sqlite, starts="minutes=5")
    with phone_in(browser) as (context, page):
        fill_in(page, muster_sqlite.url, door)
        context.set_offline(True)
        page.get_by_role("button", name="Sign me in").click()
        page.get_by_text(NOT_YET).wait_for()
        before = recorded(muster_sqlite, pk)

        context.set_offline(False)
        page.get_by_role("heading", name="You are signed in").wait_for()

        assert (before, recorded(muster_sqlite, pk), "/done/" in page.url) == (0, 1, True)


def test_what_was_refused_is_shown_with_what_was_typed(browser, muster_sqlite):
    _pk, _reference, door = plan(muster_sqlite, starts="minutes=5")
    with phone_in(browser) as (_context, page):
        fill_in(page, muster_sqlite.url, door)
        page.get_by_label("Your e-mail address").fill("mike@")
        page.get_by_role("button", name="Sign me in").click()

        page.locator(".govuk-error-summary").wait_for()
        assert page.get_by_label("Your name").input_value() == "Bo Lind"

        page.get_by_label("Your e-mail address").fill("")
        page.get_by_role("button", name="Sign me in").click()
        page.get_by_role("heading", name="You are signed in").wait_for()


@pytest.mark.parametrize("days", [-1, 1])
def test_a_phone_whose_clock_is_wrong_by_a_day_signs_in(browser, muster_sqlite, days):
    pk, _reference, door = plan(muster_sqlite, starts="minutes=5")
    with phone_in(browser) as (_context, page):
        page.clock.install()
        page.clock.fast_forward(days * 24 * 60 * 60 * 1000) if days > 0 else page.clock.set_fixed_time("2020-01-01")
        fill_in(page, muster_sqlite.url, door)
        page.get_by_role("button", name="Sign me in").click()
        page.get_by_role("heading", name="You are signed in").wait_for()

    assert recorded(muster_sqlite, pk) == 1
