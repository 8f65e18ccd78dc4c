"""Triggers that keep people out of headcount sessions, whatever writes to the database.

A session by headcount takes no booking, no attendance and no entry in a register, and a session never changes how it is
recorded. SQLite rebuilds a table to change it and loses the table's triggers, and refuses the rebuild while another
table's trigger names it: so they are taken down before every migration and put up after it.
"""

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models.signals import post_migrate, pre_migrate

SESSION = "training_sessions_trainingsession"
PEOPLE = [
    "training_sessions_booking",
    "training_sessions_attendance",
    "training_sessions_registerentry",
]
NO_PEOPLE = "a headcount session holds no people"
NO_CHANGE = "a session keeps how it is recorded"


def put_up(connection):
    """Create the triggers, replacing any that stand."""
    take_down(connection)
    run(
        connection,
        [
            *session_trigger(connection.vendor),
            *(s for table in PEOPLE for s in people_triggers(connection.vendor, table)),
        ],
    )


def take_down(connection):
    """Drop the triggers where they and their tables exist."""
    tables = connection.introspection.table_names()
    on_table = "" if connection.vendor == "sqlite" else " ON {table}"
    names = [
        (SESSION, "recorded_is_kept"),
        *((t, f"{t}_no_people_{when}") for t in PEOPLE for when in ["insert", "update"]),
    ]
    run(
        connection,
        [f"DROP TRIGGER IF EXISTS {name}" + on_table.format(table=table) for table, name in names if table in tables],
    )


def run(connection, statements):
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def session_trigger(vendor):
    """Return the statements that keep `recorded` as it was planned."""
    if vendor == "sqlite":
        return [
            f"""CREATE TRIGGER recorded_is_kept BEFORE UPDATE OF recorded ON {SESSION}
                WHEN OLD.recorded <> NEW.recorded
                BEGIN SELECT RAISE(ABORT, '{NO_CHANGE}'); END"""
        ]
    return [
        f"""CREATE OR REPLACE FUNCTION recorded_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                RAISE EXCEPTION '{NO_CHANGE}' USING ERRCODE = 'integrity_constraint_violation';
            END $$""",
        f"""CREATE TRIGGER recorded_is_kept BEFORE UPDATE OF recorded ON {SESSION} FOR EACH ROW
            WHEN (OLD.recorded IS DISTINCT FROM NEW.recorded) EXECUTE FUNCTION recorded_is_kept()""",
    ]


def people_triggers(vendor, table):
    """Return the statements that keep rows about people out of headcount sessions."""
    by_headcount = f"(SELECT recorded FROM {SESSION} WHERE id = NEW.session_id) = 'by_headcount'"
    moments = [("insert", "INSERT"), ("update", "UPDATE OF session_id")]
    if vendor == "sqlite":
        return [
            f"""CREATE TRIGGER {table}_no_people_{name} BEFORE {moment} ON {table} WHEN {by_headcount}
                BEGIN SELECT RAISE(ABORT, '{NO_PEOPLE}'); END"""
            for name, moment in moments
        ]
    function = f"""CREATE OR REPLACE FUNCTION no_people_in_headcount() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            IF {by_headcount} THEN
                RAISE EXCEPTION '{NO_PEOPLE}' USING ERRCODE = 'integrity_constraint_violation';
            END IF;
            RETURN NEW;
        END $$"""
    return [function] + [
        f"""CREATE TRIGGER {table}_no_people_{name} BEFORE {moment} ON {table}
            FOR EACH ROW EXECUTE FUNCTION no_people_in_headcount()"""
        for name, moment in moments
    ]


def missing(connection):
    """Return the names of triggers that ought to stand and do not; empty when all is well."""
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        standing = {name for (name,) in cursor.fetchall()}
    wanted = {"recorded_is_kept", *(f"{t}_no_people_{when}" for t in PEOPLE for when in ["insert", "update"])}
    return sorted(wanted - standing)


def stand_guard_around_migrations():
    pre_migrate.connect(before_migrations, dispatch_uid="headcount_guard_down")
    post_migrate.connect(after_migrations, dispatch_uid="headcount_guard_up")


def before_migrations(sender, using=DEFAULT_DB_ALIAS, **kwargs):
    if sender.label == "training_sessions":
        take_down(connections[using])


def after_migrations(sender, using=DEFAULT_DB_ALIAS, **kwargs):
    connection = connections[using]
    if sender.label == "training_sessions" and set(PEOPLE) <= set(connection.introspection.table_names()):
        put_up(connection)
