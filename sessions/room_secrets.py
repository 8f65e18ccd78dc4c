"""The secrets of what everybody in the room can read: the screen's address, and the one a browser prints on a sheet.

Each follows from a secret that opens the register, by a keyed hash, and ends with it: the session's own, or a link made
for somebody. None leads back to the register's, nor to the other's page, and nothing is kept of them. Like all secrets
they are 26 characters of people.keys.ALPHABET: the session's number, by which it is found, and 100 bits of the hash.
"""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from people.keys import ALPHABET, spell
from sessions.door import sessions_with_doors
from sessions.register_links import links_of

SALT = "sessions.room_secrets"
NUMBER, HASH = 6, 20  # characters of five bits each
SCREEN, CODE_SHEET = "screen", "code_sheet"  # the pages, as their addresses are named


def room_secret(page, session, *, register=""):
    """Return the secret of a page in the room, from a secret of the register, by default the session's own."""
    digest = salted_hmac(SALT, f"{page}.{register or session.register_token}", algorithm="sha256").digest()
    return spell(session.pk, NUMBER) + spell(int.from_bytes(digest), HASH)


def room_address(page, session, *, register=""):
    return reverse(page, args=[room_secret(page, session, register=register)])


def session_in_room(page, secret):
    """Return the session whose page in the room a secret opens; unknown, ended and draft are the same 404."""
    session = get_object_or_404(sessions_with_doors(), pk=number_of(secret))
    held = (room_secret(page, session, register=register) for register in registers_of(session))
    if not any(constant_time_compare(secret, each) for each in held):
        raise Http404
    return session


def number_of(secret):
    """Return the number of the session that a secret names, or 0, which is none's."""
    try:
        return sum(ALPHABET.index(letter) << 5 * place for place, letter in enumerate(reversed(secret[:NUMBER])))
    except ValueError:
        return 0


def registers_of(session):
    """Yield the secrets that open a session's register now; its links are read only after its own did not do."""
    yield session.register_token
    yield from (link.token for link in links_of(session))
