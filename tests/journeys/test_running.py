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


def test_styles_and_scripts_are_sent_squeezed(muster, phone):
    encodings = {}
    phone.on("response", lambda answer: encodings.update({answer.url: answer.headers.get("content-encoding")}))

    phone.goto(muster.url, wait_until="load")

    sent = {encoding for url, encoding in encodings.items() if url.endswith((".css", ".js"))}
    assert sent == {"gzip"}
