"""Series: the list, each one's page, changing several of its sessions at once, and copying into another year."""

from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import TitleColumn
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from people.back_office import OfficeIndexView, OfficeInspectView, OfficeViewSet, shown
from sessions.clashes import Wish, clashes_of, wish_of, with_what_clashes
from sessions.copying import copy_series, copy_session, title_a_year_on
from sessions.forms.series import BulkForm, CopyDayFormSet, CopyForm, copies_as_rows
from sessions.forms.warned import Warned
from sessions.models import Booking, Series, SessionStatus, TrainingRequest, TrainingSession
from sessions.models.booking import LIVE
from sessions.series import NotAllPossible, change_sessions, preview
from sessions.viewsets import wording
from sessions.viewsets.pages import SessionPage
from sessions.visibility import plans_sessions


def sessions_of(series):
    """Return a series' sessions in order of date, each with how many people hear of a change."""
    live, hosts = Q(bookings__status__in=LIVE), Q(requests__kind=TrainingRequest.Kind.COME_TO_US)
    counts = {
        "told": Count("bookings", filter=live & ~Q(bookings__email=""), distinct=True),
        "to_ring": Count("bookings", filter=live & Q(bookings__email=""), distinct=True),
        "hosts": Count("requests", filter=hosts & Q(requests__status=TrainingRequest.Status.PLANNED), distinct=True),
    }
    found = TrainingSession.objects.filter(series=series).annotate(**counts).order_by("starts_at", "pk")
    return with_what_clashes(found.select_related("course__audience", "venue", "host", "sector", "area"))


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


class SeriesPage(WagtailAdminTemplateMixin):
    """A page about the series `self.series`, for those who plan sessions."""

    header_icon = "order"

    def dispatch(self, request, *args, **kwargs):
        if not plans_sessions(request.user):
            raise Http404
        self.series = get_object_or_404(Series.objects.select_related("course"), pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self):
        return str(self.series)

    def get_breadcrumbs_items(self):
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("series:index"), "label": _("Series")},
            {"url": self.room_url, "label": str(self.series)},
            {"url": "", "label": str(self.get_page_title())},
        ]

    @property
    def room_url(self):
        return reverse("series:inspect", args=[self.series.pk])


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


class Copying:
    """What copying one session and copying a series share: an editable preview of the dates, and the warnings."""

    template_name = "sessions/admin/copy.html"

    def get(self, request, *args, **kwargs):
        sessions = self.sessions()
        return self.show(CopyDayFormSet(prefix="days", initial=copies_as_rows(sessions)), sessions, self.title_form())

    def post(self, request, *args, **kwargs):
        sessions, days, title = self.sessions(), CopyDayFormSet(request.POST, prefix="days"), self.title_form()
        if not all([days.is_valid(), title is None or title.is_valid()]):
            messages.error(request, _("Nothing has been copied yet. Look at the fields marked below."))
            return self.show(days, sessions, title)
        copies = [(each, days.spans_of[each.pk]) for each in sessions if each.pk in days.spans_of]
        warned = Warned(self.find_clashes(copies), data=request.POST)
        if not copies or not warned.were_seen:
            return self.show(days, sessions, title, warned=warned)
        return self.copy(copies, title)

    def find_clashes(self, copies):
        wishes = []
        for session, days in copies:
            was = wish_of(session)
            facts = {"venue": was.venue, "host": was.host, "capacity": was.capacity, "trainers": was.trainers}
            wishes.append(Wish(days=tuple(days), title=was.title, **facts))
        return [clash for clashes in clashes_of(wishes) for clash in clashes]

    def show(self, days, sessions, title, warned=None):
        names = {session.pk: f"{session.course}, {wording.when(session)}" for session in sessions}
        rows = [(names.get(key_of(form), ""), form) for form in days.forms]
        words = {"days": days, "rows": rows, "title_form": title, "warned": warned or Warned()}
        return self.render_to_response(self.get_context_data(**words) | {"room_url": self.room_url})


def key_of(form):
    value = str(form["session"].value())
    return int(value) if value.isdecimal() else None


class CopySeriesView(Copying, SeriesPage, TemplateView):
    page_title = _("Copy the series into next year")

    def sessions(self):
        return [each for each in sessions_of(self.series) if each.status != SessionStatus.CANCELLED]

    def title_form(self):
        data = self.request.POST if self.request.method == "POST" else None
        return CopyForm(data, initial={"title": title_a_year_on(self.series.title)})

    def copy(self, copies, title):
        again = copy_series(self.series, title=title.cleaned_data["title"], sessions=copies, by=self.request.user)
        messages.success(self.request, _("The series is copied. Its sessions are drafts: look at each and open it."))
        return redirect("series:inspect", again.pk)


class CopySessionView(Copying, SessionPage, TemplateView):
    page_title = _("Copy the session into next year")

    def sessions(self):
        return list(with_what_clashes(TrainingSession.objects.filter(pk=self.session.pk)))

    def title_form(self):
        return None

    def copy(self, copies, title):
        [(session, days)] = copies
        again = copy_session(session, days=days, by=self.request.user)
        messages.success(self.request, _("The session is copied. It is a draft: look at it and open it."))
        return redirect("sessions:inspect", again.pk)


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
            path("copy/<int:pk>/", CopySeriesView.as_view(), name="copy"),
        ]
