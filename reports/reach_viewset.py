"""The list of organisations in scope with their last session: whom nobody has reached, in which area, of which kind."""

import django_filters
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import TitleColumn

from people.back_office import OfficeIndexView, OfficeViewSet, shown
from people.models import Area, Organisation, OrganisationType
from reports.periods import year_of
from reports.reach import places_with_last_session, yesterday
from reports.views import MAY_READ
from sessions.viewsets import wording

TITLE = _("Reach")
NEVER, NOT_THIS_YEAR, THIS_YEAR = "never", "not_this_year", "this_year"
REACHED = [
    (NEVER, _("Never")),
    (NOT_THIS_YEAR, _("Not in this financial year")),
    (THIS_YEAR, _("In this financial year")),
]


def rows_seen_by(user):
    return places_with_last_session() if user.has_perm(MAY_READ) else Organisation.objects.none()


def last_session(row):
    return wording.day_in_short(row.last_session) if row.last_session else _("Never")


def organisation_url(row):
    return reverse("organisations:edit", args=[row.pk])


class ReachFilterSet(WagtailFilterSet):
    reached = django_filters.ChoiceFilter(label=_("Reached"), choices=REACHED, method="was_reached")
    area = django_filters.ModelChoiceFilter(label=_("Area"), queryset=Area.objects.all())
    type = django_filters.ModelChoiceFilter(
        label=_("Kind"), queryset=OrganisationType.objects.filter(is_to_be_reached=True)
    )

    class Meta:
        model = Organisation
        fields = ["reached", "area", "type"]

    def was_reached(self, queryset, name, value):
        if value == NEVER:
            return queryset.filter(last_session__isnull=True)
        first = year_of(yesterday()).first
        if value == THIS_YEAR:
            return queryset.filter(last_session__gte=first)
        return queryset.exclude(last_session__gte=first)


class ReachIndexView(OfficeIndexView):
    page_title = TITLE

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": TITLE}]

    def get_list_more_buttons(self, instance):
        return []

    @cached_property
    def no_results_message(self):
        return _("No organisation is to be reached here. Add them under Organisations, or import the schools file.")


class ReachViewSet(OfficeViewSet):
    """Nothing is changed here: an organisation is reached by a session there, or by somebody of it who attends one."""

    model = Organisation
    name = "reach"
    url_prefix = "reports/reach"
    icon = "site"
    menu_label = TITLE
    ordering = "name_key"
    rows_for = staticmethod(rows_seen_by)
    related = ("type", "area")
    index_view_class = ReachIndexView
    filterset_class = ReachFilterSet
    search_fields = ["name", "name_key", "aliases__name_key", "urn"]
    list_display = [
        TitleColumn("name", label=_("Organisation"), sort_key="name_key", get_url=organisation_url),
        shown(_("Kind"), "type", sort_key="type"),
        shown(_("Area"), "area", sort_key="area"),
        shown(_("Pupils"), "pupils", sort_key="pupils"),
        shown(_("Last session"), last_session, sort_key="last_session"),
    ]
    export_columns = (
        (_("Organisation"), "name"),
        (_("URN"), "urn"),
        (_("Kind"), "type.name"),
        (_("Area"), "area.name"),
        (_("Pupils"), "pupils"),
        (_("Last session"), "last_session"),
    )
    form_fields = ["name"]  # never shown: the pages that would use it are left out below

    def get_urlpatterns(self):
        return [address for address in super().get_urlpatterns() if address.name in {"index", "index_results"}]

    def get_common_view_kwargs(self, **kwargs):
        names = ("add_url_name", "edit_url_name", "delete_url_name", "usage_url_name", "history_url_name")
        return super().get_common_view_kwargs(**dict.fromkeys(names) | kwargs)
