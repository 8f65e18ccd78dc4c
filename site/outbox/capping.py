"""The cap on mail that anonymous requests cause: nobody can fill a stranger's inbox through our forms.

Decided when a message is claimed, not when it is written: what is over the cap waits in the queue and goes out later.
"""

from datetime import timedelta

from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from outbox.models import Message

CAPS = [(timedelta(hours=1), 5), (timedelta(days=1), 20)]
LONGEST_SPAN = max(span for span, _most in CAPS)
HIGHEST_CAP = max(most for _span, most in CAPS)
SHORT_PAUSE = timedelta(minutes=1)


def cap_key_of(address):
    """Return the key under which mail to an address is counted. Case and what follows a plus sign do not matter.

    A keyed hash, so that the key says nothing about the address in a copy of the table.
    """
    mailbox, _at, domain = address.strip().casefold().rpartition("@")
    return salted_hmac("outbox.capping", f"{mailbox.partition('+')[0]}@{domain}", algorithm="sha256").hexdigest()


def held_until(message):
    """Return until when a message that we have claimed must wait, or None when it can go."""
    if not message.cap_key:
        return None
    now = timezone.now()
    others = Message.objects.filter(cap_key=message.cap_key).exclude(pk=message.pk)
    # Every worker claims before it counts, so of two that meet at the cap at least one sees the other.
    in_hand = others.filter(state=Message.State.WAITING, claimed_until__gt=now).count()
    lately = others.filter(sent_at__gt=now - LONGEST_SPAN).order_by("-sent_at")
    sent = list(lately.values_list("sent_at", flat=True)[:HIGHEST_CAP])
    ends = [end_of_hold(sent, in_hand=in_hand, now=now, span=span, most=most) for span, most in CAPS]
    return max(filter(None, ends), default=None)


def end_of_hold(sent, *, in_hand, now, span, most):
    """Return when one cap lets the next message go, or None for now. `sent` are instants, the latest first."""
    within = [instant for instant in sent if instant > now - span]
    if len(within) >= most:
        return within[most - 1] + span
    return now + SHORT_PAUSE if len(within) + in_hand >= most else None


def hold(message, *, until):
    """Put a claimed message back until then; this was no attempt. A claim that ran out is somebody else's by now."""
    said = _("Held back for now: this address was written to often enough for a while.")
    ours = Message.objects.filter(pk=message.pk, claimed_until=message.claimed_until)
    ours.update(due_at=until, claimed_until=None, attempts=F("attempts") - 1, problem=said)
