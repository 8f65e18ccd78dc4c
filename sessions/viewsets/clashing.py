"""The list of clashes ahead: sessions to come whose trainer, venue or host is taken twice, away or too small."""

from django.core.exceptions import PermissionDenied
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from sessions.clashes import clashes_ahead
from sessions.models import TrainingSession
from sessions.viewsets.wording import when
from sessions.visibility import plans_sessions


def lines_ahead():
    found = clashes_ahead(TrainingSession.objects.all())
    return [{"session": session, "when": when(session), "clashes": clashes} for session, clashes in found]


class ClashesView(WagtailAdminTemplateMixin, TemplateView):
    page_title = _("Clashes ahead")
    header_icon = "warning"
    template_name = "sessions/admin/clashes.html"

    def dispatch(self, request, *args, **kwargs):
        if not plans_sessions(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        return super().get_context_data(lines=lines_ahead(), **kwargs)


class ClashesViewSet(ViewSet):
    name = "clashes"
    url_prefix = name
    icon = "warning"
    menu_label = _("Clashes ahead")

    def get_urlpatterns(self):
        return [path("", ClashesView.as_view(), name="index")]

    def get_menu_item(self, order=None):
        item = super().get_menu_item(order)
        item.is_shown = lambda request: plans_sessions(request.user)
        return item
