"""The back office's screens for people, organisations and places."""

import django_filters
from django import forms
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.viewsets.model import ModelViewSetGroup
from wagtail.users.views.users import IndexView as UserIndexView
from wagtail.users.views.users import UserViewSet

from people.back_office import OfficeViewSet, shown
from people.keys import name_key
from people.models import (
    Area,
    Delegate,
    LicensingAuthority,
    Organisation,
    OrganisationType,
    Trainer,
    Venue,
)
from people.organisation_field import OrganisationField
from people.organisations import match_organisation
from people.staff_forms import NewStaffUserForm, StaffUserForm


class AreaViewSet(OfficeViewSet):
    model = Area
    name = "areas"
    icon = "site"
    menu_label = _("Areas")
    list_display = ["name"]
    search_fields = ["name"]
    panels = [FieldPanel("name")]


class OrganisationTypeViewSet(OfficeViewSet):
    model = OrganisationType
    name = "organisation-types"
    icon = "tag"
    menu_label = _("Kinds of organisation")
    list_display = ["name", "order"]
    search_fields = ["name"]
    panels = [FieldPanel("name"), FieldPanel("order")]


class OrganisationForm(WagtailAdminModelForm):
    """Refuses a name or other name that already belongs to an organisation, where the reader sees it."""

    def clean_name(self):
        self.refuse_known(self.cleaned_data["name"])
        return self.cleaned_data["name"]

    def refuse_known(self, name):
        known = match_organisation(name)
        if known and known.pk != self.instance.pk:
            raise forms.ValidationError(
                _("There is an organisation of this name already: %(known)s.") % {"known": known.name}
            )

    def is_valid(self):
        return super().is_valid() and self.are_other_names_free()

    def are_other_names_free(self):
        seen = set()
        lines = [line for line in self.formsets["aliases"].forms if not line.cleaned_data.get("DELETE")]
        for line in lines:
            key = name_key(line.cleaned_data.get("name", ""))
            if key in seen:
                line.add_error("name", _("This name is there twice."))
            seen.add(key)
            try:
                self.refuse_known(key)
            except forms.ValidationError as refusal:
                line.add_error("name", refusal)
        return not any(line.errors for line in lines)


class OrganisationFilterSet(WagtailFilterSet):
    open_now = django_filters.BooleanFilter(field_name="closed_on", lookup_expr="isnull", label=_("Open"))

    class Meta:
        model = Organisation
        fields = ["type", "area", "open_now"]


class OrganisationViewSet(OfficeViewSet):
    model = Organisation
    name = "organisations"
    icon = "home"
    menu_label = _("Organisations")
    related = ("type", "area")
    list_display = ["name", shown(_("Kind"), "type", sort_key="type"), shown(_("Area"), "area", sort_key="area"), "urn"]
    search_fields = ["name", "name_key", "aliases__name_key", "urn"]
    filterset_class = OrganisationFilterSet
    export_columns = (
        (_("Name"), "name"),
        (_("Kind"), "type.name"),
        (_("Area"), "area.name"),
        (_("URN"), "urn"),
        (_("Phase"), "phase"),
        (_("Pupils"), "pupils"),
        (_("Opened on"), "opened_on"),
        (_("Closed on"), "closed_on"),
    )
    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            FieldRowPanel([FieldPanel("type"), FieldPanel("area")]),
            InlinePanel("aliases", heading=_("Other names"), label=_("Other name"), panels=[FieldPanel("name")]),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("urn"), FieldPanel("phase")]),
                    FieldRowPanel([FieldPanel("lowest_age"), FieldPanel("highest_age"), FieldPanel("pupils")]),
                    FieldRowPanel([FieldPanel("opened_on"), FieldPanel("closed_on")]),
                ],
                heading=_("Schools"),
                classname="collapsed",
            ),
        ],
        base_form_class=OrganisationForm,
    )


class VenueViewSet(OfficeViewSet):
    model = Venue
    name = "venues"
    icon = "site"
    menu_label = _("Venues")
    related = ("area",)
    list_display = ["name", "area", "capacity"]
    list_filter = ["area"]
    search_fields = ["name", "address"]
    export_columns = (
        (_("Name"), "name"),
        (_("Address"), "address"),
        (_("Area"), "area.name"),
        (_("People it holds"), "capacity"),
        (_("Access"), "access_facts"),
    )
    panels = [
        FieldPanel("name"),
        FieldPanel("address"),
        FieldRowPanel([FieldPanel("area"), FieldPanel("capacity")]),
        FieldPanel("access_facts"),
    ]


