"""What the screen and the sheet in the room show. Their link is a secret of its own: who scanned cannot open them."""

from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from sessions.codes import qr_svg
from sessions.register_links import session_of_register


def session_on_screen(token):
    """Return the session of a register's link, staff's or a trainer's; unknown, ended and draft are the same 404."""
    return session_of_register(token)


def door_address(session):
    """Return the address behind the code. It begins with the site's own host and holds nothing about anybody.

    Always in the language without a prefix: the phone chooses its own when it arrives.
    """
    with override(settings.LANGUAGE_CODE):
        return settings.BASE_URL + reverse("door", args=[session.door_token])


def code_of(session):
    """Return the code to scan, and its address in words: host and path, as a fake sticker could not have them."""
    address = door_address(session)
    parts = urlsplit(address)
    label = _("Code to scan: opens %(address)s") % {"address": address}
    return {"drawing": qr_svg(address, label=label), "host": parts.netloc, "path": parts.path}


def count_signed_in(session):
    return session.attendances.present().count()
