"""Rushes on a running server: what each sends, and what the database says afterwards."""

import json
import os
import subprocess
import time
from contextlib import contextmanager

from config.serving import commands
from tests.crowd import Visitor, all_at_once
from tests.running import ROOT, free_port

LOOKING = 2.5  # seconds with a form open before it is sent, as people have; sooner is taken for a program
PLAN = """
import json
from datetime import timedelta
from django.utils import timezone
from people.keys import new_code
from tests import factories
name = new_code(8)
course = factories.make_course(title=name, slug=name)
session = factories.make_session(course, starts_at=timezone.now() + timedelta({starts}), **{facts})
print(json.dumps([session.pk, session.reference, session.door_token]))
"""


def plan(muster, *, starts="days=7", **facts):
    """Make an open session in the running copy; return [pk, reference, door token]."""
    return json.loads(muster.shell(PLAN.format(starts=starts, facts=facts)))


def codes_of(muster, pk, *, hours=2):
    """Return the changing codes of a session's door by window, from now on: what its screen will show."""
    asked = f"""
import json
from django.utils import timezone
from sessions.rotating import WINDOW, code_of_window, window_at
session, now = TrainingSession.objects.get(pk={pk}), window_at(timezone.now())
windows = range(now, now + {hours} * 3600 // WINDOW)
print(json.dumps({{window: code_of_window(session, window) for window in windows}}))
"""
    return {int(window): code for window, code in json.loads(muster.shell(asked)).items()}


def book_at_once(url, reference, people):
    """Let `people`, (name, e-mail) pairs, open the form and then send it in one moment; return what each was told."""
    visitors = [Visitor(f"{url}/book/{reference}/") for _ in people]
    opened = all_at_once([visitor.open_form for visitor in visitors])
    assert set(opened) == {200}, opened
    time.sleep(LOOKING)
    return send_at_once(visitors, [answers_of(*person) for person in people])


def book_in_waves(url, reference, people, *, wave=200, waits=()):
    """Let a crowd book, `wave` of them in each moment; those of `waits` (by place) would join the waiting list.

    All forms are opened before the first is sent: everybody had seen a free place.
    """
    visitors = [Visitor(f"{url}/book/{reference}/") for _ in people]
    answers = [answers_of(*person) | ({"waits": "on"} if n in waits else {}) for n, person in enumerate(people)]
    for first in range(0, len(people), wave):
        opened = all_at_once([visitor.open_and_hang_up for visitor in visitors[first : first + wave]])
        assert set(opened) == {200}, opened
    time.sleep(LOOKING)
    results = []
    for first in range(0, len(people), wave):
        results += send_at_once(visitors[first : first + wave], answers[first : first + wave])
    return results


def answers_of(name, email):
    return {
        "name": name,
        "email": email,
        "organisation": "Northvale Youth Service",
        "role": "Youth worker",
        "access_needs": "",
    }


def send_at_once(visitors, answers):
    """Send every form at the same moment; return (status, location, page) of each, or the error it met."""
    return all_at_once([lambda v=v, a=a: v.send(a) for v, a in zip(visitors, answers, strict=True)])


def statuses(results):
    """Return how often each status came, a broken connection under its name."""
    seen = [result[0] if isinstance(result, tuple) else type(result).__name__ for result in results]
    return {status: seen.count(status) for status in set(seen)}


def stands(muster, session_pk):
    """Return what the database holds of a session: seats taken, bookings with a seat, messages that confirm one."""
    return [count_of(muster, session_pk)[name] for name in ("seats", "seated", "confirmed")]


def count_of(muster, session_pk):
    """Count in the database what a session holds: seats, people, and the messages written to them by kind."""
    return json.loads(
        muster.shell(
            f"""
import json
session = TrainingSession.objects.get(pk={session_pk})
causes = [f"booking:{{pk}}" for pk in session.bookings.values_list("pk", flat=True)]
written = lambda kind: Message.objects.filter(kind=kind, cause__in=causes).count()
print(json.dumps({{
    "seats": session.seats_taken, "seated": session.bookings.seated().count(), "confirmed": written("confirmed"),
    "people_waiting": session.people_waiting, "waiting": session.bookings.waiting().count(),
    "told_to_wait": written("waiting"),
}}))
"""
        )
    )


@contextmanager
def serving_without_guard(muster):
    """Serve the same database by four processes whose guard has been taken out; yield the address."""
    port = free_port()
    command = [
        part.replace("config.wsgi", "tests.oversell") for part in commands("127.0.0.1", port, workers=4)["web server"]
    ]
    environment = muster.environment | {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "site")])}
    with open(muster.folder / "log-without-guard", "w") as log:
        server = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=log, stderr=log)
    try:
        wait_until_answering(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=60)


def wait_until_answering(port, *, seconds=180):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        visitor = Visitor(f"http://127.0.0.1:{port}/book/nobody/")
        try:
            if visitor.open_form() == 404:
                return
        except OSError:
            time.sleep(0.2)
        finally:
            visitor.connection.close()
    raise AssertionError(f"nothing answers on port {port} after {seconds} s")
