"""Telling whoever asks whether a certificate is what it claims to be. Names nobody: initials, and yes or no of a badge.

The printed page proves nothing: what is held here does. A code has 80 random bits, so that guessing finds nothing; a
certificate that its holder has not been given yet is unknown like any other.
"""

import re
from enum import StrEnum

from django.utils import timezone

from design.words import LONDON
from people.keys import ALPHABET, badge_key, read_code
from sessions.models import Certificate

CODE = re.compile(rf"[{ALPHABET}]{{16}}")
LONGEST_TYPED = 60  # a code with a space or a hyphen after every sign, and some to spare


class Standing(StrEnum):
    """What is said of a certificate that was issued."""

    VALID = "valid"
    EXPIRED = "expired"
    REVOKED = "revoked"
    REPLACED = "replaced"
    FORGOTTEN = "forgotten"


def code_meant(typed):
    """Return the code that somebody typed, whatever its case, spaces and look-alikes; "" for what cannot be one."""
    code = read_code(typed[:LONGEST_TYPED])
    return code if CODE.fullmatch(code) else ""


def certificate_called(typed):
    """Return the certificate of a code as it was typed, or None."""
    code = code_meant(typed)
    found = Certificate.objects.handed_out().select_related("attendance__badge").filter(code=code) if code else ()
    return next(iter(found), None)


def standing_of(certificate):
    """Return how a certificate stands today; once its holder was erased, that is all that is known."""
    if certificate.is_forgotten:
        return Standing.FORGOTTEN
    if certificate.status != Certificate.Status.VALID:
        return Standing(certificate.status)
    today = timezone.localdate(timezone=LONDON)
    is_over = certificate.valid_until is not None and certificate.valid_until < today
    return Standing.EXPIRED if is_over else Standing.VALID


def has_badge(certificate):
    """Whether a badge number can be compared: the attendance has one, and its holder is still known."""
    return certificate.attendance.badge_id is not None and not certificate.is_forgotten


def badge_matches(certificate, *, number):
    """Whether a badge number that somebody typed is the one on record."""
    return has_badge(certificate) and badge_key(number) == certificate.attendance.badge.number_key
