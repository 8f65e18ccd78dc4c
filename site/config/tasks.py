"""The worker's sign of life, for /health/ to read."""

from django.core.cache import cache
from huey import crontab
from huey.contrib.djhuey import db_periodic_task, on_startup

HEARTBEAT = "worker-heartbeat"
HEARTBEAT_SECONDS = 150  # two beats may be missed


@db_periodic_task(crontab(minute="*"))
def beat():
    """Say that the worker works; the word expires when it is not said again."""
    cache.set(HEARTBEAT, True, timeout=HEARTBEAT_SECONDS)


@on_startup()
def beat_at_once():
    beat.call_local()
