"""How people, organisations and badges are recognised again: one written rule for each."""

import re
import secrets
import unicodedata

# Crockford's alphabet in lower case: no i, l, o or u to mistake when read aloud or typed.
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
READ_AS = str.maketrans({"i": "1", "l": "1", "o": "0", "u": "v"})


def new_code(length):
    """Return `length` random characters of five bits each: 16 make 80 bits, 26 make 130."""
    return spell(secrets.randbits(5 * length), length)


def spell(number, length):
    """Return the last five times `length` bits of a number as that many characters."""
    return "".join(ALPHABET[number >> shift & 31] for shift in range(5 * (length - 1), -1, -5))


def read_code(typed):
    """Return what was meant by a code typed by hand: case, spaces, hyphens and look-alike letters do not matter."""
    return re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", typed)).lower().translate(READ_AS)


def tidy(text):
    """Return `text` in Unicode's composed form with single spaces and no control characters, otherwise as typed."""
    text = unicodedata.normalize("NFC", text)
    kept = (" " if unicodedata.category(c) == "Cc" else c for c in text if unicodedata.category(c) != "Cs")
    return " ".join("".join(kept).split())


def name_key(name):
    """Return the form under which a name is compared: compatibility form, case folded, single spaces."""
    return tidy(unicodedata.normalize("NFKC", name)).casefold()


def email_key(email):
    """Return the form under which an e-mail address is compared.

    Case and surrounding spaces do not matter. Dots and plus signs do: only the address's own provider knows whether
    it ignores them, and two people must never be taken for one.
    """
    return unicodedata.normalize("NFC", email.strip()).casefold()


def mailbox_of(address):
    """Return the mailbox an address most likely leads to, whatever follows a plus sign: for caution, never identity."""
    mailbox, _at, domain = email_key(address).rpartition("@")
    return f"{mailbox.partition('+')[0]}@{domain}"


def badge_key(number):
    """Return the form under which a badge number is compared: capitals without spaces; zeros and hyphens stay."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", number)).upper()


def one_of(rows):
    """Return the only row of a query for something unique, or None. Unlike first(), it asks for no order."""
    try:
        return rows.get()
    except rows.model.DoesNotExist:
        return None
