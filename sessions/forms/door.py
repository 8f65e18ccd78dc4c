"""What people type at the door."""

import uuid
from functools import partial

from django import forms
from django.core.cache import cache
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from design.forms import GovukForm
from design.widgets import SuggestionInput
from people.badges import claimed_badge
from people.council_field import CouncilField
from people.delegates import Person
from people.models import Organisation
from people.person_fields import LONGEST_NAME, LONGEST_NUMBER, AddressField, BadgeNumberField, NameField, TidyField

SUGGESTED = 100
RELOAD = _("Open this page again, then send the form once more.")


def suggest_often_named():
    """Return the open organisations that most people come from: a phone at the door should not load every school."""

    def often_named():
        known = (
            Organisation.objects.filter(closed_on__isnull=True).alias(people=Count("delegates")).filter(people__gt=0)
        )
        return sorted(known.filter(people__gt=0).order_by("-people").values_list("name", flat=True)[:SUGGESTED])

    return cache.get_or_set("organisations-often-named", often_named, 600)


class DoorForm(GovukForm):
    """`entry_key` is this form's own: sending it again records nothing more."""

    entry_key = forms.UUIDField(
        widget=forms.HiddenInput, initial=uuid.uuid4, error_messages={"required": RELOAD, "invalid": RELOAD}
    )


class BookedForm(DoorForm):
    heading_field = "typed"

    typed = forms.CharField(
        label=_("Your e-mail address or booking reference"),
        help_text=_("The address you booked with, or the eight letters and numbers from your confirmation."),
        max_length=254,
        widget=forms.TextInput(
            attrs={"autocomplete": "email", "autocapitalize": "none", "spellcheck": "false", "dir": "ltr"}
        ),
    )
    name = NameField(label=_("Your full name"), max_length=LONGEST_NAME, required=False)

    @property
    def asks_name(self):
        """Whether the name is asked for: only where an address is shared, and from then on."""
        return self.fields["name"].required

    def ask_name(self):
        self.fields["name"].required = True

    def __init__(self, data=None, *, is_heading=True, **kwargs):
        super().__init__(data, **kwargs)
        if not is_heading:
            self.heading_field = None
        if data and "name" in data:
            self.ask_name()


class DriverBookedForm(BookedForm):
    """Drivers know their badge better than a reference."""

    typed = forms.CharField(
        label=_("Your badge number, e-mail address or booking reference"),
        help_text=_(
            "The badge number with any zeros at the front, the address you booked with, or the eight letters and "
            "numbers from your confirmation."
        ),
        max_length=254,
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false", "dir": "ltr"}),
    )


class LeavingForm(GovukForm):
    """Who leaves; empty for the only person who signed in on this phone."""

    marks_optional = False

    typed = forms.CharField(
        label=_("Your e-mail address or booking reference"),
        help_text=_("If you signed in on this phone, your name will do."),
        max_length=254,
        required=False,
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false", "dir": "auto"}),
    )


class DriverLeavingForm(LeavingForm):
    typed = forms.CharField(
        label=_("Your badge number, e-mail address or booking reference"),
        help_text=_("If you signed in on this phone, your name will do."),
        max_length=254,
        required=False,
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false", "dir": "auto"}),
    )


class ShownCodeForm(GovukForm):
    """The code on the screen, for whoever cannot scan it."""

    code = forms.CharField(
        label=_("The code on the screen"),
        help_text=_("Eight letters and numbers. It changes every half minute."),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false", "dir": "ltr"}
        ),
    )


class WalkInForm(DoorForm):
    name = NameField(label=_("Your name"), max_length=LONGEST_NAME, widget=forms.TextInput({"dir": "auto"}))
    organisation = TidyField(
        label=_("Where you work"),
        max_length=200,
        widget=SuggestionInput(choices=suggest_often_named),
    )
    role = TidyField(label=_("Your role"), max_length=150, required=False)
    email = AddressField(
        label=_("Your e-mail address"),
        required=False,
        max_length=254,
        help_text=_("For your certificate, if there is one. Without it nobody can send you anything."),
    )

    def person(self):
        facts = {field: self.cleaned_data.get(field) or "" for field in ["name", "organisation", "role", "email"]}
        return Person(**facts, badge=self.badge())

    def badge(self):
        return None


class DriverWalkInForm(WalkInForm):
    """Drivers are asked for their council and badge, and not for an employer."""

    field_order = ["entry_key", "authority", "number", "has_no_badge", "name", "email"]
    organisation = None
    role = None
    authority = CouncilField(
        label=_("Which council licenses you?"),
        empty_label=_("Choose a council"),
    )
    number = BadgeNumberField(
        label=_("Your badge number"),
        help_text=_("As it is printed on your badge."),
        max_length=LONGEST_NUMBER,
        widget=forms.TextInput({"dir": "ltr"}),
    )
    has_no_badge = forms.BooleanField(
        label=_("I have no badge yet. I have given my application reference."), required=False
    )

    def badge(self):
        return claimed_badge(self.cleaned_data)


def booked_form_for(session):
    """Return the form by which somebody of this session's audience who booked is found, ready to be given data."""
    return partial(DriverBookedForm if session.course.audience.drives else BookedForm)


def leaving_form_for(session):
    """Return the form by which somebody of this session's audience signs out, ready to be given data."""
    return partial(DriverLeavingForm if session.course.audience.drives else LeavingForm)


def walk_in_form_for(session):
    """Return the form that this session's audience fills in, ready to be given data."""
    return partial(DriverWalkInForm if session.course.audience.drives else WalkInForm)
