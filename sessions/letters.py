"""One letter to one address, in its reader's language: from templates to the outbox, in the caller's transaction.

Who is written to, and when, is for the modules that know: messages (about one's own booking) and its siblings.
"""

import re

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import get_language_info, override

from outbox.sending import write_message


def write_letter(kind, *, to, key, subject, words, language="", **facts):
    """Write a letter of `kind` from templates/mail/<kind>.txt and .html; nothing where there is no address.

    `subject` and `words` are functions without arguments, called in the reader's language; words returns what the
    templates may say. `facts` are those of `write_message`, such as cause, useless_after and capped.
    """
    if not to:
        return
    language = language or settings.LANGUAGE_CODE
    with override(language):
        said = {"direction": "rtl" if get_language_info(language)["bidi"] else "ltr", **words()}
        write_message(
            kind,
            to=to,
            key=key,
            subject=subject(),
            text=with_single_gaps(render_to_string(f"mail/{kind}.txt", said)),
            html=render_to_string(f"mail/{kind}.html", said),
            **facts,
        )


def with_single_gaps(text):
    """Return a text without the further empty lines that a template's unused parts leave behind."""
    return re.sub(r"\n{3,}", "\n\n", text).strip()
