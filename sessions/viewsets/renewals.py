"""Whose training is to be repeated: the list for those who plan sessions, and how many each organisation has."""

from datetime import timedelta

import django_filters
from django.core.exceptions import PermissionDenied
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import TitleColumn
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton

from courses.models import Course
from people.back_office import OfficeIndexView, OfficeViewSet, offer_rows, shown
from people.models import Organisation, OrganisationType
from sessions.models import Attendance
from sessions.renewing import by_organisation, has_lapsed, running_out, today_in_london
from sessions.viewsets import wording
from sessions.visibility import plans_sessions

TITLE = _("Due for renewal")
LAPSED = "lapsed"
WITHIN = [("30", _("30 days")), ("60", _("60 days")), ("90", _("90 days")), (LAPSED, _("Lapsed"))]
BOOKED = [("no", _("Not booked again")), ("yes", _("Booked again"))]


def rows_seen_by(user):
    return running_out() if plans_sessions(user) else Attendance.objects.none()


def state(row):
    """Say how somebody stands: booked again, and when they come; otherwise lapsed or due soon."""
    if row.booked_again_at:
        return _("Booked again on %(date)s") % {"date": wording.day_in_short(row.booked_again_at)}
    return _("Lapsed") if has_lapsed(row) else _("Due soon")


def delegate_url(row):
    return reverse("delegates:edit", args=[row.delegate_id])


def works_at(row):
    return row.delegate.works_at


def attended_on(row):
    return wording.day_in_short(row.session.last_day)


def valid_until(row):
    return wording.day_in_short(row.valid_until)


def organisations_due(_request):
    return Organisation.objects.filter(delegates__in=running_out().order_by().values("delegate")).distinct()


class RenewalFilterSet(WagtailFilterSet):
    due = django_filters.ChoiceFilter(label=_("Due within"), choices=WITHIN, method="due_within")
    booked = django_filters.ChoiceFilter(label=_("Booked again"), choices=BOOKED, method="booked_again")
    course = django_filters.ModelChoiceFilter(
        label=_("Course"), field_name="session__course", queryset=Course.objects.filter(refresher_months__gt=0)
    )
    organisation = django_filters.ModelChoiceFilter(
        label=_("Organisation"), field_name="delegate__organisation", queryset=organisations_due
    )
    kind = django_filters.ModelChoiceFilter(
        label=_("Organisation type"),
        field_name="delegate__organisation__type",
        queryset=OrganisationType.objects.all(),
    )

    class Meta:
        model = Attendance
        fields = ["due", "booked", "course", "organisation", "kind"]

    def due_within(self, queryset, name, value):
        today = today_in_london()
        if value == LAPSED:
            return queryset.filter(valid_until__lt=today)
        return queryset.filter(valid_until__range=(today, today + timedelta(days=int(value))))

    def booked_again(self, queryset, name, value):
        return queryset.filter(booked_again_at__isnull=value == "no")


class RenewalIndexView(OfficeIndexView):
    FORMATS = ("xlsx", "csv")
    page_title = TITLE

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": TITLE}]

    def get_list_more_buttons(self, instance):
        return []

    @cached_property
    def no_results_message(self):
        if self.is_searching or self.is_filtering:
            return _("Nobody matches.")
        return _("Nobody's training has run out or will within 90 days. A course says how long its training holds.")

    @cached_property
    def header_buttons(self):
        attrs = {"title": _("What the list shows, for another program")}
        as_csv = HeaderButton(_("As CSV"), self.csv_export_url, icon_name="download", attrs=attrs)
        summary = HeaderButton(
            _("By organisation"), reverse("renewals:by_organisation"), icon_name="home", priority=900
        )
        return [*super().header_buttons, summary, as_csv]

    def as_spreadsheet(self, queryset, spreadsheet_format):
        title, is_csv = str(self.get_page_title()), spreadsheet_format == "csv"
        return offer_rows(queryset, columns=self.export_columns, title=title, as_csv=is_csv)


class ByOrganisationView(WagtailAdminTemplateMixin, TemplateView):
    page_title = _("Due for renewal, by organisation")
    header_icon = "home"
    template_name = "sessions/admin/renewals_by_organisation.html"

    def dispatch(self, request, *args, **kwargs):
        if not plans_sessions(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        index = {"url": reverse("renewals:index"), "label": TITLE}
        return [*super().get_breadcrumbs_items(), index, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        return super().get_context_data(rows=by_organisation(), **kwargs)


class RenewalViewSet(OfficeViewSet):
    """The latest attendances that run out; nothing is changed here. Somebody leaves the list by attending again."""

    model = Attendance
    name = "renewals"
    icon = "rotate"
    menu_label = TITLE
    ordering = "valid_until"
    rows_for = staticmethod(rows_seen_by)
    related = ("delegate__organisation__type", "session__course")
    index_view_class = RenewalIndexView
    filterset_class = RenewalFilterSet
    search_fields = [
        "delegate__name",
        "delegate__email",
        "delegate__organisation__name",
        "delegate__organisation_typed",
        "session__course__title",
    ]
    list_display = [
        TitleColumn("who", label=_("Name"), accessor="delegate", sort_key="delegate__name", get_url=delegate_url),
        shown(_("Organisation"), works_at, sort_key="delegate__organisation__name"),
        shown(_("Course"), "session.course", sort_key="session__course__title"),
        shown(_("Attended on"), attended_on, sort_key="session__last_day"),
        shown(_("Valid until"), valid_until, sort_key="valid_until"),
        shown(_("State"), state),
    ]
    export_columns = (
        (_("Name"), "delegate.name"),
        (_("E-mail"), "delegate.email"),
        (_("Organisation"), works_at),
        (_("Organisation type"), "delegate.organisation.type.name"),
        (_("Course"), "session.course.title"),
        (_("Attended on"), "session.last_day"),
        (_("Valid until"), "valid_until"),
        (_("State"), state),
    )
    form_fields = ["extent"]  # never shown: the pages that would use it are left out below

    def get_urlpatterns(self):
        kept = {"index", "index_results"}
        return [
            *[address for address in super().get_urlpatterns() if address.name in kept],
            path("by-organisation/", ByOrganisationView.as_view(), name="by_organisation"),
        ]

    def get_common_view_kwargs(self, **kwargs):
        names = ("add_url_name", "edit_url_name", "delete_url_name", "usage_url_name", "history_url_name")
        return super().get_common_view_kwargs(**dict.fromkeys(names) | kwargs)
