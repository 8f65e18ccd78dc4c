"""What there is to choose from in the filters of the list of training."""

from django.db.models import CharField, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from courses.models import Audience, Theme
from people.models import Area
from sessions.models import TrainingSession

ENGLISH = "English"  # what a session without a language of its own is in


def choices_on_offer():
    """Return pairs of value and name for each filter whose choices are data; one query for all of them.

    Every area is there, so that a reader learns that nothing is near them. A language stays after its last date, so
    that an address which somebody passed on still means what it meant.
    """
    found = {"audience": set(), "area": set(), "topic": set(), "language": set()}
    lines = lines_of("audience", Audience.objects.filter(courses__is_offered=True), value="slug", order="order")
    for kind, order, value, name in lines.union(
        lines_of("area", Area.objects.all()),
        lines_of("topic", Theme.objects.filter(course__is_offered=True)),
        lines_of("language", TrainingSession.objects.listed().exclude(language=""), value="language", name="language"),
    ):
        found[kind].add((order, name.casefold(), value, name))
    choices = {kind: [(value, name) for *_order, value, name in sorted(lines)] for kind, lines in found.items()}
    return choices | {"language": languages_among(choices["language"])}


def lines_of(kind, rows, *, value="pk", name="name", order=None):
    columns = Value(kind, CharField()), order or Value(0), Cast(value, CharField()), Cast(name, CharField())
    return rows.order_by().values_list(*columns)


def languages_among(spellings):
    """Return each language once, however its letters were typed, after English; nothing where all is in English."""
    named = {ENGLISH.casefold(): (ENGLISH, _("English"))}
    for value, name in spellings:
        named.setdefault(name.casefold(), (value, name))
    return list(named.values()) if len(named) > 1 else []
