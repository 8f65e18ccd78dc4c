"""What the safeguarding lead does with a concern."""

from django.utils import timezone
from wagtail.log_actions import log

from feedback.models import Concern


def deal_with(concern, *, by):
    """Note that somebody has dealt with a concern; a second time is harmless."""
    noted = Concern.objects.filter(pk=concern.pk, state=Concern.State.NEW).update(
        state=Concern.State.DEALT_WITH, dealt_with_at=timezone.now(), dealt_with_by=by
    )
    if noted:
        log(instance=concern, action="muster.concern_dealt_with", user=by)
