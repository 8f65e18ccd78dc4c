from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OutboxConfig(AppConfig):
    name = "outbox"
    verbose_name = _("Outbox")

    def ready(self):
        from wagtail.permissions import register_permission_policy

        from outbox.models import Message
        from outbox.permissions import ReadingPolicy

        register_permission_policy(Message, ReadingPolicy(Message))
