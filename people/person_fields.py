"""The fields in which people say who they are. Each keeps to what its column holds, in the compared form too."""

import unicodedata

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from people.keys import badge_key, email_key, name_key, tidy

LONGEST_NAME = 200
LONGEST_ADDRESS = 254
LONGEST_NUMBER = 40
FILLERS = set("\u115f\u1160\u2800\u3164\uffa0")  # letters and signs by their category that nobody can see
SAY_ADDRESS = _("Enter an e-mail address, like name@example.org")


class TidyField(forms.CharField):
    """A line in any script. It is measured as it is kept and as it is compared: some letters unfold into several."""

    def clean(self, value):
        text = super().clean(tidy(value or ""))
        if self.max_length and len(name_key(text)) > self.max_length:
            raise ValidationError(_("Enter a shorter name"))
        return text


class NameField(TidyField):
    """A person's name: as it is, in any script, of one word or ten. Something of it must be there to be seen."""

    def clean(self, value):
        name = super().clean(value)
        if name and not any(map(can_be_read, name)):
            raise ValidationError(self.error_messages["required"])
        return name


def can_be_read(sign):
    """Whether a sign is a letter, a number or a picture; a name of nothing else is a blank line in the register."""
    return unicodedata.category(sign)[0] in "LNS" and sign not in FILLERS


class BadgeNumberField(TidyField):
    """A badge number or application reference: something of it must be a letter or a digit."""

    def clean(self, value):
        number = super().clean(value)
        if not any(sign.isalnum() for sign in number) or len(badge_key(number)) > LONGEST_NUMBER:
            raise ValidationError(self.error_messages["required"])
        return number


class AddressField(forms.EmailField):
    def clean(self, value):
        typed = super().clean(value)
        return plain_address(typed) if typed else ""


def plain_address(typed):
    """Return an e-mail address in the one form that mail servers everywhere take.

    Letters before the @ are A to Z only: Django's own check takes a dotless or a long s for a capital, and such mail
    would reach nobody. The domain is written as it travels (IDNA, RFC 3490), without signs that vanish on the way;
    quotes and numbers of machines are refused. Otherwise one mailbox would have many spellings, each with a mail cap.
    """
    mailbox, _at, domain = typed.strip().rpartition("@")
    try:
        mailbox.encode("ascii")
        address = f"{mailbox}@{domain.encode('idna').decode()}"
        validate_email(address)
    except (ValidationError, UnicodeError):
        raise ValidationError(SAY_ADDRESS) from None
    if set(mailbox) & set('"\\') or domain.startswith("["):
        raise ValidationError(SAY_ADDRESS)
    if len(email_key(address)) > LONGEST_ADDRESS:
        raise ValidationError(SAY_ADDRESS)
    return address
