"""/health/ says whether this copy can do its work, and names what is wrong."""

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.db import OperationalError, connection
from django.utils import timezone

from config import health
from config.tasks import beat
from sessions import headcount_guard

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def working_worker():
    beat.call_local()
    yield
    cache.clear()


def answer(client):
    response = client.get("/health/")
    return response.status_code, response.json()


def test_a_copy_that_works_is_well(client):
    assert answer(client) == (200, {"status": "ok"})


def test_a_silent_worker_is_named(client):
    with time_machine.travel(timezone.now() + timedelta(seconds=151)):
        assert answer(client) == (503, {"status": "unwell", "reason": "worker"})


def test_an_answer_that_names_a_reason_is_no_line_in_the_log(client, caplog):
    with time_machine.travel(timezone.now() + timedelta(seconds=151)):
        client.get("/health/")
    client.get("/nothing-here/")

    assert caplog.messages == ["Not Found: /nothing-here/"]


def test_a_worker_may_miss_a_beat(client):
    with time_machine.travel(timezone.now() + timedelta(seconds=140)):
        assert answer(client) == (200, {"status": "ok"})


def test_a_missing_migration_is_named(client):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'training_sessions'")

    assert answer(client) == (503, {"status": "unwell", "reason": "migrations"})


def test_a_missing_guard_is_named(client):
    headcount_guard.take_down(connection)

    assert answer(client) == (503, {"status": "unwell", "reason": "guard"})


def test_a_database_that_does_not_answer_is_named(client, monkeypatch):
    def refuse():
        raise OperationalError("password=secret")

    monkeypatch.setattr(connection, "ensure_connection", refuse)

    assert answer(client) == (503, {"status": "unwell", "reason": "database"})


def test_asking_takes_few_queries_and_is_never_kept(client, django_assert_num_queries):
    health.last_migrations()

    with django_assert_num_queries(3):
        response = client.get("/health/")

    assert response.headers["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
