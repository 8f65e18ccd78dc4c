"""The words round the facts: placeholders, paragraphs, and what officers wrote instead of the standard."""

import pytest
from django.conf import settings
from django.utils import translation

from outbox.editing import change_text, preview, use_standard_text
from outbox.models import Message
from outbox.texts import REGISTRY, Words, as_page, as_text, fill, words_for
from tests import factories

HOSTILE = ["{x.__class__}", "{{7*7}}", "{% now 'Y' %}", "%s %(name)s", "{0}", "{name!r}", "{ name }", "{name:>10}"]
VALUES = {"name": "Amina", "course": "Seeing the signs"}


@pytest.mark.parametrize("words", HOSTILE)
def test_only_known_names_in_braces_are_replaced(words):
    assert fill(words, VALUES) == words


def test_a_value_is_not_looked_at_again():
    assert fill("Hello {name}", {"name": "{course}", "course": "secret"}) == "Hello {course}"


def test_a_value_is_asked_for_only_where_it_is_needed():
    assert fill("Hello {name}", VALUES | {"when": lambda: 1 / 0}) == "Hello Amina"


def test_words_and_values_stay_text_in_the_page():
    page = as_page("<b>Dear</b> {name} & co", {"name": "<script>alert(1)</script>"})

    assert page == ("<p>&lt;b&gt;Dear&lt;/b&gt; <bdi>&lt;script&gt;alert(1)&lt;/script&gt;</bdi> &amp; co</p>")


def test_an_empty_line_begins_a_paragraph_in_both():
    words = "One {name}\r\ntwo\r\n\r\nThree"

    assert as_page(words, VALUES) == "<p>One <bdi>Amina</bdi><br>two</p><p>Three</p>"
    assert as_text(words, VALUES) == "One Amina\r\ntwo\r\n\r\nThree"


def test_an_address_the_officer_typed_is_a_link_and_one_in_a_name_is_not():
    page = as_page("See https://example.org/map or ask {name}.", {"name": "https://evil.example"})

    assert 'href="https://example.org/map"' in page
    assert "<bdi>https://evil.example</bdi>" in page


def test_a_placeholder_in_an_address_cannot_leave_its_attribute():
    page = as_page("https://example.org/{name}", {"name": '"><img src=x onerror=alert(1)>'})

    assert page.startswith('<p><a href="https://example.org/%7Bname%7D"')
    assert "<img" not in page


@pytest.mark.parametrize("code", [code for code, _name in settings.LANGUAGES])
@pytest.mark.parametrize("name", sorted(REGISTRY))
def test_every_message_can_be_looked_at_in_every_language(name, code, db):
    text = REGISTRY[name]

    subject, plain, page = preview(text, language=code, words=words_for(name, code))

    assert "{" not in subject + plain
    assert "Amina Kowalska" in plain
    assert f'dir="{"rtl" if code == "ur" else "ltr"}"' in page


@pytest.mark.parametrize("name", sorted(REGISTRY))
def test_no_standard_subject_tells_what_the_training_is_about(name):
    assert "{course}" not in str(REGISTRY[name].words.subject)


@pytest.fixture
def changed(officer):
    words = Words("See you on {date}", "Dear {name}, welcome to {course}.", "Bring a pen.")
    change_text(REGISTRY["confirmed"], language="en-gb", words=words, by=officer)


@pytest.mark.usefixtures("changed")
def test_the_next_letter_uses_what_an_officer_wrote(session):
    factories.make_booking(session, person=factories.make_person(name="Amina <b>Kowalska"))

    letter = Message.objects.get()
    assert letter.subject.startswith("See you on ")
    assert "\n\nDear Amina <b>Kowalska, welcome to Seeing the signs.\n\n" in letter.text
    assert "<p>Dear <bdi>Amina &lt;b&gt;Kowalska</bdi>, welcome to <bdi>Seeing the signs</bdi>.</p>" in letter.html


@pytest.mark.usefixtures("changed")
def test_the_facts_and_links_stay_whatever_an_officer_wrote(session):
    booking = factories.make_booking(session)

    letter = Message.objects.get()
    for part in (letter.text, letter.html):
        assert [fact in part for fact in (booking.reference.upper(), booking.token, "Bring a pen.")] == [True] * 3


@pytest.mark.usefixtures("changed")
def test_another_language_keeps_its_standard_words(session):
    factories.make_booking(session, language="ur")

    assert "welcome" not in Message.objects.get().text


@pytest.mark.usefixtures("changed")
def test_the_standard_words_come_back(session, officer):
    use_standard_text(REGISTRY["confirmed"], language="en-gb", by=officer)

    factories.make_booking(session)

    assert "You have a place on this training." in Message.objects.get().text


def test_a_letter_costs_no_query_for_its_words(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        words_for("confirmed", "en-gb")


def test_words_read_long_ago_are_read_anew(db, django_assert_num_queries, monkeypatch):
    monkeypatch.setattr("outbox.texts.Kept.until", 0)

    with django_assert_num_queries(1):
        words_for("confirmed", "en-gb")
        words_for("reminder", "en-gb")


def test_a_kind_without_a_text_has_no_words_to_change():
    with translation.override("en-gb"):
        assert words_for("concern_raised", "en-gb") is None
