"""The form that people answer, made from a questionnaire's questions."""

import uuid

from django import forms
from django.utils.html import escape
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext_lazy as _

from design.forms import GovukForm
from feedback.models import Question
from feedback.steps import steps_of

LONGEST_COMMENT = 2000
TOO_LONG = _("Make your comment shorter: it has %(show_value)s characters, and 2,000 is the most.")
NOT_HERE = _("Choose one of the answers listed")


class FeedbackForm(GovukForm):
    """`nonce` keeps the same form from counting twice where nobody is known by name."""

    marks_optional = False
    questions: list = []
    nonce = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4, required=False)

    def clean(self):
        data = super().clean()
        if not self.errors and not any(value for name, value in data.items() if name != "nonce"):
            raise forms.ValidationError(_("Answer at least one question, then send your answers."))
        return data

    def facts(self):
        """Return what `give_feedback` takes."""
        return {
            "answers": {question.code: self.answer_to(question) for question in self.questions},
            "worried": self.cleaned_data.get("worried", False),
            "nonce": self.cleaned_data["nonce"],
        }

    def answer_to(self, question):
        given = self.cleaned_data.get(name_of(question))
        if question.kind == Question.Kind.COMMENT:
            return given
        value = int(given) if given else None
        if question.kind == Question.Kind.CONFIDENCE:
            before = self.cleaned_data.get(f"{name_of(question)}-before")
            return (int(before) if before else None, value)
        return value


def form_for(questions, *, simple):
    """Return the form class for these questions; where words are asked for, a tick for the worried stands below."""
    fields = {name: field for question in questions for name, field in fields_for(question, simple=simple)}
    if any(question.kind == Question.Kind.COMMENT for question in questions):
        fields["worried"] = worried_field()
    return type(FeedbackForm)("FeedbackForm", (FeedbackForm,), fields | {"questions": questions})


def fields_for(question, *, simple):
    """Return (name, field) for each field of a question: confidence has two."""
    name = name_of(question)
    if question.kind == Question.Kind.COMMENT:
        return [(name, comment_field(question))]
    if question.kind == Question.Kind.CONFIDENCE:
        before = _("%(question)s: before the session") % {"question": question.text}
        now = _("%(question)s: now") % {"question": question.text}
        return [
            (f"{name}-before", steps_field(question, label=before, simple=simple)),
            (name, steps_field(question, label=now, simple=simple)),
        ]
    return [(name, steps_field(question, label=as_written(question.text), simple=simple))]


def as_written(text):
    """Return an officer's words; among others that run right to left, between marks that hold their signs in place."""
    return f"\u2068{text}\u2069" if text and get_language_bidi() else text


def name_of(question):
    """Return the name of a question's field: marked as a question's, so that no code can stand for another field."""
    return f"q-{question.code}"


def steps_field(question, *, label, simple):
    return forms.ChoiceField(
        label=label,
        help_text=escape(as_written(question.help_text)),
        choices=steps_of(question, simple=simple),
        widget=forms.RadioSelect(attrs={"class": "govuk-radios--small"}),
        required=question.is_required,
        error_messages={
            "required": _("Choose an answer: %(question)s") % {"question": label},
            "invalid_choice": NOT_HERE,
        },
    )


def comment_field(question):
    return forms.CharField(
        label=as_written(question.text),
        help_text=escape(as_written(question.help_text)),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=LONGEST_COMMENT,
        required=question.is_required,
        error_messages={
            "max_length": TOO_LONG,
            "required": _("Write something in the box: %(question)s") % {"question": question.text},
        },
    )


def worried_field():
    return forms.BooleanField(
        label=_("I am worried about someone"),
        help_text=_(
            "Tick this, and what you wrote goes to our safeguarding lead and to nobody else. It is not read at once. "
            "They cannot see who you are: if they may contact you, write how. If a child is in danger now, call 999."
        ),
        required=False,
    )
