"""Reading a register as phones do: the lines that match, the counts, and what is new since they last asked."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import Count, Max, Q

from people.keys import name_key
from sessions.models.attending import COUNTED
from sessions.register import RegisterLine

# Two who write at once may end in another order than their times say: what changed shortly before is shown again.
OVERLAP = timedelta(seconds=10)
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Counts:
    """How many booked, are here and walked in; `rows` and `changed_at` say how far a register has been read."""

    booked: int
    here: int
    walked_in: int
    rows: int
    changed_at: datetime

    @classmethod
    def of(cls, session):
        """Count in one statement."""
        found = session.attendances.aggregate(
            here=Count("pk", filter=COUNTED),
            walked_in=Count("pk", filter=COUNTED & Q(booking__isnull=True)),
            rows=Count("pk"),
            changed_at=Max("changed_at"),
        )
        return cls(booked=session.seats_taken, **found | {"changed_at": found["changed_at"] or LONG_AGO})

    @classmethod
    def among(cls, lines, *, session):
        """Count the lines of a register that has been read."""
        attendances = [line.attendance for line in lines if line.attendance]
        here = [each for each in attendances if each.is_counted]
        return cls(
            booked=session.seats_taken,
            here=len(here),
            walked_in=sum(each.booking_id is None for each in here),
            rows=len(attendances),
            changed_at=max((each.changed_at for each in attendances), default=LONG_AGO),
        )


@dataclass(frozen=True)
class Stamp:
    rows: int
    changed_at: datetime


def stamp_of(counts, questions):
    """Return a text that changes whenever a register does: an attendance, or a question that somebody has to answer."""
    microseconds = (counts.changed_at - LONG_AGO) // timedelta(microseconds=1)
    newest = max((entry.pk for entry in questions), default=0)
    return f"{microseconds}-{counts.rows}-{newest}-{len(questions)}"


def read_stamp(text):
    """Return what a stamp says of attendances; what is no stamp says that nothing has been read."""
    microseconds, rows, *_rest = [*text.split("-"), "", ""]
    if not (microseconds.isdecimal() and rows.isdecimal() and len(microseconds) <= 17 and len(rows) <= 9):
        return Stamp(0, LONG_AGO)
    return Stamp(int(rows), LONG_AGO + timedelta(microseconds=int(microseconds)))


def lines_changed(session, *, since):
    """Return the lines whose attendance changed, in one statement, with `is_new` for what no phone shows yet.

    That is who walked in since, and whose place is theirs again: their line had gone to somebody else.
    """
    before = max(since.changed_at - OVERLAP, LONG_AGO)
    changed = session.attendances.filter(changed_at__gt=before).select_related(
        "delegate__organisation",
        "organisation",
        "badge__authority",
        "booking__badge__authority",
        "booking__substitute_for",
        "booking__contact__organisation",
    )
    lines = [RegisterLine(each.delegate, each.booking, each) for each in changed]
    for line in lines:
        came = line.attendance.signed_in_at
        is_back = line.booking is not None and came is None and not line.attendance.note
        line.is_new = is_back or (line.booking is None and came is not None and came >= before)
        line.takes_place_of = ",".join(f"#{row}" for row in rows_before(line))
    return lines


def rows_before(line):
    """Return every name by which a phone may know a line: a seat gets a person, and a person a substitute."""
    rows = [line.row]
    if line.booking:
        rows.append(f"b{line.booking.pk}")
        rows += [f"d{line.booking.substitute_for_id}"] if line.booking.substitute_for_id else []
    return rows


def matching(lines, sought):
    """Return the lines in whose name or organisation every word sought occurs."""
    words = name_key(sought).split()
    if not words:
        return lines
    return [line for line in lines if all(word in name_key(f"{line.name} {line.organisation}") for word in words)]
