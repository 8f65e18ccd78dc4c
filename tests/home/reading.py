"""How hard a text is to read: the Flesch-Kincaid grade, which is a reading age less five."""

import re

from wagtail.rich_text import RichText


def prose(page):
    """Return what a page says in whole sentences: no headings, no words of links."""
    return [page.content_warning, page.lead, *(text for piece in page.body for text in sentences_in(piece.value))]


def everything(page):
    """Return every word of a page as one text, headings and lists too."""
    texts = [
        getattr(page, name, "") for name in ("title", "lead", "heading", "content_warning", "way_title", "way_text")
    ]
    return " ".join([*texts, page.search_description, *(str(piece.value) for piece in page.body)])


def sentences_in(value):
    if isinstance(value, RichText):
        return [strip_tags(text) for text in re.findall(r"<p>(.*?)</p>", value.source)]
    if isinstance(value, str):
        return [value] if re.search(r"[.?!]”?$", value) else []
    if hasattr(value, "values"):
        return [text for part in value.values() for text in sentences_in(part)]
    return [text for part in value or [] for text in sentences_in(part)]


def strip_tags(markup):
    return re.sub(r"<[^>]+>", "", markup)


def sentences(text):
    return [part for part in re.split(r"(?<=[.?!:])[”\u2019]?\s+", text) if words(part)]


def words(text):
    return re.findall(r"[A-Za-z]+(?:\u2019[a-z]+)?", text)


def syllables(word):
    word = word.lower()
    count = len(re.findall(r"[aeiouy]+", word))
    silent = re.search(r"[^aeiouyl]e$|[^aeiouytd]ed$|[^aeiouyscxz]es$", word)
    return max(count - bool(silent), 1)


def grade(text):
    every_word = words(text)
    per_sentence = len(every_word) / len(sentences(text))
    per_word = sum(map(syllables, every_word)) / len(every_word)
    return 0.39 * per_sentence + 11.8 * per_word - 15.59
