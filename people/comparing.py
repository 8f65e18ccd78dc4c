"""What is shown of two records side by side, and of a merge afterwards."""

from collections import Counter

from django.apps import apps
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from people.merging import KINDS, say_numbers, what_would_move
from people.models import Delegate, Merge, Organisation

FACTS = {
    Organisation: ["name", "type", "area", "urn", "phase", "pupils", "opened_on", "closed_on"],
    Delegate: ["name", "email", "works_at", "role"],
}


def side_by_side(one, other):
    """Return [(label, what the one says, what the other says, whether these differ)], and what names each."""
    lines = [(label_of(type(one), name), getattr(one, name), getattr(other, name)) for name in FACTS[type(one)]]
    if isinstance(one, Organisation):
        lines.insert(1, (_("Other names"), other_names(one), other_names(other)))
    lines.append((_("In use by"), in_use(one), in_use(other)))
    return [(label, first, second, (first or "") != (second or "")) for label, first, second in lines]


def label_of(kind, name):
    return _("Organisation") if name == "works_at" else capfirst(str(kind._meta.get_field(name).verbose_name))


def other_names(organisation):
    return ", ".join(organisation.aliases.values_list("name", flat=True).order_by("name", "pk"))


def in_use(record):
    """Say what names a record: "12 bookings, 1 session"."""
    return ", ".join(f"{number} {what}" for what, number in what_would_move(record)) or _("Nothing")


def names_of(merges):
    """Give each of several merges `kept_said` and `gone_said`: names for whoever may see them; two queries."""
    people = {key for made in merges if made.kind == Merge.Kind.DELEGATE for key in (made.kept, made.gone)}
    named = Delegate.objects.in_bulk(people)
    for made in merges:
        is_person = made.kind == Merge.Kind.DELEGATE
        made.kept_said = str(named.get(made.kept, "")) if is_person else made.kept_name
        made.gone_said = str(named.get(made.gone, "")) if is_person else made.gone_name
    return merges


def say_moved(made):
    """Say how many rows a merge moved, by what they are: [("bookings", 12)]."""
    moved: Counter = Counter()
    for change in made.changes:
        if change["what"] == "moved":
            moved[change["model"]] += len(change["keys"])
    return say_models(moved)


def say_left(made):
    """Say what could not be put back when a merge was undone, by what it is."""
    return say_models(Counter(model for model, _key in made.left))


def say_models(numbers):
    return say_numbers({apps.get_model(label): number for label, number in numbers.items()})


def kind_named(name):
    """Return the model of a kind as addresses write it."""
    return KINDS[Merge.Kind(name)]
