"""The worker's part in mails about accounts, done at once."""

from django.conf import settings
from huey.contrib.djhuey import HUEY


def forget_the_workers_part():
    HUEY.flush()


def do_the_workers_part():
    while task := HUEY.dequeue():
        HUEY.execute(task)


def link_in(mailoutbox):
    """Return the address within our host that the first mail leads to."""
    do_the_workers_part()
    link = next(word for word in mailoutbox[0].body.split() if word.startswith("http"))
    return link.removeprefix(settings.BASE_URL)
