"""What the feedback tests are played with."""

from datetime import timedelta
from uuid import uuid4

from django.urls import reverse

from tests import factories

START = factories.london(2026, 12, 8, 10)
AFTER = START + timedelta(hours=3)
ADULTS_ANSWERS = {"q-satisfied": "5", "q-aims-met": "4", "q-recognise-signs-before": "2", "q-recognise-signs": "4"}
CANARY = "canary-in-the-comment"


def page_of(token):
    return reverse("feedback", args=[token])


def answer(client, attendance, **typed):
    """Send the form of somebody who signed in."""
    return client.post(page_of(attendance.feedback_token), ADULTS_ANSWERS | typed)


def answer_together(client, session, **typed):
    """Send the form that everybody at a headcount session shares."""
    return client.post(page_of(session.feedback_token), {"q-satisfied": "5", "nonce": str(uuid4())} | typed)
