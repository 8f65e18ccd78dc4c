"""Badge numbers are short and follow one another: whoever has scanned could try them all, and sign in whom they find.

What is no badge here is counted for each door, whoever typed it: a fresh scan makes a fresh phone. Beyond the limit
the door stays open to everybody, but a badge alone says too little for a while: who comes is asked for their name as
well, and who leaves for their reference or address.

Counted without a lock, unlike wasted forms (see sessions.views.sparing): five hundred phones ask at one instant, and a
few guesses that meet and are counted once do no harm.
"""

from django.core.cache import cache
from django.utils import timezone

MOST_WRONG = 60  # at one door within
WINDOW = 600  # seconds


def are_badges_guessed(session, *, typed):
    """Whether so much was typed at a door that was no badge here that a badge is not enough. One query at most."""
    return may_be_badge(session, typed=typed) and cache.get(key_of(session), 0) >= MOST_WRONG


def count_wrong_badge(session, *, typed):
    if may_be_badge(session, typed=typed):
        cache.set(key_of(session), cache.get(key_of(session), 0) + 1, WINDOW)


def may_be_badge(session, *, typed):
    return session.course.audience.drives and bool(typed) and "@" not in typed


def key_of(session):
    return f"wrong-badges-{session.pk}-{int(timezone.now().timestamp()) // WINDOW}"
