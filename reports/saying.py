"""How figures are said: with the qualifier that is part of them, and never a 0 for what is not known."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sessions.models import Qualifier


def say_number(number):
    """Say a whole number: "1340", and from five digits on "15,600"."""
    return f"{number:,}" if abs(number) >= 10_000 else str(number)


def say_attended(tally):
    """Say what a line adds up to: "305", "approximately 60", "over 1700", "not recorded"."""
    if tally.attended is None:
        return _("not recorded")
    number = say_number(tally.attended)
    if tally.qualifier == Qualifier.ESTIMATED:
        return _("approximately %(number)s") % {"number": number}
    if tally.qualifier == Qualifier.AT_LEAST:
        return _("over %(number)s") % {"number": number}
    return number


def say_qualifier(tally):
    """Say the word before a number that stands by itself in large type; nothing for a counted one."""
    return {Qualifier.ESTIMATED: _("approximately"), Qualifier.AT_LEAST: _("over")}.get(tally.qualifier, "")


def say_change(change):
    """Say a difference: "+12", a true minus sign and 5, "no change", "not known"."""
    if change is None:
        return _("not known")
    if change == 0:
        return _("no change")
    return f"+{say_number(change)}" if change > 0 else f"\N{MINUS SIGN}{say_number(-change)}"


def say_more_or_fewer(change, period):
    """Say a difference in a sentence: "142 more than in 2015/16"."""
    if change is None:
        return _("Not known how many in %(period)s") % {"period": period}
    if change == 0:
        return _("As many as in %(period)s") % {"period": period}
    sentence = _("%(number)s more than in %(period)s") if change > 0 else _("%(number)s fewer than in %(period)s")
    return sentence % {"number": say_number(abs(change)), "period": period}


def say_state(missing):
    """Say why a session has no settled figure."""
    if missing.finished:
        return _("Not recorded")
    if missing.attended is None:
        return _("Not finished yet")
    return _("Reopened; its earlier figure, %(number)s, counts for now") % {"number": say_number(missing.attended)}


def say_recorded(tally):
    """Say of how many sessions the attendance is known: "attendance recorded at 0 of 8 sessions"."""
    return ngettext(
        "attendance recorded at %(known)s of %(count)s session",
        "attendance recorded at %(known)s of %(count)s sessions",
        tally.sessions,
    ) % {"known": tally.known, "count": tally.sessions}


def say_table(name):
    """Say by what unmet need is counted in a table."""
    return {"audience": _("Audience"), "area": _("Area"), "topic": _("Topic")}[name]
