"""The plain records round sessions: series, requests, plan figures."""

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.ui.tables import TitleColumn

from people.back_office import OfficeIndexView, OfficeViewSet, shown
from people.organisation_field import OrganisationField
from sessions.models import PlanFigure, Series, TrainingRequest


class SessionsColumn(TitleColumn):
    """The number of a series' sessions, which leads to them."""

    def get_link_url(self, instance, parent_context):
        return reverse("sessions:index") + f"?series={instance.pk}&ordering=starts_at"


class SeriesIndexView(OfficeIndexView):
    def get_base_queryset(self):
        return super().get_base_queryset().annotate(how_many=Count("sessions"))


class SeriesViewSet(OfficeViewSet):
    model = Series
    name = "series"
    icon = "order"
    menu_label = _("Series")
    index_view_class = SeriesIndexView
    related = ("course", "continues")
    list_display = [
        "title",
        shown(_("Course"), "course"),
        SessionsColumn("how_many", label=_("Sessions"), sort_key="how_many"),
        shown(_("Compared with"), "continues"),
    ]
    list_filter = ["course"]
    search_fields = ["title", "course__title"]
    export_columns = (
        (_("Series"), "title"),
        (_("Course"), "course.title"),
        (_("Sessions"), "how_many"),
        (_("Compared with"), "continues.title"),
    )
    panels = [FieldPanel("title"), FieldPanel("course"), FieldPanel("continues")]


class TrainingRequestForm(WagtailAdminModelForm):
    organisation = OrganisationField(required=False, label=_("Organisation"))

    class Meta:
        model = TrainingRequest
        fields = [
            "kind",
            "status",
            "contact_name",
            "contact_email",
            "organisation",
            "organisation_typed",
            "audience",
            "area",
            "course",
            "topic",
            "people",
            "dates",
            "language",
            "reason",
        ]


def who_asked(request):
    return str(request.organisation or request.organisation_typed)


class TrainingRequestViewSet(OfficeViewSet):
    model = TrainingRequest
    name = "requests"
    icon = "mail"
    menu_label = _("Requests")
    related = ("organisation", "audience", "area", "course")
    list_display = [
        "contact_name",
        shown(_("Organisation"), who_asked),
        shown(_("Audience"), "audience", sort_key="audience"),
        shown(_("Course"), "course"),
        "people",
        "status",
        "asked_at",
    ]
    list_filter = ["status", "kind", "audience", "area"]
    search_fields = ["contact_name", "contact_email", "organisation__name", "organisation_typed", "topic"]
    template_prefix = "people/admin/"
    export_columns = (
        (_("Asked"), "asked_at"),
        (_("Name"), "contact_name"),
        (_("E-mail"), "contact_email"),
        (_("Organisation"), who_asked),
        (_("Audience"), "audience.name"),
        (_("Area"), "area.name"),
        (_("Course"), "course.title"),
        (_("Topic"), "topic"),
        (_("How many people"), "people"),
        (_("Dates that suit"), "dates"),
        (_("Language"), "language"),
        (_("Status"), "get_status_display"),
        (_("Reason"), "reason"),
    )

    def get_form_class(self, for_update=False):
        return TrainingRequestForm


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
