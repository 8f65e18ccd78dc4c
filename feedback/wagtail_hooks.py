"""Wires feedback into the back office."""

from django.urls import path, reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from feedback.answering import answers_until
from feedback.choosing import why_nothing_is_asked
from feedback.views import office
from feedback.viewsets import FeedbackGroup

hooks.register("muster_answers_until", answers_until)
hooks.register("muster_evaluation_missing", why_nothing_is_asked)


@hooks.register("register_admin_viewset")
def register_questionnaires():
    return FeedbackGroup()


@hooks.register("register_admin_urls")
def register_feedback_pages():
    return [
        path("feedback/sessions/<int:pk>/", office.feedback_summary, name="feedback_summary"),
        path("feedback/concerns/", office.feedback_concerns, name="feedback_concerns"),
        path("feedback/concerns/<uuid:pk>/deal-with/", office.concern_deal_with, name="concern_deal_with"),
    ]


@hooks.register("muster_session_addresses")
def offer_summary(session, user):
    """Add the summary of what people said to the addresses on a session's page, for those who may read it."""
    if not user.has_perm("feedback.view_response"):
        return []
    url = reverse("feedback_summary", args=[session.pk])
    return [{"label": _("Feedback"), "help": _("What people said afterwards, for staff."), "url": url}]


class ConcernsMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm("feedback.view_concern")


@hooks.register("register_admin_menu_item")
def register_concerns():
    return ConcernsMenuItem(
        _("Concerns"), reverse_lazy("feedback_concerns"), name="concerns", icon_name="warning", order=110
    )


@hooks.register("register_log_actions")
def register_acts(actions):
    actions.register_action("muster.concern_dealt_with", _("Concern dealt with"), _("Concern marked as dealt with"))
