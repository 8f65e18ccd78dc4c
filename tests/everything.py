"""Every test: those of rules and pages on PostgreSQL, then the same on SQLite, then the journeys in a browser.

Two files of journeys are told at a time, each with servers and a browser of its own: a story has one teller. Last come
the crowds and the killed processes, one after another: they mean something only with the processors for themselves.
"""

import subprocess
import sys

PYTEST = [sys.executable, "-m", "pytest", "-q"]
WITHOUT_BROWSER = ["-n", "2", "-m", "not browser and not bench and not soak"]
IN_BROWSER = "browser and not bench and not soak"
ROUNDS = {
    "PostgreSQL": [sys.executable, "-m", "tests.postgres", *PYTEST, *WITHOUT_BROWSER],
    "SQLite": [*PYTEST, *WITHOUT_BROWSER],
    "browser": [*PYTEST, "-n", "2", "--dist", "loadfile", "-m", f"{IN_BROWSER} and not alone"],
    "crowds": [*PYTEST, "-m", f"{IN_BROWSER} and alone"],
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
