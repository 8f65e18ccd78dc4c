"""What may stand in a log: never the personal part of an address."""

import logging
import re

# Personal links and references are 16 or 26 characters of people.keys.ALPHABET.
LINK = re.compile(r"(?<=/)[0-9a-hjkmnp-tv-z]{16}([0-9a-hjkmnp-tv-z]{10})?(?=[/?\s]|$)")


class MaskLinks(logging.Filter):
    """Replaces the personal part of every address in a message; nothing is left out."""

    def filter(self, record):
        record.msg, record.args = LINK.sub("…", record.getMessage()), ()
        return True
