"""Keeping how the places of a session were used."""

from sessions.models import Uptake

KEPT = ("registered", "cancelled", "no_shows", "walk_ins")


def keep_imported(session, *, registered=None, cancelled=None, no_shows=None, walk_ins=None):
    """Keep the numbers that a file gives of a past session; None is one that it does not give."""
    numbers = {"registered": registered, "cancelled": cancelled, "no_shows": no_shows, "walk_ins": walk_ins}
    return Uptake.objects.create(session=session, **numbers)
