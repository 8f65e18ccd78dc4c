"""Handing waiting messages on: at least once, never two workers at the same message.

To the mail server, or to GOV.UK Notify where that is set up (outbox.notify). An address that a message came back from
gets no more until staff say so (outbox.bouncing).
"""

import smtplib
from datetime import timedelta
from email.utils import formatdate

from django.core.mail import EmailMultiAlternatives
from django.db.models import F
from django.utils import timezone

from outbox import notify
from outbox.bouncing import bounce_of, mark_bounced, put_away, refusal_of
from outbox.capping import held_until, hold
from outbox.letterhead import dress
from outbox.models import Message

# Longer than EMAIL_TIMEOUT times the handful of answers one delivery waits for.
CLAIM = timedelta(minutes=5)
PAUSES = [timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2), timedelta(hours=12)]
MOST_ATTEMPTS = len(PAUSES) + 1


def send_due_messages(*, limit=100):
    """Send what waits and is due, oldest first; return how many went out."""
    due = Message.objects.due().unclaimed().values_list("pk", flat=True)[:limit]
    return sum(send_message(pk) for pk in list(due))


def send_by_key(key):
    """Send the message that was written under a key; return whether it went out."""
    return any(send_message(pk) for pk in Message.objects.filter(key=key).values_list("pk", flat=True))


def send_message(pk):
    """Send one message unless it is not due, over the cap or with another worker; return whether it went out."""
    message = claim_message(pk)
    if message is None:
        return False
    if message.useless_after and message.useless_after <= timezone.now():
        put_aside(message)
        return False
    if bounce := bounce_of(message.to):
        put_away(message, bounce=bounce)
        return False
    if until := held_until(message):
        hold(message, until=until)
        return False
    return hand_over(message)


def hand_over(message):
    """Give a claimed message to whoever carries it; return whether they took it."""
    try:
        provider_id = notify.send(message) if notify.carries(message) else send_by_smtp(message)
    except smtplib.SMTPRecipientsRefused as refused:
        if reason := refusal_of(refused):
            mark_bounced(message, reason=reason)
        else:
            try_later(message, problem=refused)
        return False
    except notify.NotTaken as refused:
        give_up(message, problem=refused)
        return False
    except Exception as problem:  # noqa: BLE001 - whatever is wrong with one message, the others must go out
        try_later(message, problem=problem)
        return False
    mark_sent(message, provider_id=provider_id)
    return True


def send_by_smtp(message):
    """Give a message to the mail server, which names it no further."""
    as_email(message).send()
    return ""


def claim_message(pk):
    """Take a message for a few minutes and count the attempt; return None when it is not there to be taken.

    One conditional UPDATE, so that of two workers one gets it. The claim of a worker that was killed runs out.
    """
    now = timezone.now()
    free = Message.objects.filter(pk=pk).due().unclaimed().order_by()
    if not free.update(claimed_until=now + CLAIM, attempts=F("attempts") + 1):
        return None
    return Message.objects.get(pk=pk)


def as_email(message):
    """Return the mail: text, page and calendar as alternatives, and the calendar once more as a file."""
    headers = {
        "Message-ID": message.message_id,
        "Date": formatdate(message.created_at.timestamp()),
        "Auto-Submitted": "auto-generated",  # so that nobody's holiday notice answers it (RFC 3834)
    }
    text, page = dress(message)
    email = EmailMultiAlternatives(message.subject, text, to=[message.to], headers=headers)
    if page:
        email.attach_alternative(page, "text/html")
    if message.calendar:
        email.attach_alternative(message.calendar, f"text/calendar; method={message.calendar_method}")
        email.attach("booking.ics", message.calendar, "application/ics")
    return email


def mark_sent(message, *, provider_id=""):
    facts = {"state": Message.State.SENT, "sent_at": timezone.now(), "claimed_until": None, "problem": ""}
    Message.objects.filter(pk=message.pk).update(provider_id=provider_id or message.provider_id, **facts)


def put_aside(message):
    """Stop a message that nobody needs any more, such as a reminder of a session that is over."""
    ours(message).update(state=Message.State.STOPPED, claimed_until=None)


def try_later(message, *, problem):
    """Note what went wrong; wait longer each time, and give up after the last attempt."""
    if message.attempts >= MOST_ATTEMPTS:
        give_up(message, problem=problem)
    else:
        pause = PAUSES[message.attempts - 1]
        ours(message).update(due_at=timezone.now() + pause, claimed_until=None, problem=said_of(problem))


def give_up(message, *, problem):
    ours(message).update(state=Message.State.FAILED, claimed_until=None, problem=said_of(problem))


def said_of(problem):
    return f"{type(problem).__name__}: {problem}"[:300]


def ours(message):
    """Return the row while our claim stands: after it ran out, another worker's word counts."""
    return Message.objects.filter(pk=message.pk, claimed_until=message.claimed_until)
