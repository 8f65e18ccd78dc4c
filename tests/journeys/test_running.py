"""The server as people get it, seen from outside."""

import pytest

pytestmark = pytest.mark.browser


def test_the_home_page_opens_on_a_phone(muster, phone):
    answer = phone.goto(muster.url)

    assert answer.status == 200


def test_the_home_page_opens_without_scripts(muster, phone_without_scripts):
    answer = phone_without_scripts.goto(muster.url)

    assert answer.status == 200


def test_an_unknown_address_is_a_plain_page(muster, desktop):
    answer = desktop.goto(f"{muster.url}/nowhere/")

    assert answer.status == 404
