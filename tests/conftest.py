"""The cast that every test may call on, by the names people have in the house."""

import gc
from collections import defaultdict

import pytest
import time_machine
from django.conf import settings
from django.core.cache import caches
from django.db import connections
from django.test import Client
from django.utils import timezone, translation

from people import roles
from tests import browsing, factories
from tests.database import migrated_copy
from tests.postgres import MIGRATED


@pytest.fixture(scope="session")
def django_db_keepdb():
    """The copied SQLite database is kept as it comes; PostgreSQL starts from nothing every time."""
    return connections["default"].vendor == "sqlite"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_keepdb, django_db_modify_db_settings_parallel_suffix):
    """Give each worker a copy of the migrated database; on a PostgreSQL that is not ours there is none to copy."""
    facts = connections["default"].settings_dict
    if django_db_keepdb:
        path = settings.DATA_DIR / "test.sqlite3"
        migrated_copy(to=path)
        facts["TEST"] |= {"NAME": str(path), "MIGRATE": False}
    elif facts["NAME"] == MIGRATED:
        facts["TEST"] |= {"TEMPLATE": MIGRATED, "MIGRATE": False}


def pytest_collection_modifyitems(items):
    restore_what_migrations_put_in(items)
    leave_most_variants_to_the_whole(items)


def restore_what_migrations_put_in(items):
    """A test with real transactions empties the tables: what the migrations put in (groups, audiences) comes back."""
    for item in items:
        marker = item.get_closest_marker("django_db")
        if marker and marker.kwargs.get("transaction"):
            item.add_marker(pytest.mark.django_db(**marker.kwargs | {"serialized_rollback": True}), append=False)


def leave_most_variants_to_the_whole(items):
    """Of a test in several variants `make check` runs the first; the others are `whole`.

    So is what tries many things in one moment, in files of that name: it mostly waits.
    """
    variants = defaultdict(list)
    for item in items:
        variants[item.nodeid.partition("[")[0]].append(item)
    for each in variants.values():
        is_a_race = each[0].path.stem.endswith(("_at_once", "_killed"))
        for item in each if is_a_race else each[1:]:
            item.add_marker(pytest.mark.whole)


