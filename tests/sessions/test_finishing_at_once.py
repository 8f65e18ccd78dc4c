"""One sheet, and one finishing, sent many times in one moment; run on PostgreSQL and on SQLite."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from people.delegates import Person
from sessions.finishing import finish_session
from sessions.models import Attendance, RegisterEntry, Settlement, Source, TrainingSession
from sessions.paper import enter_sheet
from sessions.refusals import CannotChange
from tests.factories import make_booking, make_session
from tests.sessions.test_waiting_at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 8


@pytest.fixture
def past():
    return make_session(starts_at=timezone.now() - timedelta(hours=5))


def fresh(session):
    return TrainingSession.objects.select_related("course__audience", "course__terms").get(pk=session.pk)


def test_one_sheet_sent_eight_times_records_everybody_once(past, officer):
    booking, nonce = make_booking(past, person=Person("Ada Okafor")), uuid.uuid4()
    sheet = {"ticked": {booking: Attendance.Extent.FULL}, "walked_in": [Person("Di Kaur")], "nonce": nonce}

    at_once(*[lambda: enter_sheet(fresh(past), **sheet, by=officer)] * TIMES)

    assert (Attendance.objects.count(), RegisterEntry.objects.count()) == (2, 2)


def test_a_session_finished_eight_times_is_settled_once(past, officer):
    def finish():
        try:
            finish_session(fresh(past), source=Source.REGISTER, by=officer)
        except CannotChange:
            return

    at_once(*[finish] * TIMES)

    assert Settlement.objects.count() == 1
