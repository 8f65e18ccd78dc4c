"""What journeys share: the stage, and pages on it."""

import pytest
from playwright.sync_api import expect

from tests import browsing
from tests.journeys.signing_in import sign_in
from tests.journeys.stage import states_of

expect.set_options(timeout=30_000)  # a slow machine is no fault


@pytest.fixture(scope="module")
def states(muster_sqlite):
    return states_of(muster_sqlite)


@pytest.fixture
def opened(desktop, muster_sqlite, states):
    """Give a function that goes to the path of a state."""

    def go(path):
        desktop.goto(muster_sqlite.url + path.format(**states))
        return desktop

    return go


@pytest.fixture(scope="module")
def signed_in(browser, muster_sqlite):
    """Give a function that opens a watched page of somebody who signed in; each signs in once."""
    cookies = {}

    def cookies_of(email, password):
        if email not in cookies:
            with browsing.watched_page(browser, viewport=browsing.DESKTOP, allowed_hosts={"127.0.0.1"}) as page:
                sign_in(page, muster_sqlite, email=email, **password)
                cookies[email] = page.context.storage_state()
        return cookies[email]

    def opened(email, **password):
        state = cookies_of(email, password)
        hosts = {"127.0.0.1"}
        return browsing.watched_page(browser, viewport=browsing.DESKTOP, allowed_hosts=hosts, storage_state=state)

    return opened
