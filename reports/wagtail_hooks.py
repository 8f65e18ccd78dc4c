"""Wires the annual report into the back office."""

from django.urls import path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from reports import publishing_views, views, worklist_views
from reports.board_viewsets import BoardsGroup
from reports.demonstration import load_records_for_boards
from reports.panels import DashboardPanel
from reports.reach_viewset import ReachViewSet
from reports.viewsets import ReportScheduleViewSet


@hooks.register("register_admin_urls")
def register_report_pages():
    return [
        path("reports/annual/", views.annual, name="annual_report"),
        path("reports/dashboard/", views.dashboard, name="dashboard"),
        path("reports/figure/", views.figure, name="figure_behind"),
        path("reports/words/", publishing_views.words, name="report_words"),
        path("reports/missing/", worklist_views.missing, name="missing_figures"),
        path("reports/sign-off/", publishing_views.sign, name="sign_off"),
        path("reports/signed-off/", publishing_views.signed_off, name="signed_off"),
        path("reports/signed-off/<int:pk>/", publishing_views.signed_off_report, name="signed_off_report"),
        path("reports/signed-off/file/<int:pk>/", publishing_views.published_file, name="published_file"),
    ]


@hooks.register("register_admin_viewset")
def register_records_for_boards():
    return BoardsGroup()


hooks.register("muster_demonstration", load_records_for_boards)


class AnnualReportMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm(views.MAY_READ)


@hooks.register("register_reports_menu_item")
def register_annual_report():
    return AnnualReportMenuItem(
        _("Annual report"), reverse_lazy("annual_report"), name="annual-report", icon_name="table", order=10
    )


@hooks.register("register_admin_viewset")
def register_reach():
    return ReachViewSet()


@hooks.register("register_reports_menu_item")
def register_reach_in_menu():
    return AnnualReportMenuItem(_("Reach"), reverse_lazy("reach:index"), name="reach", icon_name="site", order=12)


@hooks.register("register_reports_menu_item")
def register_dashboard():
    return AnnualReportMenuItem(
        _("Dashboard"), reverse_lazy("dashboard"), name="dashboard", icon_name="clipboard-list", order=5
    )


@hooks.register("construct_homepage_panels", order=100)
def link_dashboard(request, panels):
    if request.user.has_perm(views.MAY_READ):
        panels.append(DashboardPanel())


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


@hooks.register("register_admin_viewset")
def register_schedules():
    return ReportScheduleViewSet(add_to_settings_menu=True)


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
