"""The annual report of 20,000 attendances, and of a year among ten million: printed; asserted is what it counts."""

import os
import subprocess
import sys

import pytest

from sessions.models import TrainingSession
from sessions.uptake import rebuild
from tests.bench.reports import filling, timing
from tests.postgres import running_postgres
from tests.running import ROOT

pytestmark = pytest.mark.bench


@pytest.mark.django_db
def test_a_year_of_twenty_thousand_attendances(capsys):
    filling.fill(sessions=1000, days=1)
    TrainingSession.objects.update(last_day="2015-09-01")
    rebuilt = rebuild()

    with capsys.disabled():
        timing.say("1000 sessions", *(measured := timing.measure()))

    assert (rebuilt, measured[0].table("places-by-type").total.cells[1].value) == (1000, 20_000)


def test_a_year_among_ten_million(capsys):
    with running_postgres() as address:
        command = [sys.executable, "-m", "tests.bench.reports.ten_million"]
        done = subprocess.run(
            command, env=os.environ | {"DATABASE_URL": address}, cwd=ROOT, stdout=subprocess.PIPE, text=True
        )

    with capsys.disabled():
        print(f"\n{done.stdout}")

    assert done.returncode == 0
