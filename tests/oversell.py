"""Booking with its guard taken out: the server that shows the race test can fail.

Places are counted, outside the transaction, and then taken; the database's own check is switched off. This is what the
product would be without the conditional UPDATE. Served like the product: `tests.oversell:application`.
"""

from django.db import connection
from django.db.backends.signals import connection_created
from django.db.models import F

from config.wsgi import application
from sessions import booking
from sessions.models import TrainingSession
from sessions.refusals import SessionFull

__all__ = ["application"]
make_booking = booking.make_booking


def count_then_book(session, **facts):
    fresh = TrainingSession.objects.get(pk=session.pk)
    if fresh.bookings.seated().count() >= fresh.capacity:
        raise SessionFull
    return make_booking(session, **facts)


def take_without_looking(session):
    TrainingSession.objects.filter(pk=session.pk).update(seats_taken=F("seats_taken") + 1)


def ignore_checks(connection, **kwargs):
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA ignore_check_constraints = ON")


def drop_check():
    """Take the constraint out of PostgreSQL's table; SQLite ignores its checks connection by connection."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            table, rule = TrainingSession._meta.db_table, "seats_taken_never_exceed_capacity"
            cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {rule}")


connection_created.connect(ignore_checks)
booking.make_booking = count_then_book
booking.take_seat = take_without_looking
drop_check()
