"""What a year's report costs, beside the plain count of its attendances by organisation type."""

import os
import time
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection
from django.test.utils import CaptureQueriesContext

from reports.making import Asked, make_report
from reports.periods import read_period
from sessions.models import Attendance, TrainingSession, Uptake
from tests.bench.reports.filling import run

TIMES = 3
PLAIN = f"""
    SELECT attendance.organisation_type_id, count(*) FROM {Attendance._meta.db_table} attendance
    JOIN {TrainingSession._meta.db_table} session ON session.id = attendance.session_id
    WHERE session.last_day BETWEEN '2015-04-01' AND '2016-03-31' AND session.status = 'delivered'
    AND attendance.extent <> 'none' AND NOT attendance.awaits_confirmation
    GROUP BY attendance.organisation_type_id ORDER BY attendance.organisation_type_id
"""
KEPT = f"""
    SELECT kept.organisation_type_id, sum(kept.attended) FROM {Uptake._meta.db_table} kept
    JOIN {TrainingSession._meta.db_table} session ON session.id = kept.session_id
    WHERE session.last_day BETWEEN '2015-04-01' AND '2016-03-31' AND kept.organisation_type_id IS NOT NULL
    GROUP BY kept.organisation_type_id ORDER BY kept.organisation_type_id
"""


@dataclass
class Spent:
    """Seconds: by the clock, and of this process's processor time; the best of several."""

    clock: float = float("inf")
    processor: float = float("inf")

    @contextmanager
    def timed(self):
        clock, processor = time.perf_counter(), time.process_time()
        yield
        self.clock = min(self.clock, time.perf_counter() - clock)
        self.processor = min(self.processor, time.process_time() - processor)


def report_of_the_year():
    return make_report(Asked(read_period("2015/16")))


def measure():
    """Return (the report, what it cost, its statements, what the plain count cost); checks that both agree."""
    product, plain = Spent(), Spent()
    for _time in range(TIMES):
        with product.timed():
            report = report_of_the_year()
        with plain.timed():
            counted = run(PLAIN)
    assert [(kind, int(number)) for kind, number in run(KEPT)] == counted
    with CaptureQueriesContext(connection) as asked:
        report_of_the_year()
    return report, product, len(asked), plain


def say(title, report, product, statements, plain):
    total = report.table("places-by-type").total.cells[1].value
    print(
        f"\n{title}, {total} attendances in the year (load average {os.getloadavg()[0]:.1f}): the whole report "
        f"{product.clock:.2f} s, of it {product.processor:.2f} s of this process's processor, {statements} statements; "
        f"the plain count by type {plain.clock:.2f} s; report : plain count {product.clock / plain.clock:.2f}"
    )


def slowest():
    """Print the statements of a report that take longest."""
    with CaptureQueriesContext(connection) as asked:
        report_of_the_year()
    for each in sorted(asked.captured_queries, key=lambda query: -float(query["time"]))[:5]:
        print(each["time"], each["sql"][:300])
