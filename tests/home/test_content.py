"""What the pages say: how long, how hard, in which words, and with no number that nobody checks."""

import re

import pytest

from home import content
from home.models import HomePage
from home.pages import pages_with_us
from tests.home.reading import everything, grade, prose, sentences, words

BLAMING = ["put themselves at risk", "puts themselves at risk", "promiscuous", "child prostitut", "lifestyle choice"]
BLAMING += ["sexually active", "wayward", "asking for it", "risky behaviour", "consented to"]
AWARENESS = [texts.PAGE["slug"] for texts in content.AWARENESS]
OTHERS = [slug for slug in AWARENESS if slug != "young-people"]


@pytest.fixture
def pages(db):
    """Every page as it comes with Muster, not saved: what it says needs no tree."""
    return [HomePage(**content.home.PAGE)] + [kind(**texts.PAGE) for kind, texts in pages_with_us()]


@pytest.fixture
def page(pages, request):
    return next(page for page in pages if page.slug == request.param)


def test_a_hard_sentence_has_a_high_grade():
    hard = "Multidisciplinary organisations facilitate comprehensive identification of vulnerability indicators."

    assert grade(hard) > 20


def test_an_easy_sentence_has_a_low_grade():
    assert grade("You can tell us. We will help you.") < 2


@pytest.mark.parametrize("page", ["young-people"], indirect=True)
def test_a_child_of_eleven_can_read_the_young_peoples_page(page):
    assert grade(" ".join(prose(page))) + 5 < 11


@pytest.mark.parametrize("page", OTHERS, indirect=True)
def test_a_reader_of_twelve_can_read_the_other_pages(page):
    assert grade(" ".join(prose(page))) + 5 < 12


@pytest.mark.parametrize("page", AWARENESS, indirect=True)
def test_no_sentence_is_longer_than_22_words(page):
    long = [part for text in prose(page) for part in sentences(text) if len(words(part)) > 22]

    assert long == []


@pytest.mark.parametrize("page", AWARENESS, indirect=True)
def test_an_awareness_page_has_350_to_720_words(page):
    texts = re.sub(r"<[^>]+>", " ", everything(page))

    assert 350 <= len(words(texts)) <= 720


@pytest.mark.parametrize("page", AWARENESS, indirect=True)
def test_an_awareness_page_has_signs_steps_and_help(page):
    kinds = {piece.block_type for piece in page.body}

    assert {"signs", "steps", "help_now"} - kinds == set()


@pytest.mark.parametrize("page", AWARENESS, indirect=True)
def test_an_awareness_page_says_what_happens_next(page):
    assert re.search(r"What happens (next|if I tell)", everything(page))


@pytest.mark.parametrize("page", AWARENESS, indirect=True)
def test_boys_are_named_as_well_as_girls(page):
    texts = everything(page).lower()

    assert "boy" in texts


@pytest.mark.parametrize("page", AWARENESS, indirect=True)
def test_the_first_thing_to_do_in_danger_is_to_call_999(page):
    steps = next(piece.value for piece in page.body if piece.block_type == "steps")

    assert "999" in steps["items"][0]["title"]


def test_no_page_blames_a_child(pages):
    texts = " ".join(map(everything, pages)).lower()

    assert [word for word in BLAMING if word in texts] == []


def test_no_page_holds_a_telephone_number_but_999(pages):
    """Numbers stand in the settings, where somebody checks them."""
    texts = " ".join(map(everything, pages))

    assert re.findall(r"\b0[0-9][0-9 ]{5,}|\b101\b|\b116 ?\d{3}\b", texts) == []


def test_every_page_has_a_description_for_search_engines(pages):
    assert [page.slug for page in pages if not 40 <= len(page.search_description) <= 160] == []


def test_every_awareness_page_says_who_it_is_for():
    assert [texts.PAGE["slug"] for texts in content.AWARENESS if not texts.PAGE["way_title"]] == []
