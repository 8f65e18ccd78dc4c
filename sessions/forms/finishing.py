"""What staff type when they finish a session."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sessions.forms.counting import FIGURES_ONLY, PeopleField
from sessions.models import Qualifier, Source

NOT_RECORDED = "none"  # a word, so that a form sent without a choice is not taken for one


class FinishForm(forms.Form):
    """Everything that finishing asks, on one screen. What a session has no use for is not asked."""

    number = PeopleField(
        label=_("Number in the room"),
        help_text=_("Everybody but those who give the session. Leave it empty if nobody counted."),
        error_messages={"invalid": FIGURES_ONLY},
    )
    qualifier = forms.ChoiceField(
        label=_("How sure is that number?"),
        choices=[choice for choice in Qualifier.choices if choice[0] != Qualifier.NOT_RECORDED],
        initial=Qualifier.COUNTED,
        required=False,
        widget=forms.RadioSelect,
    )
    difference = forms.CharField(
        label=_("Why do register and room differ?"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("One line, such as “Two came late and did not sign”. You can leave it open."),
    )
    awaiting = forms.ChoiceField(
        label=_("Who used the printed code and is not confirmed yet"),
        choices=[("confirm", _("They were here: count them")), ("leave_out", _("Leave them out: they did not come"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether these people were here.")},
    )
    without_sign_out = forms.ChoiceField(
        label=_("Who signed in and did not sign out"),
        choices=[("full", _("Count them as attended in full")), ("partial", _("Count them as attended in part"))],
        initial="full",
        widget=forms.RadioSelect,
    )
    source = forms.ChoiceField(
        label=_("Which number counts?"),
        widget=forms.RadioSelect,
        help_text=_("This is the figure that reports print. The other numbers stay in the session's record."),
    )
    support_offered = PeopleField(
        label=_("How many people were offered support?"),
        max_value=32_000,
        help_text=_("The number and nothing else. 0 for nobody; leave it empty if you do not know."),
    )
    follow_up = forms.CharField(
        label=_("Anything to follow up"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For your colleagues, such as “Send the slides”. Never write anything about a child."),
    )

    def __init__(self, *args, session, tally, slots=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.tally, self.slots = tally, list(slots)
        self.fields["source"].choices = sources_of(session, tally)
        self.initial.update(suggested(session, tally) | self.initial)
        for name in not_asked(session, tally):
            del self.fields[name]
        for slot in self.slots:
            self.fields[slot_name(slot)] = took_place(slot)

    def clean_source(self):
        source = self.cleaned_data["source"]
        return "" if source == NOT_RECORDED else source

    def clean(self):
        said = super().clean()
        if said.get("source") == Source.HEADCOUNT and said.get("number") is None and "number" not in self.errors:
            self.add_error("number", _("Enter the number in the room, or choose another number that counts."))
        return said

    @property
    def slot_fields(self):
        return [self[slot_name(slot)] for slot in self.slots]

    @property
    def settled_on(self):
        """Return what `finish_session` is asked for."""
        said = self.cleaned_data
        return {
            "source": said["source"],
            "headcount": self.new_headcount(),
            "difference": said.get("difference", ""),
            "support_offered": said["support_offered"],
            "follow_up": said.get("follow_up", ""),
            "absent_without_sign_out": said.get("without_sign_out") or "full",
            "confirms": said.get("awaiting") == "confirm",
            "delivered": {slot.pk: said[slot_name(slot)] == "yes" for slot in self.slots if said.get(slot_name(slot))},
        }

    def new_headcount(self):
        """Return the number that was typed here, or None where it is the one that stood there before."""
        number, qualifier = self.cleaned_data["number"], self.cleaned_data["qualifier"] or Qualifier.COUNTED
        before = self.tally.headcount
        is_known = before is not None and (before.number, before.qualifier) == (number, qualifier)
        return None if number is None or is_known else {"number": number, "qualifier": Qualifier(qualifier)}


def slot_name(slot):
    return f"slot_{slot.pk}"


def took_place(slot):
    """Return the question whether one slot took place: yes, unless somebody has said otherwise."""
    return forms.ChoiceField(
        label=f"{slot}: {slot.topic}" if slot.topic else str(slot),
        choices=[("yes", _("Took place")), ("no", _("Did not take place"))],
        initial="no" if slot.delivered is False else "yes",
        required=False,
        widget=forms.RadioSelect,
    )


def not_asked(session, tally):
    """Return the names of the questions that mean nothing for a session.

    A headcount session has no field for words: what is to follow up there goes where no young person is spoken of.
    """
    names = []
    if session.is_by_headcount:
        names += ["difference", "follow_up"]
    if not tally.awaiting:
        names.append("awaiting")
    if not tally.not_signed_out:
        names.append("without_sign_out")
    return names


def suggested(session, tally):
    """Return what most likely holds: the number counted before, and the source with most behind it."""
    counted = tally.headcount if tally.headcount and tally.headcount.number is not None else None
    values = {"number": counted.number, "qualifier": counted.qualifier} if counted else {}
    if session.is_by_headcount:
        values["source"] = Source.HEADCOUNT
    elif tally.present:
        values["source"] = Source.REGISTER
    elif counted:  # an empty register is more often unkept than true
        values["source"] = Source.HEADCOUNT
    return values


def sources_of(session, tally):
    """Return what a session can be settled on, the likeliest first."""
    choices = []
    if not session.is_by_headcount:
        choices.append((Source.REGISTER, say_register(tally)))
    choices.append((Source.HEADCOUNT, _("The number in the room")))
    choices.append((NOT_RECORDED, _("Neither: attendance was not recorded")))
    if not session.is_by_headcount and not tally.present and tally.headcount:
        choices.insert(0, choices.pop(1))
    return choices


def say_register(tally):
    if tally.awaiting:
        facts = {"number": tally.present, "more": len(tally.awaiting)}
        return _("The register: %(number)s attended, and %(more)s more if you confirm them") % facts
    return _("The register: %(number)s attended") % {"number": tally.present}
