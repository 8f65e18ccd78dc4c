"""GOV.UK Notify as the carrier of e-mails and text messages, where its key and templates are set.

Notify's own client for Python asks for a package that exists as source only, which our way of installing refuses, and
which it does not use; what is needed of the interface is below. Both templates hold one placeholder for all the words:
((subject)) and ((body)) for e-mail, ((body)) for text messages. Calendar files do not travel: the booking's page has
them. Documentation: https://docs.notifications.service.gov.uk/rest-api.html
"""

import time
from datetime import timedelta

import jwt
import requests
from django.conf import settings
from django.utils import timezone

from outbox.bouncing import mark_bounced
from outbox.letterhead import dress
from outbox.models import Message

SECONDS_TO_ANSWER = 20
LOOKS_BACK = timedelta(days=7)  # Notify forgets after that
AT_ONCE = 100
STILL_ON_ITS_WAY = {"created", "sending", "pending"}
ARRIVED = {"delivered", "sent"}


class NotTaken(Exception):
    """Notify will never take this message as it is: an impossible telephone number, for instance."""


class NotNow(Exception):
    """Notify did not take the message this time: too many at once, a wrong key, an error of its own."""


def template_for(message):
    return settings.NOTIFY.get(message.channel, "")


def carries(message):
    """Whether this message goes by Notify."""
    return bool(template_for(message))


def carries_texts():
    """Whether people without an e-mail address can be sent text messages."""
    return bool(settings.NOTIFY.get(Message.Channel.TEXT))


def send(message):
    """Hand a message to Notify and return its identifier there; one it took at an earlier attempt is not repeated.

    Raises NotTaken where trying again is in vain, NotNow otherwise.
    """
    if message.attempts > 1 and (earlier := sent_earlier(message)):
        return earlier
    wish = {"template_id": template_for(message), "reference": message.key}
    if message.channel == Message.Channel.TEXT:
        wish |= {"phone_number": message.to, "personalisation": {"body": message.text}}
        return ask("POST", "/v2/notifications/sms", json=wish)["id"]
    body, _page = dress(message)
    wish |= {"email_address": message.to, "personalisation": {"subject": message.subject, "body": body}}
    return ask("POST", "/v2/notifications/email", json=wish)["id"]


def sent_earlier(message):
    """Return Notify's identifier of this message from an attempt whose answer never reached us."""
    found = ask("GET", "/v2/notifications", params={"reference": message.key})["notifications"]
    # Latest first; what it had before staff sent the message again is not this time's.
    latest = found[0]["id"] if found else ""
    return latest if latest != message.provider_id else ""


def ask(method, path, **facts):
    """Send one request, signed as Notify wants it, and return the answer."""
    notify = settings.NOTIFY
    claims = {"iss": notify["service"], "iat": int(time.time())}
    token = jwt.encode(claims, notify["secret"], algorithm="HS256")
    headers = {"Authorization": f"Bearer {token}", "User-Agent": "Muster"}
    answer = requests.request(method, notify["url"] + path, headers=headers, timeout=SECONDS_TO_ANSWER, **facts)
    if answer.ok:
        return answer.json()
    raise (NotTaken if answer.status_code == 400 else NotNow)(f"{answer.status_code} {what_is_wrong(answer)}")


def what_is_wrong(answer):
    try:
        return "; ".join(error["message"] for error in answer.json()["errors"])
    except (ValueError, KeyError, TypeError):
        return answer.reason


def note_reports():
    """Ask Notify what became of the messages it took lately, oldest first; a permanent failure counts as a bounce."""
    asked = Message.objects.filter(state=Message.State.SENT, reported="", sent_at__gt=timezone.now() - LOOKS_BACK)
    for message in asked.exclude(provider_id="").order_by("sent_at")[:AT_ONCE]:
        status = ask("GET", f"/v2/notifications/{message.provider_id}")["status"]
        if status not in STILL_ON_ITS_WAY:
            note_report(message, status=status)


def note_report(message, *, status):
    Message.objects.filter(pk=message.pk).update(reported=status[:30])
    if status == "permanent-failure":
        mark_bounced(message, reason=f"GOV.UK Notify: {status}")
    elif status not in ARRIVED:
        problem = f"GOV.UK Notify: {status}"
        Message.objects.filter(pk=message.pk).update(state=Message.State.FAILED, problem=problem[:300])
