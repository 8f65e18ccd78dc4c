"""Sentences in other words: an officer may write them anew, and the figures in them stay the records'."""

import re
from dataclasses import replace

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from design.words import join_words
from reports.models import EditedSentence

IN_BRACES = re.compile(r"\{([^{}]*)\}")


def edited_words(period, *, name):
    """Return {key: words} of the sentences of a period's report that were edited; one query."""
    found = EditedSentence.objects.filter(name=name, first=period.first, last=period.last)
    return dict(found.values_list("key", "words"))


def in_edited_words(section, edited):
    """Return a section with the edited words. Words about a figure that is no longer there are left out."""
    sentences = tuple(
        replace(each, words=edited[each.key]) if fits(edited.get(each.key), each) else each
        for each in section.sentences
    )
    return replace(section, sentences=sentences)


def fits(words, sentence):
    return bool(words) and not unknown_in(words, sentence)


def unknown_in(words, sentence):
    """Return what stands in braces and is no figure of the sentence."""
    known = {name for name, _figure in sentence.figures}
    return [name for name in IN_BRACES.findall(words) if name not in known]


class SentenceForm(forms.Form):
    """The words of one sentence. Its figures stand in braces and can be moved or left out, never typed."""

    words = forms.CharField(max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args, sentence, **kwargs):
        super().__init__(*args, **kwargs)
        self.sentence = sentence

    def clean_words(self):
        words = " ".join(self.cleaned_data["words"].split())
        names = [name for name, _figure in self.sentence.figures]
        if unknown := unknown_in(words, self.sentence):
            facts = {"unknown": "{" + unknown[0] + "}", "names": join_words("{" + name + "}" for name in names)}
            raise forms.ValidationError(_("%(unknown)s is no figure of this sentence. It has %(names)s.") % facts)
        without = IN_BRACES.sub("", words)
        if "{" in without or "}" in without:
            raise forms.ValidationError(_("A brace has no partner. Write figures like {attended}."))
        return words


@transaction.atomic
def edit_sentence(period, *, name, key, words, by):
    """Keep the words of a sentence; without words it goes back to the standard ones."""
    which = {"name": name, "first": period.first, "last": period.last, "key": key}
    if not words:
        EditedSentence.objects.filter(**which).delete()
        return
    kept, _made = EditedSentence.objects.update_or_create(**which, defaults={"words": words, "edited_by": by})
    log(instance=kept, action="wagtail.edit", user=by)
