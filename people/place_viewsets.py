"""The back office's screens for organisations, areas, venues and licensing authorities."""

import django_filters
from django import forms
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.widgets.button import HeaderButton

from people.back_office import OfficeIndexView, OfficeViewSet, shown, yes_or_no
from people.keys import name_key
from people.models import (
    Area,
    LicensingAuthority,
    Organisation,
    OrganisationType,
    Venue,
)
from people.organisation_field import OrganisationField
from people.organisations import keys_after, match_organisation
from people.person_fields import LONGEST_NAME, TidyField
from people.schools_views import MAY_IMPORT, TITLE, ImportSchoolsView


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
    list_display = ["name", "order", yes_or_no(_("To be reached"), "is_to_be_reached")]
    search_fields = ["name"]
    panels = [
        FieldPanel("name"),
        FieldPanel("order"),
        FieldPanel("is_to_be_reached"),
        FieldPanel("in_schools_file", widget=forms.Textarea(attrs={"rows": 4})),
    ]


class OrganisationForm(WagtailAdminModelForm):
    """Refuses a name or other name that already belongs to an organisation, where the reader sees it."""

    successor = OrganisationField(
        required=False,
        label=_("Successor"),
        help_text=_("The organisation that took its place, such as the academy a school became."),
    )

    def clean_successor(self):
        successor = self.cleaned_data["successor"]
        if successor and self.instance.pk in {successor.pk, *keys_after(successor)}:
            raise forms.ValidationError(_("An organisation cannot take its own place."))
        return successor

    def clean_name(self):
        name = TidyField(max_length=LONGEST_NAME).clean(self.cleaned_data["name"])
        self.refuse_known(name)
        return name

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


class OrganisationIndexView(OfficeIndexView):
    @cached_property
    def header_buttons(self):
        if not self.request.user.has_perms(MAY_IMPORT):
            return super().header_buttons
        url = reverse("organisations:import_schools")
        return [*super().header_buttons, HeaderButton(TITLE, url, icon_name="upload", priority=900)]


class OrganisationViewSet(OfficeViewSet):
    model = Organisation
    index_view_class = OrganisationIndexView
    name = "organisations"
    icon = "home"
    menu_label = _("Organisations")
    related = ("type", "area")
    template_prefix = "people/admin/"
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
                    FieldRowPanel([FieldPanel("postcode"), FieldPanel("trust")]),
                    FieldRowPanel([FieldPanel("opened_on"), FieldPanel("closed_on")]),
                    FieldPanel("successor"),
                ],
                heading=_("Schools"),
                classname="collapsed",
            ),
        ],
        base_form_class=OrganisationForm,
    )

    def get_urlpatterns(self):
        return [*super().get_urlpatterns(), path("import/", ImportSchoolsView.as_view(), name="import_schools")]


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
