"""Registers the back office's screens for sessions, its first page, and the words of its history."""

from django.templatetags.static import static
from django.urls import path
from django.utils.html import format_html
from wagtail import hooks

from sessions import history
from sessions.outdated import why_outdated
from sessions.panels import panels_for
from sessions.viewsets import ActivitiesGroup, SessionsGroup
from sessions.viewsets.finding import BookingSearchArea
from sessions.viewsets.terms_preview import TermsPreviewView

# Wagtail's own reports, help and page furniture say nothing to those who run training.
NOT_SHOWN = {"help", "snippets", "forms", "redirects"}
NOT_SHOWN_REPORTS = {"locked-pages", "workflows", "workflow-tasks", "aging-pages", "page-types-usage"}
NOT_SHOWN_SETTINGS = {"workflows", "workflow-tasks", "collections", "locales", "redirects"}


@hooks.register("register_admin_viewset")
def register_sessions():
    return [SessionsGroup(), ActivitiesGroup()]


hooks.register("register_log_actions", history.register_acts)
hooks.register("muster_message_outdated", why_outdated)
hooks.register("register_admin_search_area", BookingSearchArea)


@hooks.register("register_admin_urls")
def register_preview_of_terms():
    return [path("terms-preview/", TermsPreviewView.as_view(), name="terms_preview")]


@hooks.register("construct_homepage_panels")
def show_the_day(request, panels):
    panels[:] = panels_for(request.user) or panels


@hooks.register("construct_main_menu")
def leave_out_furniture(request, items):
    items[:] = [item for item in items if item.name not in NOT_SHOWN]


@hooks.register("construct_reports_menu")
def leave_out_page_reports(request, items):
    items[:] = [item for item in items if item.name not in NOT_SHOWN_REPORTS]


@hooks.register("construct_settings_menu")
def leave_out_page_settings(request, items):
    items[:] = [item for item in items if item.name not in NOT_SHOWN_SETTINGS]


@hooks.register("insert_global_admin_css")
def link_styles():
    return format_html('<link rel="stylesheet" href="{}">', static("sessions/back-office.css"))
