"""Wires the annual report into the back office."""

from django.urls import path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from reports import views


@hooks.register("register_admin_urls")
def register_report_pages():
    return [
        path("reports/annual/", views.annual, name="annual_report"),
        path("reports/figure/", views.figure, name="figure_behind"),
    ]


class AnnualReportMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm(views.MAY_READ)


@hooks.register("register_reports_menu_item")
def register_annual_report():
    return AnnualReportMenuItem(
        _("Annual report"), reverse_lazy("annual_report"), name="annual-report", icon_name="table", order=10
    )


@hooks.register("register_permissions")
def register_right_to_read():
    from django.contrib.auth.models import Permission

    return Permission.objects.filter(content_type__app_label="reports", codename="view_annualreport")
