"""Missing figures: past sessions that nobody has finished, told once a week to those who look after them."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from design.addresses import full_address
from design.words import LONDON, say_when
from sessions.letters import write_letter
from sessions.models import TrainingSession
from sessions.visibility import planners

SHOWN = 50  # in one mail; the list in the back office has them all
MONDAY = 0


@dataclass(frozen=True)
class Line:
    """One session in the mail: what it was, when and where, and for how many days its figures are missing."""

    session: TrainingSession
    days: int

    @property
    def when(self):
        return say_when(self.session.starts_at)

    @property
    def address(self):
        return full_address("sessions:finish", self.session.pk)

    @property
    def how_long(self):
        return say_how_long(self.days)


def days_missing(session, *, today=None):
    """Return for how many days a session's figures are missing, counted by London's dates."""
    today = today or timezone.localdate(timezone=LONDON)
    return (today - timezone.localtime(session.ends_at, LONDON).date()).days


def say_how_long(days):
    return ngettext("for %(number)s day", "for %(number)s days", days) % {"number": days} if days else _("today")


def tell_of_missing_figures():
    """Write to each officer on a Monday by London's clock, once a week however often it is asked for.

    About what was over before the week began; nothing where nothing is missing. A session that nobody looks after is
    told to all who plan sessions.
    """
    today = timezone.localdate(timezone=LONDON)
    if today.weekday() != MONDAY:
        return
    began = datetime.combine(today, time(), tzinfo=LONDON)
    for officer, sessions in missing_by_officer(before=began).items():
        write_to(officer, [Line(session, days_missing(session, today=today)) for session in sessions], monday=today)


def missing_by_officer(*, before):
    """Return {officer: their unfinished sessions}, the oldest first, in two queries."""
    unfinished = TrainingSession.objects.unfinished().filter(ends_at__lte=before)
    unfinished = unfinished.select_related("course", "venue", "officer").order_by("ends_at", "pk")
    everybody, found = None, defaultdict(list)
    for session in unfinished:
        if session.officer and session.officer.is_active:
            looked_after_by = [session.officer]
        else:
            everybody = list(planners()) if everybody is None else everybody
            looked_after_by = everybody
        for officer in looked_after_by:
            found[officer].append(session)
    return dict(found)


def write_to(officer, lines, *, monday):
    year, week, _day = monday.isocalendar()
    write_letter(
        "missing_figures",
        to=officer.email,
        key=f"missing_figures:{officer.pk}:{year}-{week:02}",
        words=lambda: words_of(lines, name=officer.get_full_name() or officer.email),
        useless_after=datetime.combine(monday + timedelta(days=7), time(), tzinfo=LONDON),
    )


def words_of(lines, *, name):
    """Return what the letter may say; call it in its reader's language."""
    return {
        "name": name,
        "lines": lines[:SHOWN],
        "more": len(lines[SHOWN:]),
        "list_address": full_address("sessions:index") + "?" + urlencode({"figures": "none"}),
        "values": {"name": lambda: name, "number": lambda: str(len(lines))},
    }
