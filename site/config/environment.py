"""Readers of the environment. Each fails with one sentence that says what to set."""

import contextlib
import os
import re
import socket
from pathlib import Path
from urllib.parse import urlsplit

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


def whole_number(name, *, default):
    """Return the variable `name` as a number from 0 up, or raise ImproperlyConfigured with one sentence."""
    value = os.environ.get(name, "").strip() or str(default)
    if not (value.isascii() and value.isdigit()):
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.")
    return int(value)


def data_folder():
    """Return the folder for database, media, static files and secret key (MUSTER_DATA, default var/), made if missing."""  # noqa: E501 - one sentence
    folder = Path(os.environ.get("MUSTER_DATA") or ROOT / "var").expanduser()
    if not folder.is_absolute():
        folder = ROOT / folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise cannot_write(folder, problem.strerror) from None
    if not os.access(folder, os.W_OK | os.X_OK):
        raise cannot_write(folder, "Permission denied")
    return folder


def cannot_write(folder, why):
    return ImproperlyConfigured(f"MUSTER_DATA names {folder}, which cannot be written: {why}.")


def port():
    """Return PORT as a number from 1 to 65535 (default 8000)."""
    value = whole_number("PORT", default=8000)
    if not 0 < value < 65536:
        raise ImproperlyConfigured(f"PORT must be a number from 1 to 65535, not {value}.")
    return value


def host():
    """Return HOST, the address the server listens on (default 127.0.0.1)."""
    return os.environ.get("HOST") or "127.0.0.1"


def reachable_host():
    """Return the name under which others reach us: HOST, or this machine's own address when HOST listens everywhere."""
    if host() not in {"0.0.0.0", "::"}:  # noqa: S104 - compared, not bound
        return f"[{host()}]" if ":" in host() else host()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # documentation address: routing is looked up, nothing is sent
            return probe.getsockname()[0]
        except OSError:
            return "127.0.0.1"


def secret_key():
    """Return SECRET_KEY, refusing one that could be guessed."""
    key = required("SECRET_KEY", purpose="a long random text that signs cookies and links, at least 50 characters.")
    if len(key) < 50 or len(set(key)) < 10:
        raise ImproperlyConfigured("SECRET_KEY is too easy to guess: make it at least 50 random characters.")
    return key


def allowed_hosts():
    """Return ALLOWED_HOSTS as a list, refusing the star that would let anybody choose the host."""
    value = required("ALLOWED_HOSTS", purpose="the host names this service answers to, parted by commas.")
    names = [name.strip() for name in value.split(",") if name.strip()]
    if "*" in names or not names:
        raise ImproperlyConfigured("ALLOWED_HOSTS must name the hosts: a star would let anybody choose one.")
    return names


def base_url(*, default):
    """Return BASE_URL, the address that mails and codes lead to, without a slash at its end."""
    value = (os.environ.get("BASE_URL", "").strip() or default).rstrip("/")
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path or parts.query:
        raise ImproperlyConfigured(f"BASE_URL must be an address such as https://training.example.org, not {value!r}.")
    return value


def mail(folder):
    """Return Django's settings for EMAIL_URL; without it, mails become files in `folder`."""
    url = os.environ.get("EMAIL_URL", "").strip()
    if not url:
        backend = "django.core.mail.backends.filebased.EmailBackend"
        return {"EMAIL_BACKEND": backend, "EMAIL_FILE_PATH": folder / "outbox"}
    try:
        entry = env.email_url_config(url)
    except (ValueError, ImproperlyConfigured):
        entry = {}
    if not entry.get("EMAIL_HOST"):
        sentence = "EMAIL_URL is not understood; write smtp://HOST:PORT, or smtp+tls://USER:PASSWORD@HOST:587."
        raise ImproperlyConfigured(sentence)
    return entry | {"EMAIL_PORT": entry["EMAIL_PORT"] or 25}


UUID = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"


