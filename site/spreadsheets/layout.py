"""The form on which somebody says, or sees that we found out, which column of a list is which."""

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from spreadsheets.headings import LOOKED_AT, find_headings, headings_of, letter_of


def columns_found(rows, *, wanted):
    """Return what a ColumnsForm is given to begin with: the row of the headings and the columns recognised by them."""
    headings = find_headings(rows, wanted=wanted)
    found = {name: str(column) for name, column in headings.columns.items()}
    return {"headings_in": str(headings.row if headings.columns else 0)} | found


class ColumnsForm(forms.Form):
    """A choice of column for each of `wanted`, and of the row in which the headings stand, if any does."""

    headings_in = forms.TypedChoiceField(label=_("The headings stand in"), coerce=int, empty_value=None)

    def __init__(self, data, *, wanted, rows):
        super().__init__(data)
        self.wanted = wanted
        self.fields["headings_in"].choices = [(str(row.number), beginning_of(row)) for row in rows[:LOOKED_AT]]
        self.fields["headings_in"].choices += [("0", _("no row: the first row counts"))]
        choices = [("", _("Not in this list")), *columns_of(rows, headings_in=data.get("headings_in", ""))]
        for column in wanted:
            self.fields[column.name] = forms.ChoiceField(label=column.label, choices=choices, required=False)

    @property
    def columns(self):
        """Return {name: column}, counted from 0."""
        return {column.name: int(n) for column in self.wanted if (n := self.cleaned_data.get(column.name))}

    def below(self, rows):
        """Return the rows below the headings."""
        return [row for row in rows if row.number > self.cleaned_data["headings_in"]]

    @property
    def column_fields(self):
        return [self["headings_in"], *(self[column.name] for column in self.wanted)]


def beginning_of(row):
    said = ", ".join(filter(None, headings_of(row, wanted=[]).said))
    return _("row %(number)s: %(said)s") % {"number": row.number, "said": Truncator(said).chars(60)}


def columns_of(rows, *, headings_in):
    """Return (column, its letter and heading) for every column of a list; without headings, what stands first in it."""
    row = next((row for row in rows if str(row.number) == headings_in), rows[0])
    said = headings_of(row, wanted=[]).said
    said += [""] * (max(len(row.cells) for row in rows) - len(said))
    return [(str(n), f"{letter_of(n)}: {text}" if text else letter_of(n)) for n, text in enumerate(said)]
