"""The list of sessions, each session's page, and the form of its facts."""

from django.db import transaction
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import TitleColumn

from people.back_office import (
    OfficeDeleteView,
    OfficeEditView,
    OfficeIndexView,
    OfficeViewSet,
    shown,
)
from sessions.asking import reopen_requests_of
from sessions.clashes import clashes_of, wish_of, with_what_clashes
from sessions.forms.officer import EditSessionForm
from sessions.forms.planning import SlotFormSet, replace_slots, slots_as_rows, with_more_rows
from sessions.forms.warned import Warned
from sessions.models import SessionStatus, TrainingSession
from sessions.refusals import SeatsAreTaken
from sessions.scheduling import make_certain, make_tentative
from sessions.viewsets import (
    acting_on_bookings,
    acts,
    copying,
    finishing,
    importing,
    letters,
    paper,
    planning,
    register,
    register_links,
    waiting,
    wording,
)
from sessions.viewsets.filters import SessionFilterSet
from sessions.viewsets.room import RoomView
from sessions.visibility import sessions_seen_by
from sessions.waiting import change_capacity


class SessionIndexView(OfficeIndexView):
    def order_queryset(self, queryset):
        """Begin with what is coming, until the officer chooses a column to order by."""
        queryset = super().order_queryset(queryset)
        return queryset if self.is_explicitly_ordered else queryset.nearest_first()

    def get_list_more_buttons(self, instance):
        return []  # everything is on the session's page

    @property
    def add_item_label(self):
        return _("Plan sessions")


class SessionEditView(OfficeEditView):
    """Edits the facts and the services; whether it is open, and when it is, are acts of their own."""

    template_name = "sessions/admin/edit.html"
    warned = Warned()

    def get_slots(self):
        if self.request.method == "POST":
            return SlotFormSet(self.request.POST, prefix="slots")
        return SlotFormSet(prefix="slots", initial=slots_as_rows(self.object))

    def post(self, request, *args, **kwargs):
        if "more-slots" not in request.POST:
            return super().post(request, *args, **kwargs)
        self.object = self.get_object()
        request.POST = with_more_rows(request.POST, prefix="slots")
        return self.render_to_response(self.get_context_data())

    def is_valid(self, form):
        self.slots = self.get_slots()
        is_well = all([super().is_valid(form), self.slots.is_valid()])
        if is_well:
            self.warned = Warned(self.new_clashes(form), data=self.request.POST)
            self.warned.stand_beside(form)
            is_well = self.warned.were_seen
        self.produced_error_message = None if is_well or self.warned.clashes else self.get_error_message()
        return is_well

    def new_clashes(self, form):
        """Return what clashes that has not before: nobody is asked twice about what stood on the page already."""
        [was] = with_what_clashes(TrainingSession.objects.filter(pk=self.object.pk))
        facts = {name: form.cleaned_data[name] for name in ("venue", "host", "capacity")}
        trainers = tuple(slot["trainer"] for slot in self.given_slots if slot["trainer"])
        before, after = clashes_of([wish_of(was), wish_of(was, trainers=trainers, **facts)])
        return [clash for clash in after if clash not in before]

    @property
    def given_slots(self):
        return [form.slot for form in self.slots.forms if form.slot]

    def save_instance(self):
        """Save the facts; the capacity goes through its verb, which offers raised seats and refuses too few."""
        session = super().save_instance()
        change_capacity(session, capacity=self.form.cleaned_data["capacity"], by=self.request.user)
        settle_date = make_tentative if self.form.cleaned_data["is_tentative"] else make_certain
        settle_date(session, by=self.request.user)
        replace_slots(session, self.given_slots)
        return session

    def form_valid(self, form):
        try:
            with transaction.atomic():
                return super().form_valid(form)
        except SeatsAreTaken as refusal:  # somebody took a seat since the capacity was checked
            form.add_error("capacity", str(refusal))
            self.produced_error_message = self.get_error_message()
            return self.form_invalid(form)

    def get_context_data(self, **kwargs):
        slots = getattr(self, "slots", None) or self.get_slots()
        words = {"slots": slots, "booked": self.who_is_in_the_way(), "warned": self.warned}
        return super().get_context_data(told=self.who_is_told(), **words, **kwargs)

    def who_is_told(self):
        """Return the sentences that say who hears of it when a tentative date is made certain."""
        tentative = TrainingSession.objects.filter(pk=self.object.pk, is_tentative=True).exists()
        return acts.say_told(self.object) if tentative else []

    def who_is_in_the_way(self):
        """Return who holds a seat when the capacity that was asked for is too small for them."""
        if not self.object or "capacity" not in getattr(getattr(self, "form", None), "errors", {}):
            return []
        return (
            self.object.bookings.seated().select_related("delegate__organisation", "contact").order_by("delegate__name")
        )

    def get_success_url(self):
        return reverse("sessions:inspect", args=[self.object.pk])


