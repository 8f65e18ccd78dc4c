"""Choosing the council that licenses somebody. There are few, and they stay: asking for them costs no query."""

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import ModelChoiceIterator

from design.keeping import kept_of_site
from people.models import LicensingAuthority


def councils():
    """Return the licensing authorities in their order, kept in memory until one of them changes."""
    return kept_of_site("councils", lambda: list(LicensingAuthority.objects.all()))


class Councils(ModelChoiceIterator):
    def __iter__(self):
        yield ("", self.field.empty_label)
        yield from map(self.choice, councils())


class CouncilField(forms.ModelChoiceField):
    iterator = Councils

    def __init__(self, **kwargs):
        super().__init__(LicensingAuthority.objects.all(), **kwargs)

    def to_python(self, value):
        if value in self.empty_values:
            return None
        chosen = {str(council.pk): council for council in councils()}.get(str(value))
        if chosen is None:
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice", params={"value": value})
        return chosen
