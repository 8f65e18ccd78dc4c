"""The forms of one's own training: to which address the link goes, and who somebody is at an address that is shared."""

from django import forms
from django.utils.translation import gettext_lazy as _

from people.person_fields import LONGEST_NAME, AddressField, NameField
from sessions.forms.unhurried import UnhurriedForm


class AskForLinkForm(UnhurriedForm):
    email = AddressField(
        label=_("Your e-mail address"),
        max_length=254,
        help_text=_("The one you booked or signed in with."),
        error_messages={"required": _("Enter the e-mail address you booked with, like name@example.org")},
    )


class WhoAreYouForm(UnhurriedForm):
    name = NameField(
        label=_("Your full name"),
        max_length=LONGEST_NAME,
        error_messages={"required": _("Enter your full name")},
    )
    reference = forms.CharField(
        label=_("A booking reference of yours"),
        max_length=40,
        help_text=_("Eight letters and numbers. They stand in every letter about a booking, old or new."),
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false", "dir": "ltr"}),
        error_messages={"required": _("Enter a booking reference of yours, such as one from a confirmation")},
    )
