"""Registers the back office's screens for licensing."""

from wagtail import hooks

from licensing.viewsets import PolicyViewSet


@hooks.register("register_admin_viewset")
def register_policies():
    return PolicyViewSet()
