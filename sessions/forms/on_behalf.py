"""What staff type about somebody else: a walk-in at the register, or a person for whom they book."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from people.badges import claimed_badge
from people.delegates import Person
from people.models import LicensingAuthority
from people.organisation_field import SUGGESTIONS_ID
from people.person_fields import LONGEST_NAME, LONGEST_NUMBER, AddressField, BadgeNumberField, NameField, TidyField
from sessions.forms.booking import NonceField


class PersonForm(forms.Form):
    """Somebody by name and work."""

    name = NameField(label=_("Name"), max_length=LONGEST_NAME, error_messages={"required": _("Enter the name.")})
    organisation = TidyField(
        label=_("Organisation"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"list": SUGGESTIONS_ID, "autocomplete": "off"}),
    )
    role = TidyField(label=_("Role"), max_length=150, required=False)
    email = AddressField(label=_("E-mail"), max_length=254, required=False)

    @property
    def person(self):
        said = self.cleaned_data
        return Person(name=said["name"], email=said["email"], organisation=said["organisation"], role=said["role"])


class DriverForm(forms.Form):
    """A driver: the badge says who licenses them, and is what their council looks for."""

    authority = forms.ModelChoiceField(
        label=_("Council that licenses them"),
        queryset=LicensingAuthority.objects.all(),
        empty_label=_("Choose"),
        error_messages={"required": _("Choose the council that licenses them.")},
    )
    number = BadgeNumberField(
        label=_("Badge number"),
        max_length=LONGEST_NUMBER,
        help_text=_("As printed, with any zeros at the front, or the application reference."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Enter the badge number or application reference.")},
    )
    has_no_badge = forms.BooleanField(label=_("No badge yet: this is an application reference"), required=False)
    name = PersonForm.declared_fields["name"]
    email = PersonForm.declared_fields["email"]

    @property
    def person(self):
        said = self.cleaned_data
        return Person(name=said["name"], email=said["email"], badge=claimed_badge(said))


class Regardless(forms.Form):
    """A box that is shown once the terms would keep somebody out: an officer may know better."""

    regardless = forms.BooleanField(
        label=_("Book all the same"),
        required=False,
        widget=forms.HiddenInput,
        help_text=_("You have reason to make an exception from the booking terms."),
    )

    def offer_to_disregard(self, warning):
        """Warn that the terms would keep this person out, with the box that says to book all the same."""
        sentence = _("They could not book this themselves. They would be told: %(sentence)s")
        self.add_error("regardless", sentence % {"sentence": warning})
        self.fields["regardless"].widget = forms.CheckboxInput()


class BookingOnBehalf(Regardless):
    """What a booking adds. An address is not demanded: some people have none, and then somebody must ring them."""

    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    access_needs = forms.CharField(
        label=_("What they need to take part"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Only you and the trainer see this. It is deleted 30 days after the session."),
    )
    waits = forms.BooleanField(
        label=_("If no place is free, put them on the waiting list"), required=False, initial=True
    )
    nonce = NonceField(initial=uuid.uuid4)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].help_text = _(
            "The confirmation goes there. Leave it empty if they have none, and tell them yourself."
        )

    def wish(self):
        """Return what `book_place` is asked for."""
        said = self.cleaned_data
        asked = {name: said[name] for name in ("phone", "access_needs", "waits", "nonce")}
        return {"person": self.person, **asked}


class BookPersonForm(BookingOnBehalf, PersonForm):
    field_order = ["name", "email", "phone", "organisation", "role", "access_needs", "waits", "regardless"]


class BookDriverForm(BookingOnBehalf, DriverForm):
    field_order = [
        "authority",
        "number",
        "has_no_badge",
        "name",
        "email",
        "phone",
        "access_needs",
        "waits",
        "regardless",
    ]


class WalkIn(forms.Form):
    """What a walk-in adds: once they were refused, why they are let in all the same."""

    overriding = TidyField(
        label=_("Why they are let in all the same"),
        max_length=300,
        required=False,
        widget=forms.HiddenInput,
        help_text=_("Kept in the history."),
    )
    nonce = NonceField(initial=uuid.uuid4)

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
        if data and data.get("overriding"):
            self.ask_reason()

    @property
    def key(self):
        """Return the key under which this person is entered once, however often the form is sent."""
        return uuid.uuid5(self.cleaned_data["nonce"], f"{self.person.email}|{self.person.name}")

    def ask_reason(self):
        self.fields["overriding"].widget = forms.TextInput()


class WalkInPersonForm(WalkIn, PersonForm):
    field_order = ["name", "organisation", "role", "email", "overriding"]


class WalkInDriverForm(WalkIn, DriverForm):
    field_order = ["authority", "number", "has_no_badge", "name", "email", "overriding"]


def walk_in_form(session):
    """Return the form class for somebody who is not on the list."""
    return WalkInDriverForm if session.course.audience.drives else WalkInPersonForm


def book_for_form(session):
    """Return the form class for booking on somebody's behalf."""
    return BookDriverForm if session.course.audience.drives else BookPersonForm
