"""Training that has to be repeated: whose runs out, and telling them in time.

What counts is the latest full attendance of a person at a course with a refresher interval. It holds until the day its
certificate names, otherwise until the same day so many months later (29 February and 12 months is 28 February). The
course's own number decides, whatever a pathway shows. Who has booked the course again is due no more. Who is known in
one session only could not be known again when they come back, and is left out; so is an attendance whose certificate an
officer revoked, since nobody is to be told that it holds.
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import DateField, Exists, F, Func, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from design.words import LONDON
from outbox.models import Message
from outbox.sending import written_together
from sessions import training_letters
from sessions.models import Attendance, Booking, Certificate, SessionSettings, SessionStatus
from sessions.models.booking import LIVE
from sessions.showing import next_dates_of

SOON = timedelta(days=90)
TOO_LATE = timedelta(days=30)
AT_ONCE = 100  # letters in one transaction
NEVER_HAPPENED = [SessionStatus.DRAFT, SessionStatus.CANCELLED]


class MonthsAfter(Func):
    """The same day so many months after a date, or that month's last day where it is shorter; as either database."""

    output_field = DateField()

    def as_postgresql(self, compiler, connection, **_context):
        (day, day_values), (months, months_values) = map(compiler.compile, self.get_source_expressions())
        return f"({day} + MAKE_INTERVAL(months => {months}))::date", [*day_values, *months_values]

    def as_sqlite(self, compiler, connection, **_context):
        """SQLite runs over into the next month, so the last day of the month itself is the other bound."""
        (day, day_values), (months, months_values) = map(compiler.compile, self.get_source_expressions())
        same_day = f"DATE({day}, '+' || {months} || ' months')"
        last_day = f"DATE({day}, 'start of month', '+' || ({months} + 1) || ' months', '-1 day')"
        return f"MIN({same_day}, {last_day})", [*day_values, *months_values] * 2


def today_in_london():
    return timezone.localdate(timezone=LONDON)


def renewable():
    """Return the latest full attendance of each person at each course that has to be repeated.

    Each has `valid_until`, the last day it holds, and `booked_again_at`, when the next session of the course begins for
    which the person has a live booking, or None.
    """
    full = full_attendances()
    later = full.filter(delegate=OuterRef("delegate"), session__course=OuterRef("session__course")).filter(
        Q(session__last_day__gt=OuterRef("session__last_day"))
        | Q(session__last_day=OuterRef("session__last_day"), pk__gt=OuterRef("pk"))
    )
    certified = Certificate.objects.filter(attendance=OuterRef("pk"), status=Certificate.Status.VALID)
    latest = full.filter(~Exists(later), delegate__key__isnull=False, session__course__refresher_months__gt=0)
    return latest.annotate(
        valid_until=Coalesce(
            Subquery(certified.values("valid_until")[:1]),
            MonthsAfter(F("session__last_day"), F("session__course__refresher_months")),
        ),
        booked_again_at=Subquery(booked_again().values("session__starts_at")[:1]),
    )


def full_attendances():
    over = Attendance.objects.filter(session__ends_at__lte=timezone.now())
    full = over.filter(extent=Attendance.Extent.FULL, awaits_confirmation=False)
    issued = Certificate.objects.filter(attendance=OuterRef("pk"))
    taken_away = Exists(issued.filter(stays_revoked=True)) & ~Exists(issued.valid())
    return full.exclude(taken_away).exclude(session__status__in=NEVER_HAPPENED)


def booked_again():
    """Return the live bookings of one attendance's person for coming sessions of its course, the soonest first."""
    coming = Booking.objects.filter(
        delegate=OuterRef("delegate"),
        session__course=OuterRef("session__course"),
        session__ends_at__gt=timezone.now(),
        status__in=LIVE,
    )
    return coming.exclude(session__status__in=NEVER_HAPPENED).order_by("session__starts_at")


def running_out():
    """Return what ends within 90 days or has ended, booked again or not, the first to end first."""
    return renewable().filter(valid_until__lte=today_in_london() + SOON).order_by("valid_until", "pk")


def due(*, within=SOON):
    """Return what runs out within that time or has lapsed, and was not booked again."""
    return running_out().filter(booked_again_at=None, valid_until__lte=today_in_london() + within)


def due_soon(*, within):
    """Return what is due and has not lapsed yet."""
    return due(within=within).filter(valid_until__gte=today_in_london())


def has_lapsed(attendance):
    """Whether a renewable attendance holds no more. On its last day it does."""
    return attendance.valid_until < today_in_london()


def by_organisation():
    """Return [(organisation as its people name it, due soon, lapsed)] of what is not booked again, in one query."""
    rows, today = {}, today_in_london()
    named = due().order_by().values_list("delegate__organisation__name", "delegate__organisation_typed", "valid_until")
    for name, typed, valid_until in named:
        counts = rows.setdefault(name or typed, [0, 0])
        counts[valid_until < today] += 1
    return [(name, *counts) for name, counts in sorted(rows.items(), key=lambda row: row[0].casefold())]


def write_due_renewals():
    """Remind whoever is due and was not reminded of it; return how many letters were written.

    So many days before the end as the settings say, 0 for never; what was missed is made up for until 30 days after the
    end. Two workers at once write one letter: its key names attendance and end.
    """
    days = SessionSettings.load().renewal_reminder_days
    if not days:
        return 0
    keys = {training_letters.renewal_key(row): row.pk for row in to_remind(days)}
    written = {key for chunk in chunks(list(keys)) for key in known_keys(chunk)}
    waiting = [pk for key, pk in keys.items() if key not in written]
    return sum(write_renewals(chunk, days=days) for chunk in chunks(waiting))


def to_remind(days):
    """Return who is to be reminded and can be reached; the end is near, or not long ago."""
    today = today_in_london()
    near = renewable().filter(booked_again_at=None, valid_until__range=(today - TOO_LATE, today + timedelta(days=days)))
    reachable = near.exclude(Q(delegate__email="") & (Q(booking=None) | Q(booking__phone="")))
    return reachable.select_related("delegate", "booking", "session__course").order_by("pk")


def chunks(rows):
    return [rows[first : first + AT_ONCE] for first in range(0, len(rows), AT_ONCE)]


def known_keys(keys):
    return Message.objects.filter(key__in=keys).values_list("key", flat=True)


@transaction.atomic
def write_renewals(pks, *, days):
    """Write to those who are still due; each letter leads to the next date of the course, or to the list for one."""
    rows = list(to_remind(days).filter(pk__in=pks))
    dates = next_dates_of({row.session.course_id for row in rows})
    with written_together():
        for row in rows:
            training_letters.renewal_due(row, date=dates.get(row.session.course_id))
    return len(rows)
