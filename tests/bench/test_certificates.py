"""What certificates cost: five hundred issued in one go, and files of many made in parts by the worker."""

import resource
import time
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread
from uuid import uuid4
from zipfile import ZipFile

import pytest
from django.utils import timezone

from people.models import Delegate
from sessions.certificate_files import ask_for_file, make_files, path_of
from sessions.certifying import issue_for
from sessions.models import Attendance, TrainingSession
from tests import factories
from tests.names import NAMES
from tests.reading import number_of_pages

pytestmark = [pytest.mark.bench, pytest.mark.django_db]
MEGABYTE = 1024  # the kernel counts in kilobytes


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.PREPARED_FILES = tmp_path / "prepared"


@pytest.fixture
def session_of():
    """Return a function that gives a finished session at which so many were present, some of each of the names."""

    def make(number):
        course = factories.make_course(gives_certificate=True)
        session = factories.make_session(course, starts_at=timezone.now() - timedelta(days=1), capacity=None)
        people = [Delegate(name=f"{NAMES[n % 58]} {n}", email=f"person{n}@example.org") for n in range(number)]
        Attendance.objects.bulk_create(
            Attendance(session=session, delegate=each, how=Attendance.How.REGISTER, entry_key=uuid4())
            for each in Delegate.objects.bulk_create(people)
        )
        TrainingSession.objects.filter(pk=session.pk).update(finished_at=timezone.now())
        return TrainingSession.objects.select_related("course").get(pk=session.pk)

    return make


def resident():
    """Return the megabytes that this process holds."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / MEGABYTE / MEGABYTE


class Watching(Thread):
    """Looks a hundred times a second at the processes that this one starts; `most` is the megabytes of the largest.

    What the kernel says when they have ended will not do: it counts what this process held when it started them.
    """

    most = 0.0

    def __init__(self):
        super().__init__(daemon=True)
        self.is_over = Event()

    def run(self):
        while not self.is_over.wait(0.01):
            started = [pid for tasks in Path("/proc/self/task").glob("*/children") for pid in read(tasks).split()]
            self.most = max([self.most, *map(peak_of, started)])

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_how):
        self.is_over.set()
        self.join()


def read(path):
    """Return what one of the kernel's files says; nothing of a process that has ended."""
    try:
        return path.read_text()
    except OSError:
        return ""


def peak_of(pid):
    """Return the most megabytes that a process held since it became the program it is."""
    is_itself = "sessions/" in read(Path(f"/proc/{pid}/cmdline"))  # until then it is still a copy of this one
    lines = [line.split() for line in read(Path(f"/proc/{pid}/status")).splitlines()]
    return max([int(line[1]) / MEGABYTE for line in lines if is_itself and line[0] == "VmHWM:"], default=0)


def pages_in(path):
    """Return how many pages a file has, or all files in it together."""
    if path.suffix == ".pdf":
        return number_of_pages(path.read_bytes())
    with ZipFile(path) as together:
        return sum(number_of_pages(together.read(name)) for name in together.namelist())


def test_five_hundred_are_issued_in_one_go(session_of, capsys):
    session = session_of(500)
    began = time.perf_counter()
    issued = issue_for(session)

    with capsys.disabled():
        print(f"\n500 issued in {time.perf_counter() - began:.2f} s")
    assert issued == 500


def test_memory_stays_flat_however_many_a_file_holds(session_of, officer, capsys):
    peaks, grown = [], []
    for number in (100, 500, 1000):
        session = session_of(number)
        issue_for(session)
        file = ask_for_file(session, by=officer)
        began, before = time.perf_counter(), resident()
        with Watching() as watching:
            made = make_files()
        took = time.perf_counter() - began
        peaks.append(watching.most)
        grown.append(resident() - before)
        with capsys.disabled():
            print(
                f"\n{number}: {path_of(file).stat().st_size / 1e6:.1f} MB in {took:.1f} s, the largest process beside "
                f"this one {peaks[-1]:.0f} MB, this one {grown[-1]:.0f} MB more"
            )
        assert (made, pages_in(path_of(file))) == (1, number)

    assert (0 < max(peaks) < 200, peaks[2] < peaks[0] * 1.5, max(grown) < 60) == (True, True, True)
