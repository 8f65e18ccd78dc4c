"""One file of past years, brought in many times in one moment; run on PostgreSQL and on SQLite."""

import pytest

from courses.models import Course, ReportingSector
from people.models import Organisation
from sessions.models import TrainingSession
from sessions.past_sessions import import_sessions
from tests.sessions.past_files import lines, row
from tests.sessions.test_waiting_at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_file_brought_in_four_times_at_once_is_entered_once():
    rows = [row(host=f"School {n}", reporting_sector="Education", attended=str(n)) for n in range(20)]

    at_once(*[lambda: import_sessions(lines(*rows), creates=True, file="past.csv")] * 4)

    counts = [model.objects.count() for model in (TrainingSession, Course, Organisation, ReportingSector)]
    assert counts == [20, 1, 20, 1]
