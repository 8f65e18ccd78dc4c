"""What every mail carries around its words: whose it is and how to reach them.

Put on when a message is sent, not when it is written, so that booking a place does not pay for reading the settings.
"""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import get_language_info

from design.models import ServiceSettings


def dress(message):
    """Return the text and the page of a message with the name of the service; the page is empty if it has none."""
    service = ServiceSettings.load()
    language = message.language or settings.LANGUAGE_CODE
    direction = "rtl" if get_language_info(language)["bidi"] else "ltr"
    words = {"message": message, "service": service, "language": language, "direction": direction}
    text = render_to_string("mail/letter.txt", words).strip() + "\n"
    return text, render_to_string("mail/letter.html", words) if message.html else ""
