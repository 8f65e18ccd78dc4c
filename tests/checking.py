"""What can be said without running the product: style, types, migrations, Django's own remarks."""

import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
# Both in one process: to load everything takes longer than either.
REMARKS = """
from django.core.management import call_command
call_command("makemigrations", check_changes=True, dry_run=True)
call_command("check", fail_level="WARNING")
"""
CHECKS = {
    "style": [BIN / "ruff", "check", "--quiet"],
    "layout": [BIN / "ruff", "format", "--quiet", "--check"],
    "types": [BIN / "mypy", "--no-error-summary", "."],
    "migrations and Django": [sys.executable, "manage.py", "shell", "--verbosity=0", "--command", REMARKS],
}


def run(command, folder):
    facts = {"MUSTER_DATA": folder, "DATABASE_URL": "", "DJANGO_SETTINGS_MODULE": "config.settings.demonstration"}
    return subprocess.run(
        command, cwd=ROOT, env=os.environ | facts, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def failing():
    """Run all checks, two at a time; return those that failed by name."""
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(2) as pool:
        done = dict(zip(CHECKS, pool.map(lambda command: run(command, folder), CHECKS.values()), strict=True))
    return {name: each for name, each in done.items() if each.returncode}


def report(failed):
    """Print what the failing checks say; return how many they are."""
    for name, each in failed.items():
        print(f"--- {name}\n{each.stdout}")
    wrong = f"not right: {', '.join(failed)}" if failed else "all well"
    print(f"Checked {', '.join(CHECKS)}: {wrong}.")
    return len(failed)


if __name__ == "__main__":
    sys.exit(report(failing()))
