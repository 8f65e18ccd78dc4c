"""Registers the back office's screens for people."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from people import history, second_step_help
from people.place_viewsets import LicensingAuthorityViewSet
from people.viewsets import PeopleGroup


@hooks.register("register_admin_viewset")
def register_people():
    return PeopleGroup()


@hooks.register("register_admin_viewset")
def register_licensing_authorities():
    return LicensingAuthorityViewSet()


hooks.register("register_admin_urls", second_step_help.addresses)
hooks.register("register_user_listing_buttons", second_step_help.buttons)
hooks.register("register_log_actions", second_step_help.register_acts)
hooks.register("register_log_actions", history.register_acts)


@hooks.register("register_log_actions")
def register_import_of_schools(actions):
    actions.register_action(
        "muster.organisation.imported", _("Import from the schools file"), _("Taken over from the schools file")
    )
