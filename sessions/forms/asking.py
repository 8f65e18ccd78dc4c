"""What somebody types who asks for training. No field asks about a child or about anybody in the room."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.models import Audience, Course
from design.widgets import NumberText, SuggestionInput
from people.models import Area
from people.organisations import suggest_organisations
from people.person_fields import LONGEST_NAME, AddressField, NameField, TidyField
from sessions.forms.booking import NonceField, any_script
from sessions.forms.unhurried import UnhurriedForm

MOST_PEOPLE = 100_000


def name_field():
    return NameField(
        label=_("Your name"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(any_script(autocomplete="name")),
        error_messages={"required": _("Enter your name")},
    )


def address_field():
    return AddressField(
        label=_("Your e-mail"),
        max_length=254,
        help_text=_("We answer to this address."),
        widget=forms.EmailInput({"autocomplete": "email"}),
        error_messages={"required": _("Enter your e-mail address, like name@example.org")},
    )


def organisation_field(**facts):
    widget = SuggestionInput(suggest_organisations, any_script(autocomplete="organization"))
    return TidyField(label=_("Organisation"), max_length=200, widget=widget, **facts)


class CourseChoice(forms.ModelChoiceField):
    def label_from_instance(self, course):
        return course.title


class AskForm(UnhurriedForm):
    """“Come to us”: from a school, a group or a company."""

    audience = forms.ModelChoiceField(
        Audience.objects.all(),
        label=_("Who is the training for?"),
        empty_label=_("Choose"),
        error_messages={"required": _("Choose who the training is for")},
    )
    course = CourseChoice(
        Course.objects.offered().order_by("title"), label=_("Course"), required=False, empty_label=_("None of these")
    )
    topic = TidyField(
        label=_("Or the topic, in your words"),
        max_length=200,
        required=False,
        widget=forms.TextInput(any_script()),
        help_text=_("Such as “staying safe online, for Year 6”."),
    )
    people = forms.IntegerField(
        label=_("About how many people?"),
        min_value=1,
        max_value=MOST_PEOPLE,
        widget=NumberText(),
        help_text=_("A rough number is enough, in figures."),
        error_messages={
            "required": _("Enter about how many people, like 30"),
            "invalid": _("Enter about how many people in figures, like 30"),
        },
    )
    dates = TidyField(
        label=_("Which dates suit you?"),
        max_length=300,
        required=False,
        widget=forms.TextInput(any_script()),
        help_text=_("Such as “Tuesdays in March, after 3.30pm”."),
    )
    area = forms.ModelChoiceField(
        Area.objects.order_by("name"), label=_("Area"), required=False, empty_label=_("Somewhere else, or online")
    )
    language = TidyField(
        label=_("Language, if not English"), max_length=60, required=False, widget=forms.TextInput(any_script())
    )
    access_needs = TidyField(
        label=_("What do the place or the group need?"),
        max_length=500,
        required=False,
        widget=forms.TextInput(any_script()),
        help_text=_("Such as step-free access or an interpreter. Nothing about any one person."),
    )
    name = name_field()
    organisation = organisation_field(
        help_text=_("Your school, group or company."),
        error_messages={"required": _("Enter your school, group or company")},
    )
    email = address_field()
    phone = TidyField(
        label=_("Telephone"),
        max_length=40,
        required=False,
        widget=forms.TextInput({"type": "tel", "autocomplete": "tel", "dir": "ltr"}),
    )
    nonce = NonceField(initial=uuid.uuid4)

    PARTS = (
        (_("The training"), ("audience", "course", "topic", "people")),
        (_("When and where"), ("dates", "area", "language", "access_needs")),
        (_("About you"), ("name", "organisation", "email", "phone")),
    )

    def clean(self):
        super().clean()
        said = self.cleaned_data
        if not said.get("course") and not said.get("topic") and "course" not in self.errors:
            self.add_error("topic", _("Choose a course, or say the topic"))

    def parts(self):
        """Return the questions under their headings."""
        return [(heading, [self[name] for name in names]) for heading, names in self.PARTS]

    def wish(self):
        """Return what `ask` is asked for."""
        same = ("audience", "course", "topic", "people", "dates", "area", "language", "access_needs")
        said = self.cleaned_data
        who = {f"contact_{name}": said[name] for name in ("name", "email", "phone")}
        return {name: said[name] for name in (*same, "organisation", "nonce")} | who


class TellMeForm(UnhurriedForm):
    """“Tell me when there is a date”."""

    name = name_field()
    email = address_field()
    organisation = organisation_field(required=False)
    nonce = NonceField(initial=uuid.uuid4)

    def wish(self):
        """Return what `ask_to_be_told` is asked for."""
        said = self.cleaned_data
        return {name: said[name] for name in ("email", "organisation", "nonce")} | {"contact_name": said["name"]}
