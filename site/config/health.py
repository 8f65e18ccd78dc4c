"""Whether this copy can do its work, and the name of what is wrong, never more: anybody may ask."""

from functools import cache as once

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import JsonResponse
from django.utils.module_loading import import_string
from django.views.decorators.cache import never_cache

from config.tasks import HEARTBEAT


@never_cache
def health(request):
    """Answer 200, or 503 with the first reason: database, migrations, one of HEALTH_CHECKS, or worker."""
    reason = what_is_wrong()
    if reason:
        return JsonResponse({"status": "unwell", "reason": reason}, status=503)
    return JsonResponse({"status": "ok"})


def what_is_wrong():
    try:
        connection.ensure_connection()
        if migrations_missing():
            return "migrations"
        for name, path in settings.HEALTH_CHECKS.items():
            if import_string(path)(connection):
                return name
        return "" if cache.get(HEARTBEAT) else "worker"
    except DatabaseError:
        return "database"


def migrations_missing():
    """Return the last migrations of apps that this database lacks; one query, once the process knows the names."""
    return last_migrations() - MigrationRecorder(connection).applied_migrations().keys()


@once
def last_migrations():
    """Return the last migration of every app as (app, name): they cannot change while this process runs."""
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).graph.leaf_nodes())