def notify():
    """Return what NOTIFY_API_KEY and its companions say about GOV.UK Notify; nothing where no key is set."""
    key = os.environ.get("NOTIFY_API_KEY", "").strip()
    if not key:
        return {}
    if not re.search(f"{UUID}-{UUID}$", key):
        raise ImproperlyConfigured("NOTIFY_API_KEY is not understood; copy the whole key from GOV.UK Notify.")
    templates = {"email": notify_template("NOTIFY_EMAIL_TEMPLATE"), "text": notify_template("NOTIFY_TEXT_TEMPLATE")}
    if not any(templates.values()):
        raise ImproperlyConfigured("Set NOTIFY_EMAIL_TEMPLATE, NOTIFY_TEXT_TEMPLATE or both: the templates' IDs.")
    url = (os.environ.get("NOTIFY_URL", "").strip() or "https://api.notifications.service.gov.uk").rstrip("/")
    if urlsplit(url).scheme not in {"http", "https"} or not urlsplit(url).hostname:
        raise ImproperlyConfigured(f"NOTIFY_URL must be an address, not {url!r}.")
    return templates | {"url": url, "service": key[-73:-37], "secret": key[-36:]}


def notify_template(name):
    """Return the ID of a template of GOV.UK Notify, or nothing, or raise ImproperlyConfigured with one sentence."""
    value = os.environ.get(name, "").strip()
    if value and not re.fullmatch(UUID, value):
        raise ImproperlyConfigured(f"{name} must be the ID of a template of GOV.UK Notify, not {value!r}.")
    return value


def secret_key_kept_in(folder):
    """Return the secret key kept in `folder`, making it on first use with mode 600."""
    from django.core.management.utils import get_random_secret_key

    path, new = folder / "secret-key", folder / f"secret-key.{os.getpid()}"
    if not path.exists():
        with open(os.open(new, os.O_WRONLY | os.O_CREAT, 0o600), "w") as file:
            file.write(get_random_secret_key())
        with contextlib.suppress(FileExistsError):  # another process was first: its key counts
            os.link(new, path)
        new.unlink()
    return path.read_text().strip()


def database(folder):
    """Return Django's DATABASES entry: DATABASE_URL, or SQLite in `folder`."""
    url = os.environ.get("DATABASE_URL", "").strip()
    if not url:
        return sqlite(folder / "muster.sqlite3")
    not_understood = "DATABASE_URL is not understood; write postgresql://USER:PASSWORD@HOST/NAME."
    if urlsplit(url).scheme not in env.DB_SCHEMES:
        raise ImproperlyConfigured(not_understood)
    try:
        entry = env.db_url_config(url)
    except (ValueError, ImproperlyConfigured):
        raise ImproperlyConfigured(not_understood) from None
    if entry["ENGINE"].endswith("sqlite3"):
        return sqlite(entry["NAME"])
    if not entry["ENGINE"].endswith("postgresql"):
        raise ImproperlyConfigured("DATABASE_URL must name a PostgreSQL or SQLite database.")
    entry["CONN_HEALTH_CHECKS"] = True  # a pooled connection may have been cut when the database was restarted
    options = entry.setdefault("OPTIONS", {})
    options["pool"] = {"min_size": 1, "max_size": 4, "timeout": 5}
    return entry


def sqlite(path):
    """Return settings under which SQLite takes many writers in turn instead of failing."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        # Opening and closing costs more than what a page asks: the last to close writes the whole journal back.
        "CONN_MAX_AGE": None,
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
        # An idle worker looks once a second, and has eight seconds to finish what it does when told to stop.
        "consumer": {"workers": 1, "worker_type": "thread", "max_delay": 1.0, "shutdown_timeout": 8},
    }
    if entry["ENGINE"].endswith("sqlite3"):
        return common | {"huey_class": "config.jobs.QueueInAFile", "filename": str(folder / "queue.sqlite3")}
    names = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    connection = {name: entry[key] for key, name in names.items() if entry.get(key)}
    connection |= {key: value for key, value in entry["OPTIONS"].items() if key not in {"pool"}}
    # Its tables come with the migrations (config.apps), so that reading the settings needs no database.
    return common | {"huey_class": "huey.PostgresHuey", "connection": connection, "create_tables": False}
