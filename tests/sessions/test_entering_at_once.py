"""The same act many times in one moment; run on PostgreSQL and on SQLite."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from outbox.models import Message
from people.delegates import Person
from people.models import Delegate
from sessions.entering import enter
from sessions.models import Attendance, RegisterEntry, TrainingSession
from tests.factories import make_booking, make_person, make_session
from tests.sessions.test_waiting_at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)
Act = RegisterEntry.Act
TIMES = 20


@pytest.fixture
def begun():
    return make_session(starts_at=timezone.now() - timedelta(minutes=5))


def fresh(session):
    return TrainingSession.objects.select_related("course__audience").get(pk=session.pk)


def test_twenty_replays_of_a_walk_in_record_one_person(begun):
    key, ada = uuid.uuid4(), Person("Ada Okafor")

    at_once(*[lambda: enter(fresh(begun), key=key, act=Act.WALK_IN, person=ada)] * TIMES)

    counted = [model.objects.count() for model in (RegisterEntry, Attendance, Delegate)]
    assert counted == [1, 1, 1]


def test_twenty_devices_that_tick_one_person_record_one(begun):
    row = f"d{make_booking(begun).delegate_id}"

    at_once(*[lambda: enter(fresh(begun), key=uuid.uuid4(), act=Act.TICK, row=row)] * TIMES)

    outcomes = set(RegisterEntry.objects.values_list("outcome", flat=True))
    assert (RegisterEntry.objects.count(), Attendance.objects.count(), outcomes) == (TIMES, 1, {"done"})


def test_twenty_replays_of_a_substitution_write_two_letters(begun):
    key, row = uuid.uuid4(), f"d{make_booking(begun).delegate_id}"
    said = {"act": Act.SUBSTITUTE, "row": row, "person": make_person()}

    at_once(*[lambda: enter(fresh(begun), key=key, **said)] * TIMES)

    letters = Message.objects.filter(kind__in=["handed_over", "taken_over"]).values_list("kind", flat=True)
    assert (sorted(letters), Attendance.objects.count()) == (["handed_over", "taken_over"], 1)


def test_twenty_replays_of_what_is_refused_are_kept_once(begun):
    key = uuid.uuid4()

    at_once(*[lambda: enter(fresh(begun), key=key, act=Act.TICK, row="d1", said={"row": "d1"})] * TIMES)

    assert RegisterEntry.objects.get().outcome == RegisterEntry.Outcome.REFUSED
