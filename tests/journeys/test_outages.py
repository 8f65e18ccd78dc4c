"""What is left when a process is killed or the database goes away in the middle of a rush."""

import os
import signal
import subprocess
import threading
import time

import pytest

from design.keeping import SECONDS
from tests.crowd import Visitor
from tests.postgres import out_of_order
from tests.running import running_muster
from tests.rush import LOOKING, answers_of, plan, stands, statuses

pytestmark = [pytest.mark.browser, pytest.mark.alone]

SECONDS_TO_RECOVER = 10


class Stream:
    """People who book one after another, in a few threads, until told to stop; `results` is what each was told."""

    def __init__(self, url, *, threads=4):
        self.url, self.results, self.is_over = url, [], threading.Event()
        self.threads = [threading.Thread(target=self.book_on, args=[number]) for number in range(threads)]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *problem):
        self.is_over.set()
        for thread in self.threads:
            thread.join()

    def book_on(self, thread):
        number = 0
        while not self.is_over.is_set():
            number += 1
            try:
                self.results.append(book_slowly(self.url, f"Amina Kowalska {thread} {number}"))
            except OSError as problem:
                self.results.append(problem)
                time.sleep(0.1)


def look(url):
    """Ask for a page and hang up; return (status, where it leads, page)."""
    visitor = Visitor(url)
    try:
        return visitor.ask("GET", visitor.path)
    finally:
        visitor.connection.close()


def book_slowly(url, name):
    visitor = Visitor(url)
    if (status := visitor.open_form()) != 200:
        visitor.connection.close()
        return status, "", ""
    time.sleep(LOOKING)
    return visitor.send(answers_of(name, f"{name.replace(' ', '.').lower()}@example.org"))


def kill_a_web_worker(muster):
    """Kill -9 the oldest of the processes that answer requests; the server gives up on one that dies young twice."""
    command = ["pgrep", "-f", f"granian.*--port {muster.environment['PORT']}"]
    _master, oldest, *_others = map(int, subprocess.run(command, capture_output=True, text=True).stdout.split())
    os.kill(oldest, signal.SIGKILL)


def is_sound(muster):
    """Whether SQLite finds its file in order; PostgreSQL looks after itself."""
    found = muster.shell(
        """
from django.db import connection
print(connection.vendor != "sqlite" or connection.cursor().execute("PRAGMA integrity_check").fetchone()[0])
"""
    )
    return found in {"True", "ok"}


def kill_under_load(database, *, kills):
    """Kill a web process `kills` times while people book; return (answers by status, counts, whether it is sound)."""
    with running_muster(database, workers=3, demonstration=False) as muster:
        pk, reference, _door = plan(muster, capacity=None)
        with Stream(f"{muster.url}/book/{reference}/", threads=12) as stream:
            for _kill in range(kills):
                time.sleep(2.5)
                kill_a_web_worker(muster)
            time.sleep(LOOKING + 1)
        return statuses(stream.results), stands(muster, pk), is_sound(muster)


def seconds_until_answered(url):
    """Return how long it takes until the form is shown again."""
    began = time.monotonic()
    while look(url)[0] != 200:
        assert time.monotonic() - began < 60
        time.sleep(0.2)
    return time.monotonic() - began


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_a_killed_process_leaves_booking_and_message_both_or_neither(database):
    told, (seats, seated, confirmed), sound = kill_under_load(database, kills=5)

    assert (seated, confirmed, sound) == (seats, seats, True)
    assert told[302] <= seats  # whoever was told of a place has one; some were cut off before they heard
    assert told[302] > 10


def test_while_the_database_is_away_people_are_asked_to_wait_and_then_all_goes_on():
    with running_muster("postgresql", demonstration=False) as muster:
        pk, reference, _door = plan(muster, capacity=None)
        url = f"{muster.url}/book/{reference}/"
        with Stream(url) as stream:
            time.sleep(LOOKING + 1)
            with out_of_order(muster.environment["DATABASE_URL"]):
                time.sleep(SECONDS + 0.1)  # a form that was drawn a moment before is still shown
                asked_to_wait = look(url)
            recovered_after = seconds_until_answered(url)
            time.sleep(LOOKING + 1)
        seats, seated, confirmed = stands(muster, pk)

    assert (asked_to_wait[0], "Traceback" in asked_to_wait[2]) == (503, False)
    assert set(statuses(stream.results)) <= {302, 503}
    assert (seated, confirmed) == (seats, seats)
    assert recovered_after <= SECONDS_TO_RECOVER
