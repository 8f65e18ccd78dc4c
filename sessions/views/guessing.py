"""Badge numbers are short and follow one another: whoever has scanned could try them all, and sign in whom they find.

What is no badge here is counted for each door, whoever typed it: a fresh scan makes a fresh phone. Beyond the limit
(`wrong_badge` in ACCOUNT_RATE_LIMITS) the door stays open to everybody, but a badge alone says too little for a while:
who comes is asked for their name as well, and who leaves for their reference or address.
"""

from allauth.core.ratelimit import consume

WRONG_BADGE = "wrong_badge"


def are_badges_guessed(request, session, *, typed):
    """Whether so much was typed at a door that was no badge here that a badge is not enough. One query at most."""
    if not may_be_badge(session, typed=typed):
        return False
    return not consume(request, action=WRONG_BADGE, key=session.door_token, dry_run=True)


def count_wrong_badge(request, session, *, typed):
    if may_be_badge(session, typed=typed):
        consume(request, action=WRONG_BADGE, key=session.door_token)


def may_be_badge(session, *, typed):
    return session.course.audience.drives and bool(typed) and "@" not in typed
