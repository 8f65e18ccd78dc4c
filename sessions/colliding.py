"""Verbs of which two may meet: both make the same person, or book them, in the very same moment."""

from functools import wraps

from django.db import IntegrityError

from sessions.refusals import CannotChange

ATTEMPTS = 3


def looking_again(verb):
    """Let a verb that met another start afresh and find what the other made. Raises CannotChange when it never ends.

    The verb must be a transaction of its own, of which nothing is left when it fails.
    """

    @wraps(verb)
    def wrapped(*args, **kwargs):
        for _attempt in range(ATTEMPTS):
            try:
                return verb(*args, **kwargs)
            except IntegrityError:
                continue
        raise CannotChange

    return wrapped
