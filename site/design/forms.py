"""Forms that look and speak as the rest of the service. Every public and licensing form descends from these."""

from django import forms
from django.forms.renderers import BaseRenderer
from django.utils.translation import gettext_lazy as _

from design.errors import say_what_to_do
from design.renderer import GovukRenderer
from design.widgets import DateParts


class GovukFormMixin:
    """A form in GOV.UK markup, whose errors say what to do.

    `heading_field` names the field whose label is the page's heading; `marks_optional = False` leaves "(optional)" off
    (for filters, where everything is). In a template: `{{ form }}` or `{{ form.name.as_field_group }}`.
    """

    default_renderer: BaseRenderer | type[BaseRenderer] | None = GovukRenderer()  # one: it holds an engine
    use_required_attribute = False
    heading_field = None
    marks_optional = True

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            say_what_to_do(field, name=name)


class GovukForm(GovukFormMixin, forms.Form):
    """A form of our own."""


class GovukModelForm(GovukFormMixin, forms.ModelForm):
    """A form that saves one record."""


class DatePartsField(forms.DateField):
    """A date typed as day, month and year."""

    widget = DateParts
    default_error_messages = {"invalid": _("Enter a real date, like 27 3 2027")}


def typed(request):
    """Return what was sent with a request, for a form; None where the form is only looked at."""
    return request.POST if request.method == "POST" else None
