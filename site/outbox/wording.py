"""How the kinds of messages are called in lists."""

from design.words import say_in_short
from outbox.models import Message
from outbox.texts import REGISTRY


def kind_in_words(kind):
    """Return what an officer calls a kind; a kind whose text nobody can change goes by its own name."""
    text = REGISTRY.get(kind)
    return text.label if text else kind.replace("_", " ").capitalize()


def kinds_in_words():
    """Return the kinds that were ever written, for a filter."""
    kinds = Message.objects.order_by("kind").values_list("kind", flat=True).distinct()
    return [(kind, kind_in_words(kind)) for kind in kinds]


def moment_in_words(moment):
    """Return an instant as lists show it, to come or past; nothing where there is none."""
    return say_in_short(moment) if moment else ""
