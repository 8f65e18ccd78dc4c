"""What the screen and the sheet in the room show."""

from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from design.addresses import full_address
from sessions.codes import qr_svg
from sessions.rotating import code_for, window_at


def printed_code_of(session):
    """Return the code for paper, which stays the same."""
    return drawn(address_of("door", session.door_token))


def changing_code_of(session):
    """Return the code for the screen in this half minute, with the short address and what to type there."""
    now = timezone.now()
    code = code_for(session, at=now)
    short = urlsplit(address_of("door_typed"))
    words = {"window": window_at(now), "short": short.netloc + short.path, "typed": f"{code[:4]} {code[4:]}".upper()}
    return drawn(address_of("door_scanned", session.door_token, code)) | words


def address_of(name, *parts):
    """Return an address of the door for a code: the site's own host, the language without a prefix, nobody's name."""
    with override(settings.LANGUAGE_CODE):
        return full_address(name, *parts)


def drawn(address):
    """Return the drawing of an address, and host and path in words, as a fake sticker could not have them."""
    parts = urlsplit(address)
    label = _("Code to scan: opens %(address)s") % {"address": address}
    return {"drawing": qr_svg(address, label=label), "host": parts.netloc, "path": parts.path}


def count_signed_in(session):
    return session.attendances.present().count()
