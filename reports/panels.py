"""The panel of the back office's first page that leads to the year so far."""

from django.utils import timezone
from wagtail.admin.ui.components import Component

from design.words import LONDON
from reports.periods import year_of


class DashboardPanel(Component):
    """A link and no figures: the first page stays quick."""

    name = "dashboard"
    template_name = "reports/admin/panel_dashboard.html"
    order = 50

    def get_context_data(self, parent_context):
        return {"period": year_of(timezone.localdate(timezone=LONDON))}
