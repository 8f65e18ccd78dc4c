"""What a booking form asks about a manager's permission, where the terms do; and the form of a manager's answer."""

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.models import BookingTerms
from design.forms import GovukForm
from people.keys import email_key
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
        required=False,
        widget=forms.TextInput({"dir": "auto", "autocomplete": "off"}),
    )
    manager_email = AddressField(
        label=_("Your manager's e-mail"),
        max_length=254,
        required=False,
        help_text=_("We ask them whether you may come, and hold your place until they answer."),
        widget=forms.EmailInput({"autocomplete": "off"}),
    )

    def clean(self):
        super().clean()
        if self.says_nobody_to_ask:
            return
        if "manager_name" not in self.errors and not self.cleaned_data.get("manager_name"):
            self.add_error("manager_name", _("Enter your manager's name"))
        if "manager_email" not in self.errors:
            self.check_address()

    @property
    def says_nobody_to_ask(self):
        return False

    def check_address(self):
        """Demand an address, and another than the booker's own, with or without a plus sign's addition."""
        typed = self.cleaned_data.get("manager_email")
        own = self.cleaned_data.get("email") or self.cleaned_data.get("contact") or ""
        if not typed:
            self.add_error("manager_email", _("Enter your manager's e-mail address, like name@example.org"))
        elif mailbox_of(typed) == mailbox_of(own):
            self.add_error("manager_email", _("Enter your manager's own e-mail address, not yours"))

    def wish(self):
        said = self.cleaned_data
        asked = Asked(How.ASKED, manager_name=said["manager_name"], manager_email=said["manager_email"])
        return super().wish() | {"asked": asked}


class NamesManagerUnlessExempt(NamesManager):
    """Some have nobody to ask: a volunteer, a head of service, somebody who works alone."""

    has_no_manager = forms.BooleanField(label=_("I have no manager"), required=False)
    why_exempt = TidyField(
        label=_("If you have no manager, why?"),
        max_length=200,
        required=False,
        help_text=_("Such as: I am a volunteer, or I run the organisation."),
        widget=forms.TextInput({"dir": "auto"}),
    )

    @property
    def says_nobody_to_ask(self):
        return bool(self.cleaned_data.get("has_no_manager"))

    def clean(self):
        super().clean()
        if self.says_nobody_to_ask and "why_exempt" not in self.errors and not self.cleaned_data.get("why_exempt"):
            self.add_error("why_exempt", _("Say in a few words why you have no manager"))

    def wish(self):
        wish = super().wish()
        if self.says_nobody_to_ask:
            wish["asked"] = Asked(How.EXEMPT, why_exempt=self.cleaned_data["why_exempt"])
        return wish


def mailbox_of(address):
    mailbox, _at, domain = email_key(address).rpartition("@")
    return f"{mailbox.partition('+')[0]}@{domain}"


def asking_for_permission(form_class, *, terms):
    """Return a booking form that also asks what the terms want to know about a manager's permission."""
    if terms is None or terms.permission == BookingTerms.Permission.NOT_ASKED:
        return form_class
    asks = DeclaresPermission
    if terms.permission == BookingTerms.Permission.APPROVED:
        asks = NamesManagerUnlessExempt if terms.exempts_without_manager else NamesManager
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
