"""Wires the annual report into the back office."""

from django.urls import path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from reports import publishing_views, views, worklist_views


@hooks.register("register_admin_urls")
def register_report_pages():
    return [
        path("reports/annual/", views.annual, name="annual_report"),
        path("reports/figure/", views.figure, name="figure_behind"),
        path("reports/words/", publishing_views.words, name="report_words"),
        path("reports/missing/", worklist_views.missing, name="missing_figures"),
        path("reports/sign-off/", publishing_views.sign, name="sign_off"),
        path("reports/signed-off/", publishing_views.signed_off, name="signed_off"),
        path("reports/signed-off/<int:pk>/", publishing_views.signed_off_report, name="signed_off_report"),
        path("reports/signed-off/file/<int:pk>/", publishing_views.published_file, name="published_file"),
    ]


class AnnualReportMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm(views.MAY_READ)


@hooks.register("register_reports_menu_item")
def register_annual_report():
    return AnnualReportMenuItem(
        _("Annual report"), reverse_lazy("annual_report"), name="annual-report", icon_name="table", order=10
    )


@hooks.register("register_reports_menu_item")
def register_missing_figures():
    return AnnualReportMenuItem(
        _("Missing figures"), reverse_lazy("missing_figures"), name="missing-figures", icon_name="warning", order=9
    )


@hooks.register("construct_homepage_panels", order=10)
def show_what_is_missing(request, panels):
    if request.user.has_perm(views.MAY_READ):
        panels.append(worklist_views.MissingPanel())


class SignedOffMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm(publishing_views.MAY_SEE)


@hooks.register("register_reports_menu_item")
def register_signed_off():
    return SignedOffMenuItem(_("Signed off"), reverse_lazy("signed_off"), name="signed-off", icon_name="lock", order=11)


@hooks.register("register_log_actions")
def register_acts(actions):
    actions.register_action(
        "muster.report.signed_off", _("Sign a report off"), _("The report of a period was signed off")
    )


@hooks.register("register_permissions")
def register_right_to_read():
    from django.contrib.auth.models import Permission

    given = ["view_annualreport", "view_signoff", "add_signoff", "change_editedsentence"]
    return Permission.objects.filter(content_type__app_label="reports", codename__in=given)
