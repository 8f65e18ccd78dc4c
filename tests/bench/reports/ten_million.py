"""`DATABASE_URL=… python -m tests.bench.reports.ten_million`: fills an empty PostgreSQL of its own, and measures there.

What the report never asks, and what would only make filling slow, is taken off first: the keys to other tables and all
indexes of attendances but the one by session.
"""

import os
import sys
import time

import django


def main(sessions):
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.testing")
    sys.path.insert(0, "site")
    django.setup()
    from sessions.models import Attendance, Slot, TrainingSession, Uptake
    from sessions.uptake import rebuild, verify
    from tests.bench.reports import filling, timing

    took("made ready", make_ready)
    took("filled", lambda: filling.fill(sessions=sessions, days=3652))
    year = TrainingSession.objects.in_period("2015-04-01", "2016-03-31")
    took("the other years' counts settled", settle_the_others)
    took("the year's counts rebuilt", lambda: rebuild(year))
    took("the year's counts verified", lambda: check(list(verify(year)) == []))
    for model in (TrainingSession, Slot, Attendance, Uptake):
        filling.run(f"VACUUM ANALYZE {model._meta.db_table}")
    timing.say(f"{sessions} sessions in ten years", *timing.measure())
    if "--slowest" in sys.argv:
        timing.slowest()


def make_ready():
    from tests.bench.reports.filling import run

    table = "training_sessions_attendance"
    run("SET session_replication_role = replica")
    run("SET synchronous_commit = off")
    for (name,) in run(
        f"SELECT conname FROM pg_constraint WHERE conrelid = '{table}'::regclass AND contype IN ('u', 'f')"
    ):
        run(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
    for (name,) in run(f"SELECT indexname FROM pg_indexes WHERE tablename = '{table}'"):
        if name not in {"attendances_by_session", f"{table}_pkey"}:
            run(f'DROP INDEX "{name}"')


def settle_the_others():
    from sessions.models import Uptake
    from tests.bench.reports.filling import run

    kept = Uptake._meta.db_table
    numbers = "0, 0, 0, count(*), count(*), 0"
    columns = "session_id, organisation_type_id, registered, cancelled, no_shows, walk_ins, attended, left_waiting"
    others = "session.last_day NOT BETWEEN '2015-04-01' AND '2016-03-31'"
    run(
        f"""INSERT INTO {kept} ({columns}) SELECT session.id, attendance.organisation_type_id, {numbers}
        FROM training_sessions_trainingsession session
        JOIN training_sessions_attendance attendance ON attendance.session_id = session.id
        WHERE {others} GROUP BY GROUPING SETS ((session.id, attendance.organisation_type_id), (session.id))
        ORDER BY session.id"""
    )
    run(f"UPDATE {kept} SET attended = 0, walk_ins = 0 WHERE organisation_type_id IS NULL AND attended <> 0")


def check(is_right):
    assert is_right


def took(what, act):
    began = time.perf_counter()
    act()
    print(f"{what} in {time.perf_counter() - began:.0f} s", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500_000)
