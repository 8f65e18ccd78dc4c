"""A session or a whole series once more, in another year: facts, days, services and capacity, but no bookings."""

import re
from datetime import timedelta

from django.db import transaction
from wagtail.log_actions import log

from design.words import LONDON
from sessions.models import Series
from sessions.scheduling import local_date, plan_session, sectors_for

A_YEAR = timedelta(weeks=52)  # the same weekday
# A year, or a school or financial year such as 2025/26; a second number counts where it is the year after.
YEAR = re.compile(r"(?<!\d)(20\d\d)(?:([/\u2013-])((?:20)?\d\d))?(?!\d)")
LONGEST_TITLE = Series._meta.get_field("title").max_length
COPIED = [
    "venue",
    "online_link",
    "joining_instructions",
    "area",
    "language",
    "host",
    "host_contact_name",
    "host_contact_email",
    "host_contact_phone",
    "counts_in_tables",
    "is_listed",
    "capacity",
    "door_rule",
]


@transaction.atomic
def copy_session(session, *, days, by, series=None):
    """Plan a draft like a session on other days; its report row is the one in force then that carries on the old."""
    slots = [
        {"deliverer": slot.deliverer, "trainer": slot.trainer, "topic": slot.topic, "minutes": slot.minutes}
        for slot in session.slots.select_related("deliverer", "trainer")
    ]
    facts = {name: getattr(session, name) for name in COPIED}
    sector = sector_then(session, on=local_date(max(end for _start, end in days)))
    return plan_session(session.course, days=days, by=by, series=series, sector=sector, slots=slots, **facts)


@transaction.atomic
def copy_series(series, *, title, sessions, by):
    """Make a series that continues another. `sessions` are pairs of a session and the days of its copy."""
    again = Series.objects.create(title=title, course=series.course, continues=series)
    log(instance=again, action="wagtail.create", user=by)
    for session, days in sessions:
        copy_session(session, days=days, by=by, series=again)
    return again


def sector_then(session, *, on):
    """Return the row in force on a date for a session counted in another: itself, what carries it on, its namesake."""
    if session.sector is None:
        return None
    audience = session.sector.grouping_set.audience
    rows = list(sectors_for(audience, on).select_related("continues"))
    for row in rows:
        if row == session.sector or session.sector_id in carried_on_by(row):
            return row
    return next((row for row in rows if row.label == session.sector.label), None)


def carried_on_by(row):
    """Return the keys of all rows that one carries on, however many sets lie between."""
    found = []
    while row.continues_id and row.continues_id not in found:
        found.append(row.continues_id)
        row = row.continues
    return found


def a_year_on(day):
    """Return what a day of a session is 52 weeks later, as a row of dates shows it: London's clock stays."""
    starts, ends = day.starts_at.astimezone(LONDON), day.ends_at.astimezone(LONDON)
    return {"date": starts.date() + A_YEAR, "starts": starts.time(), "ends": ends.time()}


def title_a_year_on(title, *, starts_on):
    """Return a series' title with its year raised: "Roadshows 2026" becomes "Roadshows 2027", 2026/27 2027/28.

    One without a year gets that of the day on which the copy starts, where there is room for it.
    """
    if YEAR.search(title):
        return YEAR.sub(raised, title)
    dated = f"{title} {starts_on:%Y}"
    return dated if len(dated) <= LONGEST_TITLE else title


def raised(found):
    first, between, last = found.groups()
    if last and int(last) % 100 == (int(first) + 1) % 100:
        return f"{int(first) + 1}{between}{str(int(first) + 2)[-len(last) :]}"
    return f"{int(first) + 1}{between or ''}{last or ''}"
