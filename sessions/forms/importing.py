"""The forms behind importing a list: the file, which column is which, and one form for every row."""

import re
from functools import partial

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from people.badges import know_badge
from people.delegates import Person
from people.keys import badge_key, name_key
from people.models import Badge, LicensingAuthority
from people.person_fields import (
    LONGEST_NAME,
    LONGEST_NUMBER,
    SAY_ADDRESS,
    AddressField,
    BadgeNumberField,
    NameField,
    TidyField,
)
from sessions.forms.on_behalf import PersonForm
from sessions.importing import Line, identity_of
from spreadsheets.cells import as_code, as_phone, as_text
from spreadsheets.headings import LOOKED_AT, Wanted, find_headings, headings_of, letter_of
from spreadsheets.refusing import WrongCell

MOST_PEOPLE = 300  # in one list: each is booked and undone again for the preview, which holds the session meanwhile


def as_address(value):
    """Return the bare address of "mailto:kim@example.org" and of "Kim Osei <kim@example.org>"."""
    text = as_text(value).removeprefix("mailto:")
    written = re.fullmatch(r"[^<>]*<([^<>\s]+@[^<>\s]+)>", text)
    return written.group(1) if written else text


NAME = Wanted("name", _("Name"), ["name", "full name", "delegate", "delegate name", "attendee", "participant"])
FIRST_NAME = Wanted("first_name", _("First name"), ["first name", "forename", "given name", "first names"])
LAST_NAME = Wanted("last_name", _("Surname"), ["surname", "last name", "family name"])
EMAIL = Wanted(
    "email",
    _("E-mail"),
    ["email", "email address", "work email", "contact email", "mail", "email contact"],
    read=as_address,
)
ORGANISATION = Wanted(
    "organisation",
    _("Organisation"),
    ["organisation", "organization", "employer", "school", "agency", "workplace", "company", "setting", "service"],
)
ROLE = Wanted("role", _("Role"), ["role", "job title", "job role", "position", "occupation", "post", "job"])
PHONE = Wanted(
    "phone",
    _("Telephone"),
    ["telephone", "phone", "mobile", "tel", "telephone number", "phone number", "mobile number", "contact number"],
    read=as_phone,
)
NEEDS = Wanted(
    "access_needs",
    _("Access needs"),
    ["access needs", "access requirements", "needs", "additional needs", "special requirements", "adjustments"],
)
AUTHORITY = Wanted(
    "authority",
    _("Council"),
    ["council", "authority", "licensing authority", "licensing council", "licensed by", "district"],
)
NUMBER = Wanted(
    "number",
    _("Badge number"),
    ["badge number", "badge", "badge no", "licence number", "driver badge", "driver number", "licence no"],
    read=as_code,
)
APPLICATION = Wanted(
    "application",
    _("Application reference"),
    ["application reference", "application number", "application", "application ref"],
    read=as_code,
)
OF_PEOPLE = [NAME, FIRST_NAME, LAST_NAME, EMAIL, ORGANISATION, ROLE, PHONE, NEEDS]
OF_DRIVERS = [AUTHORITY, NUMBER, APPLICATION, NAME, FIRST_NAME, LAST_NAME, EMAIL, PHONE, NEEDS]
# Under whether the audience drives.
IN_THE_TEMPLATE = {
    False: [NAME, EMAIL, ORGANISATION, ROLE, PHONE, NEEDS],
    True: [AUTHORITY, NUMBER, APPLICATION, NAME, EMAIL, PHONE, NEEDS],
}


def wanted_by(session):
    return OF_DRIVERS if session.course.audience.drives else OF_PEOPLE


