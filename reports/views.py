"""Reports in the back office: choose one, read it, open its figures, take it away as a file."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from wagtail.admin.auth import permission_required

from design.words import LONDON
from reports.charts import charts_in
from reports.choosing import ChooseReportForm
from reports.dashboard import dashboard as made_dashboard
from reports.explaining import BehindForm, explain
from reports.figuring import attended_of
from reports.files import FORMATS, name_of_file
from reports.making import make_report
from reports.signing_off import standing

MAY_READ = "reports.view_annualreport"


@permission_required(MAY_READ)
def annual(request):
    """Show the report asked for, by default of the year in progress; `format` hands it over as a file."""
    form = ChooseReportForm(request.GET)
    if not form.is_valid():
        return render(request, "reports/admin/annual.html", {"form": form}, status=400)
    report = make_report(form.asked())
    if request.GET.get("format") in FORMATS:
        return as_file(report, ending=request.GET["format"])
    words = {"form": form, "report": report, "formats": FORMATS, "opens_figures": True}
    words["charts"] = charts_in(report)
    words["signed"] = standing(report.period, name=report.name)
    return render(request, "reports/admin/annual.html", words)


@permission_required(MAY_READ)
def figure(request):
    """Show what a figure counts and the sessions behind it; an address that names none says so."""
    form = BehindForm(request.GET)
    if not form.is_valid():
        return render(request, "reports/admin/figure.html", status=400)
    explained = explain(form.behind(), unit=form.cleaned_data["unit"], reader=request.user)
    page = Paginator(explained.sessions, per_page=50).get_page(request.GET.get("p"))
    attended = attended_of(explained.tally, parts=(), span=explained.behind)
    pages = page.paginator.get_elided_page_range(page.number)
    words = {"explained": explained, "page": page, "attended": attended, "elided_page_range": pages}
    return render(request, "reports/admin/figure.html", words)


@permission_required(MAY_READ)
def dashboard(request):
    """Show the year so far, what is ahead and what is missing."""
    return render(request, "reports/admin/dashboard.html", made_dashboard(today=timezone.localdate(timezone=LONDON)))


def as_file(report, *, ending):
    chosen = FORMATS[ending]
    response = HttpResponse(chosen.write(report), content_type=chosen.content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name_of_file(report, ending=ending)}"'
    response.headers["Cache-Control"] = "no-store, private"
    return response
