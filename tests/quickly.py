"""The quick loop: what can be said without running the product, beside the quick tests.

Side by side, because some tests wait for one another's turn, and the checks use the processors meanwhile.
"""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from tests import checking

QUICK = "not browser and not bench and not soak and not whole"
# Handed out in their order: tests with real transactions come last and leave empty tables to whoever came after them.
TESTS = [sys.executable, "-m", "pytest", "-q", "-n", "2", "-m", QUICK]


def main():
    """Run both, whatever the other says; 0 only if all is well."""
    with ThreadPoolExecutor(1) as pool:
        failed = pool.submit(checking.failing)
        tested = subprocess.run(TESTS).returncode
    return checking.report(failed.result()) or tested


if __name__ == "__main__":
    sys.exit(main())
