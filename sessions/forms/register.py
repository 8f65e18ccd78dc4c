"""What is typed and tapped on the register of a phone."""

from datetime import UTC, datetime
from functools import partial

from django import forms
from django.utils.translation import gettext_lazy as _

from design.widgets import SuggestionInput
from people.keys import tidy
from people.person_fields import LONGEST_NAME, LONGEST_NUMBER, AddressField, BadgeNumberField, NameField, TidyField
from sessions.forms.door import DriverWalkInForm, WalkInForm, suggest_often_named

LONGEST_SAID = 300
# What may be typed for an act, as it is kept where the act is refused.
SAID = (
    "reference",
    "text",
    "name",
    "organisation",
    "role",
    "email",
    "authority",
    "number",
    "has_no_badge",
    "overriding",
)


class RegisterWalkInForm(WalkInForm):
    """The questions of the door, asked about somebody else. Whoever keeps the register may not know where they work."""

    entry_key = None
    name = NameField(label=_("Name"), max_length=LONGEST_NAME, widget=forms.TextInput({"dir": "auto"}))
    organisation = TidyField(
        label=_("Where they work"),
        max_length=200,
        required=False,
        widget=SuggestionInput(choices=suggest_often_named),
    )
    role = TidyField(label=_("Their role"), max_length=150, required=False)
    email = AddressField(label=_("Their e-mail address"), required=False, max_length=254)


class RegisterDriverForm(DriverWalkInForm):
    """The same for drivers: council and badge."""

    field_order = ["authority", "number", "has_no_badge", "name", "email"]
    entry_key = None
    number = BadgeNumberField(
        label=_("Badge number"),
        help_text=_("As it is printed on the badge."),
        max_length=LONGEST_NUMBER,
        widget=forms.TextInput({"dir": "ltr"}),
    )
    has_no_badge = forms.BooleanField(
        label=_("No badge yet: this is an application reference"),
        required=False,
    )
    name = RegisterWalkInForm.declared_fields["name"]
    email = RegisterWalkInForm.declared_fields["email"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["authority"].label = _("Which council licenses them?")


def person_form_for(session):
    """Return the form that asks about somebody who is not on the list, ready to be given data."""
    return partial(RegisterDriverForm if session.course.audience.drives else RegisterWalkInForm)


class SentForm(forms.Form):
    """What a device says of an act besides the act itself."""

    key = forms.UUIDField()
    device = forms.CharField(max_length=8, required=False)
    made_at = forms.IntegerField(required=False, min_value=0, max_value=2**43)
    again = forms.IntegerField(required=False, min_value=1, max_value=2**62)

    def clean_made_at(self):
        """Return the instant of a number of milliseconds, as the device's clock had it."""
        made_at = self.cleaned_data["made_at"]
        return None if made_at is None else datetime.fromtimestamp(made_at / 1000, tz=UTC)


class NoteForm(forms.Form):
    text = TidyField(max_length=200, required=False)


def what_was_said(data, *, act):
    """Return what was typed for an act and on which line: as it is kept where the act is refused.

    Short, and without signs that no database takes: a device would send what ends in an error again and again.
    """
    said = {name: data.get(name, "") for name in SAID} | {"row": data[act]}
    tidied = {name: tidy(text[: 2 * LONGEST_SAID])[:LONGEST_SAID] for name, text in said.items()}
    return {name: text for name, text in tidied.items() if text}
