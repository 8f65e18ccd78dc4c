"""A database full of sessions and attendances, made by the database itself from one row of each."""

from datetime import timedelta

from django.db import connection
from django.utils import timezone

from people.models import Delegate
from sessions.models import Attendance, Qualifier, Slot, Source, TrainingSession
from tests import factories

EACH = 20  # attendances of a session
TYPES, COURSES, ROWS, SERVICES = 12, 40, 5, 30
FIRST_DAY = "2006-04-01"  # ten years from there end with 2015/16
COUNTED = {"attended": EACH, "attended_qualifier": Qualifier.COUNTED, "attended_source": Source.REGISTER}


def fill(*, sessions, days):
    """Hold so many sessions, one after the other over so many days, with twenty attendances and a slot each."""
    types = [factories.make_organisation_type().pk for _number in range(TYPES)]
    courses = [factories.make_course().pk for _number in range(COURSES)]
    rows = [factories.make_sector(f"Row {number}", starts_on=FIRST_DAY).pk for number in range(ROWS)]
    services = [factories.make_organisation().pk for _number in range(SERVICES)]
    slot = {"deliverer_id": services[0], "minutes": 60, "delivered": True}
    one = factories.make_session(starts_at=timezone.now() - timedelta(days=20), capacity=24, slots=[slot])
    come = factories.make_attendance(one)
    TrainingSession.objects.filter(pk=one.pk).update(**COUNTED, status="delivered", finished_at=timezone.now())
    people = sessions * EACH if sessions < 50_000 else 1_000_000
    last = {
        model: model.objects.order_by("-pk").values_list("pk", flat=True)[0] for model in (TrainingSession, Delegate)
    }
    multiply(come.delegate, people, key=text("person"))
    multiply(
        one,
        sessions,
        **{name: text(name[0]) for name in ("reference", "door_token", "register_token", "feedback_token")},
        last_day=day_after(FIRST_DAY, f"(n - 1) * {days} / {sessions}"),
        course_id=one_of(courses, "n"),
        sector_id=one_of(rows, "n"),
    )
    session = f"{last[TrainingSession]} + 1 + (n - 1) / {EACH}"
    multiply(
        come,
        sessions * EACH,
        session_id=session,
        delegate_id=f"{last[Delegate]} + 1 + (n - 1) % {people}",
        organisation_type_id=one_of(types, f"n % 6 + 6 * ((n - 1) / {EACH} % 2)"),
        entry_key=key(),
        feedback_token=text("f"),
    )
    multiply(
        one.slots.get(),
        sessions,
        session_id=f"{last[TrainingSession]} + n",
        deliverer_id=one_of(services, "n"),
    )
    Attendance.objects.filter(pk=come.pk).delete()
    Slot.objects.filter(session=one).delete()
    TrainingSession.objects.filter(pk=one.pk).delete()
    run("ANALYZE")


def multiply(record, times, **changed):
    """Copy a row so many times; `changed` are the columns that differ, as SQL in which n counts from 1."""
    table = record._meta.db_table
    columns = [field.column for field in record._meta.concrete_fields if not field.primary_key]
    values = ", ".join(changed.get(column, f'one."{column}"') for column in columns)
    names = ", ".join(f'"{column}"' for column in columns)
    run(f"INSERT INTO {table} ({names}) SELECT {values} FROM {table} one, {series(times)} WHERE one.id = {record.pk}")


def series(times):
    if connection.vendor == "postgresql":
        return f"generate_series(1, {times}) AS series(n)"
    counted = f"WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < {times}) SELECT n FROM s"
    return f"({counted}) AS series"


def text(start):
    return f"'{start}' || n"


def one_of(keys, which):
    """Return the SQL of one of some keys that follow each other."""
    assert keys == list(range(keys[0], keys[0] + len(keys)))
    return f"{keys[0]} + ({which}) % {len(keys)}"


def day_after(first, days):
    return (
        f"DATE '{first}' + ({days})::int"
        if connection.vendor == "postgresql"
        else f"date('{first}', ({days}) || ' days')"
    )


def key():
    return "lpad(to_hex(n), 32, '0')::uuid" if connection.vendor == "postgresql" else "printf('%032x', n)"


def run(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else None
