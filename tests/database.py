"""Migrated databases, made once and copied: running every migration takes fifteen seconds, copying none."""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / ".pytest_cache" / "databases"
SHAPED_BY = ["*/migrations/*.py", "site/*/migrations/*.py", "requirements*.txt", "*/headcount_guard.py", "*/roles.py"]


def fingerprint():
    """Return a short text that changes with anything that shapes a fresh database."""
    shape = hashlib.sha256()
    for path in sorted(path for pattern in SHAPED_BY for path in ROOT.glob(pattern)):
        shape.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return shape.hexdigest()[:16]


@contextmanager
def kept(kind, *, make):
    """Yield the path of what `make` left at the path it was given, now or in an earlier run; others wait meanwhile."""
    KEPT.mkdir(parents=True, exist_ok=True)
    made = KEPT / f"migrated-{fingerprint()}.{kind}"
    with open(KEPT / f"lock.{kind}", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            for outdated in KEPT.glob(f"migrated-*.{kind}*"):
                remove(outdated)
            part = made.with_name(f"{made.name}.part")
            make(part)
            part.rename(made)
        yield made


def remove(path):
    shutil.rmtree(path) if path.is_dir() else path.unlink()


def migrated_copy(*, to):
    """Copy a migrated SQLite database to the path `to`, making it if nobody has yet."""
    with kept("sqlite3", make=lambda path: migrate(f"sqlite:///{path}")) as made:
        shutil.copyfile(made, to)


def migrate(address):
    facts = {"DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "config.settings.testing"}
    command = [sys.executable, ROOT / "manage.py", "migrate", "--verbosity=0"]
    subprocess.run(command, env=os.environ | facts, check=True)
