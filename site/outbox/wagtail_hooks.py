"""Wires the outbox into the back office."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from outbox.viewsets import MessageViewSet


@hooks.register("register_admin_viewset")
def register_messages():
    return MessageViewSet(add_to_settings_menu=True, menu_order=700)


@hooks.register("register_log_actions")
def register_message_actions(actions):
    actions.register_action("muster.message_sent_again", _("Send again"), _("Sent again"))
    actions.register_action("muster.message_stopped", _("Stop"), _("Stopped"))
