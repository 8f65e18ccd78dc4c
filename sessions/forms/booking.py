"""The forms that book a place: at most five questions, one form for drivers and one for everybody else."""

import re
import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from courses.terms import terms_of
from design.forms import GovukForm
from design.widgets import SuggestionInput
from people.badges import claimed_badge
from people.council_field import CouncilField
from people.delegates import Person
from people.keys import tidy
from people.organisations import suggest_organisations
from people.person_fields import (
    LONGEST_NAME,
    LONGEST_NUMBER,
    AddressField,
    BadgeNumberField,
    NameField,
    TidyField,
    plain_address,
)
from sessions.forms.permission import asking_for_permission
from sessions.forms.unhurried import UnhurriedForm


class NonceField(forms.UUIDField):
    """The mark by which a form sent twice is one booking; a page that lost it gets another."""

    widget = forms.HiddenInput

    def clean(self, value):
        try:
            return super().clean(value)
        except ValidationError:
            return uuid.uuid4()


def any_script(**attributes):
    """Return the attributes of a field in which text may run either way."""
    return {"dir": "auto", **attributes}


class AboutYou(GovukForm):
    """Who a professional is and where they work."""

    name = NameField(
        label=_("Full name"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(any_script()),
        error_messages={"required": _("Enter your full name")},
    )
    email = AddressField(
        label=_("Work e-mail"),
        max_length=254,
        help_text=_("We send the details and a calendar file to this address."),
        error_messages={"required": _("Enter your work e-mail address, like name@example.org")},
    )
    organisation = TidyField(
        label=_("Organisation"),
        max_length=200,
        help_text=_("Where you work or volunteer. If it is not suggested, type its name."),
        widget=SuggestionInput(suggest_organisations, any_script()),
        error_messages={"required": _("Enter the organisation you work or volunteer for")},
    )
    role = TidyField(
        label=_("Role"),
        max_length=150,
        help_text=_("Such as teacher or nurse."),
        widget=forms.TextInput(any_script()),
        error_messages={"required": _("Enter your role, such as teacher or nurse")},
    )

    @property
    def person(self):
        said = self.cleaned_data
        return Person(**{field: said.get(field, "") for field in ["name", "email", "organisation", "role"]})


class BookingForm(AboutYou, UnhurriedForm):
    """What a professional says about themselves."""

    access_needs = forms.CharField(
        label=_("Is there anything you need to take part?"),
        required=False,
        max_length=500,
        help_text=_("Such as step-free access or an interpreter. Only the organiser and the trainer see this."),
        widget=forms.Textarea(any_script(rows=2)),
    )
    nonce = NonceField(initial=uuid.uuid4)

    def wish(self):
        """Return what `book_place` is asked for."""
        said = self.cleaned_data
        return {"person": self.person, "nonce": said["nonce"], "access_needs": said["access_needs"]}


class AboutADriver(GovukForm):
    """Who a driver is: the badge stands for the organisation, and a telephone will do."""

    authority = CouncilField(
        label=_("Which council licenses you?"),
        empty_label=_("Choose a council"),
        error_messages={"required": _("Choose the council that licenses you")},
    )
    number = BadgeNumberField(
        label=_("Your badge number"),
        max_length=LONGEST_NUMBER,
        help_text=_("As printed, with any zeros at the front. No badge yet? Enter your application reference."),
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters", "dir": "ltr"}),
        error_messages={"required": _("Enter your badge number or application reference")},
    )
    has_no_badge = forms.BooleanField(
        label=_("I have no badge yet. I have given my application reference."), required=False
    )
    name = NameField(
        label=_("Full name"),
        max_length=LONGEST_NAME,
        help_text=_("As on your licence or application."),
        widget=forms.TextInput(any_script()),
        error_messages={"required": _("Enter your full name")},
    )
    contact = forms.CharField(
        label=_("E-mail address or telephone number"),
        max_length=254,
        help_text=_("With an e-mail address we can send you the details."),
        widget=forms.TextInput({"autocomplete": "email", "autocapitalize": "none", "dir": "ltr"}),
        error_messages={"required": _("Enter an e-mail address or a telephone number")},
    )

    def clean_contact(self):
        """Take an e-mail address, or a telephone number of 10 to 15 digits however it is grouped."""
        typed = tidy(self.cleaned_data["contact"])
        if "@" in typed:
            return plain_address(typed)
        if re.fullmatch(r"\+?[\d ()./-]{10,30}", typed) and 10 <= sum(sign.isdigit() for sign in typed) <= 15:
            return typed
        raise ValidationError(
            _("Enter an e-mail address, like name@example.org, or a telephone number, like 07700 900123")
        )

    @property
    def email(self):
        return self.cleaned_data["contact"] if "@" in self.cleaned_data["contact"] else ""

    @property
    def phone(self):
        return "" if self.email else self.cleaned_data["contact"]

    @property
    def person(self):
        said = self.cleaned_data
        return Person(name=said["name"], email=self.email, badge=claimed_badge(said))


class DriverBookingForm(AboutADriver, UnhurriedForm):
    """What a driver says about themselves."""

    access_needs = forms.CharField(
        label=_("Do you need an interpreter or anything else to take part?"),
        required=False,
        max_length=500,
        help_text=_("Only the organiser and the trainer see this."),
        widget=forms.Textarea(any_script(rows=2)),
    )
    nonce = NonceField(initial=uuid.uuid4)

    def wish(self):
        """Return what `book_place` is asked for."""
        said = self.cleaned_data
        return {
            "person": self.person,
            "nonce": said["nonce"],
            "phone": self.phone,
            "access_needs": said["access_needs"],
        }


def booking_form(session, data=None):
    """Return the form for a session's audience, with what the terms want to know about a manager."""
    form_class = DriverBookingForm if session.course.audience.drives else BookingForm
    return asking_for_permission(form_class, terms=terms_of(session.course))(data)
