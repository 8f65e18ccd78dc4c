"""Writing messages, and what staff may do with one: send it again, or stop it."""

from contextlib import contextmanager
from contextvars import ContextVar
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from outbox.bouncing import bounce_of
from outbox.capping import cap_key_of
from outbox.delivery import send_due_messages
from outbox.models import Message
from outbox.tasks import send_soon

__all__ = [
    "NotPossible",
    "resend",
    "send_due_messages",
    "stop",
    "withdraw",
    "withdraw_about",
    "withdraw_kinds",
    "write_message",
    "written_together",
]


GATHERED: ContextVar[list | None] = ContextVar("GATHERED", default=None)


class NotPossible(Exception):
    """What was asked of a message cannot be done; the text is the sentence its reader sees."""


def write_message(
    kind,
    *,
    to,
    key,
    subject,
    text,
    html="",
    cause="",
    language="",
    channel=Message.Channel.EMAIL,
    calendar="",
    calendar_method="",
    due_at=None,
    useless_after=None,
    capped=False,
):
    """Write a message in the caller's transaction: one INSERT, which does nothing when `key` was written before.

    The worker hears of it after the commit. If that fails, the sweep finds the row within a minute: a dead queue never
    undoes the booking that caused the message. `capped` is for mail that an anonymous request causes: an address
    gets so much of it in an hour and a day, and the rest later.
    """
    message = Message(
        kind=kind,
        to=to.strip(),
        key=key,
        subject=on_one_line(subject),
        text=text,
        html=html,
        cause=cause,
        language=language,
        channel=channel,
        calendar=calendar,
        calendar_method=calendar_method,
        due_at=due_at or timezone.now(),
        useless_after=useless_after,
        cap_key=cap_key_of(to) if capped else "",
        message_id=message_id_for(key),
    )
    if (gathered := GATHERED.get()) is not None:
        gathered.append(message)
        return
    Message.objects.bulk_create([message], ignore_conflicts=True)
    if message.due_at <= timezone.now():
        tell_worker(key)


@contextmanager
def written_together():
    """Write all messages of a block, perhaps hundreds, in one go at its end; the sweep finds them within a minute."""
    gathered: list = []
    token = GATHERED.set(gathered)
    try:
        yield
    finally:
        GATHERED.reset(token)
    Message.objects.bulk_create(gathered, ignore_conflicts=True)


def tell_worker(key):
    """Tell the worker of a message once it is committed; when the queue cannot be reached, the sweep sends it."""

    def after_commit():
        send_soon(key)

    transaction.on_commit(after_commit, robust=True)


def on_one_line(subject):
    """Return a subject that is one header line of at most 200 characters, whatever was typed into a name or title."""
    return " ".join(str(subject).split())[:200]


def message_id_for(key):
    """Return the Message-ID for a key, the same at every attempt, so that a mail sent twice can be told to be one.

    Nobody but us can say what it is, so that whoever quotes it has had the mail (see outbox.bouncing).
    """
    host = urlsplit(settings.BASE_URL).hostname
    return f"<{salted_hmac('outbox.message_id', key, algorithm='sha256').hexdigest()[:40]}@{host}>"


def resend(message, *, by):
    """Put a message that was sent, failed or stopped back in the queue. Staff asked for it: no cap holds it."""
    if message.useless_after and message.useless_after <= timezone.now():
        raise NotPossible(_("It is too late for this message: what it is about has passed."))
    if bounce_of(message.to):
        raise NotPossible(_("This address does not take mail. Look at it again, and first say to try it again."))
    ended = Message.objects.filter(pk=message.pk).exclude(state=Message.State.WAITING)
    if not ended.send_anew():
        raise NotPossible(_("This message is waiting to go out already."))
    log(instance=message, action="muster.message_sent_again", user=by)
    tell_worker(message.key)


def stop(message, *, by):
    """Keep a waiting message from going out. It can be sent again later."""
    waiting = Message.objects.filter(pk=message.pk, state=Message.State.WAITING).unclaimed()
    if not waiting.update(state=Message.State.STOPPED):
        raise NotPossible(_("This message is not waiting any more, so it cannot be stopped."))
    log(instance=message, action="muster.message_stopped", user=by)


def withdraw(keys):
    """Keep messages from going out, where they have not yet, because what they say is no longer true."""
    stop_waiting(key__in=keys)


def withdraw_about(causes, *, to=""):
    """Do so with everything about these causes, or only with what is for one address."""
    stop_waiting(cause__in=causes, **({"to": to} if to else {}))


def withdraw_kinds(kinds, *, causes):
    """Do so with everything of some kinds that is about one of these causes."""
    stop_waiting(kind__in=kinds, cause__in=causes)


def stop_waiting(**which):
    """Stop messages; staff can send them from the list all the same."""
    waiting = Message.objects.filter(state=Message.State.WAITING, **which)
    waiting.unclaimed().update(state=Message.State.STOPPED)
