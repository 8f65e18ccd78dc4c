"""Tags for the back office's pages."""

from django import template

from people import organisation_field

register = template.Library()
register.simple_tag(organisation_field.organisation_suggestions, name="organisation_suggestions")
