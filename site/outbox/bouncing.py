"""Mail that came back: the address gets nothing more, and officers see that its owner has to be rung.

Only what says for good that an address takes no mail counts: a refusal by the mail server as we hand a message over, or
a report of failure (RFC 3464) that quotes the Message-ID of a message of ours to that very address. Anybody can write
to the address that such reports go to, so a report alone proves nothing.
"""

import email
import email.policy
import re

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from design.words import say_full_date
from outbox.models import BouncedAddress, Message

LONGEST_REPORT = 1024 * 1024
# Refusals of the address itself; others, such as 550 5.7.1, are about us: our server, our name, our settings.
NO_SUCH_ADDRESS = re.compile(r"5\.[12]\.\d{1,3}\b")
ENHANCED = re.compile(r"\b[245]\.\d{1,3}\.\d{1,3}\b")
REFUSES_ADDRESS = {550, 551, 553}
FOR_GOOD = re.compile(r"5\.\d{1,3}\.\d{1,3}\b")


def bounce_key(address):
    return address.strip().casefold()


def bounce_of(address):
    """Return what is known of an address that takes no mail, or None."""
    return BouncedAddress.objects.filter(address=bounce_key(address)).first()


def refusal_of(refused):
    """Return why the mail server takes nothing for this address, ever; nothing for a refusal that may pass."""
    code, said = next(iter(refused.recipients.values()))
    said = said.decode(errors="replace") if isinstance(said, bytes) else str(said)
    if 500 <= code < 600 and (NO_SUCH_ADDRESS.search(said) or (code in REFUSES_ADDRESS and not ENHANCED.search(said))):
        return f"{code} {said}"
    return ""


@transaction.atomic
def mark_bounced(message, *, reason):
    """Note that an address takes no mail, because of this message, which thereby failed."""
    reason = " ".join(reason.split())[:300]
    facts = {"reason": reason, "bounced_at": timezone.now()}
    bounce, _made = BouncedAddress.objects.update_or_create(address=bounce_key(message.to), defaults=facts)
    put_away(message, bounce=bounce)
    return bounce


def put_away(message, *, bounce):
    """Fail a message for good because its address takes none; it goes out when the address is to be tried again."""
    said = _("This address bounced on %(date)s: %(reason)s")
    problem = said % {"date": say_full_date(bounce.bounced_at), "reason": bounce.reason}
    facts = {"state": Message.State.FAILED, "is_undeliverable": True, "claimed_until": None}
    Message.objects.filter(pk=message.pk).update(problem=problem[:300], **facts)


@transaction.atomic
def try_again(bounce, *, by):
    """Send to an address again, and first what could not be delivered and is still of use; return how much that is."""
    log(instance=bounce, action="muster.address_tried_again", user=by, data={"reason": bounce.reason})
    held = Message.objects.filter(to__iexact=bounce.address, is_undeliverable=True)
    going = held.exclude(useless_after__lte=timezone.now()).send_anew()
    held.update(is_undeliverable=False)
    bounce.delete()
    return going


def note_bounce(raw):
    """Take one mail that came back, as bytes; return the BouncedAddress, or None where it proves nothing."""
    quoted, failed = read_report(raw)
    for address, reason in failed:
        ours = Message.objects.filter(message_id__in=quoted, to__iexact=address, state=Message.State.SENT).first()
        if ours:
            return mark_bounced(ours, reason=reason)
    return None


def read_report(raw):
    """Return the Message-IDs a mail quotes and [(address, reason)] of what failed for good; nothing where it is odd."""
    try:
        report = email.message_from_bytes(raw[:LONGEST_REPORT], policy=email.policy.compat32)
        return {name.strip() for name in quoted_ids(report)}, list(addresses_that_failed(report))
    except Exception:  # noqa: BLE001 - the parser gives up in many ways, by running out of stack for one
        return set(), []


def addresses_that_failed(report):
    """Yield (address, reason) for whom a report says that delivery failed for good."""
    for part in report.walk():
        if part.get_content_type() != "message/delivery-status" or not part.is_multipart():
            continue
        for block in part.get_payload():
            status = str(block.get("Status", "")).strip()
            failed = str(block.get("Action", "")).strip().lower() == "failed" and FOR_GOOD.match(status)
            recipients = [block[name] for name in ("Original-Recipient", "Final-Recipient") if block[name]]
            if failed and recipients:
                said = str(block.get("Diagnostic-Code", "")).partition(";")[2].strip() or status
                yield from ((str(recipient).partition(";")[2].strip(), said) for recipient in recipients)


def quoted_ids(report):
    """Yield the Message-IDs of what a report quotes: the whole mail, or its headers only."""
    for part in report.walk():
        kind = part.get_content_type()
        if kind == "message/rfc822" and part.is_multipart():
            yield from (str(inner["Message-ID"] or "") for inner in part.get_payload())
        elif kind == "text/rfc822-headers":
            payload = part.get_payload(decode=True) or b""
            yield str(email.message_from_bytes(payload)["Message-ID"] or "")
