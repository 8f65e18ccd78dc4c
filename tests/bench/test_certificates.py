"""What five hundred certificates cost: issued in one go, and laid out as one file in a process of its own."""

import resource
import time
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.utils import timezone

from people.models import Delegate
from sessions.certificates import pdf_of
from sessions.certifying import issue_for
from sessions.models import Attendance, Certificate, TrainingSession
from tests import factories
from tests.names import NAMES

pytestmark = [pytest.mark.bench, pytest.mark.django_db]
MEGABYTE = 1024  # the kernel counts in kilobytes


@pytest.fixture
def five_hundred():
    """A finished session at which five hundred people were present, some of each of the sixty names."""
    course = factories.make_course(gives_certificate=True)
    session = factories.make_session(course, starts_at=timezone.now() - timedelta(days=1), capacity=None)
    people = [Delegate(name=f"{NAMES[n % 58]} {n}", email=f"person{n}@example.org") for n in range(500)]
    Attendance.objects.bulk_create(
        Attendance(session=session, delegate=each, how=Attendance.How.REGISTER, entry_key=uuid4())
        for each in Delegate.objects.bulk_create(people)
    )
    TrainingSession.objects.update(finished_at=timezone.now())
    return TrainingSession.objects.select_related("course").get()


def resident():
    """Return the megabytes that this process holds."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / MEGABYTE / MEGABYTE


def test_five_hundred_are_issued_and_printed_while_memory_stays_flat(five_hundred, capsys):
    began, before = time.perf_counter(), resident()
    issued = issue_for(five_hundred)
    after_issue = time.perf_counter()
    sizes = [len(pdf_of(Certificate.objects.order_by("pk"))) for _time in range(3)]
    took, grown = (time.perf_counter() - after_issue) / 3, resident() - before

    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / MEGABYTE
    with capsys.disabled():
        print(
            f"\n500 issued in {after_issue - began:.2f} s; one file of {sizes[0] / 1e6:.1f} MB in {took:.1f} s, "
            f"its own process at most {child:.0f} MB, this one {grown:.0f} MB more after three"
        )
    assert (issued, grown < 60, child < 600) == (500, True, True)
