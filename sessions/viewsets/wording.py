"""How a session's state and numbers are said in the back office's lists."""

from itertools import zip_longest

from django.utils import timezone
from django.utils.dateformat import format as spell
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from design.words import LONDON, NO_BREAK, in_london, say_days, say_in_short, say_when
from sessions.booking import closes_at
from sessions.doubles import is_disagreement
from sessions.models import Qualifier, RegisterEntry, SessionStatus

QUALIFIED = {
    Qualifier.COUNTED: "%(number)s",
    Qualifier.ESTIMATED: gettext_lazy("about %(number)s"),
    Qualifier.AT_LEAST: gettext_lazy("over %(number)s"),
}
MORE_IN_THE_ROOM = (
    "%(number)s more person was counted in the room than is in the register.",
    "%(number)s more people were counted in the room than are in the register.",
)
MORE_IN_THE_REGISTER = (
    "%(number)s more person is in the register than was counted in the room.",
    "%(number)s more people are in the register than were counted in the room.",
)


def say_when_told(session):
    """Say when the sender of a request hears of the session that answers it."""
    if session.status == SessionStatus.DRAFT:
        return _("Who asked for it will be told when you open it.")
    return _("Who asked for it will be told the date and the place.")


def when(session):
    return say_when(session.starts_at, session.ends_at)


def in_short(session):
    """Say when, in few words for a list: "Wed 10 Feb 2027, 10am"."""
    return say_in_short(session.starts_at)


def day_in_short(day):
    """Say a date in few words for a list: "10 Feb 2027"; an instant by London's clock."""
    return spell(in_london(day), "j M Y").replace(" ", NO_BREAK)


def when_in_full(session):
    return say_days(session.days.all())


def date_of(session):
    return session.starts_at.astimezone(LONDON).date()


def booked(session):
    """Say how full a session is: "12 of 20"; a headcount session takes no bookings."""
    if session.is_by_headcount:
        return ""
    if session.capacity is None:
        return session.seats_taken
    facts = {"taken": session.seats_taken, "capacity": session.capacity, "waiting": session.people_waiting}
    if session.people_waiting:
        return _("%(taken)s of %(capacity)s, %(waiting)s waiting") % facts
    return _("%(taken)s of %(capacity)s") % facts


def booking_until(session):
    """Say until when people can book, or since when they cannot; nothing where nobody books or the status says it."""
    if session.is_by_headcount or session.status != SessionStatus.OPEN or session.is_over:
        return ""
    closes = closes_at(session)
    if closes > timezone.now():
        return _("Until %(when)s") % {"when": say_in_short(closes)}
    return _("Closed since %(when)s. You can still book for somebody.") % {"when": say_in_short(closes)}


def number_with_qualifier(number, qualifier):
    """Say a number with what is part of it: "about 60"."""
    return _("not recorded") if number is None else QUALIFIED[Qualifier(qualifier)] % {"number": number}


def attended(session):
    """Say the one reported figure; nothing for a session that is still to come or to finish."""
    if not session.is_finished:
        return ""
    return number_with_qualifier(session.attended, session.attended_qualifier)


def state(session):
    """Say a session's status, and that it waits for its figure."""
    waits = session.is_over and not session.is_finished
    if waits and session.status not in {SessionStatus.DRAFT, SessionStatus.CANCELLED}:
        return _("To finish")
    return session.get_status_display()


def qualifier(session):
    """Say how sure the reported figure is; nothing before there is one."""
    return session.get_attended_qualifier_display() if session.is_finished else ""


def place(session):
    return str(session.venue or (_("Online") if session.online_link else ""))


def difference(tally):
    """Say how the number in the room and the register differ; nothing where they agree or one was not taken."""
    if not tally.difference:
        return ""
    sentences = MORE_IN_THE_ROOM if tally.difference > 0 else MORE_IN_THE_REGISTER
    return ngettext(*sentences, abs(tally.difference)) % {"number": abs(tally.difference)}


def settlement(settled):
    """Say what a session was settled on: "about 60, from the headcount"."""
    figure = number_with_qualifier(settled.attended, settled.qualifier)
    if not settled.source:
        return figure
    return _("%(figure)s, from the %(source)s") % {"figure": figure, "source": settled.get_source_display().lower()}


def earlier_settlements(session):
    """Return the settlements that were reopened, latest first, each with `said` and what it `became`."""
    settlements = list(session.settlements.select_related("settled_by", "reopened_by"))
    for earlier, later in zip_longest(settlements, settlements[1:]):
        earlier.said = settlement(earlier)
        earlier.became = say_became(earlier, later) if later else ""
    return [each for each in reversed(settlements) if each.reopened_at]


def say_became(earlier, later):
    said = settlement(later)
    return _("the figure stayed the same") if said == settlement(earlier) else _("now %(figure)s") % {"figure": said}


def question(entry):
    """Say what somebody has to judge in a register, with the name it is about."""
    if entry.outcome == RegisterEntry.Outcome.REFUSED:
        whom = entry.said.get("name") or entry.said.get("who") or entry.said.get("reference")
        act = f"{entry.get_act_display()}, {whom}" if whom else entry.get_act_display()
        return _("Could not be done: %(act)s. %(problem)s") % {"act": act, "problem": entry.problem}
    facts = {"name": entry.attendance.delegate.name}
    if is_disagreement(entry):
        return _("Two people disagree whether %(name)s is here.") % facts
    if entry.other_id:
        return _("%(name)s may be recorded twice, and then counts twice.") % facts
    return _("%(name)s walked in, and somebody of that name booked: it may be one person.") % facts
