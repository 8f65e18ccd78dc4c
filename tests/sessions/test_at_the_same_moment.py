"""Somebody acts on a session as they were shown it, while somebody else finishes or cancels it."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.utils import timezone

from sessions.counting import record_headcount
from sessions.door import sign_in_booked
from sessions.models import Attendance, Qualifier, SessionStatus, TrainingSession
from sessions.refusals import CannotChange, DoorClosed
from sessions.register import add_walk_in, set_extent, tick
from sessions.scheduling import move_session
from tests import factories


@pytest.fixture
def during(session):
    with time_machine.travel(session.starts_at + timedelta(minutes=10), tick=False):
        yield session


def finish_meanwhile(session):
    TrainingSession.objects.filter(pk=session.pk).update(
        status=SessionStatus.DELIVERED, finished_at=timezone.now(), attended=0, attended_qualifier=Qualifier.COUNTED
    )


def test_nobody_signs_in_once_the_figure_is_settled(during):
    booking = factories.make_booking(during)
    finish_meanwhile(during)

    with pytest.raises(DoorClosed):
        sign_in_booked(booking, entry_key=uuid4())

    assert Attendance.objects.count() == 0


def test_nobody_is_ticked_once_the_figure_is_settled(during, officer):
    booking = factories.make_booking(during)
    finish_meanwhile(during)

    with pytest.raises(CannotChange):
        tick(booking, by=officer)


def test_nobody_is_added_once_the_figure_is_settled(during, officer):
    finish_meanwhile(during)

    with pytest.raises(CannotChange):
        add_walk_in(during, person=factories.make_person(), by=officer)


def test_nothing_is_corrected_once_the_figure_is_settled(during, officer):
    attendance = factories.make_attendance(during)
    finish_meanwhile(during)

    with pytest.raises(CannotChange):
        set_extent(attendance, extent=Attendance.Extent.PARTIAL, by=officer)


def test_no_headcount_comes_after_the_figure_is_settled(during, officer):
    finish_meanwhile(during)

    with pytest.raises(CannotChange):
        record_headcount(during, number=12, qualifier=Qualifier.COUNTED, by=officer)


def test_a_session_cancelled_meanwhile_is_not_moved(session, officer):
    TrainingSession.objects.filter(pk=session.pk).update(status=SessionStatus.CANCELLED)

    with pytest.raises(CannotChange):
        move_session(
            session, days=[(session.starts_at + timedelta(days=1), session.ends_at + timedelta(days=1))], by=officer
        )
