"""Choosing an organisation by typing its name: there are too many schools for a list to pull down."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from people.models import Organisation
from people.organisations import match_organisation, suggest_organisations

SUGGESTIONS_ID = "known-organisations"


class OrganisationField(forms.CharField):
    """A text field whose value is the organisation of that name, or of that other name; None when left empty."""

    default_error_messages = {
        "unknown": _("We do not know this organisation. Choose one of those suggested, or add it first.")
    }

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", forms.TextInput(attrs={"list": SUGGESTIONS_ID, "autocomplete": "off"}))
        super().__init__(max_length=200, **kwargs)

    def prepare_value(self, value):
        if isinstance(value, Organisation):
            return value.name
        if isinstance(value, int):
            return Organisation.objects.filter(pk=value).values_list("name", flat=True).first()
        return value

    def clean(self, value):
        typed = super().clean(value)
        if not typed:
            return None
        organisation = match_organisation(typed)
        if organisation is None:
            raise ValidationError(self.error_messages["unknown"], code="unknown")
        return organisation

    def has_changed(self, initial, data):
        return super().has_changed(self.prepare_value(initial), data)


def organisation_suggestions():
    """Return the one list of suggestions that all organisation fields of a page share."""
    options = format_html_join("", '<option value="{}"></option>', ((name,) for name in suggest_organisations()))
    return format_html('<datalist id="{}">{}</datalist>', SUGGESTIONS_ID, options)
