"""A signed sheet as it is typed in: a tick for each name in the order of the sheet, and a row for each spare line."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from people.badges import know_badge
from people.delegates import Person
from people.keys import name_key
from people.models import Badge, LicensingAuthority
from people.organisation_field import SUGGESTIONS_ID
from people.person_fields import LONGEST_NAME, LONGEST_NUMBER, BadgeNumberField, NameField, TidyField
from sessions.forms.booking import NonceField
from sessions.models import Attendance

SPARE_ROWS = 4
MOST_ROWS = 200
FULL, PARTIAL = Attendance.Extent.FULL, Attendance.Extent.PARTIAL
HOW_LONG = [
    (FULL.value, _("All of it")),
    ("late", _("Came late: in part")),
    ("left_early", _("Left early: in part")),
]


class SheetForm(forms.Form):
    """The names of the sheet. `nonce` is this form's own: sending it again records nothing more."""

    nonce = NonceField(initial=uuid.uuid4)

    def __init__(self, *args, lines, **kwargs):
        super().__init__(*args, **kwargs)
        self.lines = [line for line in lines if line.delegate]
        for line in self.lines:
            if not line.is_present:
                self.fields[f"here_{line.booking.pk}"] = forms.BooleanField(required=False, label=line.name)
                self.fields[f"extent_{line.booking.pk}"] = forms.ChoiceField(choices=HOW_LONG, required=False)

    @property
    def rows(self):
        """Return (line, tick, how long) in the order of the sheet; who is recorded already has neither field."""
        names = [(line, f"here_{line.booking.pk}", f"extent_{line.booking.pk}") for line in self.lines]
        return [
            (line, self[here], self[extent]) if here in self.fields else (line, None, None)
            for line, here, extent in names
        ]

    def ticked(self, data):
        """Return {booking: extent} of who signed, also of those who were recorded since the page was made."""
        found = {}
        for line in self.lines:
            if data.get(f"here_{line.booking.pk}"):
                found[line.booking] = FULL if data.get(f"extent_{line.booking.pk}", FULL) == FULL else PARTIAL
        return found


class WalkInRow(forms.Form):
    """Somebody who wrote their name on a spare line; an empty row is nobody."""

    name = NameField(label=_("Name"), max_length=LONGEST_NAME, required=False)
    organisation = TidyField(
        label=_("Organisation"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"list": SUGGESTIONS_ID, "autocomplete": "off"}),
    )

    def __init__(self, *args, names_on_list=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.names_on_list = names_on_list
        self.fields["name"].widget.attrs["autocomplete"] = "off"

    def clean(self):
        said = super().clean()
        beside = any(value for name, value in said.items() if name != "name")
        if beside and not said.get("name") and "name" not in self.errors:
            self.add_error("name", _("Enter the name."))
        if said.get("name") and not beside and name_key(said["name"]) in self.names_on_list:
            sentence = _("This name is on the list above: tick it there. If it is somebody else, say where they work.")
            self.add_error("name", sentence)
        return said

    @property
    def person(self):
        said = self.cleaned_data
        return Person(name=said["name"], organisation=said["organisation"]) if said.get("name") else None


class DriverRow(WalkInRow):
    """A driver on a spare line: the badge says who licenses them."""

    organisation = None
    authority = forms.ModelChoiceField(
        label=_("Council that licenses them"),
        queryset=LicensingAuthority.objects.all(),
        empty_label=_("Choose"),
        required=False,
    )
    number = BadgeNumberField(
        label=_("Badge number"),
        max_length=LONGEST_NUMBER,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean(self):
        said = super().clean()
        if said.get("name") or said.get("number") or said.get("authority"):
            for name, sentence in (("authority", _("Choose the council.")), ("number", _("Enter the badge number."))):
                if not said.get(name) and name not in self.errors:
                    self.add_error(name, sentence)
        return said

    @property
    def person(self):
        said = self.cleaned_data
        if not said.get("name"):
            return None
        badge = know_badge(said["authority"], number=said["number"], kind=Badge.Kind.BADGE)
        return Person(name=said["name"], badge=badge)


def walk_in_rows(session, data=None, *, names_on_list=(), more=0):
    """Return the rows for spare lines; `more` empty ones are added to those that were sent."""
    row = DriverRow if session.course.audience.drives else WalkInRow
    formset = forms.formset_factory(row, extra=SPARE_ROWS, max_num=MOST_ROWS, absolute_max=MOST_ROWS)
    if data is not None and more:
        data = data.copy()
        sent = data.get("walk_in-TOTAL_FORMS", "")
        data["walk_in-TOTAL_FORMS"] = str(min((int(sent) if sent.isdecimal() else 0) + more, MOST_ROWS))
    return formset(data, prefix="walk_in", form_kwargs={"names_on_list": names_on_list})
