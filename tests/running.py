"""The real server, worker and database, and a mail server that keeps what it gets: for journeys and measurements."""

import email
import email.policy
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import closing, contextmanager, nullcontext, suppress
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from aiosmtpd.controller import Controller

from tests.console import Console
from tests.database import migrated_copy
from tests.postgres import running_postgres

ROOT = Path(__file__).resolve().parents[1]
SECONDS_TO_START = 180
SHELL = ["shell", "--verbosity=0", "--command"]


class Mailbox:
    """Takes every mail offered by SMTP."""

    def __init__(self):
        self.mails = []

    async def handle_DATA(self, server, smtp_session, envelope):
        self.mails.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        return "250 Kept"


class Muster:
    """One running copy: `url`, `folder` (its MUSTER_DATA), `mails` received, `log` of server and worker."""

    def __init__(self, *, environment, mailbox):
        self.environment = environment
        self.mails = mailbox.mails
        self.folder = Path(environment["MUSTER_DATA"])
        self.url = f"http://127.0.0.1:{environment['PORT']}"
        self.console = Console([sys.executable, ROOT / "manage.py", *SHELL], env=environment, cwd=ROOT)

    def manage(self, *arguments):
        """Run a manage.py command against the same database and return what it prints."""
        command = [sys.executable, ROOT / "manage.py", *map(str, arguments)]
        done = subprocess.run(command, env=self.environment, cwd=ROOT, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def shell(self, code):
        """Run Python against the same database, every model imported already, and return what it prints."""
        return self.console.ask(code).strip()

    def shell_of_its_own(self, code):
        """The same in a new process, for what shall happen side by side."""
        return self.manage(*SHELL, code).strip()

    def mails_to(self, address, *, at_least=1, seconds=60):
        """Return the mails received for `address`, oldest first, once there are enough."""
        deadline = time.monotonic() + seconds
        while len(found := [mail for mail in list(self.mails) if address in mail["To"]]) < at_least:
            assert time.monotonic() < deadline, f"{len(found)} mails for {address} after {seconds} s, not {at_least}"
            time.sleep(0.1)
        return found

    @property
    def log(self):
        return (self.folder / "log").read_text()


@contextmanager
def running_muster(database="sqlite", *, workers=2, smtp=True, demonstration=True):
    """Serve a fresh copy on `database` ("sqlite" or "postgresql") until the block ends.

    With `demonstration` the demonstration programme and its accounts are there, and nobody needs a second factor.
    """
    server = running_postgres() if database == "postgresql" else nullcontext("")
    mailbox = Mailbox()
    with running_folder() as folder, server as address, receiving(mailbox) as smtp_port:
        if database == "sqlite":
            migrated_copy(to=Path(folder) / "muster.sqlite3")
        facts = {
            "MUSTER_DATA": folder,
            "HOST": "127.0.0.1",
            "PORT": str(free_port()),
            "BASE_URL": "",
            "DATABASE_URL": address,
            "EMAIL_URL": f"smtp://127.0.0.1:{smtp_port}" if smtp else "",
            "MUSTER_DEMONSTRATION": str(demonstration),
            "DJANGO_SETTINGS_MODULE": "config.settings.demonstration",
        }
        muster = Muster(environment=os.environ | facts, mailbox=mailbox)
        with serving(muster, workers=workers), closing(muster.console):
            yield muster


def running_folder():
    return tempfile.TemporaryDirectory(prefix="muster-run-", ignore_cleanup_errors=True)


@contextmanager
def receiving(mailbox):
    """Receive mails on a free port, which is yielded."""
    controller = Controller(mailbox, hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


@contextmanager
def serving(muster, *, workers):
    """Run `manage.py serve` in a process group of its own, so that nothing of it is left whatever happens."""
    command = [sys.executable, ROOT / "manage.py", "serve", "--workers", str(workers)]
    with open(muster.folder / "log", "w") as log:
        child = subprocess.Popen(
            command, env=muster.environment, cwd=ROOT, stdout=log, stderr=log, start_new_session=True
        )
    try:
        wait_until_well(muster, child)
        yield
    finally:
        child.send_signal(signal.SIGINT)
        try:
            child.wait(timeout=60)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()


def wait_until_well(muster, child):
    deadline = time.monotonic() + SECONDS_TO_START
    while not is_well(muster):
        assert child.poll() is None, f"serve ended with status {child.returncode}:\n{muster.log}"
        assert time.monotonic() < deadline, f"not well after {SECONDS_TO_START} s:\n{muster.log}"
        time.sleep(0.2)


def is_well(muster):
    try:
        with urlopen(f"{muster.url}/health/", timeout=5) as answer:
            return answer.status == 200
    except (URLError, OSError):
        return False


def free_port():
    """Return a port on which nobody listens, out of those that no system gives to whoever connects meanwhile."""
    while True:
        port = random.randrange(20_000, 32_000)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
