#!/usr/bin/env python
"""Muster's command line. `site/` holds packages of its own, so it joins the import path here."""

import os
import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(1, str(Path(__file__).resolve().parent / "site"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.demonstration")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
