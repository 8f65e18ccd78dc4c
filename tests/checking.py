"""What can be said without running the product: style, types, migrations, Django's own remarks."""

import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
CHECKS = {
    "style": [BIN / "ruff", "check", "--quiet"],
    "layout": [BIN / "ruff", "format", "--quiet", "--check"],
    "types": [BIN / "mypy", "--no-error-summary", "."],
    "migrations": [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"],
    "Django": [sys.executable, "manage.py", "check", "--fail-level", "WARNING"],
}


def run(command, folder):
    facts = {"MUSTER_DATA": folder, "DATABASE_URL": "", "DJANGO_SETTINGS_MODULE": "config.settings.demonstration"}
    return subprocess.run(
        command, cwd=ROOT, env=os.environ | facts, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def main():
    """Run all checks, two at a time; print what the failing ones say; return the number of failures."""
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(2) as pool:
        done = dict(zip(CHECKS, pool.map(lambda command: run(command, folder), CHECKS.values()), strict=True))
    failed = {name: each for name, each in done.items() if each.returncode}
    for name, each in failed.items():
        print(f"--- {name}\n{each.stdout}")
    wrong = f"not right: {', '.join(failed)}" if failed else "all well"
    print(f"Checked {', '.join(CHECKS)}: {wrong}.")
    return len(failed)


if __name__ == "__main__":
    sys.exit(main())
