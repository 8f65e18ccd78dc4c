"""What the worker does: one message as soon as it is written, and a sweep each minute for whatever was missed."""

from django.conf import settings
from huey import crontab
from huey.contrib.djhuey import db_periodic_task, db_task

from outbox import delivery, notify


@db_task()
def send_soon(key):
    """Send the message with this key, if it is still waiting."""
    delivery.send_by_key(key)


@db_periodic_task(crontab(minute="*"))
def sweep():
    """Send whatever is due: retries, and messages whose place in the queue was lost. Two sweeps at once do no harm."""
    delivery.send_due_messages()


@db_periodic_task(crontab(minute="*/10"))
def note_reports():
    """Every ten minutes, where GOV.UK Notify carries messages. What it did not say yet is asked for again."""
    if settings.NOTIFY:
        notify.note_reports()
