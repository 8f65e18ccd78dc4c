"""A machine that dies at row 50 of an import leaves a database in which nothing was imported."""

import os
import sqlite3
import subprocess
import sys

from tests.database import ROOT, migrated_copy

SCRIPT = """
import os, signal, django
django.setup()
from people import roles
from sessions import importing
from sessions.forms.importing import ImportedPerson, wanted_by, lines_of
from spreadsheets.reading import Row
from tests import factories

officer = factories.make_user(roles.EDUCATION_OFFICER)
session = factories.make_session(capacity=200)
rows = [Row(number, (f"Amina Novak {number}",)) for number in range(2, 97)]
lines = lines_of(rows, wanted=wanted_by(session), columns={"name": 0}, form_class=ImportedPerson)
expected = importing.rehearse_import(session, lines=lines, waits=True, by=officer).mark
calls, book_place = iter(range(50)), importing.book_place

def dies_at_fifty(*args, **asked):
    booking = book_place(*args, **asked)
    if next(calls) == 49:
        print("fifty booked", flush=True)
        os.kill(os.getpid(), signal.SIGKILL)
    return booking

importing.book_place = dies_at_fifty
importing.import_bookings(
    session, lines=lines, waits=True, expected=expected, in_part=False, tells=True, file="list.csv", by=officer
)
"""


def test_an_import_killed_at_row_fifty_leaves_nothing(tmp_path):
    path = tmp_path / "killed.sqlite3"
    migrated_copy(to=path)
    facts = {"DATABASE_URL": f"sqlite:///{path}", "DJANGO_SETTINGS_MODULE": "config.settings.testing"}
    places = {"PYTHONPATH": f"{ROOT}:{ROOT / 'site'}"}

    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], env=os.environ | facts | places, capture_output=True, text=True
    )

    assert (done.returncode, done.stdout) == (-9, "fifty booked\n")
    with sqlite3.connect(path) as database:
        kept = database.execute(
            "SELECT (SELECT count(*) FROM training_sessions_booking), (SELECT count(*) FROM people_delegate),"
            " (SELECT count(*) FROM outbox_message), seats_taken FROM training_sessions_trainingsession"
        ).fetchall()
    assert kept == [(0, 0, 0, 0)]
