"""Series: the list, each one's page, and changing several of its sessions at once."""

from django.db.models import Count
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import TitleColumn

from people.back_office import OfficeIndexView, OfficeInspectView, OfficeViewSet, shown
from sessions.forms.series import BulkForm
from sessions.models import Booking, Series, SessionStatus
from sessions.series import NotAllPossible, change_sessions, preview
from sessions.viewsets import copying, wording
from sessions.viewsets.series_pages import SeriesPage, sessions_of


def can_change(session):
    return not session.is_over and session.status not in {SessionStatus.CANCELLED, SessionStatus.DELIVERED}


def line_of(session):
    return {
        "session": session,
        "when": wording.when(session),
        "place": wording.place(session),
        "booked": wording.booked(session),
        "state": wording.state(session),
    }


class SeriesRoomView(OfficeInspectView):
    page_title = _("Series")
    template_name = "sessions/admin/series.html"
    header_more_buttons = []

    def get_fields(self):
        return []

    def rows(self):
        return super().rows().select_related("course", "continues")

    def get_context_data(self, **kwargs):
        sessions = list(sessions_of(self.object))
        words = {"lines": [line_of(session) for session in sessions], "series": self.object}
        return super().get_context_data(can_change=any(map(can_change, sessions)), **words, **kwargs)


def who_booked(sessions):
    """Return {session: its live bookings} of those who hear of a change; one query."""
    found: dict = {}
    bookings = Booking.objects.live().filter(session__in=sessions).select_related("delegate__organisation")
    for booking in bookings.order_by("delegate__name"):
        found.setdefault(booking.session_id, []).append(booking)
    return found


class BulkView(SeriesPage, TemplateView):
    """Shows first what would change and who would be told; a second press does it, all of it or nothing."""

    page_title = _("Change several sessions")
    template_name = "sessions/admin/bulk.html"

    def get(self, request, *args, **kwargs):
        form = self.form()
        if not self.sessions:
            messages.warning(request, _("Every session of this series is over or cancelled."))
            return redirect(self.room_url)
        return self.show(form)

    def form(self, data=None):
        self.sessions = [session for session in sessions_of(self.series) if can_change(session)]
        lines = [(each.pk, f"{wording.when(each)}, {each.course}") for each in self.sessions]
        return BulkForm(data, lines=lines)

    def show(self, form, **words):
        return self.render_to_response(self.get_context_data(form=form, series=self.series, **words))

    def post(self, request, *args, **kwargs):
        form = self.form(request.POST)
        if not form.is_valid() or "back" in request.POST:
            return self.show(form)
        chosen = [session for session in self.sessions if session.pk in form.cleaned_data["sessions"]]
        if "confirm" not in request.POST:
            return self.show_preview(form, chosen)
        try:
            change_sessions(chosen, form.change, by=request.user)
        except NotAllPossible as refusal:
            messages.error(request, str(refusal))
            return self.show_preview(form, list(sessions_of(self.series).filter(pk__in=[each.pk for each in chosen])))
        said = ngettext("%(number)s session is changed.", "%(number)s sessions are changed.", len(chosen))
        messages.success(request, said % {"number": len(chosen)})
        return redirect(self.room_url)

    def show_preview(self, form, chosen):
        previews = preview(chosen, form.change)
        refused = any(each.refusal for each in previews)
        booked = who_booked([each.session for each in previews if each.told or each.to_ring])
        lines = [(wording.when(each.session), each, booked.get(each.session.pk, [])) for each in previews]
        words = {"told": sum(each.told for each in previews), "to_ring": sum(each.to_ring for each in previews)}
        words |= {"previews": lines, "refused": refused, "raises": form.cleaned_data["capacity"] is not None}
        self.template_name = "sessions/admin/bulk_preview.html"
        return self.show(form, changes=any(each.lines for each in previews), **words)


class SessionsColumn(TitleColumn):
    """The number of a series' sessions, which leads to them."""

    def get_link_url(self, instance, parent_context):
        return reverse("sessions:index") + f"?series={instance.pk}&ordering=starts_at"


class SeriesIndexView(OfficeIndexView):
    def get_base_queryset(self):
        return super().get_base_queryset().annotate(how_many=Count("sessions"))

    def get_list_more_buttons(self, instance):
        return []  # everything is on the series' page


class SeriesViewSet(OfficeViewSet):
    model = Series
    name = "series"
    icon = "order"
    menu_label = _("Series")
    index_view_class = SeriesIndexView
    inspect_view_enabled = True
    inspect_view_class = SeriesRoomView
    inspect_template_name = "sessions/admin/series.html"
    related = ("course", "continues")
    list_display = [
        TitleColumn("title", label=_("Series"), sort_key="title", url_name="series:inspect"),
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

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("change/<int:pk>/", BulkView.as_view(), name="change"),
            path("copy/<int:pk>/", copying.CopySeriesView.as_view(), name="copy"),
        ]
