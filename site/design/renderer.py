"""How our forms become GOV.UK markup: Django's form, the macros of govuk-frontend-jinja, and `design.markup` between.

The renderer is set on the form class, never in settings: the Wagtail admin keeps Django's own.
"""

from functools import cache

from django.forms.renderers import DjangoTemplates
from django.template.backends.jinja2 import Jinja2
from jinja2 import PackageLoader, PrefixLoader, Undefined

from design.markup import component_and_parameters


class GovukRenderer(DjangoTemplates):
    """Renders `{{ form }}` and `{{ form.name.as_field_group }}` with labels, hints, errors and inputs of GOV.UK."""

    form_template_name = "design/form.html"
    field_template_name = "design/field.html"

    def get_template(self, template_name):
        if template_name.startswith("design/"):
            return macros().get_template(template_name)
        return super().get_template(template_name)


@cache
def macros():
    """Return the Jinja engine that holds the macros and our two form templates."""
    folders = {
        "design": PackageLoader("design", "jinja"),
        "govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja"),
    }
    # The macros test for what was not given, which a stricter Undefined (Django's choice under DEBUG) would print.
    options = {"loader": PrefixLoader(folders), "undefined": Undefined, "trim_blocks": True, "lstrip_blocks": True}
    engine = Jinja2({"NAME": "govuk", "APP_DIRS": False, "DIRS": [], "OPTIONS": options})
    engine.env.globals["markup_of"] = markup_of
    return engine


def markup_of(bound):
    """Return the finished markup of one bound field: label, hint, error and input together."""
    component, parameters = component_and_parameters(bound)
    return macro(component)(parameters)


@cache
def macro(component):
    """Return the macro of a component: "date-input" gives `govukDateInput`."""
    name = "govuk" + component.title().replace("-", "")
    module = macros().env.get_template(f"govuk_frontend_jinja/components/{component}/macro.html").module
    return getattr(module, name)
