"""The form in which officers change the words of a message."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput

from outbox.texts import PLACEHOLDER


class TextForm(forms.Form):
    """Keeps what a message cannot do without: placeholders that are needed, and subjects that tell nobody too much."""

    subject = forms.CharField(
        label=_("Subject"),
        max_length=150,
        help_text=_("It shows on locked phones, where others can read it: a date, never what the training is about."),
    )
    opening = forms.CharField(
        label=_("Text before the facts"),
        max_length=3000,
        widget=AdminAutoHeightTextInput(attrs={"dir": "auto"}),
        help_text=_("Comes after “Hello” and the name. An empty line begins a new paragraph."),
    )
    closing = forms.CharField(
        label=_("Text after the facts"),
        max_length=3000,
        required=False,
        widget=AdminAutoHeightTextInput(attrs={"dir": "auto"}),
        help_text=_("Stands at the end, below the facts and the links. It can be empty."),
    )

    def __init__(self, *args, text, **kwargs):
        super().__init__(*args, **kwargs)
        self.text = text
        self.known = {each.name for each in text.placeholders}

    def clean_subject(self):
        subject = " ".join(self.cleaned_data["subject"].split())
        if "course" in names_in(subject):
            raise forms.ValidationError(
                _(
                    "Take {course} out of the subject: it shows on locked phones, and what a training is about may "
                    "put somebody in danger. The text may have it."
                )
            )
        if "date" in names_in(str(self.text.words.subject)) and "date" not in names_in(subject):
            raise forms.ValidationError(
                _("Keep {date} in the subject: people who have booked twice tell their messages apart by it.")
            )
        self.refuse_unknown(subject)
        return subject

    def clean_opening(self):
        self.refuse_unknown(self.cleaned_data["opening"])
        return self.cleaned_data["opening"]

    def clean_closing(self):
        self.refuse_unknown(self.cleaned_data["closing"])
        return self.cleaned_data["closing"]

    def clean(self):
        facts = super().clean()
        there = names_in(facts.get("opening", "")) | names_in(facts.get("closing", ""))
        if "opening" in facts and (missing := self.text.needed - there):
            names = ", ".join(in_braces(name) for name in sorted(missing))
            self.add_error("opening", _("Keep %(names)s in the text: nothing else says it.") % {"names": names})
        return facts

    def refuse_unknown(self, words):
        """Refuse what looks like a placeholder and is none: a slip, which would be sent as it stands."""
        if unknown := names_in(words) - self.known:
            raise forms.ValidationError(
                _("There is no %(name)s here. The words in braces that you can use are listed below.")
                % {"name": in_braces(min(unknown))}
            )


def names_in(words):
    return set(PLACEHOLDER.findall(words))


def in_braces(name):
    return "{" + name + "}"
