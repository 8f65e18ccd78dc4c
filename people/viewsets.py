"""The back office's screens for people, and the menu that holds them with their organisations and places."""

import django_filters
from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, ObjectList
from wagtail.admin.viewsets.model import ModelViewSetGroup
from wagtail.users.views.users import EditView as UserEditView
from wagtail.users.views.users import IndexView as UserIndexView
from wagtail.users.views.users import UserViewSet

from people.back_office import OfficeViewSet, shown
from people.delegates import NameTaken, renamed_key
from people.merging_views import DuplicatesViewSet
from people.models import (
    Delegate,
    Trainer,
)
from people.organisation_field import OrganisationField
from people.person_fields import LONGEST_NAME, NameField
from people.place_viewsets import AreaViewSet, OrganisationTypeViewSet, OrganisationViewSet, VenueViewSet
from people.roles import may_change_account
from people.staff_forms import NewStaffUserForm, StaffUserForm


class TrainerForm(WagtailAdminModelForm):
    organisation = OrganisationField(required=False, label=_("Organisation"))


class TrainerViewSet(OfficeViewSet):
    model = Trainer
    name = "trainers"
    icon = "user"
    menu_label = _("Trainers")
    related = ("organisation", "user")
    list_display = ["name", "organisation", "email", shown(_("Staff account"), "user")]
    search_fields = ["name", "email", "organisation__name"]
    template_prefix = "people/admin/"
    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            FieldPanel("email"),
            FieldPanel("organisation"),
            FieldPanel("user"),
            InlinePanel(
                "absences",
                heading=_("When they are away"),
                label=_("Absence"),
                help_text=_("Planning warns of these days. With an account they enter them under “My sessions”."),
                panels=[FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]), FieldPanel("note")],
            ),
        ],
        base_form_class=TrainerForm,
    )


class DelegateForm(WagtailAdminModelForm):
    """Corrects a spelling and a place of work. The e-mail address stays: it is what somebody is recognised by."""

    name = NameField(
        label=_("Name"),
        max_length=LONGEST_NAME,
        help_text=_("Correct the spelling only. Somebody else who uses the same mailbox is a person of their own."),
    )
    organisation = OrganisationField(
        required=False, label=_("Organisation"), help_text=_("Matching it here counts from the next session on.")
    )

    class Meta:
        model = Delegate
        fields = ["name", "organisation", "role"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        typed = self.instance.organisation_typed
        if typed and not self.instance.organisation_id:
            self.fields["organisation"].help_text = _(
                "They typed “%(typed)s”. Choose one of those suggested, or add it under Organisations first."
            ) % {"typed": typed}

    def clean_name(self):
        name = self.cleaned_data["name"]
        try:
            self.instance.key = renamed_key(self.instance, name=name)
        except NameTaken as refusal:
            raise forms.ValidationError(str(refusal)) from None
        return name

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


def standing_delegates(user):
    return Delegate.objects.standing()


class DelegateViewSet(OfficeViewSet):
    model = Delegate
    name = "delegates"
    icon = "group"
    menu_label = _("Delegates")
    related = ("organisation",)
    rows_for = staticmethod(standing_delegates)
    list_display = ["name", "email", shown(_("Organisation"), "works_at", sort_key="organisation__name"), "role"]
    search_fields = ["name", "email", "key", "organisation__name", "organisation_typed"]
    filterset_class = DelegateFilterSet
    template_prefix = "people/admin/"
    export_columns = (
        (_("Name"), "name"),
        (_("E-mail"), "email"),
        (_("Organisation"), "works_at"),
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
        DuplicatesViewSet(),
        TrainerViewSet(),
        VenueViewSet(),
        OrganisationTypeViewSet(),
        AreaViewSet(),
    )


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


class StaffUserEditView(UserEditView):
    def dispatch(self, request, *args, **kwargs):
        if not may_change_account(request.user, self.object):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class StaffUserViewSet(UserViewSet):
    """Accounts are made by administrators. Nobody can register themselves."""

    menu_label = _("Staff accounts")
    index_view_class = StaffUserIndexView
    edit_view_class = StaffUserEditView
    copy_view_enabled = False
    template_prefix = ""

    def get_form_class(self, for_update=False):
        return StaffUserForm if for_update else NewStaffUserForm
