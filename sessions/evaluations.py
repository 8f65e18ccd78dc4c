"""Until when people can still say what they thought. The app that asks them knows, and says so by a hook."""

from wagtail import hooks


def answers_until(sessions):
    """Return {session's key: the moment until which it can be answered} of those sessions where it still can.

    A session that is left out asks nothing, or nothing any more: a certificate that waits for an answer there waits
    until an officer hands it out. Each `muster_answers_until` is given the sessions, with their courses, and returns
    such a dict.
    """
    return {pk: until for hook in hooks.get_hooks("muster_answers_until") for pk, until in hook(sessions).items()}
