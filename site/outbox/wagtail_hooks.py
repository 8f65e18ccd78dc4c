"""Wires the outbox into the back office."""

from django.urls import path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from outbox import views
from outbox.viewsets import MessageViewSet

MESSAGES = MessageViewSet()


@hooks.register("register_admin_viewset")
def register_messages():
    return MESSAGES


@hooks.register("register_admin_urls")
def register_message_pages():
    return [
        path("message-texts/", views.message_texts, name="message_texts"),
        path("message-texts/<slug:name>/<slug:language>/", views.message_text, name="message_text"),
        path("bounced-addresses/", views.bounced_addresses, name="bounced_addresses"),
        path("bounced-addresses/<int:pk>/try-again/", views.try_address_again, name="try_address_again"),
    ]


class PermittedMenuItem(MenuItem):
    """An entry that those see who may do what it leads to."""

    def __init__(self, label, url_name, *, permission, **facts):
        super().__init__(label, reverse_lazy(url_name), **facts)
        self.permission = permission

    def is_shown(self, request):
        return request.user.has_perm(self.permission)


@hooks.register("register_admin_menu_item")
def register_menu():
    entries = [
        MESSAGES.get_menu_item(order=10),
        PermittedMenuItem(
            _("Texts"),
            "message_texts",
            permission="outbox.change_messagetext",
            name="message-texts",
            icon_name="edit",
            order=20,
        ),
        PermittedMenuItem(
            _("Addresses that take no mail"),
            "bounced_addresses",
            permission="outbox.change_bouncedaddress",
            name="bounced-addresses",
            icon_name="warning",
            order=30,
        ),
    ]
    return SubmenuMenuItem(_("Messages"), Menu(items=entries), icon_name="mail", name="messages-menu", order=250)


@hooks.register("register_log_actions")
def register_message_actions(actions):
    actions.register_action("muster.message_sent_again", _("Send again"), _("Sent again"))
    actions.register_action("muster.message_stopped", _("Stop"), _("Stopped"))
    actions.register_action("muster.text_changed", _("Change a text"), _("The words were changed"))
    actions.register_action("muster.text_standard", _("Use the standard text"), _("The standard text is in use again"))
    actions.register_action("muster.address_tried_again", _("Try an address again"), _("The address is tried again"))
