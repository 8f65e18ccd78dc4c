"""Changing the words of a message, and seeing them as they will arrive."""

from uuid import uuid4

from django.db import transaction
from django.utils.translation import override
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from outbox.letterhead import dress
from outbox.models import Message, MessageText
from outbox.sending import write_message
from outbox.texts import Words, read_anew_after_commit, words_for

PARTS = ("subject", "opening", "closing")


@transaction.atomic
def change_text(text, *, language, words, by):
    """Use these words instead of the standard ones, from now on; messages that wait already keep theirs."""
    was = words_for(text.name, language)
    row, _made = MessageText.objects.update_or_create(
        name=text.name, language=language, defaults=as_dict(words) | {"in_use": True}
    )
    log(instance=row, action="muster.text_changed", user=by, data={"was": as_dict(was), "is": as_dict(words)})
    read_anew_after_commit()


@transaction.atomic
def use_standard_text(text, *, language, by):
    """Go back to the standard words; doing so twice is harmless."""
    row = MessageText.objects.filter(name=text.name, language=language, in_use=True).first()
    if row is None:
        return
    MessageText.objects.filter(pk=row.pk).update(in_use=False)
    log(instance=row, action="muster.text_standard", user=by, data={"was": as_dict(row)})
    read_anew_after_commit()


def as_dict(words):
    return {part: getattr(words, part) for part in PARTS}


def changes_to(text, *, language):
    """Return the log of what was changed in a text, latest first."""
    row = MessageText.objects.filter(name=text.name, language=language).first()
    if row is None:
        return []
    return list(ModelLogEntry.objects.for_instance(row).select_related("user").order_by("-timestamp", "-pk")[:20])


def preview(text, *, language, words):
    """Return (subject, text, page) of the message as it would arrive, to somebody made up."""
    with override(language):
        letter = text.sample(words)
    message = Message(subject=letter.subject, text=letter.text, html=letter.html, language=language)
    return letter.subject, *dress(message)


def send_test(text, *, language, words, to):
    """Send the message with these words to a member of staff, addressed to somebody made up."""
    with override(language):
        letter = text.sample(words)
    write_message(
        "test",
        to=to,
        key=f"test:{uuid4()}",
        subject=f"Test: {letter.subject}",
        text=letter.text,
        html=letter.html,
        language=language,
    )


def words_from(facts):
    return Words(*(facts[part].replace("\r\n", "\n").strip() for part in PARTS))
