"""Every test: those of rules and pages on PostgreSQL, then the same on SQLite, then the journeys in a browser.

Two files of journeys are told at a time, each with servers and a browser of its own: a story has one teller. Last come
the crowds and the killed processes, one after another: they mean something only with the processors for themselves.
"""

import subprocess
import sys
import time

PYTEST = [sys.executable, "-m", "pytest", "-q"]
WITHOUT_BROWSER = ["-n", "2", "-m", "not browser and not bench and not soak"]
IN_BROWSER = "browser and not bench and not soak"
ROUNDS = {
    "PostgreSQL": [sys.executable, "-m", "tests.postgres", *PYTEST, *WITHOUT_BROWSER],
    "SQLite": [*PYTEST, *WITHOUT_BROWSER],
    "browser": [*PYTEST, "-n", "2", "--dist", "loadfile", "-m", f"{IN_BROWSER} and not alone"],
    "crowds": [*PYTEST, "-m", f"{IN_BROWSER} and alone"],
}


NAMES_A_FAILURE = ("FAILED ", "ERROR ")


def main():
    """Run all rounds, whatever the earlier ones said, and sum them up at the end; 0 only if all passed."""
    failed, summary = 0, []
    for name, command in ROUNDS.items():
        print(f"=== {name}", flush=True)
        began = time.monotonic()
        status, failures = run(command)
        failed += status != 0
        summary += [f"{name}: {time.monotonic() - began:.0f} s, {'failed' if status else 'passed'}", *failures]
    print("===", *summary, sep="\n")
    return failed


def run(command):
    """Run a round and pass on what it prints; return its status and the lines that name what failed."""
    failures = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as tests:
        for line in tests.stdout:
            print(line, end="", flush=True)
            if line.startswith(NAMES_A_FAILURE):
                failures.append(line.rstrip())
    return tests.returncode, failures


if __name__ == "__main__":
    sys.exit(main())
