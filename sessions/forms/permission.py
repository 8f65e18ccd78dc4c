"""What a booking form asks about a manager's permission, where the terms do; and the form of a manager's answer."""

from functools import cache

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.models import BookingTerms
from design.forms import GovukForm
from people.keys import mailbox_of
from people.person_fields import LONGEST_NAME, AddressField, NameField, TidyField
from sessions.models import ManagerPermission
from sessions.permission import Asked

How = ManagerPermission.How


class DeclaresPermission(GovukForm):
    """The booker says that the manager agrees."""

    manager_agrees = forms.BooleanField(
        label=_("My manager agrees to me coming"),
        error_messages={"required": _("Ask your manager first, then tick that they agree")},
    )

    def wish(self):
        return super().wish() | {"asked": Asked(How.DECLARED)}


class NamesManager(GovukForm):
    """The booker says whom to ask."""

    manager_name = NameField(
        label=_("Your manager's name"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput({"dir": "auto", "autocomplete": "off"}),
        error_messages={"required": _("Enter your manager's name")},
    )
    manager_email = AddressField(
        label=_("Your manager's e-mail"),
        max_length=254,
        help_text=_("We ask them whether you may come, and hold your place until they answer."),
        widget=forms.EmailInput({"autocomplete": "off"}),
        error_messages={"required": _("Enter your manager's e-mail address, like name@example.org")},
    )

    def clean(self):
        """Demand another address than the booker's own, with or without a plus sign's addition."""
        super().clean()
        said = self.cleaned_data
        own = said.get("email") or said.get("contact") or ""
        if said.get("manager_email") and mailbox_of(said["manager_email"]) == mailbox_of(own):
            self.add_error("manager_email", _("Enter your manager's own e-mail address, not yours"))

    def wish(self):
        said = self.cleaned_data
        asked = Asked(How.ASKED, manager_name=said["manager_name"], manager_email=said["manager_email"])
        return super().wish() | {"asked": asked}


class NamesManagerUnlessExempt(NamesManager):
    """Some have nobody to ask: a volunteer, a head of service, somebody who works alone. They say so instead."""

    why_exempt = TidyField(
        label=_("You have no manager? Say why"),
        max_length=200,
        required=False,
        help_text=_("Such as: I am a volunteer, or I run the organisation. Then leave the manager empty."),
        widget=forms.TextInput({"dir": "auto"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.data.get(self.add_prefix("why_exempt"), "").strip():
            self.fields["manager_name"].required = self.fields["manager_email"].required = False

    def clean(self):
        super().clean()
        said = self.cleaned_data
        if said.get("why_exempt") and (said.get("manager_name") or said.get("manager_email")):
            self.add_error("why_exempt", _("Name your manager, or say why you have none, but not both"))

    def wish(self):
        wish = super().wish()
        if why := self.cleaned_data["why_exempt"]:
            wish["asked"] = Asked(How.EXEMPT, why_exempt=why)
        return wish


def asking_for_permission(form_class, *, terms):
    """Return a booking form that also asks what the terms want to know about a manager's permission."""
    if terms is None or terms.permission == BookingTerms.Permission.NOT_ASKED:
        return form_class
    if terms.permission == BookingTerms.Permission.DECLARED:
        return joined(form_class, asks=DeclaresPermission)
    return joined(form_class, asks=NamesManagerUnlessExempt if terms.exempts_without_manager else NamesManager)


@cache
def joined(form_class, *, asks):
    """Return a form with the questions of both; what somebody needs to take part stays last."""
    order = [name for name in form_class.base_fields if name != "access_needs"]
    return type(form_class)(
        f"{asks.__name__}{form_class.__name__}",
        (asks, form_class),
        {"field_order": [*order, *asks.base_fields, "access_needs"]},
    )


class DeclineForm(GovukForm):
    """Why somebody may not come; they read it."""

    reason = TidyField(
        label=_("Why not?"),
        max_length=300,
        help_text=_(
            "Your colleague reads this. A few words are enough, such as: nobody can stand in for you that day."
        ),
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
        error_messages={"required": _("Say in a few words why not")},
    )
