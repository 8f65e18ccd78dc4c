"""The list of clashes ahead: sessions to come whose trainer, venue or host is taken twice, away or too small."""

from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from sessions.clashes import clashes_ahead
from sessions.models import TrainingSession
from sessions.viewsets.pages import PlannersPage, PlannersViewSet
from sessions.viewsets.wording import when


def lines_ahead():
    found = clashes_ahead(TrainingSession.objects.all())
    return [{"session": session, "when": when(session), "clashes": clashes} for session, clashes in found]


class ClashesView(PlannersPage, TemplateView):
    page_title = _("Clashes ahead")
    header_icon = "warning"
    template_name = "sessions/admin/clashes.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(lines=lines_ahead(), **kwargs)


class ClashesViewSet(PlannersViewSet):
    name = "clashes"
    url_prefix = name
    icon = "warning"
    menu_label = _("Clashes ahead")
    view_class = ClashesView