class TrainerForm(WagtailAdminModelForm):
    organisation = OrganisationField(required=False, label=_("Organisation"))

    class Meta:
        model = Trainer
        fields = ["name", "email", "organisation", "user"]


class TrainerViewSet(OfficeViewSet):
    model = Trainer
    name = "trainers"
    icon = "user"
    menu_label = _("Trainers")
    related = ("organisation", "user")
    list_display = ["name", "organisation", "email", shown(_("Staff account"), "user")]
    search_fields = ["name", "email", "organisation__name"]
    template_prefix = "people/admin/"

    def get_form_class(self, for_update=False):
        return TrainerForm


class DelegateForm(WagtailAdminModelForm):
    """Name and e-mail are what somebody is recognised by: they are corrected through merging, not here."""

    organisation = OrganisationField(
        required=False, label=_("Organisation"), help_text=_("Matching it here counts from the next session on.")
    )

    class Meta:
        model = Delegate
        fields = ["organisation", "role"]

    def save(self, commit=True):
        if self.cleaned_data["organisation"]:
            self.instance.organisation_typed = ""
        return super().save(commit=commit)


class DelegateFilterSet(WagtailFilterSet):
    unmatched = django_filters.BooleanFilter(method="only_unmatched", label=_("Organisation not matched yet"))

    class Meta:
        model = Delegate
        fields = ["unmatched"]

    def only_unmatched(self, queryset, name, value):
        unmatched = Q(organisation__isnull=True) & ~Q(organisation_typed="")
        return queryset.filter(unmatched) if value else queryset.exclude(unmatched)


def where_they_work(delegate):
    return str(delegate.organisation or delegate.organisation_typed)


class DelegateViewSet(OfficeViewSet):
    model = Delegate
    name = "delegates"
    icon = "group"
    menu_label = _("Delegates")
    related = ("organisation",)
    list_display = ["name", "email", shown(_("Organisation"), where_they_work), "role"]
    search_fields = ["name", "email", "key", "organisation__name", "organisation_typed"]
    filterset_class = DelegateFilterSet
    template_prefix = "people/admin/"
    export_columns = (
        (_("Name"), "name"),
        (_("E-mail"), "email"),
        (_("Organisation"), where_they_work),
        (_("Role"), "role"),
    )

    def get_form_class(self, for_update=False):
        return DelegateForm

    def get_urlpatterns(self):
        # delegates come from bookings and the door, and leave by erasure, never by this list
        return [path for path in super().get_urlpatterns() if path.name not in {"add", "delete"}]

    def get_common_view_kwargs(self, **kwargs):
        return super().get_common_view_kwargs(**{"add_url_name": None, "delete_url_name": None} | kwargs)


class PeopleGroup(ModelViewSetGroup):
    menu_label = _("People")
    menu_icon = "group"
    menu_order = 300
    items = (
        DelegateViewSet(),
        OrganisationViewSet(),
        TrainerViewSet(),
        VenueViewSet(),
        OrganisationTypeViewSet(),
        AreaViewSet(),
    )


class LicensingAuthorityViewSet(OfficeViewSet):
    model = LicensingAuthority
    name = "licensing-authorities"
    icon = "key"
    menu_label = _("Licensing authorities")
    menu_order = 310
    add_to_settings_menu = True
    related = ("area",)
    list_display = ["name", "area"]
    search_fields = ["name"]
    panels = [FieldPanel("name"), FieldPanel("area")]


def roles_of(user):
    return ", ".join(group.name for group in user.groups.all())


class StaffUserIndexView(UserIndexView):
    page_title = _("Staff accounts")
    add_item_label = _("Add a staff account")

    @cached_property
    def columns(self):
        _checkbox, name, *_others, is_active, last_login = super().columns
        return [
            name,
            shown(_("E-mail"), "email", sort_key="email"),
            shown(_("Role"), roles_of),
            shown(_("Licensing authority"), "authority"),
            is_active,
            last_login,
        ]

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("authority").prefetch_related("groups")


class StaffUserViewSet(UserViewSet):
    """Accounts are made by administrators. Nobody can register themselves."""

    menu_label = _("Staff accounts")
    index_view_class = StaffUserIndexView
    copy_view_enabled = False
    template_prefix = ""

    def get_form_class(self, for_update=False):
        return StaffUserForm if for_update else NewStaffUserForm
