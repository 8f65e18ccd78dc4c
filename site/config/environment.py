"""Readers of the environment. Each fails with one sentence that says what to set."""

import os
import socket
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

env = environ.Env()
ROOT = Path(__file__).resolve().parents[2]


def required(name, *, purpose):
    """Return the variable `name`, or raise ImproperlyConfigured with one sentence telling its purpose."""
    value = os.environ.get(name, "").strip()
    if not value:
        raise ImproperlyConfigured(f"Set {name}: {purpose}")
    return value


def data_folder():
    """Return the folder for database, media, static files and secret key (MUSTER_DATA, default var/), made if missing."""
    folder = Path(os.environ.get("MUSTER_DATA") or ROOT / "var").expanduser()
    if not folder.is_absolute():
        folder = ROOT / folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise ImproperlyConfigured(
            f"MUSTER_DATA names {folder}, which cannot be written: {problem.strerror}."
        ) from None
    return folder


def port():
    """Return PORT as a number from 1 to 65535 (default 8000)."""
    value = os.environ.get("PORT") or "8000"
    if not value.isdigit() or not 0 < int(value) < 65536:
        raise ImproperlyConfigured(f"PORT must be a number from 1 to 65535, not {value!r}.")
    return int(value)


def host():
    """Return HOST, the address the server listens on (default 127.0.0.1)."""
    return os.environ.get("HOST") or "127.0.0.1"


def reachable_host():
    """Return the name under which others reach us: HOST, or this machine's own address when HOST listens everywhere."""
    if host() not in {"0.0.0.0", "::"}:
        return host()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # documentation address: routing is looked up, nothing is sent
            return probe.getsockname()[0]
        except OSError:
            return "127.0.0.1"


def secret_key_kept_in(folder):
    """Return the secret key kept in `folder`, making it on first use with mode 600."""
    from django.core.management.utils import get_random_secret_key

    path = folder / "secret-key"
    try:
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as new:
            new.write(get_random_secret_key())
    except FileExistsError:
        pass
    return path.read_text().strip()


def database(folder):
    """Return Django's DATABASES entry: DATABASE_URL, or SQLite in `folder`."""
    url = os.environ.get("DATABASE_URL", "").strip()
    if not url:
        return sqlite(folder / "muster.sqlite3")
    try:
        entry = env.db_url_config(url)
    except (ValueError, KeyError, ImproperlyConfigured):
        raise ImproperlyConfigured(
            "DATABASE_URL is not understood; write postgresql://USER:PASSWORD@HOST/NAME."
        ) from None
    if entry["ENGINE"].endswith("sqlite3"):
        return sqlite(entry["NAME"])
    if not entry["ENGINE"].endswith("postgresql"):
        raise ImproperlyConfigured("DATABASE_URL must name a PostgreSQL or SQLite database.")
    options = entry.setdefault("OPTIONS", {})
    options["pool"] = {"min_size": 1, "max_size": 4, "timeout": 10}
    return entry


def sqlite(path):
    """Return settings under which SQLite takes many writers in turn instead of failing (stack.md, point 13)."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
    }


def queue(folder, entry):
    """Return HUEY's settings: a file beside SQLite, or tables in the same PostgreSQL."""
    common = {
        "name": "muster",
        "results": False,
        "immediate": False,
        "consumer": {"workers": 1, "worker_type": "thread"},
    }
    if entry["ENGINE"].endswith("sqlite3"):
        return common | {"huey_class": "huey.SqliteHuey", "filename": str(folder / "queue.sqlite3")}
    names = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    connection = {name: entry[key] for key, name in names.items() if entry.get(key)}
    connection |= {key: value for key, value in entry["OPTIONS"].items() if key not in {"pool"}}
    return common | {"huey_class": "huey.PostgresHuey", "connection": connection}
