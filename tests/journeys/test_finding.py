"""Somebody looks for training that suits them, on a phone without scripts."""

import pytest

pytestmark = pytest.mark.browser


@pytest.fixture
def page(phone_without_scripts, muster_sqlite):
    phone_without_scripts.goto(f"{muster_sqlite.url}/training/")
    return phone_without_scripts


def test_filters_are_chosen_and_taken_away_again(page):
    page.get_by_text("More filters").click()
    page.get_by_label("Time", exact=True).select_option("Evenings, from 5pm")
    page.get_by_label("Only dates with places left").check()
    page.get_by_role("button", name="Show these dates").click()
    found = page.locator("#shown").inner_text()

    page.get_by_role("link", name="Take away: in the evening").click()

    assert found.endswith(" in the evening, with places left")
    assert page.locator("#shown").inner_text().endswith(" with places left")
    assert page.get_by_label("Time", exact=True).input_value() == ""


def test_somebody_who_does_not_know_which_training_comes_to_a_booking_form(page):
    page.get_by_role("link", name="Which training is right for me?").click()
    page.get_by_role("link", name="Teachers, teaching assistants").click()
    page.get_by_role("button", name="Book a place").first.click()

    assert page.get_by_role("button", name="Book a place").is_visible()
