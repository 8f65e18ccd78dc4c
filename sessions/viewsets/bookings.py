"""The list of bookings, and each booking's page."""

import django_filters
from django import forms
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import TitleColumn

from outbox.bouncing import bounce_of
from people.back_office import OfficeIndexView, OfficeInspectView, OfficeViewSet, shown
from sessions.models import Booking, BookingStatus, TrainingSession
from sessions.viewsets import wording
from sessions.viewsets.acting_on_bookings import CancelBookingView
from sessions.viewsets.letters import messages_of, note_on_mail, with_bounces


def who(booking):
    return str(booking.delegate or _("Seat without a name"))


def organisation(booking):
    delegate = booking.delegate
    return "" if delegate is None else str(delegate.organisation or delegate.organisation_typed)


def date(booking):
    return wording.in_short(booking.session)


def booked_at(booking):
    return wording.moment_in_short(booking.booked_at)


class BookingFilterSet(WagtailFilterSet):
    status = django_filters.MultipleChoiceFilter(label=_("Status"), choices=BookingStatus.choices)
    booked_at = django_filters.DateFromToRangeFilter(label=_("Booked"), widget=DateRangePickerWidget)
    session = django_filters.ModelChoiceFilter(
        label=_("Session"),
        queryset=TrainingSession.objects.select_related("course"),
        widget=forms.HiddenInput,  # chosen by a link from the session's page: a list of all sessions would be endless
    )

    class Meta:
        model = Booking
        fields = ["status", "booked_at", "session"]


class BookingIndexView(OfficeIndexView):
    def get_base_queryset(self):
        return with_bounces(super().get_base_queryset())

    def get_list_more_buttons(self, instance):
        return []


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
                "session__course", "delegate__organisation", "contact", "badge__authority", "booked_by_staff"
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
    related = ("session__course", "delegate__organisation")
    inspect_view_enabled = True
    index_view_class = BookingIndexView
    inspect_view_class = BookingView
    inspect_template_name = "sessions/admin/booking.html"
    filterset_class = BookingFilterSet
    search_fields = [
        "reference",
        "email",
        "delegate__name",
        "delegate__key",
        "delegate__organisation__name",
        "delegate__organisation_typed",
        "session__course__title",
    ]
    list_display = [
        TitleColumn("who", label=_("Name"), accessor=who, sort_key="delegate__name", url_name="bookings:inspect"),
        shown(_("Organisation"), organisation),
        shown(_("Course"), "session.course", sort_key="session__course__title"),
        shown(_("Date"), date, sort_key="session__starts_at"),
        shown(_("Reference"), "reference", sort_key="reference"),
        "status",
        shown(_("Booked"), booked_at, sort_key="booked_at"),
        shown(_("Mail"), note_on_mail),
    ]
    export_columns = (
        (_("Reference"), "reference"),
        (_("Name"), who),
        (_("E-mail"), "email"),
        (_("Organisation"), organisation),
        (_("Role"), "delegate.role"),
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
            path("cancel/<int:pk>/", CancelBookingView.as_view(), name="cancel"),
        ]

    def get_common_view_kwargs(self, **kwargs):
        left_out = dict.fromkeys(("add_url_name", "edit_url_name", "delete_url_name", "usage_url_name"))
        return super().get_common_view_kwargs(**left_out | kwargs)
