"""What people type who count a room: numbers, in the back office and on a phone."""

import json
import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from design.forms import GovukFormMixin
from sessions.forms.booking import NonceField
from sessions.models import Headcount, HeadcountPart, Qualifier

MOST_IN_A_ROOM = 100_000
FIGURES_ONLY = _("Enter figures only, like 60. Say below how sure the number is.")


class PeopleField(forms.IntegerField):
    """A number of people, typed in figures."""

    def __init__(self, **kwargs):
        widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
        errors = {"invalid": _("Enter figures only, like 28.")} | kwargs.pop("error_messages", {})
        facts = {"min_value": 0, "max_value": MOST_IN_A_ROOM, "required": False, "widget": widget}
        super().__init__(**facts | kwargs, error_messages=errors)


class HeadcountForm(forms.Form):
    """A number with its qualifier, or the plain statement that nobody counted; its parts, as far as they are known.

    There is no field for words: at a headcount session nobody's name has a place to go. `key` is this form's own:
    sending it again records nothing more, unless another number was typed into it.
    """

    key = NonceField(initial=uuid.uuid4)

    number = PeopleField(
        label=_("Number in the room"),
        help_text=_("In figures, like 28."),
        error_messages={"invalid": FIGURES_ONLY},
    )
    qualifier = forms.ChoiceField(
        label=_("How sure is the number?"), choices=Qualifier, initial=Qualifier.COUNTED, widget=forms.RadioSelect
    )
    counted_with = forms.CharField(
        label=_("Initials of the colleague who counted too"),
        max_length=4,
        required=False,
        validators=Headcount._meta.get_field("counted_with").validators[:1],
        widget=forms.TextInput(attrs={"autocomplete": "off", "size": "4"}),
        help_text=_("Two to four letters, such as AB. Leave it empty if nobody did. Never a child's."),
    )
    adults = PeopleField(
        label=_("Of these, adults"), help_text=_("Teachers and helpers. Leave it empty if you did not count them.")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for year, label in HeadcountPart.YearGroup.choices:
            self.fields[part_name(year)] = PeopleField(label=label)

    def clean(self):
        said = super().clean()
        unknown = said.get("qualifier") == Qualifier.NOT_RECORDED
        if unknown and said.get("number") is not None:
            self.add_error("number", _("Leave the number empty, or choose how sure it is."))
        if not unknown and said.get("number") is None and "number" not in self.errors:
            self.add_error("number", _("Enter the number, or choose “Not recorded”."))
        return said

    @property
    def parts(self):
        """Return {year group: number} of those that were counted apart."""
        years = ((year, self.cleaned_data.get(part_name(year))) for year in HeadcountPart.YearGroup.values)
        return {year: number for year, number in years if number is not None}

    @property
    def part_fields(self):
        return [self[part_name(year)] for year in HeadcountPart.YearGroup.values]

    @property
    def says_parts(self):
        """Whether anything was typed, or is wrong, in the fields that are folded away."""
        return any(field.value() or field.errors for field in (self["adults"], *self.part_fields))

    @property
    def main_fields(self):
        return [self[name] for name in ("number", "qualifier")]

    @property
    def counted(self):
        """Return what `record_headcount` is asked for."""
        said = self.cleaned_data
        facts = {name: said[name] for name in ("number", "qualifier", "adults")}
        facts |= {"counted_with": said["counted_with"].upper(), "parts": self.parts}
        return facts | {"key": uuid.uuid5(said["key"], json.dumps(facts, sort_keys=True))}


class HeadcountOnPhoneForm(GovukFormMixin, HeadcountForm):
    """The same, as the rest of the service looks and speaks."""

    marks_optional = False  # the helps say what may be left empty

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("number", "adults", *map(part_name, HeadcountPart.YearGroup.values)):
            self.fields[name].widget.attrs["class"] = "govuk-input--width-4"


def part_name(year):
    return f"year_{year}"
