"""Requests: the list and each one's page. What an officer answers stands in `answering`."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import TitleColumn

from design.words import say_in_short
from people.back_office import OfficeIndexView, OfficeInspectView, OfficeViewSet, shown
from people.organisation_field import OrganisationField
from sessions.models import TrainingRequest
from sessions.viewsets import answering
from sessions.viewsets.wording import when


class RequestForm(WagtailAdminModelForm):
    """What was asked for, as an officer enters or corrects it; how it is answered is an act of its own."""

    organisation = OrganisationField(required=False, label=_("Organisation"))

    class Meta:
        model = TrainingRequest
        fields = [
            "kind",
            "contact_name",
            "contact_email",
            "contact_phone",
            "organisation",
            "organisation_typed",
            "audience",
            "area",
            "course",
            "topic",
            "people",
            "dates",
            "language",
            "access_needs",
        ]


def asked_on(asked):
    return say_in_short(asked.asked_at)


def state_of(asked):
    """Say how a request stands; nobody has to decide about who waits for a date."""
    if asked.is_come_to_us:
        return asked.get_status_display()
    waits = {TrainingRequest.Status.NEW: _("Waits for a date"), TrainingRequest.Status.PLANNED: _("Told of a date")}
    return waits.get(asked.status, asked.get_status_display())


class RequestIndexView(OfficeIndexView):
    def get_list_more_buttons(self, instance):
        return []  # everything is on the request's page

    def order_queryset(self, queryset):
        """Begin with what waits longest, when the list shows what is to be decided; otherwise with the latest."""
        queryset = super().order_queryset(queryset)
        is_to_decide = self.request.GET.getlist("status") == [TrainingRequest.Status.NEW]
        return queryset.order_by("asked_at", "pk") if is_to_decide and not self.is_explicitly_ordered else queryset


class RequestRoomView(OfficeInspectView):
    page_title = _("Request")
    template_name = "sessions/admin/request.html"
    header_more_buttons = []

    def get_fields(self):
        return []

    def rows(self):
        names = ("organisation", "audience", "area", "course", "session__course", "decided_by")
        return super().rows().select_related(*names)

    def get_context_data(self, **kwargs):
        asked = self.object
        words = {"asked": asked, "may": answers_possible(asked), "organisation": asked.works_at}
        words |= {"asked_on": asked_on(asked), "state": state_of(asked)}
        words["when"] = when(asked.session) if asked.session else ""
        return super().get_context_data(**words, **kwargs)


def answers_possible(asked):
    """Return the names of the answers that make sense now; the verbs themselves refuse the others."""
    status = TrainingRequest.Status
    if not asked.is_open:
        return {"reopen"} if asked.status in {status.DECLINED, status.PLANNED} else set()
    may = {"decline"}
    if asked.is_come_to_us:
        may |= {"plan", "attach"}
        may.add("unmet" if asked.status == status.NEW else "reopen")
    return may


class RequestViewSet(OfficeViewSet):
    model = TrainingRequest
    name = "requests"
    icon = "mail"
    menu_label = _("Requests")
    related = ("organisation", "audience", "area", "course", "session__course")
    index_view_class = RequestIndexView
    inspect_view_enabled = True
    inspect_view_class = RequestRoomView
    inspect_template_name = "sessions/admin/request.html"
    list_display = [
        TitleColumn("contact_name", label=_("Name"), sort_key="contact_name", url_name="requests:inspect"),
        shown(_("Organisation"), "works_at"),
        shown(_("Audience"), "audience", sort_key="audience"),
        shown(_("What"), "what"),
        shown(_("Area"), "area", sort_key="area"),
        shown(_("People"), "people", sort_key="people"),
        shown(_("Status"), state_of, sort_key="status"),
        shown(_("Asked"), asked_on, sort_key="asked_at"),
    ]
    list_filter = ["status", "kind", "audience", "area", "course"]
    search_fields = ["contact_name", "contact_email", "organisation__name", "organisation_typed", "topic"]
    template_prefix = "people/admin/"
    export_columns = (
        (_("Asked"), "asked_at"),
        (_("Kind"), "get_kind_display"),
        (_("Name"), "contact_name"),
        (_("E-mail"), "contact_email"),
        (_("Telephone"), "contact_phone"),
        (_("Organisation"), "works_at"),
        (_("Audience"), "audience.name"),
        (_("Area"), "area.name"),
        (_("Course"), "course.title"),
        (_("Topic"), "topic"),
        (_("How many people"), "people"),
        (_("Dates that suit"), "dates"),
        (_("Language"), "language"),
        (_("Access"), "access_needs"),
        (_("Status"), state_of),
        (_("Session"), "session"),
        (_("Reason"), "reason"),
        (_("Told of a date"), "told_at"),
    )

    def get_form_class(self, for_update=False):
        return RequestForm

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("attach/<int:pk>/", answering.AttachView.as_view(), name="attach"),
            path("decline/<int:pk>/", answering.DeclineView.as_view(), name="decline"),
            path("unmet/<int:pk>/", answering.UnmetView.as_view(), name="unmet"),
            path("reopen/<int:pk>/", answering.ReopenRequestView.as_view(), name="reopen"),
        ]
