"""The back office's screens for authorities' policies. Drivers and confirmations have none: see `licensing.wall`."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList

from design.words import say_full_date
from licensing.models import Policy
from licensing.validity import say_validity
from people.back_office import OfficeViewSet, shown, yes_or_no


class PolicyForm(WagtailAdminModelForm):
    """A policy that confirmations rest on is not reworded: a new one begins on the day the rules change."""

    def clean(self):
        facts = super().clean()
        if self.changed_data and self.instance.pk and self.instance.confirmations.exists():
            raise forms.ValidationError(
                _("Drivers have been confirmed under this policy. Add a new one from the day the rules change.")
            )
        if facts.get("test_pass_mark") and facts["test_pass_mark"] > 100:
            self.add_error("test_pass_mark", _("A pass mark is at most 100 per cent."))
        return facts


def how_long(policy):
    """Say in a few words how long training counts under a policy."""
    if policy.validity == Policy.Validity.MONTHS:
        return _("%(months)s months") % {"months": policy.validity_months}
    if policy.validity == Policy.Validity.DEADLINE:
        return _("Needed by %(date)s") % {"date": say_full_date(policy.deadline)}
    return say_validity(policy, until=None)


class PolicyViewSet(OfficeViewSet):
    model = Policy
    name = "policies"
    icon = "clipboard-list"
    menu_label = _("Licensing policies")
    menu_order = 320
    add_to_settings_menu = True
    related = ("authority",)
    list_display = [
        shown(_("Authority"), "authority", sort_key="authority__name"),
        "starts_on",
        shown(_("Training counts"), how_long),
        yes_or_no(_("Full attendance needed"), "needs_full_attendance"),
        yes_or_no(_("Test needed"), "needs_test"),
    ]
    list_filter = ["authority", "validity"]
    edit_handler = ObjectList(
        [
            FieldPanel("authority"),
            FieldPanel(
                "starts_on", help_text=_("It decides for sessions whose last day is this day or later, until the next.")
            ),
            MultiFieldPanel(
                [FieldPanel("validity"), FieldRowPanel([FieldPanel("validity_months"), FieldPanel("deadline")])],
                heading=_("How long training counts"),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("needs_full_attendance"),
                    FieldRowPanel([FieldPanel("needs_test"), FieldPanel("test_pass_mark")]),
                ],
                heading=_("What a driver must have done"),
            ),
        ],
        base_form_class=PolicyForm,
    )
