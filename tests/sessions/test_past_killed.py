"""A machine that dies at row 50 of bringing past years in leaves a database in which nothing was entered."""

import os
import sqlite3
import subprocess
import sys

from tests.database import ROOT, migrated_copy

SCRIPT = """
import os, signal, django
django.setup()
from sessions import past_entering
from sessions.past_sessions import import_sessions
from tests.sessions.past_files import lines, row

calls, keep = iter(range(50)), past_entering.keep_imported

def dies_at_fifty(*args, **numbers):
    keep(*args, **numbers)
    if next(calls) == 49:
        print("fifty entered", flush=True)
        os.kill(os.getpid(), signal.SIGKILL)

past_entering.keep_imported = dies_at_fifty
rows = [row(reporting_sector="Education", host=f"School {n}", registered="20", attended="18") for n in range(95)]
import_sessions(lines(*rows), creates=True, file="past.csv")
"""
TABLES = [
    "training_sessions_trainingsession",
    "training_sessions_sessionday",
    "training_sessions_settlement",
    "training_sessions_uptake",
    "courses_course",
    "courses_groupingset",
    "people_organisation",
    "wagtailcore_modellogentry",
]


def test_an_import_killed_at_row_fifty_leaves_nothing(tmp_path):
    path = tmp_path / "killed.sqlite3"
    migrated_copy(to=path)
    facts = {"DATABASE_URL": f"sqlite:///{path}", "DJANGO_SETTINGS_MODULE": "config.settings.testing"}
    places = {"PYTHONPATH": f"{ROOT}:{ROOT / 'site'}"}

    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], env=os.environ | facts | places, capture_output=True, text=True
    )

    assert (done.returncode, done.stdout) == (-9, "fifty entered\n"), done.stderr
    with sqlite3.connect(path) as database:
        kept = [database.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in TABLES]
    assert kept == [0] * len(TABLES)
