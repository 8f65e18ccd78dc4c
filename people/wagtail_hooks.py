"""Registers the back office's screens for people."""

from wagtail import hooks

from people.viewsets import LicensingAuthorityViewSet, PeopleGroup


@hooks.register("register_admin_viewset")
def register_people():
    return PeopleGroup()


@hooks.register("register_admin_viewset")
def register_licensing_authorities():
    return LicensingAuthorityViewSet()
