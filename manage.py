#!/usr/bin/env python
"""Muster's command line. `site/` holds packages of its own, so it joins the import path here."""

import os
import sys
from pathlib import Path


def main():
    sys.path.insert(1, str(Path(__file__).resolve().parent / "site"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.demonstration")
    try:
        from django.core.management import execute_from_command_line
    except ImportError:
        sys.exit("Django is not installed for this Python: use .venv/bin/python, which `make start` makes.")
    from config.starting import settings_or_one_sentence

    settings_or_one_sentence()
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
