"""The one message that feedback writes."""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from design.addresses import full_address
from feedback.models import FeedbackSettings
from outbox.sending import write_message


def concern_raised(concern):
    """Tell the safeguarding lead where to look, never what was written. Where nobody is named, nothing is sent."""
    lead = FeedbackSettings.load()
    if not lead.safeguarding_lead_email:
        return
    with override(settings.LANGUAGE_CODE):  # the lead's language, not that of whoever is worried
        write_alert(lead.safeguarding_lead_email, concern)


def write_alert(address, concern):
    write_message(
        "concern_raised",
        to=address,
        key=f"concern:{concern.pk}",
        cause=f"concern:{concern.pk}",
        subject=_("Somebody is worried about someone: please look today"),
        text=_(
            "Somebody who took part in a training session has ticked “I am worried about someone”.\n\n"
            "What they wrote is not in this message. Sign in to read it:\n%(address)s\n\n"
            "We do not know who they are. They have been told whom to call if a child is in danger."
        )
        % {"address": full_address("feedback_concerns")},
    )