class ListForm(forms.Form):
    """The file itself."""

    file = forms.FileField(
        label=_("The list"),
        help_text=_(
            "An Excel workbook (.xlsx) or a CSV file, with one person in each row and headings above. "
            "Nothing is booked before you have seen what would be."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
        error_messages={"required": _("Choose the file with the list."), "empty": _("The file is empty.")},
    )


def beginning_of(row):
    said = ", ".join(filter(None, headings_of(row, wanted=[]).said))
    return _("row %(number)s: %(said)s") % {"number": row.number, "said": Truncator(said).chars(60)}


def columns_of(rows, *, headings_in):
    """Return (column, its letter and heading) for every column of a list; without headings, what stands first in it."""
    row = next((row for row in rows if str(row.number) == headings_in), rows[0])
    said = headings_of(row, wanted=[]).said
    said += [""] * (max(len(row.cells) for row in rows) - len(said))
    return [(str(n), f"{letter_of(n)}: {text}" if text else letter_of(n)) for n, text in enumerate(said)]


def layout_found(rows, *, wanted):
    """Return what a LayoutForm is given to begin with: the columns that were recognised, and both wishes."""
    headings = find_headings(rows, wanted=wanted)
    row = headings.row if headings.columns else 0
    return {"headings_in": str(row), "waits": "on", "tells": "on"} | {
        name: str(n) for name, n in headings.columns.items()
    }


class LayoutForm(forms.Form):
    """Which column is which, and what to do about those for whom no place is free."""

    waits = forms.BooleanField(label=_("Put people on the waiting list when no place is free"), required=False)
    tells = forms.BooleanField(
        label=_("Send everybody their confirmation"),
        required=False,
        help_text=_("Without this the confirmations are kept back. You can send them later, from Messages."),
    )

    headings_in = forms.TypedChoiceField(label=_("The headings stand in"), coerce=int, empty_value=None)

    def __init__(self, data, *, wanted, rows, drives=False):
        super().__init__(data)
        self.wanted = wanted
        self.fields["headings_in"].choices = [(str(row.number), beginning_of(row)) for row in rows[:LOOKED_AT]]
        self.fields["headings_in"].choices += [("0", _("no row: the first row is a person"))]
        choices = [("", _("Not in this list")), *columns_of(rows, headings_in=data.get("headings_in", ""))]
        for column in wanted:
            self.fields[column.name] = forms.ChoiceField(label=column.label, choices=choices, required=False)
        if drives:
            self.fields["council"] = forms.ModelChoiceField(
                label=_("Council of those in whose row none stands"),
                queryset=LicensingAuthority.objects.all(),
                empty_label=_("Every row names one"),
                required=False,
            )

    def clean(self):
        said = super().clean()
        if not said.get("name") and not (said.get("first_name") and said.get("last_name")):
            self.add_error("name", _("Say in which column the names stand."))
        return said

    @property
    def columns(self):
        """Return {name: column}, counted from 0."""
        return {column.name: int(n) for column in self.wanted if (n := self.cleaned_data.get(column.name))}

    def people(self, rows):
        """Return the rows below the headings."""
        return [row for row in rows if row.number > self.cleaned_data["headings_in"]]

    @property
    def column_fields(self):
        names = ["headings_in", *[column.name for column in self.wanted], "council"]
        return [self[name] for name in names if name in self.fields]


class ImportedPerson(PersonForm):
    email = AddressField(max_length=254, required=False, error_messages={"invalid": SAY_ADDRESS})
    phone = TidyField(max_length=40, required=False)
    access_needs = forms.CharField(max_length=500, required=False)

    def line(self, **of_row):
        said = self.cleaned_data
        return Line(
            facts=dict(said),
            make_person=lambda: self.person,
            identity=identity_of(name=said.get("name", ""), email=said.get("email", "")),
            **of_row,
        )


class OptionalNumberField(BadgeNumberField):
    def clean(self, value):
        return super().clean(value) if value else ""


WHAT_A_NUMBER_IS = {"required": _("Enter a number or reference that has letters or digits in it.")}


class ImportedDriver(forms.Form):
    authority = TidyField(max_length=150, error_messages={"required": _("Enter the council that licenses them.")})
    number = OptionalNumberField(max_length=LONGEST_NUMBER, required=False, error_messages=WHAT_A_NUMBER_IS)
    application = OptionalNumberField(max_length=LONGEST_NUMBER, required=False, error_messages=WHAT_A_NUMBER_IS)
    name = NameField(max_length=LONGEST_NAME, error_messages={"required": _("Enter the name.")})
    email = AddressField(max_length=254, required=False, error_messages={"invalid": SAY_ADDRESS})
    phone = TidyField(max_length=40, required=False)
    access_needs = forms.CharField(max_length=500, required=False)

    def __init__(self, *args, councils, **kwargs):
        super().__init__(*args, **kwargs)
        self.councils = councils

    def clean_authority(self):
        """Take a council by its name, or by the beginning of it that no other council shares."""
        key = name_key(self.cleaned_data["authority"])
        meant = [council for known, council in self.councils.items() if known.startswith(key)]
        if key in self.councils:
            return self.councils[key]
        if len(meant) != 1:
            names = ", ".join(sorted(council.name for council in self.councils.values()))
            raise forms.ValidationError(_("We do not know this council. Enter one of: %(names)s.") % {"names": names})
        return meant[0]

    def clean(self):
        said = super().clean()
        if not (said.get("number") or said.get("application") or {"number", "application"} & self.errors.keys()):
            self.add_error("number", _("Enter the badge number or application reference."))
        return said

    @property
    def badge(self):
        said = self.cleaned_data
        kind = Badge.Kind.BADGE if said["number"] else Badge.Kind.APPLICATION
        return {"authority": said["authority"], "number": said["number"] or said["application"], "kind": kind}

    def make_person(self):
        said = self.cleaned_data
        return Person(name=said["name"], email=said["email"], badge=know_badge(**self.badge))

    def line(self, **of_row):
        said, badge = self.cleaned_data, ()
        if not self.errors:
            badge = (said["authority"].pk, self.badge["kind"].value, badge_key(self.badge["number"]))
        return Line(
            facts={name: str(value) for name, value in said.items()},
            make_person=self.make_person,
            identity=identity_of(name=said.get("name", ""), email=said.get("email", ""), badge=badge),
            **of_row,
        )


def row_form_for(session):
    """Return what makes the form of one row."""
    if not session.course.audience.drives:
        return ImportedPerson
    councils = {name_key(council.name): council for council in LicensingAuthority.objects.all()}
    return partial(ImportedDriver, councils=councils)


def lines_of(rows, *, wanted, columns, form_class, council=None):
    """Return the Line of every row, with all that is wrong in it at once."""
    readers = [(column, columns[column.name]) for column in wanted if column.name in columns]
    return [line_of(row, readers=readers, form_class=form_class, council=council) for row in rows]


def line_of(row, *, readers, form_class, council):
    said, problems = {}, {}
    for column, place in readers:
        try:
            said[column.name] = column.read(row.cells[place] if place < len(row.cells) else None)
        except WrongCell as wrong:
            problems[column.name] = str(wrong)
    if council and not said.get("authority"):
        said["authority"] = council.name
    said["name"] = said.get("name") or " ".join(filter(None, [said.get("first_name"), said.get("last_name")]))
    form = form_class(said)
    if not form.is_valid():
        problems = {name: " ".join(errors) for name, errors in form.errors.items()} | problems
    line = form.line(number=row.number, problems=located(problems, readers))
    line.facts = said | line.facts  # what was wrong is shown as it stands
    return line


def located(problems, readers):
    """Return problems with where they are, in the order of the columns; a missing name is where the surname stands."""
    places = {column.name: place for column, place in readers}
    labels = {column.name: column.label for column in [*OF_PEOPLE, *OF_DRIVERS]}
    found = []
    for name, sentence in problems.items():
        place = places.get(name, places.get("last_name") if name == "name" else None)
        found.append((labels[name], "" if place is None else letter_of(place), sentence))
    return sorted(found, key=lambda problem: (len(problem[1]), problem[1]))
