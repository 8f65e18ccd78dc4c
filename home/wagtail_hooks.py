"""Puts the public pages on the first page of those who write them."""

from wagtail import hooks

from home.panels import PagesPanel, writes_pages


@hooks.register("construct_homepage_panels", order=200)  # after the day's panels, which replace Wagtail's own
def show_the_pages(request, panels):
    if writes_pages(request.user):
        panels.append(PagesPanel())
