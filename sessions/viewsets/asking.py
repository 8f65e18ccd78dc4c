"""Requests: the list, each one's page, and what an officer answers."""

from django import forms
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, View
from wagtail.admin import messages
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import TitleColumn
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from people.back_office import OfficeIndexView, OfficeInspectView, OfficeViewSet, shown
from people.organisation_field import OrganisationField
from sessions.asking import decline_request, leave_unmet, plan_for, reopen_request, sessions_to_attach
from sessions.models import TrainingRequest, TrainingSession
from sessions.refusals import Refusal
from sessions.viewsets.wording import moment_in_short, when
from sessions.visibility import plans_sessions


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


def who_asked(asked):
    return str(asked.organisation or asked.organisation_typed)


def asked_on(asked):
    return moment_in_short(asked.asked_at)


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
        words = {"asked": asked, "may": answers_possible(asked), "organisation": who_asked(asked)}
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


class RequestPage(WagtailAdminTemplateMixin):
    """A page about the request `self.asked`, for those who plan sessions."""

    header_icon = "mail"

    def dispatch(self, request, *args, **kwargs):
        if not plans_sessions(request.user):
            raise Http404
        rows = TrainingRequest.objects.select_related("organisation", "audience", "area", "course")
        self.asked = get_object_or_404(rows, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self):
        return str(self.asked)

    def get_breadcrumbs_items(self):
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("requests:index"), "label": _("Requests")},
            {"url": self.room_url, "label": str(self.asked)},
            {"url": "", "label": str(self.get_page_title())},
        ]

    @property
    def room_url(self):
        return reverse("requests:inspect", args=[self.asked.pk])


class AnswerForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The sender reads it. Kept with the request."),
        error_messages={"required": _("Say why.")},
    )


class AnswerView(RequestPage, FormView):
    """A page with one form behind which stands one verb."""

    template_name = "sessions/admin/request_act.html"
    form_class = AnswerForm
    is_dangerous = False

    def lead(self):
        return []

    def form_valid(self, form):
        try:
            self.carry_out(form)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, self.done)
        return redirect(self.room_url)

    def get_context_data(self, **kwargs):
        words = {"asked": self.asked, "room_url": self.room_url, "lead": self.lead(), "button": self.button}
        return super().get_context_data(is_dangerous=self.is_dangerous, **words, **kwargs)

    def say_told(self):
        return _("%(name)s is written to at %(email)s.") % {
            "name": self.asked.contact_name,
            "email": self.asked.contact_email,
        }


class DeclineView(AnswerView):
    page_title = _("Decline the request")
    button = _("Decline and tell them")
    is_dangerous = True
    done = _("The request is declined. The sender will be told.")

    def lead(self):
        return [self.say_told(), _("It still counts in the report as asked for and not met.")]

    def carry_out(self, form):
        decline_request(self.asked, reason=form.cleaned_data["reason"], by=self.request.user)


class UnmetView(AnswerView):
    page_title = _("Leave as unmet need")
    button = _("Leave as unmet need and tell them")
    done = _("The request is kept as unmet need. The sender will be told that we cannot plan it yet.")

    def lead(self):
        return [self.say_told(), _("You can still plan it later. The report counts it as unmet need until then.")]

    def carry_out(self, form):
        leave_unmet(self.asked, reason=form.cleaned_data["reason"], by=self.request.user)


class AttachForm(forms.Form):
    session = forms.ChoiceField(label=_("Session"), error_messages={"required": _("Choose the session.")})

    def __init__(self, *args, asked, **kwargs):
        super().__init__(*args, **kwargs)
        lines = [(each.pk, f"{each.course}, {when(each)}") for each in sessions_to_attach(asked)]
        self.fields["session"].choices = [("", _("Choose")), *lines]


class AttachView(AnswerView):
    page_title = _("Answer with a session that is planned")
    form_class = AttachForm
    button = _("Answer with this session and tell them")
    done = _("The request is answered. The sender will be told the date and the place.")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"asked": self.asked}

    def lead(self):
        return [self.say_told(), _("They become the contact at the host, unless the session has one.")]

    def carry_out(self, form):
        session = get_object_or_404(TrainingSession, pk=form.cleaned_data["session"])
        plan_for(self.asked, session, by=self.request.user)


class ReopenRequestView(RequestPage, View):
    """Puts an answered request back; nobody is written to, so one tap is enough. Nothing happens by GET."""

    page_title = _("Reopen")

    def get(self, request, **kwargs):
        return redirect(self.room_url)

    def post(self, request, **kwargs):
        try:
            reopen_request(self.asked, by=request.user)
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The request is to be decided again. Nobody has been written to."))
        return redirect(self.room_url)


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
        shown(_("Organisation"), who_asked),
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
        (_("Organisation"), who_asked),
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
            path("attach/<int:pk>/", AttachView.as_view(), name="attach"),
            path("decline/<int:pk>/", DeclineView.as_view(), name="decline"),
            path("unmet/<int:pk>/", UnmetView.as_view(), name="unmet"),
            path("reopen/<int:pk>/", ReopenRequestView.as_view(), name="reopen"),
        ]
