"""What staff type when they count a room and when they finish a session."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sessions.models import Headcount, HeadcountPart, Qualifier, Source

NOT_RECORDED = "none"  # a word, so that a form sent without a choice is not taken for one
MOST_IN_A_ROOM = 100_000
FIGURES_ONLY = _("Enter figures only, like 60. Say below how sure the number is.")


class PeopleField(forms.IntegerField):
    """A number of people, typed in figures."""

    def __init__(self, **kwargs):
        widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
        errors = {"invalid": _("Enter figures only, like 28.")} | kwargs.pop("error_messages", {})
        facts = {"min_value": 0, "max_value": MOST_IN_A_ROOM, "required": False, "widget": widget}
        super().__init__(**facts | kwargs, error_messages=errors)


class HeadcountForm(forms.Form):
    """A number with its qualifier, or the plain statement that nobody counted; its parts, as far as they are known.

    There is no field for words: at a headcount session nobody's name has a place to go.
    """

    number = PeopleField(
        label=_("Number in the room"),
        help_text=_("In figures, like 28."),
        error_messages={"invalid": FIGURES_ONLY},
    )
    qualifier = forms.ChoiceField(
        label=_("How sure is the number?"), choices=Qualifier, initial=Qualifier.COUNTED, widget=forms.RadioSelect
    )
    counted_with = forms.CharField(
        label=_("Initials of the colleague who counted too"),
        max_length=4,
        required=False,
        validators=Headcount._meta.get_field("counted_with").validators[:1],
        widget=forms.TextInput(attrs={"autocomplete": "off", "size": "4"}),
        help_text=_("Two to four letters, such as AB. Leave it empty if nobody did. Never a child's."),
    )
    adults = PeopleField(
        label=_("Of these, adults"), help_text=_("Teachers and helpers. Leave it empty if you did not count them.")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for year, label in HeadcountPart.YearGroup.choices:
            self.fields[part_name(year)] = PeopleField(label=label)

    def clean(self):
        said = super().clean()
        unknown = said.get("qualifier") == Qualifier.NOT_RECORDED
        if unknown and said.get("number") is not None:
            self.add_error("number", _("Leave the number empty, or choose how sure it is."))
        if not unknown and said.get("number") is None and "number" not in self.errors:
            self.add_error("number", _("Enter the number, or choose “Not recorded”."))
        return said

    @property
    def parts(self):
        """Return {year group: number} of those that were counted apart."""
        years = ((year, self.cleaned_data.get(part_name(year))) for year in HeadcountPart.YearGroup.values)
        return {year: number for year, number in years if number is not None}

    @property
    def part_fields(self):
        return [self[part_name(year)] for year in HeadcountPart.YearGroup.values]

    @property
    def main_fields(self):
        return [self[name] for name in ("number", "qualifier")]

    @property
    def counted(self):
        """Return what `record_headcount` is asked for."""
        said = self.cleaned_data
        facts = {name: said[name] for name in ("number", "qualifier", "adults")}
        return facts | {"counted_with": said["counted_with"].upper(), "parts": self.parts}


def part_name(year):
    return f"year_{year}"


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
        choices=[("confirm", _("They were here: count them")), ("leave_out", _("Leave them out: they do not count"))],
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
