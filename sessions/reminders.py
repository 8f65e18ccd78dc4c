"""Reminders before a session, and joining instructions: found every few minutes, written when they are due.

Nothing is planned ahead, so that a session that moves takes its reminders with it. Somebody is written the latest that
is due, and only if they have heard nothing of their place since it was: not if they booked, were confirmed or were told
of a new date after that. So a scheduler that stood still makes up for the latest and leaves out what came before; two
of them write one, because the message's key names booking, date and days.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import CharField, Count, OuterRef, Subquery, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from courses.models import BookingTerms
from courses.terms import reminder_days_of
from outbox.models import Message
from sessions import messages
from sessions.models import Booking, BookingStatus
from sessions.nameless import contacts_of, remind_of_names
from sessions.reminder_times import JOINING, timetable
from sessions.waiting import GOES_AHEAD

TELLS_THE_DETAILS = [
    "confirmed",
    "moved",
    "moved_by_choice",
    "taken_over",
    "details_here",
    "link_replaced",
    "reminder",
    "joining",
]
AT_ONCE = 100  # bookings in one transaction: nobody who books meanwhile waits for all of them


@dataclass(frozen=True)
class Due:
    """What is to be written now about one booking; it is of no use once the next is due or the session starts."""

    days_before: int
    useless_after: datetime


def write_due_reminders():
    """Write every reminder that is due now, and joining instructions; return how many bookings were due."""
    now = timezone.now()
    coming = bookings_before(now)
    due = all_due(named(coming), by="pk", now=now)
    remind_of_names(all_due(contacts_of(coming), by="contact_id", now=now))
    keys = sorted(due)
    for first in range(0, len(keys), AT_ONCE):
        write_reminders({pk: due[pk] for pk in keys[first : first + AT_ONCE]})
    return len(due)


def all_due(rows, *, by, now):
    """Return {key: Due} of the rows for which something is due."""
    return {row[by]: what for row in rows if (what := due_for(row, now=now))}


def bookings_before(now):
    """Return the confirmed bookings of sessions so near that a reminder may be due."""
    horizon = now + timedelta(days=longest_before() + 1)
    return Booking.objects.filter(
        status=BookingStatus.CONFIRMED, session__status__in=GOES_AHEAD, session__starts_at__range=(now, horizon)
    )


def named(coming):
    """Return a row for each booking with a name, in one query whatever their number.

    `told_at` is when they were last written the details of their place.
    """
    reached = coming.filter(delegate__isnull=False).exclude(email="", phone="")
    told = Message.objects.filter(
        kind__in=TELLS_THE_DETAILS, cause=Concat(Value("booking:"), Cast(OuterRef("pk"), CharField()))
    )
    return reached.annotate(told_at=Subquery(told.order_by("-created_at").values("created_at")[:1])).values(
        "pk",
        "booked_at",
        "told_at",
        "session__starts_at",
        "session__online_link",
        "session__joining_instructions",
        "terms__reminder_days",
    )


def longest_before():
    """Return the largest number of days before a session at which any terms remind."""
    return max((number for terms in BookingTerms.objects.all() for number in reminder_days_of(terms)), default=1)


def due_for(row, *, now):
    """Return the Due of one booking, or None: nothing is due, or they know already."""
    terms = BookingTerms(reminder_days=row["terms__reminder_days"] or "")
    starts_at = row["session__starts_at"]
    moments = timetable(
        starts_at,
        days=reminder_days_of(terms),
        tells_how_to_join=bool(row["session__online_link"] or row["session__joining_instructions"]),
    )
    past = [entry for entry in moments if entry[0] <= now]
    if not past or starts_at <= now:
        return None
    moment, days_before = past[-1]
    if row["booked_at"] >= moment or (row["told_at"] and row["told_at"] >= moment):
        return None
    following = [later for later, _number in moments if later > now]
    return Due(days_before, useless_after=min([*following, starts_at]))


@transaction.atomic
def write_reminders(due):
    """Write to the bookings named in `due`, unless they were cancelled meanwhile."""
    booked = Booking.objects.filter(pk__in=due, status=BookingStatus.CONFIRMED)
    facts = ("delegate", "badge", "terms", "session__course", "session__venue")
    for booking in booked.select_related(*facts).prefetch_related("session__days").order_by("pk"):
        what = due[booking.pk]
        if what.days_before == JOINING:
            messages.joining_instructions(booking)
        else:
            messages.booking_reminder(booking, days_before=what.days_before, useless_after=what.useless_after)


def coming_reminders(session):
    """Return [(moment, days before, people)] that will be written about a session from now on, earliest first."""
    if session.status not in GOES_AHEAD:
        return []
    now, tells = timezone.now(), bool(session.online_link or session.joining_instructions)
    people = {}
    booked = session.bookings.filter(status=BookingStatus.CONFIRMED, delegate__isnull=False).exclude(email="", phone="")
    for days, number in booked.values_list("terms__reminder_days").annotate(Count("pk")).order_by():
        terms = BookingTerms(reminder_days=days or "")
        for moment, before in timetable(session.starts_at, days=reminder_days_of(terms), tells_how_to_join=tells):
            if now < moment < session.starts_at:
                people[moment, before] = people.get((moment, before), 0) + number
    return [(moment, before, number) for (moment, before), number in sorted(people.items())]
