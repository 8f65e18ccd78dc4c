"""Puts the public pages on the first page of those who write them, and lets readers share what was made for one."""

from wagtail import hooks

from design.keeping import for_everybody
from home.panels import PagesPanel, writes_pages


@hooks.register("construct_homepage_panels", order=200)  # after the day's panels, which replace Wagtail's own
def show_the_pages(request, panels):
    if writes_pages(request.user):
        panels.append(PagesPanel())


@hooks.register("on_serve_page")
def serve_for_everybody(serve):
    return lambda *facts: for_everybody(serve(*facts))
