"""Which GOV.UK component shows a field, and with what parameters. One function for each kind of input."""

from django import forms
from django.forms.widgets import Input
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from design.widgets import DateParts, NumberText, SuggestionInput

# What a browser may fill in for the reader, by the name of the field (WCAG 1.3.5). A widget's own attribute wins.
AUTOCOMPLETE = {
    "name": "name",
    "email": "email",
    "work_email": "email",
    "phone": "tel",
    "telephone": "tel",
    "organisation": "organization",
    "organisation_name": "organization",
    "role": "organization-title",
    "postcode": "postal-code",
}
SAID_ELSEWHERE = {"class", "maxlength", "minlength", "required", "rows", "cols", "step", "min", "max", "id", "type"} | {
    "autocomplete",
    "inputmode",
    "spellcheck",
}


def component_and_parameters(bound):
    """Return the name of the component for a bound field and the parameters of its macro."""
    widget = bound.field.widget
    for kind, describe in KINDS:
        if isinstance(widget, kind):
            return describe(bound, widget)
    return "fieldset", {"legend": legend_of(bound), "html": bound.as_widget()}


def describe_checkbox(bound, widget):
    item = {
        "text": bound.label,
        "value": "on",
        "checked": bool(widget.check_test(bound.value())),
        "hint": hint_of(bound),
        "attributes": attributes_of(bound),
    }
    names = {"idPrefix": bound.auto_id, "name": bound.html_name}
    return "checkboxes", names | {"items": [item], "errorMessage": error_of(bound)}


def describe_radios(bound, widget):
    return "radios", group(bound, items_of(bound, widget)) | {"classes": widget.attrs.get("class", "")}


def describe_checkboxes(bound, widget):
    return "checkboxes", group(bound, items_of(bound, widget))


def describe_select(bound, widget):
    attributes = attributes_of(bound) | ({"multiple": "multiple"} if widget.allow_multiple_selected else {})
    return "select", control(bound) | {"items": items_of(bound, widget), "attributes": attributes}


def describe_textarea(bound, widget):
    parameters = control(bound) | {"value": shown(bound), "rows": widget.attrs.get("rows", 5)}
    longest = getattr(bound.field, "max_length", None)
    if not longest:
        return "textarea", parameters
    return "character-count", parameters | {"maxlength": longest} | character_count_words()


def describe_date(bound, widget):
    parts = widget.parts_of(bound.value())
    labels = {"day": _("Day"), "month": _("Month"), "year": _("Year")}
    error = " govuk-input--error" if bound.errors else ""
    items = [
        {"name": part, "label": label, "value": parts[part], "classes": f"govuk-input--width-{width}{error}"}
        for (part, label), width in zip(labels.items(), (2, 2, 4), strict=True)
    ]
    return "date-input", group(bound, items) | {"id": bound.auto_id, "namePrefix": bound.html_name}


def describe_suggestions(bound, widget):
    name = f"{bound.auto_id}-suggestions"
    options = format_html_join("", '<option value="{}"></option>', ((text,) for text in widget.suggestions))
    _component, parameters = describe_input(bound, widget)
    parameters["attributes"] |= {"list": name}
    parameters["formGroup"] = {"afterInput": {"html": format_html('<datalist id="{}">{}</datalist>', name, options)}}
    return "input", parameters


def describe_number(bound, widget):
    _component, parameters = describe_input(bound, widget)
    width = getattr(widget, "width", 5)
    classes = f"{parameters['classes']} govuk-input--width-{width}".strip()
    return "input", parameters | {"type": "text", "inputmode": "numeric", "classes": classes}


def describe_email(bound, widget):
    _component, parameters = describe_input(bound, widget)
    parameters["attributes"].setdefault("dir", {"value": "ltr", "optional": True})
    return "input", parameters | {"spellcheck": False, "autocapitalize": "none"}


def describe_password(bound, widget):
    words = {
        "showPasswordText": _("Show"),
        "hidePasswordText": _("Hide"),
        "showPasswordAriaLabelText": _("Show password"),
        "hidePasswordAriaLabelText": _("Hide password"),
        "passwordShownAnnouncementText": _("Your password is visible"),
        "passwordHiddenAnnouncementText": _("Your password is hidden"),
    }
    return "password-input", control(bound) | words | {"autocomplete": autocomplete_of(bound) or "current-password"}


def describe_file(bound, widget):
    return "file-upload", control(bound)