class DraftDeleteView(OfficeDeleteView):
    """Deletes drafts that nobody booked; anything else is cancelled, so that its history stays."""

    page_title = _("Delete draft")

    def get_queryset(self):
        return self.rows().filter(status=SessionStatus.DRAFT, bookings__isnull=True, attendances__isnull=True)

    def delete_action(self):
        """Delete the draft; what it was to answer is to be decided again. Its sender knew of no date and is told none.

        Runs in one transaction with the deletion: a draft that turns out to be needed keeps what it answers.
        """
        reason = _("The draft that was to answer it was deleted.")
        reopen_requests_of(self.object, reason=str(reason), by=self.request.user, was_draft=True)
        super().delete_action()


def title_column():
    return TitleColumn(
        "course", label=_("Course"), accessor="course", sort_key="course__title", url_name="sessions:inspect"
    )


class SessionViewSet(OfficeViewSet):
    model = TrainingSession
    name = "sessions"
    icon = "date"
    menu_label = _("Sessions")
    ordering = "-starts_at"
    rows_for = staticmethod(sessions_seen_by)
    related = ("course__audience", "sector", "area", "venue", "host", "series")
    inspect_view_enabled = True
    index_view_class = SessionIndexView
    inspect_view_class = RoomView
    inspect_template_name = "sessions/admin/room.html"
    edit_view_class = SessionEditView
    edit_template_name = "sessions/admin/edit.html"
    delete_view_class = DraftDeleteView
    add_view_class = planning.PlanView
    create_template_name = "sessions/admin/plan.html"
    filterset_class = SessionFilterSet
    search_fields = [
        "course__title",
        "series__title",
        "venue__name",
        "host__name",
        "area__name",
        "sector__label",
        "slots__trainer__name",
        "slots__deliverer__name",
    ]
    list_display = [
        title_column(),
        shown(_("Date"), wording.in_short, sort_key="starts_at"),
        shown(_("Audience"), "course.audience", sort_key="course__audience"),
        shown(_("Report row"), "sector", sort_key="sector"),
        shown(_("Area"), "area", sort_key="area"),
        shown(_("Booked"), wording.booked, sort_key="seats_taken"),
        shown(_("Attended"), wording.attended, sort_key="attended"),
        shown(_("Status"), wording.state, sort_key="status"),
    ]
    export_columns = (
        (_("Course"), "course.title"),
        (_("Date"), wording.date_of),
        (_("Last day"), "last_day"),
        (_("Starts"), "starts_at"),
        (_("Ends"), "ends_at"),
        (_("Audience"), "course.audience.name"),
        (_("Recorded"), "get_recorded_display"),
        (_("Report row"), "sector.label"),
        (_("Series"), "series.title"),
        (_("Area"), "area.name"),
        (_("Venue"), wording.place),
        (_("Host"), "host.name"),
        (_("Capacity"), "capacity"),
        (_("Booked"), "seats_taken"),
        (_("Attended"), "attended"),
        (_("Qualifier"), wording.qualifier),
        (_("Source"), "get_attended_source_display"),
        (_("Status"), "get_status_display"),
    )

    def get_form_class(self, for_update=False):
        return EditSessionForm if for_update else planning.PlanForm

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("open/<int:pk>/", acts.OpenView.as_view(), name="open"),
            path("close/<int:pk>/", acts.CloseView.as_view(), name="close"),
            path("cancel/<int:pk>/", acts.CancelView.as_view(), name="cancel"),
            path("copy/<int:pk>/", copying.CopySessionView.as_view(), name="copy"),
            path("move/<int:pk>/", acts.MoveView.as_view(), name="move"),
            path("headcount/<int:pk>/", finishing.HeadcountView.as_view(), name="headcount"),
            path("finish/<int:pk>/", finishing.FinishView.as_view(), name="finish"),
            path("reopen/<int:pk>/", finishing.ReopenView.as_view(), name="reopen"),
            path("messages/<int:pk>/", letters.LettersView.as_view(), name="letters"),
            path("messages/<int:pk>/again/", letters.AgainView.as_view(), name="letters_again"),
            path("book/<int:pk>/", acting_on_bookings.BookForView.as_view(), name="book"),
            path("import/<int:pk>/", importing.ImportView.as_view(), name="import"),
            path("import/<int:pk>/workbook/", importing.ImportTemplateView.as_view(), name="import_template"),
            path("offer/<int:pk>/<int:booking_pk>/", waiting.OfferView.as_view(), name="offer"),
            path("register/<int:pk>/", register.RegisterView.as_view(), name="register"),
            path("register/<int:pk>/tick/<int:booking_pk>/", register.TickView.as_view(), name="tick"),
            path("register/<int:pk>/mark/<int:attendance_pk>/", register.MarkView.as_view(), name="mark"),
            path("register-links/<int:pk>/", register_links.RegisterLinksView.as_view(), name="register_links"),
            path(
                "register-links/<int:pk>/withdraw/<int:link_pk>/",
                register_links.WithdrawLinkView.as_view(),
                name="withdraw_register_link",
            ),
            path("sign-in-sheet/<int:pk>/", paper.SheetView.as_view(), name="sign_in_sheet"),
            path("paper/<int:pk>/", paper.PaperView.as_view(), name="paper"),
        ]
