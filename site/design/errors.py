"""What is wrong with a form: the sentences beside the fields, and the list at the top of the page."""

from functools import cache, lru_cache

from django import forms
from django.forms.utils import pretty_name
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from design.widgets import DateParts


def say_what_to_do(field, *, name):
    """Put sentences that say what to do in the place of Django's own; what the form's author wrote stays."""
    kind, label = type(field), str(field.label or pretty_name(name))
    stock = stock_messages(kind)
    for code, sentence in sentences_for(kind, label, get_language()).items():
        if field.error_messages.get(code) is stock.get(code):
            field.error_messages[code] = sentence


@lru_cache(maxsize=1000)
def sentences_for(kind, label, language):
    """Return our sentence for each thing that can be wrong with a kind of field, in the language being spoken."""
    sentences = {
        "required": say_required(kind, label),
        "max_length": _("%(label)s must be %%(limit_value)s characters or fewer") % {"label": label},
        "min_value": _("%(label)s must be %%(limit_value)s or more") % {"label": label},
        "max_value": _("%(label)s must be %%(limit_value)s or less") % {"label": label},
        "invalid_choice": _("Choose one of the answers listed"),
    }
    if issubclass(kind, forms.EmailField):
        sentences["invalid"] = _("Enter an e-mail address, like name@example.org")
    if issubclass(kind, forms.IntegerField):
        sentences["invalid"] = _("%(label)s must be a whole number, like 12") % {"label": label}
    return sentences


def say_required(kind, label):
    if label.endswith(("?", "\N{ARABIC QUESTION MARK}")):
        return _("Answer the question: %(label)s") % {"label": label}
    if issubclass(kind, forms.BooleanField):
        return _("Tick the box: %(label)s") % {"label": label}
    verb = _("Choose %(label)s") if issubclass(kind, forms.ChoiceField) else _("Enter %(label)s")
    return verb % {"label": within_a_sentence(label)}


def within_a_sentence(label):
    """Return a label with a small first letter, unless it begins with an abbreviation ("URN")."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


@cache
def stock_messages(kind):
    """Return the messages a kind of field is born with."""
    messages = {}
    for ancestor in reversed(kind.__mro__):
        messages |= vars(ancestor).get("default_error_messages", {})
    return messages


def links_to_errors(form):
    """Return `{"target": id, "message": sentence}` for every error of a form, in the order of its fields."""
    links = [{"target": first_target(form), "message": message} for message in form.non_field_errors()]
    for bound in form:
        links += [{"target": target_of(bound), "message": message} for message in bound.errors]
    return links


def first_target(form):
    """Return the id that an error of the whole form leads to: its first visible field."""
    visible = form.visible_fields()
    return target_of(visible[0]) if visible else ""


def target_of(bound):
    """Return the id of the input that a keyboard should land on."""
    if bound.is_hidden:
        return ""
    return f"{bound.auto_id}-day" if isinstance(bound.field.widget, DateParts) else bound.auto_id
