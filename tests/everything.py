"""Every test: those of rules and pages on PostgreSQL, then the same on SQLite, then the journeys in a browser.

The journeys come last because each brings its own server and browser and wants the processors for itself.
"""

import subprocess
import sys

PYTEST = [sys.executable, "-m", "pytest", "-q"]
WITHOUT_BROWSER = ["-n", "2", "-m", "not browser and not bench and not soak"]
ROUNDS = {
    "PostgreSQL": [sys.executable, "-m", "tests.postgres", *PYTEST, *WITHOUT_BROWSER],
    "SQLite": [*PYTEST, *WITHOUT_BROWSER],
    "browser": [*PYTEST, "-m", "browser and not bench and not soak"],
}


def main():
    """Run all rounds, whatever the earlier ones said; 0 only if all passed."""
    failed = []
    for name, command in ROUNDS.items():
        print(f"=== {name}", flush=True)
        if subprocess.run(command).returncode:
            failed.append(name)
    if failed:
        print(f"Failed: {', '.join(failed)}. See above.")
    return len(failed)


if __name__ == "__main__":
    sys.exit(main())
