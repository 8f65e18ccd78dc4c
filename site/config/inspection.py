"""What `manage.py check --deploy` says about this copy besides Django's own remarks."""

from django.conf import settings
from django.core.checks import Tags, Warning, register


@register(Tags.security, deploy=True)
def mails_are_sent(app_configs, **kwargs):
    if not settings.MAILS_AS_FILES:
        return []
    return [Warning("Mails are written to files, and sent to nobody.", hint="Set EMAIL_URL.", id="muster.W001")]
