"""Sessions by headcount hold no people, whatever writes to the database."""

import pytest
from django.db import DatabaseError, connection, transaction

from sessions import headcount_guard
from sessions.models import Attendance, Booking
from tests.factories import make_attendance, make_booking, make_delegate, make_session

pytestmark = pytest.mark.django_db


def copy_row(row, **changes):
    """Write a copy of a model's row with raw SQL."""
    fields = [f for f in row._meta.concrete_fields if not f.primary_key]
    values = {f.column: f.get_db_prep_save(getattr(row, f.attname), connection) for f in fields} | changes
    marks = ", ".join(["%s"] * len(values))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {row._meta.db_table} ({', '.join(values)}) VALUES ({marks})", list(values.values())
        )


def test_a_raw_booking_is_refused(headcount_session, session):
    row = make_booking(session)

    with pytest.raises(DatabaseError, match="a headcount session holds no people"):
        copy_row(row, session_id=headcount_session.pk, reference="x", token="x", nonce="0" * 32)

    assert Booking.objects.filter(session=headcount_session).count() == 0


def test_a_raw_attendance_is_refused(headcount_session, session):
    row = make_attendance(session)

    with pytest.raises(DatabaseError, match="a headcount session holds no people"):
        copy_row(row, session_id=headcount_session.pk, feedback_token="x", entry_key="0" * 32)

    assert Attendance.objects.filter(session=headcount_session).count() == 0


def test_the_same_raw_rows_are_taken_for_a_session_by_name(session):
    other = make_session()
    booking, attendance, delegate = make_booking(session), make_attendance(session), make_delegate()

    copy_row(booking, session_id=other.pk, reference="x", token="x", nonce="0" * 32)
    copy_row(attendance, session_id=other.pk, feedback_token="x", entry_key="0" * 32, delegate_id=delegate.pk)

    assert (other.bookings.count(), other.attendances.count()) == (1, 1)


@pytest.mark.parametrize("make", [make_booking, make_attendance])
def test_a_row_cannot_be_moved_into_a_headcount_session(headcount_session, session, make):
    row = make(session)

    with pytest.raises(DatabaseError, match="a headcount session holds no people"), transaction.atomic():
        type(row).objects.filter(pk=row.pk).update(session=headcount_session)

    assert type(row).objects.get(pk=row.pk).session == session


def test_a_session_keeps_how_it_is_recorded(session):
    with pytest.raises(DatabaseError, match="a session keeps how it is recorded"), transaction.atomic():
        type(session).objects.filter(pk=session.pk).update(recorded="by_headcount")

    assert type(session).objects.get(pk=session.pk).recorded == "by_name"


def test_the_guard_says_what_is_missing():
    assert headcount_guard.missing(connection) == []

    headcount_guard.take_down(connection)

    assert len(headcount_guard.missing(connection)) == 7
