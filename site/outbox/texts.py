"""The words of messages that officers may change: what comes before the facts and what comes after them.

The facts (when, where, the reference, the links) stand in templates, so that no text can lose them. An app enters its
texts here, each with the standard words; what officers wrote instead is kept in memory for a minute, so that booking a
place does not pay for asking. Placeholders are replaced by name and nothing else: no template language reads what was
typed.
"""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.html import conditional_escape, format_html, urlize
from django.utils.safestring import mark_safe
from django.utils.translation import override

from outbox.models import MessageText

SECONDS_KEPT = 60
PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True)
class Placeholder:
    """A word in braces that a text may hold, and what it stands for. The preview shows an example."""

    name: str
    meaning: Any


@dataclass(frozen=True)
class Words:
    """The three parts of a message that can be changed."""

    subject: Any
    opening: Any
    closing: Any = ""


@dataclass(frozen=True)
class Text:
    """One message whose words can be changed.

    `needed` are the placeholders that the text before or after the facts must keep; the subject must keep "date" where
    the standard one has it. `sample` writes the message to somebody made up: called with Words in the language to be
    shown, it returns what has a subject, a text and a page (`html`).
    """

    name: str
    label: Any
    sent_when: Any
    words: Words
    placeholders: tuple[Placeholder, ...]
    sample: Callable[..., Any]
    needed: frozenset[str] = frozenset()

    def standard_in(self, language):
        """Return the standard words in a language."""
        with override(language):
            return Words(str(self.words.subject), str(self.words.opening), str(self.words.closing))


REGISTRY: dict[str, Text] = {}


def register_text(text):
    """Enter a text whose words officers may change; a name that is not entered has no text to change."""
    REGISTRY[text.name] = text


class Kept:
    """What officers wrote, as this process read it last."""

    texts: dict[tuple[str, str], Words] = {}
    until = 0.0


def forget_texts():
    """Read anew before the next message; other processes do so within a minute."""
    Kept.until = 0.0


def texts_in_use():
    if time.monotonic() >= Kept.until:
        rows = MessageText.objects.filter(in_use=True)
        Kept.texts = {(row.name, row.language): Words(row.subject, row.opening, row.closing) for row in rows}
        Kept.until = time.monotonic() + SECONDS_KEPT
    return Kept.texts


def words_for(name, language):
    """Return the words in use for a message in a language, or None for a message whose words are nobody's to change."""
    text = REGISTRY.get(name)
    return text and (texts_in_use().get((name, language)) or text.standard_in(language))


def fill(words, values):
    """Put the values of known placeholders into a line of text; every other brace stays as it was typed.

    A value may be a function, which is called only where it is needed. What a value holds is not looked at again.
    """
    return PLACEHOLDER.sub(lambda found: str(value_of(found, values)), words)


def value_of(found, values):
    value = values.get(found[1], found[0])
    return value() if callable(value) else value


def as_text(words, values):
    """Return words as they stand in plain text."""
    return fill(words, values).strip()


def as_page(words, values):
    """Return words as paragraphs of HTML. Addresses that officers typed become links, those within a value do not."""
    paragraphs = re.split(r"\n\s*\n", words.replace("\r\n", "\n").strip())
    marked = [urlize(paragraph, autoescape=True).replace("\n", "<br>") for paragraph in paragraphs if paragraph]
    filled = [PLACEHOLDER.sub(lambda found: escaped(found, values), paragraph) for paragraph in marked]
    return mark_safe("".join(f"<p>{paragraph}</p>" for paragraph in filled))  # every part is escaped


def escaped(found, values):
    """Return a value for a page; its direction is its own, whatever stands round it."""
    if found[1] not in values:
        return found[0]
    return format_html("<bdi>{}</bdi>", conditional_escape(value_of(found, values)))


def read_anew_after_commit():
    """Let this process read the texts anew at once, and once more when the change is committed."""
    forget_texts()
    transaction.on_commit(forget_texts)
