"""The forms by which one office books many: who books, who comes, and what to do where there are too few places."""

import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from courses.models import BookingTerms
from design.forms import GovukForm
from design.widgets import NumberText, SuggestionInput
from people.delegates import Person
from people.keys import mailbox_of
from people.organisations import suggest_organisations
from people.person_fields import LONGEST_NAME, AddressField, NameField, TidyField
from sessions.forms.booking import BookingForm, NonceField, any_script
from sessions.forms.unhurried import UnhurriedForm
from sessions.groups import Booker
from sessions.models import ManagerPermission
from sessions.permission import Asked
from sessions.refusals import RefusedForOne


def of_somebody_else(**attributes):
    """Return the attributes of a field about another person than the one typing, whom no browser may fill in."""
    return any_script(autocomplete="off", **attributes)


class TogetherField(forms.ChoiceField):
    """A choice that is made already until somebody makes another."""

    def clean(self, value):
        return value if self.valid_value(value) else "any"


class ContactForm(UnhurriedForm):
    """Who books, and how many places."""

    name = NameField(
        label=_("Your full name"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(any_script()),
        error_messages={"required": _("Enter your full name")},
    )
    email = AddressField(
        label=_("Your work e-mail"),
        max_length=254,
        help_text=_("We send you one summary of all places."),
        error_messages={"required": _("Enter your work e-mail address, like name@example.org")},
    )
    organisation = TidyField(
        label=_("Organisation"),
        max_length=200,
        help_text=_("Where your colleagues work or volunteer. If it is not suggested, type its name."),
        widget=SuggestionInput(suggest_organisations, any_script()),
        error_messages={"required": _("Enter the organisation your colleagues work or volunteer for")},
    )
    phone = TidyField(label=_("Your telephone number"), max_length=40, required=False)
    places = forms.IntegerField(
        label=_("How many places do you need?"), min_value=1, widget=NumberText(width=2), initial=2
    )
    together = TogetherField(
        label=_("If there are not enough places"),
        choices=[
            ("any", _("Places for some of us are fine")),
            ("all", _("We come together: all places or none")),
        ],
        widget=forms.RadioSelect,
        initial="any",
    )
    managers_agree = forms.BooleanField(
        label=_("Their managers agree to them coming"),
        error_messages={"required": _("Ask their managers first, then tick that they agree")},
    )
    manager_name = NameField(
        label=_("Name of the manager who decides"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(of_somebody_else()),
        error_messages={"required": _("Enter the manager's name")},
    )
    manager_email = AddressField(
        label=_("The manager's e-mail"),
        max_length=254,
        help_text=_("We ask them about each colleague once we have the name, and hold the places until they answer."),
        widget=forms.EmailInput({"autocomplete": "off"}),
        error_messages={"required": _("Enter the manager's e-mail address, like name@example.org")},
    )
    nonce = NonceField(initial=uuid.uuid4)
    about_managers = {
        BookingTerms.Permission.DECLARED: ["managers_agree"],
        BookingTerms.Permission.APPROVED: ["manager_name", "manager_email"],
    }

    def __init__(self, data=None, *, most, permission=""):
        super().__init__(data)
        self.most = most
        self.asked_about_managers = self.about_managers.get(permission, [])
        for names in self.about_managers.values():
            for name in set(names) - set(self.asked_about_managers):
                del self.fields[name]
        self.fields["places"].help_text = ngettext(
            "Count those who come: yourself only if you come too. At most %(most)s place.",
            "Count those who come: yourself only if you come too. At most %(most)s places.",
            most,
        ) % {"most": most}

    def clean_places(self):
        places = self.cleaned_data["places"]
        if places > self.most:
            sentence = ngettext(
                "Enter %(most)s or less: so many can be booked at once.",
                "Enter %(most)s or less: so many can be booked at once.",
                self.most,
            )
            raise ValidationError(sentence % {"most": self.most})
        return places

    def clean_manager_email(self):
        address = self.cleaned_data["manager_email"]
        if mailbox_of(address) == mailbox_of(self.cleaned_data.get("email") or ""):
            raise ValidationError(_("Enter the manager's own e-mail address, not yours"))
        return address

    def manager_fields(self):
        return [self[name] for name in self.asked_about_managers]

    def asked(self):
        """Return what was said about permission, None where the terms ask for none."""
        said = self.cleaned_data
        if "manager_email" in said:
            manager = {"manager_name": said["manager_name"], "manager_email": said["manager_email"]}
            return Asked(ManagerPermission.How.ASKED, **manager)
        return Asked(ManagerPermission.How.DECLARED) if "managers_agree" in said else None

    def contact(self):
        said = self.cleaned_data
        return Booker(**{field: said[field] for field in ["name", "email", "organisation", "phone"]})


class ColleagueForm(GovukForm):
    """Who has one of the places; left empty, somebody who is named later."""

    name = NameField(
        label=_("Full name"), max_length=LONGEST_NAME, required=False, widget=forms.TextInput(of_somebody_else())
    )
    email = AddressField(
        label=_("Work e-mail"), max_length=254, required=False, widget=forms.EmailInput({"autocomplete": "off"})
    )
    role = TidyField(label=_("Role"), max_length=150, required=False, widget=forms.TextInput(of_somebody_else()))
    marks_optional = False

    def clean(self):
        said = super().clean()
        if not said.get("name") and "name" not in self.errors and (said.get("email") or said.get("role")):
            self.add_error("name", _("Enter the full name, or leave this place empty"))
        return said

    def person(self, *, organisation):
        """Return the person as typed, or None for a place that has no name yet."""
        said = self.cleaned_data
        return Person(**said, organisation=organisation) if said["name"] else None


class GroupSheet:
    """The contact's form with a row for each place. All of it travels with every press of a button."""

    def __init__(self, *, most, permission="", data=None):
        self.contact_form = ContactForm(data, most=most, permission=permission)
        self.is_sent = data is not None
        self.has_contact = self.is_sent and self.contact_form.is_valid()
        places = self.contact_form.cleaned_data["places"] if self.has_contact else 0
        if self.has_contact and data.get("do") == "more":
            places = min(places + 1, most)
        self.rows = [ColleagueForm(data, prefix=f"seat-{number}") for number in range(places)]
        self.can_grow = places < most

        # Whatever rows came along, for pages that do not show them: also those beyond the number asked for now.
        came = [number for number in range(most) if self.is_sent and f"seat-{number}-name" in data]
        self.kept_rows = [ColleagueForm(data, prefix=f"seat-{number}") for number in came]

    @property
    def places(self):
        return len(self.rows)

    @property
    def stays_together(self):
        return self.contact_form.cleaned_data["together"] == "all"

    @property
    def forms(self):
        return [self.contact_form, *self.rows]

    def is_valid(self):
        return self.has_contact and all(row.is_valid() for row in self.rows)

    def people(self):
        organisation = self.contact_form.cleaned_data["organisation"]
        return [row.person(organisation=organisation) for row in self.rows]

    def wish(self):
        """Return what `book_group` is asked for."""
        said = self.contact_form.cleaned_data
        return {
            "contact": self.contact_form.contact(),
            "asked": self.contact_form.asked(),
            "people": self.people(),
            "nonce": said["nonce"],
            "together": self.stays_together,
        }

    def refuse(self, refusal):
        """Put a refusal of one person beside their name, and another above all rows."""
        if isinstance(refusal, RefusedForOne) and refusal.row < self.places:
            self.rows[refusal.row].add_error("name", str(refusal))
        else:
            self.rows[0].add_error(None, str(refusal))


class ChoiceForm(GovukForm):
    """Who has a place where there are fewer than were asked for."""

    marks_optional = False

    chosen = forms.TypedMultipleChoiceField(
        label=_("Who has a place?"), coerce=int, widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, data=None, *, people, left):
        super().__init__(data, initial={"chosen": list(range(left))})
        self.left = left
        self.fields["chosen"].choices = [(number, who(person, number)) for number, person in enumerate(people)]
        self.fields["chosen"].help_text = ngettext("Choose %(left)s.", "Choose up to %(left)s.", left) % {"left": left}

    @property
    def first_ones(self):
        return range(self.left)

    def clean_chosen(self):
        chosen = self.cleaned_data["chosen"]
        if not 1 <= len(chosen) <= self.left:
            sentence = ngettext(
                "Choose one person: %(left)s place is left.", "Choose up to %(left)s people.", self.left
            )
            raise ValidationError(sentence % {"left": self.left})
        return sorted(chosen)


def who(person, number):
    return person.name if person else _("Place %(number)s, no name yet") % {"number": number + 1}


class SeatForm(ColleagueForm):
    """Whose place it is, said by the contact."""

    marks_optional = True

    def __init__(self, data=None):
        super().__init__(data)
        self.fields["name"].required = True
        self.fields["name"].error_messages["required"] = _("Enter the full name")
        self.fields["email"].help_text = _("We send the details and a calendar file to this address.")


class OwnSeatForm(BookingForm):
    """What a colleague says about themselves, whose place somebody else booked."""

    nonce = None

    def wish(self):
        """Return what `name_seat` is asked for."""
        return {"person": self.person, "access_needs": self.cleaned_data["access_needs"]}


class HandOnForm(GovukForm):
    """Where the link of a place is sent."""

    to = AddressField(
        label=_("Work e-mail of your colleague"),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "off"}),
        error_messages={"required": _("Enter an e-mail address, like name@example.org")},
    )
