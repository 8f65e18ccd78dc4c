"""What `manage.py serve` does: make everything ready, then run the web server and the worker until told to stop."""

import contextlib
import hashlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command, get_commands, load_command_class
from django.db import DatabaseError, transaction

from config.environment import ROOT

SECONDS_TO_GET_WELL = 60
SECONDS_TO_STOP = 10


class CannotServe(Exception):
    """Carries the sentence to print before giving up."""


class ToldToStop(Exception):
    """Ctrl-C, or a supervisor's signal."""


@contextlib.contextmanager
def stopped_by_signals():
    """Turn SIGINT, SIGTERM and SIGHUP into ToldToStop, even where a shell made background jobs ignore them."""

    def stop(number, frame):
        for each in signals:
            signal.signal(each, signal.SIG_IGN)
        raise ToldToStop

    signals = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP]
    before = {each: signal.signal(each, stop) for each in signals}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def refuse_taken_port(host, port):
    """Refuse where another program listens already: the server itself would share the port without a word."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as problem:
            sentence = f"Cannot listen on {host}, port {port} ({problem.strerror}): choose another with PORT= or HOST=."
            raise CannotServe(sentence) from None


def make_ready(say):
    """Migrate, load the demonstration programme into an empty database or refuse its accounts, collect static files."""
    try:
        say("Bringing the database up to date …")
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        if settings.DEMONSTRATION and is_empty():
            say("Loading the demonstration programme …")
            with transaction.atomic():  # broken off half-way, it must not look like somebody's data
                call_command("demo", verbosity=0)
        elif not settings.DEMONSTRATION:
            refuse_known_passwords()
    except DatabaseError as problem:
        raise CannotServe(f"The database cannot be used: {str(problem).strip().splitlines()[0]}") from problem
    collect_static_files(say)


def is_empty():
    """Whether nobody has put anything in: neither a course nor an account."""
    return not apps.get_model("courses", "Course").objects.exists() and not get_user_model().objects.exists()


def demonstration_sign_ins():
    """Return the (role, e-mail, password) of every demonstration account that is in this database."""
    demo = sys.modules[type(load_command_class(get_commands()["demo"], "demo")).__module__]
    known = set(get_user_model().objects.filter(is_active=True).values_list("email", flat=True))
    return [each for each in demo.SIGN_INS if each[1] in known]


def refuse_known_passwords():
    """Refuse to serve for real what was a demonstration: everybody can read its passwords in the README."""
    accounts = get_user_model().objects
    known = [
        mail for _, mail, password in demonstration_sign_ins() if accounts.get(email=mail).check_password(password)
    ]
    if known:
        raise CannotServe(f"Change the passwords of the demonstration's accounts, or close them: {', '.join(known)}.")


def collect_static_files(say):
    """Collect static files unless they are the same as the last time."""
    stamp, now = settings.DATA_DIR / "static-files", fingerprint_of_static_files()
    if stamp.exists() and stamp.read_text() == now and settings.STATIC_ROOT.exists():
        return
    say("Collecting static files …")
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(now)


def fingerprint_of_static_files():
    facts = [settings.STORAGES["staticfiles"]["BACKEND"], str(settings.STATIC_ROOT)]
    for finder in get_finders():
        for path, storage in finder.list([".*", "*~"]):
            about = os.stat(storage.path(path))
            facts.append(f"{storage.path(path)} {about.st_size} {about.st_mtime_ns}")
    return hashlib.sha256("\n".join(sorted(facts)).encode()).hexdigest()


def commands(host, port, *, workers):
    """Return the two programs by name; one thread for each of the web server's processes was fastest."""
    web = [sys.executable, "-m", "granian", "config.wsgi:application", "--interface", "wsgi"]
    web += ["--host", host, "--port", str(port), "--workers", str(workers), "--blocking-threads", "1"]
    web += ["--no-ws", "--log-level", "warning", "--no-access-log"]  # addresses hold personal links
    web += ["--respawn-failed-workers", "--respawn-interval", "0.5"]  # one that is killed is not the end of all
    web += ["--workers-kill-timeout", "5"]  # one that is told to stop while it still starts would never end
    return {"web server": web, "worker": [sys.executable, str(ROOT / "manage.py"), "run_huey"]}


@contextlib.contextmanager
def running(programs):
    """Run the programs, each with ours on its path and in a process group of its own; end them all on leaving.

    Ctrl-C reaches the whole group of a terminal: this way it reaches us alone, and we end the programs in good order.
    """
    path = os.pathsep.join([str(ROOT), str(ROOT / "site")])
    environment = os.environ | {"PYTHONPATH": path, "DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE}
    children = {}
    try:
        for name, command in programs.items():
            children[name] = subprocess.Popen(
                command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, process_group=0
            )
        yield children
    finally:
        end(children.values())


def end(children):
    """Ask every child to end as Ctrl-C does; end those that do not, and whatever they leave behind."""
    deadline = time.monotonic() + SECONDS_TO_STOP
    for child in children:
        if child.poll() is None:
            child.send_signal(signal.SIGINT)
    for child in children:
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(timeout=max(0.1, deadline - time.monotonic()))
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()


def watch(children, *, seconds=None):
    """Wait while all children live, for `seconds` or for ever; a child's end is ours."""
    deadline = None if seconds is None else time.monotonic() + seconds
    while deadline is None or time.monotonic() < deadline:
        for name, child in children.items():
            if child.poll() is not None:
                raise CannotServe(f"The {name} ended by itself (status {child.returncode}), so everything was stopped.")
        time.sleep(0.2)


def wait_until_well(children, host, port):
    """Wait until /health/ answers 200."""
    deadline = time.monotonic() + SECONDS_TO_GET_WELL
    while (reason := what_health_says(host, port)) != "ok":
        if time.monotonic() > deadline:
            raise CannotServe(f"Not well after {SECONDS_TO_GET_WELL} seconds, the reason being: {reason}.")
        watch(children, seconds=0.3)


def what_health_says(host, port):
    """Return "ok", or the name of what is wrong."""
    here = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, host)  # noqa: S104 - compared, not bound
    name = settings.ALLOWED_HOSTS[0].lstrip(".*") or here
    try:
        with urlopen(Request(f"http://{here}:{port}/health/", headers={"Host": name}), timeout=15):
            return "ok"
    except HTTPError as answer:
        try:
            return json.load(answer)["reason"]
        except (ValueError, KeyError):
            return f"the server answers {answer.code}"
    except (URLError, OSError):
        return "the server does not answer"
