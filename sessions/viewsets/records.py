"""The plain records round sessions: plan figures."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from people.back_office import OfficeViewSet, shown
from sessions.models import PlanFigure


class PlanFigureViewSet(OfficeViewSet):
    model = PlanFigure
    name = "plan-figures"
    icon = "clipboard-list"
    menu_label = _("Plan figures")
    related = ("audience",)
    list_display = [shown(_("Audience"), "audience"), "year_starts_on", "sessions", "attended"]
    list_filter = ["audience"]
    panels = [
        FieldRowPanel([FieldPanel("audience"), FieldPanel("year_starts_on")]),
        MultiFieldPanel([FieldRowPanel([FieldPanel("sessions"), FieldPanel("attended")])], heading=_("Planned")),
    ]
