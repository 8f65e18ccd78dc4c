"""Registers the back office's screens for the catalogue."""

from wagtail import hooks

from courses.viewsets import CoursesGroup


@hooks.register("register_admin_viewset")
def register_courses():
    return CoursesGroup()
