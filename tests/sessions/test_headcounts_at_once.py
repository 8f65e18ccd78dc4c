"""One number sent many times in one moment; run on PostgreSQL and on SQLite."""

import uuid

import pytest

from sessions.counting import record_headcount
from sessions.models import Headcount, Qualifier, TrainingSession
from tests.factories import make_course, make_session
from tests.sessions.test_waiting_at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 20


def test_twenty_resends_of_a_headcount_are_one():
    counted, key = make_session(make_course(audience="young-people")), uuid.uuid4()
    said = {"number": 28, "qualifier": Qualifier.COUNTED, "parts": {"7": 20}, "key": key, "by": None}

    at_once(*[lambda: record_headcount(TrainingSession.objects.get(pk=counted.pk), **said)] * TIMES)

    assert Headcount.objects.get().parts.get().number == 20
