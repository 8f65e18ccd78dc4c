"""What the tests need from the system: a browser, and an office to open spreadsheets and letters with."""

import os
import shutil
import subprocess
import sys

NEEDED = {"chromium": "chromium", "soffice": "libreoffice-calc", "lowriter": "libreoffice-writer"}


def main():
    """Install what is missing where we may; otherwise end with one sentence that says what to install."""
    packages = [package for program, package in NEEDED.items() if not shutil.which(program)]
    if not packages:
        return
    install = ["apt-get", "install", "--yes", "--quiet", "--no-install-recommends", *packages]
    if os.geteuid() or not shutil.which("apt-get"):
        names = " and ".join(packages)
        sys.exit(f"The tests need {names}: install them, on Debian with: apt install {' '.join(packages)}")
    print(f"Installing {' and '.join(packages)} …", flush=True)
    quietly = {"env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"}, "stdout": subprocess.DEVNULL}
    for command in [["apt-get", "update", "--quiet"], install]:
        if subprocess.run(command, **quietly).returncode:
            sys.exit(f"{' '.join(command)} did not work: see above.")


if __name__ == "__main__":
    main()