def pytest_collection_finish():
    """What is loaded by now stays: the collector need not walk through it for every test, and comes round seldom."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(autouse=True)
def nothing_is_left_over():
    """A request leaves its language behind in the process, pages are kept there, and wasted forms are counted."""
    translation.deactivate()
    caches["kept"].clear()
    caches["default"].clear()


@pytest.fixture
def still():
    """The clock stands, so that what was kept a moment ago is still kept."""
    with time_machine.travel(timezone.now(), tick=False) as clock:
        yield clock


@pytest.fixture(autouse=True)
def the_clock_stands_where_queries_are_counted(request):
    """However slow the machine, what was kept for a second is kept until they are."""
    if counts_queries(request):
        request.getfixturevalue("still")


def counts_queries(request):
    return not {"django_assert_num_queries", "django_assert_max_num_queries"}.isdisjoint(request.fixturenames)


@pytest.fixture
def in_november(request):
    """It is the morning of 20 November 2026: before the dates that a test calls by their names."""
    with time_machine.travel("2026-11-20 09:00Z", tick=not counts_queries(request)) as clock:
        yield clock


@pytest.fixture(autouse=True)
def nobody_changed_a_text(monkeypatch):
    """What officers wrote is kept in memory for a while; each test begins as if it had just been read: nothing."""
    monkeypatch.setattr("outbox.texts.Kept.texts", {})
    monkeypatch.setattr("outbox.texts.Kept.until", float("inf"))


@pytest.fixture
def officer(db):
    """An education officer."""
    return factories.make_user(roles.EDUCATION_OFFICER, email="officer@example.org")


@pytest.fixture
def trainer_user(db):
    """A trainer with an account; `trainer_user.trainer` is the person who gives sessions."""
    user = factories.make_user(roles.TRAINER, email="trainer@example.org")
    factories.make_trainer(user=user)
    return user


@pytest.fixture
def authority(db):
    return factories.make_authority(name="Northvale City Council")


@pytest.fixture
def other_authority(db):
    return factories.make_authority(name="Southmere District Council")


@pytest.fixture
def licensing_officer(authority):
    return factories.make_user(roles.LICENSING_OFFICER, email="licensing@example.org", authority=authority)


@pytest.fixture
def other_licensing_officer(other_authority):
    return factories.make_user(roles.LICENSING_OFFICER, email="other-licensing@example.org", authority=other_authority)


@pytest.fixture
def editor(db):
    return factories.make_user(roles.EDITOR, email="editor@example.org")


@pytest.fixture
def administrator(db):
    return factories.make_user(roles.ADMINISTRATOR, email="administrator@example.org")


@pytest.fixture
def outsider(db):
    """Somebody who can sign in and belongs to no group: every staff page must turn them away."""
    return factories.make_user(email="outsider@example.org")


@pytest.fixture
def delegate(db):
    return factories.make_delegate(name="Amina Kowalska", email="amina@example.org")


@pytest.fixture
def course(db):
    return factories.make_course(title="Seeing the signs", slug="seeing-the-signs")


@pytest.fixture
def session(course):
    """Open, 20 places, next week, for professionals."""
    return factories.make_session(course)


@pytest.fixture
def headcount_session(db):
    """In a school, next week, for young people: no person is recorded."""
    return factories.make_session(factories.make_course(audience="young-people"), capacity=None)


@pytest.fixture
def taxi_session(db):
    """Open, 20 places, next week, for drivers: booking asks for authority and badge."""
    return factories.make_session(factories.make_course(audience="taxi-trade"))


@pytest.fixture
def browse_as(db):
    """Return a function that gives a test client in which a user has signed in."""

    def sign_in(user):
        client = Client()
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture(scope="session")
def muster_sqlite():
    """The real server and worker on SQLite, with the demonstration programme."""
    from tests.running import running_muster

    with running_muster("sqlite") as muster:
        yield muster


@pytest.fixture(scope="session")
def muster_postgresql():
    """The same on PostgreSQL."""
    from tests.running import running_muster

    with running_muster("postgresql") as muster:
        yield muster


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def muster(request):
    """The real server on each database in turn."""
    return request.getfixturevalue(f"muster_{request.param}")


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def empty_muster(request):
    """The real server on each database in turn, without the demonstration: a crowd brings its own sessions."""
    from tests.running import running_muster

    with running_muster(request.param, demonstration=False) as muster:
        yield muster


@pytest.fixture(scope="session")
def browser_type_launch_args():
    """Debian's Chromium, for pytest-playwright's `browser`."""
    return {"executable_path": browsing.CHROMIUM, "args": browsing.FLAGS}


@pytest.fixture
def allowed_hosts():
    """Hosts a page may ask; a test of a link that leads elsewhere adds its own."""
    return {"127.0.0.1", "localhost"}


@pytest.fixture
def phone(browser, allowed_hosts):
    """A page on a phone, 375 pixels wide; it fails the test when it asks another host or breaks the content policy."""
    with browsing.watched_page(
        browser, viewport=browsing.PHONE, allowed_hosts=allowed_hosts, has_touch=True, is_mobile=True
    ) as page:
        yield page


@pytest.fixture
def phone_without_scripts(browser, allowed_hosts):
    with browsing.watched_page(
        browser, viewport=browsing.PHONE, allowed_hosts=allowed_hosts, java_script_enabled=False
    ) as page:
        yield page


@pytest.fixture
def desktop(browser, allowed_hosts):
    with browsing.watched_page(browser, viewport=browsing.DESKTOP, allowed_hosts=allowed_hosts) as page:
        yield page
