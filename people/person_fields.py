"""The fields in which people say who they are. Each keeps to what its column holds, in the compared form too."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from people.keys import badge_key, email_key, name_key, tidy

LONGEST_NAME = 200
LONGEST_ADDRESS = 254
LONGEST_NUMBER = 40
SAY_ADDRESS = _("Enter an e-mail address, like name@example.org")


class TidyField(forms.CharField):
    """A line in any script. It is measured as it is kept and as it is compared: some letters unfold into several."""

    def clean(self, value):
        text = super().clean(tidy(value or ""))
        if self.max_length and len(name_key(text)) > self.max_length:
            raise ValidationError(_("Enter a shorter name"))
        return text


class NameField(TidyField):
    """A person's name: as it is, in any script, of one word or ten."""


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
    """Return an e-mail address that mail servers everywhere take: letters before the @ are A to Z only.

    Django's own check takes a dotless or a long s there for a capital; such mail would reach nobody.
    """
    address = typed.strip()
    try:
        validate_email(address)
        address.partition("@")[0].encode("ascii")
    except (ValidationError, UnicodeEncodeError):
        raise ValidationError(SAY_ADDRESS) from None
    if len(email_key(address)) > LONGEST_ADDRESS:
        raise ValidationError(SAY_ADDRESS)
    return address
