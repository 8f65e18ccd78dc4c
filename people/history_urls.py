"""Wagtail's history of the whole site, kept from those who may see a part of the records only."""

from django.http import Http404
from django.urls import path
from wagtail.admin.auth import require_admin_access, user_has_any_page_permission
from wagtail.admin.views.reports.audit_logging import LogEntriesView


class SiteHistoryView(LogEntriesView):
    """It lists every record of a kind by name: a trainer, who sees some sessions, would read of all."""

    def dispatch(self, request, *args, **kwargs):
        user = request.user
        if not (user.has_perm("training_sessions.change_trainingsession") or user_has_any_page_permission(user)):
            raise Http404
        return super().dispatch(request, *args, **kwargs)


urlpatterns = [
    path("", require_admin_access(SiteHistoryView.as_view())),
    path("results/", require_admin_access(SiteHistoryView.as_view(results_only=True))),
]
