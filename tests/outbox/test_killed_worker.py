"""A worker that is killed in the middle of its work, again and again: every mail arrives, hardly any twice."""

import email
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import contextmanager, nullcontext

import pytest
from aiosmtpd.controller import Controller

from tests.database import migrated_copy
from tests.postgres import running_postgres
from tests.running import ROOT, free_port, running_folder

WRITE = """
from outbox.sending import write_message
for number in range({mails}):
    write_message("confirmed", to="sam@example.org", key=f"kill:{{number}}", subject="Your booking", text="Hello")
"""
WORK = """
import time
from outbox.delivery import send_due_messages
while True:
    send_due_messages()
    time.sleep(0.05)
"""
# What five minutes do: the claims of a worker that was killed run out.
LATER = "Message.objects.filter(state='waiting').update(claimed_until=None)"
LEFT = "print(Message.objects.exclude(state='sent').count())"


class Counting:
    def __init__(self):
        self.ids = Counter()

    async def handle_DATA(self, server, session, envelope):
        self.ids[email.message_from_bytes(envelope.content)["Message-ID"]] += 1
        return "250 Kept"


@contextmanager
def outbox_on(database):
    """Yield a fresh outbox: what its server received, and a function that starts a program on it."""
    server = running_postgres() if database == "postgresql" else nullcontext("")
    counting = Counting()
    controller = Controller(counting, hostname="127.0.0.1", port=free_port())
    with running_folder() as folder, server as address:
        facts = {"MUSTER_DATA": folder, "DATABASE_URL": address, "EMAIL_URL": f"smtp://127.0.0.1:{controller.port}"}
        environment = os.environ | facts | {"DJANGO_SETTINGS_MODULE": "config.settings.demonstration"}

        def start(*arguments, **how):
            command = [sys.executable, ROOT / "manage.py", *arguments]
            return subprocess.Popen(command, env=environment, cwd=ROOT, text=True, **how)

        if database == "sqlite":
            migrated_copy(to=f"{folder}/muster.sqlite3")
        controller.start()
        try:
            yield counting, start
        finally:
            controller.stop()


def shell(start, code):
    """Run code to its end and return what it prints."""
    said, _errors = start("shell", "--verbosity=0", "--command", code, stdout=subprocess.PIPE).communicate()
    return said.strip()


def work_until(received, start, *, number):
    """Let a worker send until so many mails have arrived, then kill it without a word of warning."""
    worker = start("shell", "--verbosity=0", "--command", WORK)
    deadline = time.monotonic() + 300
    try:
        while received.total() < number:
            assert time.monotonic() < deadline, f"{received.total()} mails, not {number}"
            time.sleep(0.002)
    finally:
        worker.send_signal(signal.SIGKILL)
        worker.wait()


def killed(database, *, mails, kills):
    """Send mails through a worker that is killed so often; return how often each mail arrived, and what is left."""
    with outbox_on(database) as (server, start):
        shell(start, WRITE.format(mails=mails))
        for kill in range(1, kills + 1):
            work_until(server.ids, start, number=kill * mails // (kills + 1))
            shell(start, LATER)
        work_until(server.ids, start, number=mails + server.ids.total() - len(server.ids))
        shell(start, LATER + "; from outbox.delivery import send_due_messages; send_due_messages(limit=1000)")
        return server.ids, shell(start, LEFT)


@pytest.mark.browser
@pytest.mark.alone
def test_a_worker_killed_three_times_loses_nothing():
    arrived, left = killed("sqlite", mails=100, kills=3)

    assert (len(arrived), left) == (100, "0")
    assert arrived.total() <= 100 + 4
    assert max(arrived.values()) <= 2


@pytest.mark.soak
@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_a_worker_killed_thirty_times_loses_nothing(database):
    arrived, left = killed(database, mails=1000, kills=30)

    assert (len(arrived), left) == (1000, "0")
    assert arrived.total() <= 1000 + 31
    assert max(arrived.values()) <= 2
