"""Registers the back office's screens for people."""

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
