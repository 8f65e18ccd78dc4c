"""One letter to one address, in its reader's language: from templates to the outbox, in the caller's transaction.

Who is written to, and when, is for the modules that know: messages (about one's own booking) and its siblings. Where
officers may change the words round the facts (see outbox.texts), theirs are used.
"""

import re

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import get_language_info, override

from design.words import say_date
from outbox.models import Message
from outbox.notify import carries_texts
from outbox.sending import write_message
from outbox.texts import as_page, as_text, fill, words_for


def write_letter(kind, *, to, key, words, subject=None, text="", language="", phone="", **facts):
    """Write a letter of `kind` from templates/mail/<kind>.txt and .html; nothing where there is no address.

    `words` is a function without arguments, called in the reader's language, which returns what the templates may say;
    its "values" are those of the placeholders where officers may change the words. `text` names these words, if not
    the kind does. A letter whose words are not entered in outbox.texts has a `subject`, a function like `words`. Who
    gave a telephone number only is sent a text message where these can be sent. `facts` are those of `write_message`,
    such as cause, useless_after and capped.
    """
    if not to and not (phone and carries_texts()):
        return
    language = language or settings.LANGUAGE_CODE
    with override(language):
        said = words()
        wording = words_for(text or kind, language)
        subject = fill(wording.subject, said["values"]) if wording else subject()
        if not to:
            facts |= {"calendar": "", "calendar_method": "", "channel": Message.Channel.TEXT}
            body = {"text": short(subject, said)}
        else:
            body = compose(kind, said=said, wording=wording, language=language)
    write_message(kind, to=to or phone, key=key, subject=subject, language=language, **body, **facts)


def compose(kind, *, said, wording, language):
    """Return text and page of a letter, in the language being spoken; `wording` is what outbox.texts has for it."""
    said = {"direction": "rtl" if get_language_info(language)["bidi"] else "ltr", "language": language, **said}
    return {
        "text": with_single_gaps(render_to_string(f"mail/{kind}.txt", said | as_said(wording, said, to=as_text))),
        "html": render_to_string(f"mail/{kind}.html", said | as_said(wording, said, to=as_page)),
    }


def as_said(wording, said, *, to):
    """Return the words before and after the facts with their values, made `to` text or page."""
    if wording is None:
        return {}
    return {"opening": to(wording.opening, said["values"]), "closing": to(wording.closing, said["values"])}


def short(subject, said):
    """Return a letter as a text message: the subject, which says what happened, and where to read on."""
    return with_single_gaps(render_to_string("mail/text_message.txt", said | {"subject": subject}))


def with_single_gaps(text):
    """Return a text without the further empty lines that a template's unused parts leave behind."""
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def cause_of(booking):
    """Return what the messages about a booking are found by."""
    return f"booking:{booking.pk}"


def cause_of_walk_in(attendance):
    """Return what the messages about somebody who came without a booking are found by."""
    return f"attendance:{attendance.pk}"


def date_of(session):
    """Return a session's date as subjects say it."""
    return say_date(session.starts_at, weekday=False)