def describe_input(bound, widget):
    own = {"type": widget.input_type, "value": shown(bound), "autocomplete": autocomplete_of(bound)}
    return "input", control(bound) | own


# The first kind that fits is taken, so the special ones come first.
KINDS = [
    (forms.CheckboxSelectMultiple, describe_checkboxes),
    (forms.RadioSelect, describe_radios),
    (forms.CheckboxInput, describe_checkbox),
    (forms.Select, describe_select),
    (forms.Textarea, describe_textarea),
    (DateParts, describe_date),
    (SuggestionInput, describe_suggestions),
    (NumberText, describe_number),
    (forms.NumberInput, describe_number),
    (forms.EmailInput, describe_email),
    (forms.PasswordInput, describe_password),
    (forms.FileInput, describe_file),
    (Input, describe_input),
]


def control(bound):
    """Return what every single input has."""
    return {
        "id": bound.auto_id,
        "name": bound.html_name,
        "label": label_of(bound),
        "hint": hint_of(bound),
        "errorMessage": error_of(bound),
        "classes": bound.field.widget.attrs.get("class", ""),
        "attributes": attributes_of(bound),
    }


def group(bound, items):
    """Return what every group of inputs under one legend has."""
    return {
        "idPrefix": bound.auto_id,
        "name": bound.html_name,
        "fieldset": {"legend": legend_of(bound)},
        "hint": hint_of(bound),
        "errorMessage": error_of(bound),
        "items": items,
    }


def items_of(bound, widget):
    """Return the choices of a field, each marked when it is chosen; the name of a group stands above its choices."""
    chosen = {str(value) for value in widget.format_value(bound.value())}
    items = []
    for name, options, _index in widget.optgroups(bound.html_name, sorted(chosen)):
        if name:
            items.append({"divider": name, "text": name, "value": "", "disabled": True})
        items += [item_of(option, chosen) for option in options]
    return items


def item_of(option, chosen):
    value = str(option["value"])
    is_chosen = value in chosen
    return {"value": value, "text": option["label"], "checked": is_chosen, "selected": is_chosen}


def label_of(bound):
    return {"text": wording(bound), **heading_or(bound, "govuk-label--s", "govuk-label--l")}


def legend_of(bound):
    return {"text": wording(bound), **heading_or(bound, "govuk-fieldset__legend--s", "govuk-fieldset__legend--l")}


def heading_or(bound, usual, heading):
    """Return the size of a label: where a page asks one question, the question is the page's heading."""
    if getattr(bound.form, "heading_field", None) == bound.name:
        return {"classes": heading, "isPageHeading": True}
    return {"classes": usual}


def wording(bound):
    """Return the label; the few fields that may be left empty say so."""
    if bound.field.required or not getattr(bound.form, "marks_optional", True):
        return bound.label
    return _("%(label)s (optional)") % {"label": bound.label}


def hint_of(bound):
    # Django's own rule: help texts are written by us and may hold markup.
    return {"html": mark_safe(bound.help_text)} if bound.help_text else None


def error_of(bound):
    if not bound.errors:
        return None
    sentences = format_html_join(mark_safe("<br>"), "{}", ((error,) for error in bound.errors))
    return {"html": sentences, "visuallyHiddenText": _("Error")}


def attributes_of(bound):
    """Return what else the widget carries. Lengths and limits are the server's to judge: nothing typed is cut off."""
    kept = {name: value for name, value in bound.field.widget.attrs.items() if name not in SAID_ELSEWHERE}
    if bound.field.disabled:
        kept["disabled"] = True
    return {name: {"value": value, "optional": True} for name, value in kept.items()}


def autocomplete_of(bound):
    return bound.field.widget.attrs.get("autocomplete") or AUTOCOMPLETE.get(bound.name)


def shown(bound):
    """Return the value as text, as its widget writes it."""
    value = bound.field.widget.format_value(bound.value())
    return "" if value is None else str(value)


def character_count_words():
    """Return what the counter says; the script puts its number where the macro's own mark stands."""
    return {
        "textareaDescriptionText": counted(_("You can enter up to {number} characters")),
        "charactersUnderLimitText": {
            "one": counted(_("You have {number} character remaining")),
            "other": counted(_("You have {number} characters remaining")),
        },
        "charactersAtLimitText": _("You have 0 characters remaining"),
        "charactersOverLimitText": {
            "one": counted(_("You have {number} character too many")),
            "other": counted(_("You have {number} characters too many")),
        },
    }


def counted(sentence):
    return sentence.replace("{number}", "%{count}")
