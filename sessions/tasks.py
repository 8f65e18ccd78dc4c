"""What the worker does for sessions by itself."""

from huey import crontab
from huey.contrib.djhuey import db_periodic_task, db_task

from sessions import (
    answering,
    certificate_files,
    missing,
    own_training,
    reminders,
    renewing,
    retention,
    telling,
    waiting,
)


@db_periodic_task(crontab(hour="3", minute="17"))
def forget_access_needs():
    """Every night. A night that was missed is made up for by the next."""
    retention.forget_access_needs()
    retention.forget_what_was_refused()


@db_periodic_task(crontab(minute="*"))
def pass_places_on():
    """Every minute. Two workers at once do no harm, and a missed minute is made up for by the next."""
    waiting.pass_places_on()


@db_periodic_task(crontab(minute="*/15"))
def chase_managers():
    """Every quarter of an hour. Each step is taken once, whoever takes it, and one that was missed is made up for."""
    answering.chase_managers()


@db_periodic_task(crontab(hour="6", minute="4"))
def tell_officers():
    """Every morning, at six or seven in London. What one morning missed is told the next."""
    telling.tell_officers()


@db_periodic_task(crontab(minute="*/5"))
def write_due_reminders():
    """Every five minutes. Two workers at once do no harm, and what was missed is made up for while it is of use."""
    reminders.write_due_reminders()


@db_periodic_task(crontab(day_of_week="1", hour="7-16", minute="34"))
def tell_of_missing_figures():
    """On Mondays from seven or eight in London. The first run writes, the others make up for it where it was missed."""
    missing.tell_of_missing_figures()


@db_periodic_task(crontab(hour="3", minute="27"))
def forget_training_links():
    """Every night. A night that was missed is made up for by the next."""
    own_training.forget_links()


@db_periodic_task(crontab(hour="8", minute="12"))
def write_due_renewals():
    """Every morning. Two workers at once do no harm, and a day that was missed is made up for."""
    renewing.write_due_renewals()


@db_task()
def make_files_soon():
    """As soon as one was asked for."""
    certificate_files.make_files()


@db_periodic_task(crontab(minute="*"))
def make_files():
    """Every minute: files whose place in the queue was lost, and those whose time is over."""
    certificate_files.make_files()
    certificate_files.forget_files()
