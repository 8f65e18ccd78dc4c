"""The list of bookings, and each booking's page."""

import django_filters
from django import forms
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import TitleColumn

from design.words import say_in_short
from outbox.bouncing import bounce_of
from people.back_office import OfficeIndexView, OfficeInspectView, OfficeViewSet, shown
from sessions.answering import question_to_decide
from sessions.changing import why_not_changeable
from sessions.finding import TEXTS, bookings_mentioning, walk_ins_mentioning
from sessions.models import Booking, BookingContact, BookingStatus, TrainingSession
from sessions.repairing import why_not_repairable
from sessions.viewsets import wording
from sessions.viewsets.acting_on_bookings import CancelBookingView
from sessions.viewsets.changing import HandOverView, MoveBookingView
from sessions.viewsets.deciding import ApproveView, DeclineView
from sessions.viewsets.employers import AcceptEmployerView, LeaveEmployerView
from sessions.viewsets.finding import FindView
from sessions.viewsets.letters import messages_of, note_on_mail, with_bounces
from sessions.viewsets.repairing import RepairView

MOST_WALK_INS = 20


def who(booking):
    return str(booking.holder)


def who_and_was(booking):
    """Say in the list whose the place was, too: whoever rings may only know that name."""
    if booking.substitute_for is None:
        return who(booking)
    return _("%(name)s (was %(former)s)") % {"name": who(booking), "former": booking.substitute_for}


def works_at(booking):
    """Say in the list where somebody works, and where they say they work now."""
    if not booking.says_works_at:
        return booking.works_at
    return _("%(known)s (says now: %(said)s)") % {"known": booking.works_at, "said": booking.says_works_at}


def date(booking):
    return wording.in_short(booking.session)


def booked_at(booking):
    return say_in_short(booking.booked_at)


class BookingFilterSet(WagtailFilterSet):
    status = django_filters.MultipleChoiceFilter(label=_("Status"), choices=BookingStatus.choices)
    booked_at = django_filters.DateFromToRangeFilter(label=_("Booked"), widget=DateRangePickerWidget)
    session = django_filters.ModelChoiceFilter(
        label=_("Session"),
        queryset=TrainingSession.objects.select_related("course"),
        widget=forms.HiddenInput,  # chosen by a link from the session's page: a list of all sessions would be endless
    )

    contact = django_filters.ModelChoiceFilter(
        label=_("Group of"),
        queryset=BookingContact.objects.all(),
        widget=forms.HiddenInput,  # chosen by a link from a booking's page
    )

    class Meta:
        model = Booking
        fields = ["status", "booked_at", "session", "contact"]


class BookingIndexView(OfficeIndexView):
    def get_base_queryset(self):
        return with_bounces(super().get_base_queryset())

    def get_list_more_buttons(self, instance):
        return []

    def search_queryset(self, queryset):
        if not self.is_searching:
            return queryset
        return queryset.filter(pk__in=bookings_mentioning(self.search_query).order_by().values("pk"))

    def get_context_data(self, **kwargs):
        return super().get_context_data(walk_ins=self.walk_ins(), most_walk_ins=MOST_WALK_INS, **kwargs)

    def walk_ins(self):
        """Return who came without a booking and may be meant by what was typed; one more than are shown."""
        if not self.is_searching:
            return []
        found = walk_ins_mentioning(self.search_query).select_related("session__course", "delegate", "organisation")
        return list(found[: MOST_WALK_INS + 1])


