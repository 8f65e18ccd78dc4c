"""What may stand in a log: never the personal part of an address, nor whom a mail was for."""

import logging
import re

SECRETS = [
    # Personal links and references are 16 or 26 characters of people.keys.ALPHABET.
    re.compile(r"(?<=/)[0-9a-hjkmnp-tv-z]{16}([0-9a-hjkmnp-tv-z]{10})?(?![\w-])"),
    re.compile(r"(?<=/reset/key/)[^/\s]+"),
    re.compile(r"[^\s@<>()'\"]+@[\w.-]+\w"),
    re.compile(r"(?<=DETAIL:  ).+"),  # PostgreSQL repeats the row
]


class MaskedFormatter(logging.Formatter):
    """Replaces what is personal in a whole entry, traceback included."""

    def format(self, record):
        line = super().format(record)
        for secret in SECRETS:
            line = secret.sub("…", line)
        return line


class ButHealth(logging.Filter):
    """Keep quiet about /health/: whoever asks reads the reason in the answer, and a copy that starts is asked often."""

    def filter(self, record):
        request = getattr(record, "request", None)
        return request is None or request.path != "/health/"
