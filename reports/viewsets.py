"""Screens for what officers set up: who is told of which report."""

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList

from people.back_office import OfficeViewSet
from reports.models import ReportSchedule


def may_read():
    """Return the active accounts that may read reports."""
    reads = Q(groups__permissions__codename="view_annualreport") | Q(is_superuser=True)
    return get_user_model().objects.filter(reads, is_active=True).distinct().order_by("last_name", "email")


class ReportScheduleForm(WagtailAdminModelForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["readers"].queryset = may_read()


class ReportScheduleViewSet(OfficeViewSet):
    model = ReportSchedule
    name = "report-schedules"
    icon = "mail"
    menu_label = _("Reports by e-mail")
    list_display = ["name", "kind", "days_after", "is_active"]
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("name"), FieldPanel("kind")]),
            FieldPanel("days_after"),
            FieldPanel("readers", widget=forms.CheckboxSelectMultiple),
            FieldPanel("is_active"),
        ],
        base_form_class=ReportScheduleForm,
    )