class BookingView(OfficeInspectView):
    """One booking: who, what they told us, and what became of it."""

    page_title = _("Booking")
    template_name = "sessions/admin/booking.html"
    header_more_buttons = []

    def get_fields(self):
        return []

    def rows(self):
        return (
            super()
            .rows()
            .select_related(
                "session__course",
                "delegate__organisation",
                "contact__organisation",
                "badge__authority",
                "booked_by_staff",
                "substitute_for",
                "permission__decided_by",
            )
        )

    def get_breadcrumbs_items(self):
        index = {"url": reverse("bookings:index"), "label": _("Bookings")}
        return [*self.breadcrumbs_items, index, {"url": "", "label": who(self.object)}]

    def get_context_data(self, **kwargs):
        changes = self.object.changes.select_related("by")
        return super().get_context_data(
            booking=self.object,
            session=self.object.session,
            name=who(self.object),
            changes=changes,
            is_repairable=why_not_repairable(self.object) is None,
            is_changeable=why_not_changeable(self.object, by=self.request.user) is None,
            question=question_to_decide(self.object) if self.object.waits_for_manager else None,
            letters=messages_of(self.object) if self.request.user.has_perm("outbox.view_message") else [],
            bounce=bounce_of(self.object.email) if self.object.email else None,
            may_clear=self.request.user.has_perm("outbox.change_bouncedaddress"),
            **kwargs,
        )


class BookingViewSet(OfficeViewSet):
    """Bookings are made by people or by the verbs; here they are found, read and cancelled. Access needs and secrets
    are in no list and no download."""

    model = Booking
    name = "bookings"
    icon = "clipboard-list"
    menu_label = _("Bookings")
    ordering = "-booked_at"
    related = ("session__course", "delegate__organisation", "contact__organisation", "substitute_for")
    inspect_view_enabled = True
    index_view_class = BookingIndexView
    inspect_view_class = BookingView
    index_results_template_name = "sessions/admin/bookings_found.html"
    inspect_template_name = "sessions/admin/booking.html"
    filterset_class = BookingFilterSet
    search_fields = TEXTS
    list_display = [
        TitleColumn(
            "who", label=_("Name"), accessor=who_and_was, sort_key="delegate__name", url_name="bookings:inspect"
        ),
        shown(_("Organisation"), works_at),
        shown(_("Course"), "session.course", sort_key="session__course__title"),
        shown(_("Date"), date, sort_key="session__starts_at"),
        shown(_("Booked by"), "contact", sort_key="contact__name"),
        shown(_("Reference"), "reference", sort_key="reference"),
        "status",
        shown(_("Booked"), booked_at, sort_key="booked_at"),
        shown(_("Mail"), note_on_mail),
    ]
    export_columns = (
        (_("Reference"), "reference"),
        (_("Name"), who),
        (_("E-mail"), "email"),
        (_("Organisation"), "works_at"),
        (_("Role"), "delegate.role"),
        (_("Booked by"), "contact"),
        (_("Course"), "session.course.title"),
        (_("Starts"), "session.starts_at"),
        (_("Status"), "get_status_display"),
        (_("Booked"), "booked_at"),
        (_("Cancelled"), "cancelled_at"),
    )
    form_fields = ["status"]  # never shown: the pages that would use it are left out below

    def get_urlpatterns(self):
        kept = {"index", "index_results", "inspect", "history", "history_results"}
        return [
            *[address for address in super().get_urlpatterns() if address.name in kept],
            path("find/", FindView.as_view(), name="find"),
            path("cancel/<int:pk>/", CancelBookingView.as_view(), name="cancel"),
            path("repair/<int:pk>/", RepairView.as_view(), name="repair"),
            path("move/<int:pk>/", MoveBookingView.as_view(), name="move"),
            path("hand-over/<int:pk>/", HandOverView.as_view(), name="hand_over"),
            path("accept-employer/<int:pk>/", AcceptEmployerView.as_view(), name="accept_employer"),
            path("leave-employer/<int:pk>/", LeaveEmployerView.as_view(), name="leave_employer"),
            path("approve/<int:pk>/", ApproveView.as_view(), name="approve"),
            path("decline/<int:pk>/", DeclineView.as_view(), name="decline"),
        ]

    def get_common_view_kwargs(self, **kwargs):
        left_out = dict.fromkeys(("add_url_name", "edit_url_name", "delete_url_name", "usage_url_name"))
        return super().get_common_view_kwargs(**left_out | kwargs)
