"""What the worker does for reports, and when."""

from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from reports import sending


@db_periodic_task(crontab(hour="6", minute="41"))
def tell_readers():
    """Every morning. Two workers at once do no harm, and a day that was missed is made up for."""
    sending.tell_readers()
