"""Planning one session, a session of several days, or a series, in one form."""

from django import forms
from django.db import models, transaction
from django.forms import formset_factory
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from courses.models import Course
from people.models import Trainer
from people.organisation_field import OrganisationField
from sessions.asking import plan_for
from sessions.clashes import Wish, clashes_of
from sessions.forms.days import YEARS, ClockChange, DayFormSet, date_field, on_dates
from sessions.forms.facts import SessionFactsForm, refuse_unfit_sector
from sessions.forms.warned import Warned
from sessions.models import DoorRule, SessionStatus, Slot, TrainingRequest, TrainingSession
from sessions.repeating import MOST_DATES, Rhythm, recurring
from sessions.scheduling import local_date, plan_series, plan_session

ROWS_ADDED = 8
MOST_ROWS = 60


class Pattern(models.TextChoices):
    ONE = "one", _("One session on one day")
    DAYS = "days", _("One session over several days: each date below is a day of it")
    SERIES = "series", _("A series: each date below is a session of its own")


class PlanForm(SessionFactsForm):
    """The part of the planning page that is there once; dates and services are rows of their own."""

    course = forms.ModelChoiceField(
        Course.objects.select_related("audience"),
        label=_("Course"),
        empty_label=_("Choose"),
        help_text=_("Its audience says whether people are recorded by name or by headcount only."),
        error_messages={"required": _("Choose the course.")},
    )
    pattern = forms.ChoiceField(
        label=_("What are you planning?"), choices=Pattern, initial=Pattern.ONE, widget=forms.RadioSelect
    )
    title = forms.CharField(
        label=_("Name of the series"), max_length=150, required=False, help_text=_("Such as Spring roadshows 2027.")
    )
    repeat = forms.ChoiceField(label=_("Repeat"), choices=Rhythm, initial=Rhythm.NO, required=False)
    every = forms.IntegerField(label=_("Every how many weeks"), required=False, min_value=1, max_value=52)
    times = forms.IntegerField(label=_("How many in all"), required=False, min_value=2, max_value=MOST_DATES)
    until = date_field(label=_("Or until"), required=False, help_text=_("Bank holidays are left out."))
    door_rule = forms.ChoiceField(
        label=_("Signing in"),
        choices=[
            ("", _("As usual: drivers by the changing code only, everybody else by the printed code too")),
            *DoorRule.choices,
        ],
        required=False,
        help_text=TrainingSession._meta.get_field("door_rule").help_text,
    )
    request = forms.ModelChoiceField(TrainingRequest.objects.all(), required=False, widget=forms.HiddenInput)
    opens = forms.BooleanField(
        label=_("Open for booking at once"),
        required=False,
        help_text=_("Without the tick it is a draft: nobody but staff sees it until you open it."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["officer"].empty_label = _("Whoever plans it")

    def clean(self):
        facts = super().clean()
        if facts.get("pattern") == Pattern.SERIES and not facts.get("title"):
            self.add_error("title", _("Give the series a name."))
        if self.repeats(facts):
            self.check_repeat(facts)
        return facts

    @staticmethod
    def repeats(facts):
        return facts.get("repeat") not in {None, "", Rhythm.NO}

    def check_repeat(self, facts):
        if facts.get("pattern") != Pattern.SERIES:
            self.add_error("repeat", _("Only a series repeats. Choose “A series” above."))
        if facts["repeat"] == Rhythm.WEEKS and not facts.get("every") and "every" not in self.errors:
            self.add_error("every", _("Say every how many weeks."))
        if not facts.get("times") and not facts.get("until") and not {"times", "until"} & set(self.errors):
            self.add_error("times", _("Say how many sessions there will be in all, or until when."))
        if facts.get("until") and facts["until"].year not in YEARS:
            self.add_error("until", _("Enter a year from 2000 to 2099."))

    @property
    def facts(self):
        names = SessionFactsForm.Meta.fields
        status = SessionStatus.OPEN if self.cleaned_data["opens"] else SessionStatus.DRAFT
        return {name: self.cleaned_data[name] for name in names} | {"status": status}


class SlotForm(forms.Form):
    """One service's part of the session."""

    deliverer = OrganisationField(label=_("Service"), required=False)
    trainer = forms.ModelChoiceField(Trainer.objects.all(), label=_("Trainer"), required=False, empty_label="")
    topic = forms.CharField(label=_("Topic"), max_length=150, required=False)
    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=24 * 60, required=False)

    def clean(self):
        facts = super().clean()
        given = facts.get("deliverer") or facts.get("trainer")
        if (facts.get("topic") or facts.get("minutes")) and not given and "deliverer" not in self.errors:
            self.add_error("deliverer", _("Choose the service or the trainer who gives this part."))
        return facts

    @property
    def slot(self):
        """Return the fields of a Slot, or None for an empty row."""
        given = self.cleaned_data.get("deliverer") or self.cleaned_data.get("trainer")
        return {name: self.cleaned_data[name] for name in self.fields} if given else None


SlotFormSet = formset_factory(SlotForm, extra=6, max_num=40)


class Plan:
    """The planning page's three forms as one: checked together, then carried out by the verbs.

    `warned` are the clashes: who has seen them and sends the form again plans all the same. `left_out` are the bank
    holidays on which nothing is planned.
    """

    def __init__(self, data=None, *, initial=None):
        self.data = data
        self.main = PlanForm(data, initial=initial)
        self.days = DayFormSet(data, prefix="days")
        self.slots = SlotFormSet(data, prefix="slots")
        self.warned = Warned()
        self.left_out = []

    @property
    def audiences(self):
        """Return each course's audience by the course's number, for the script that narrows the report rows."""
        return {str(pk): name for pk, name in Course.objects.values_list("pk", "audience__name")}

    def is_valid(self):
        """Whether it can be carried out: nothing is wrong, and whatever clashes has been seen."""
        if not all([self.main.is_valid(), self.days.is_valid(), self.slots.is_valid()]):
            return False
        self.refuse_spare_dates()
        if self.main.is_valid():
            course = self.main.cleaned_data["course"]
            refuse_unfit_sector(self.main, course=course, days=[local_date(days[-1][1]) for days in self.dates])
        if not (self.main.is_valid() and self.days.is_valid()):
            return False
        self.warned = Warned(self.find_clashes(), data=self.data)
        return self.warned.were_seen

    def find_clashes(self):
        facts = self.main.cleaned_data
        same = {name: facts[name] for name in ("venue", "host", "capacity")} | {"title": facts["course"].title}
        same["trainers"] = tuple({slot["trainer"]: 0 for slot in self.given_slots if slot["trainer"]})
        found = clashes_of([Wish(days=tuple(days), **same) for days in self.dates])
        return [clash for clashes in found for clash in clashes]

    @property
    def given_slots(self):
        return [form.slot for form in self.slots.forms if form.slot]

    def refuse_spare_dates(self):
        if self.main.cleaned_data["pattern"] == Pattern.ONE and len(self.days.spans) > 1:
            self.main.add_error(
                "pattern", _("You entered several dates. Say whether they are days of one session or a series.")
            )
            return
        try:
            self.dates  # noqa: B018 - reckoned here, so that a clock change is refused beside its field
        except ClockChange as problem:
            self.main.add_error("repeat", str(problem))

    @cached_property
    def dates(self):
        """Return one list of (starts_at, ends_at) for each session to be made."""
        spans, facts = self.days.spans, self.main.cleaned_data
        if facts["pattern"] != Pattern.SERIES:
            return [spans]
        if self.main.repeats(facts):
            rhythm = {"rhythm": facts["repeat"], "every": facts["every"] or 1}
            ends = {"times": facts["times"], "until": facts["until"]}
            dates, self.left_out = recurring(local_date(spans[0][0]), **rhythm, **ends)
            return [[span] for span in sorted({*on_dates(spans[0], dates), *spans})]
        return [[span] for span in spans]

    @transaction.atomic
    def carry_out(self, *, by):
        """Make what was planned and return the sessions, soonest first. The first one answers the request, if any."""
        facts = self.main.facts | {"slots": self.given_slots}
        course, asked = (self.main.cleaned_data[name] for name in ("course", "request"))
        if self.main.cleaned_data["pattern"] == Pattern.SERIES:
            series = plan_series(course, title=self.main.cleaned_data["title"], dates=self.dates, by=by, **facts)
            sessions = list(series.sessions.order_by("starts_at"))
        else:
            sessions = [plan_session(course, days=self.dates[0], by=by, **facts)]
        if asked:
            plan_for(asked, sessions[0], by=by)
        return sessions


def with_more_rows(data, *, prefix):
    """Return a form's data with room for more rows of a formset; nothing typed is lost."""
    data = data.copy()
    data[f"{prefix}-TOTAL_FORMS"] = str(min(rows_in(data, prefix=prefix) + ROWS_ADDED, MOST_ROWS))
    return data


def rows_in(data, *, prefix):
    """Return how many rows a page says it holds; nonsense is none."""
    said = data.get(f"{prefix}-TOTAL_FORMS", "")
    return min(int(said[:6]), MOST_ROWS) if said.isdecimal() else 0


def slots_as_rows(session):
    """Return the slots of a session as the rows of a SlotFormSet show them."""
    return [
        {"deliverer": slot.deliverer, "trainer": slot.trainer, "topic": slot.topic, "minutes": slot.minutes}
        for slot in session.slots.select_related("deliverer", "trainer")
    ]


def replace_slots(session, slots):
    """Give a session these slots in place of those it has; what is known of their delivery is kept by position."""
    was = list(session.slots.values_list("delivered", flat=True))
    session.slots.all().delete()
    Slot.objects.bulk_create(
        Slot(session=session, order=n, delivered=was[n] if n < len(was) else None, **slot)
        for n, slot in enumerate(slots)
    )
