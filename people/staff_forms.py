"""Making and changing staff accounts, field by field as an administrator reads them."""

from django import forms
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserCreationForm, UserEditForm

from people.models import LicensingAuthority
from people.roles import LICENSING_OFFICER


class StaffUserFields(forms.Form):
    """The fields both forms share."""

    email = forms.EmailField(label=_("E-mail"), help_text=_("They sign in with it."))
    authority = forms.ModelChoiceField(
        LicensingAuthority.objects.all(),
        required=False,
        label=_("Licensing authority"),
        help_text=_("Licensing officers only: they see this authority's drivers and no others."),
    )
    groups = forms.ModelMultipleChoiceField(
        Group.objects.all(),
        label=_("Role"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one role: without one the account sees nothing.")},
        help_text=_("What they may see and do. One role is usual."),
    )

    def clean_email(self):
        return self.cleaned_data["email"].strip().lower()

    def clean(self):
        facts = super().clean()
        roles = {group.name for group in facts.get("groups", [])}
        if LICENSING_OFFICER in roles and not facts.get("authority"):
            self.add_error("authority", _("Choose the authority whose drivers this officer sees."))
        if facts.get("authority") and roles and LICENSING_OFFICER not in roles:
            self.add_error("authority", _("Only licensing officers belong to an authority. Leave this empty."))
        return facts


class NewStaffUserForm(StaffUserFields, UserCreationForm):
    is_superuser = None  # roles say what people may do; a superuser is made on the command line only
    field_order = ["email", "first_name", "last_name", "groups", "authority", "password1", "password2"]

    class Meta(UserCreationForm.Meta):
        fields = ["email", "first_name", "last_name", "groups", "authority"]


class StaffUserForm(StaffUserFields, UserEditForm):
    is_superuser = None
    field_order = ["email", "first_name", "last_name", "is_active", "groups", "authority", "password1", "password2"]

    class Meta(UserEditForm.Meta):
        fields = ["email", "first_name", "last_name", "is_active", "groups", "authority"]

    def __init__(self, *args, editing_self=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["is_active"].label = _("May sign in")
        self.fields["is_active"].help_text = _("Take the tick away instead of deleting somebody who has left.")
        if editing_self:
            self.fields["is_active"].disabled = True
