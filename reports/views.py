"""Reports in the back office: choose one, read it, open its figures, take it away as a file."""

from django.http import HttpResponse
from django.shortcuts import render
from wagtail.admin.auth import permission_required

from reports.choosing import ChooseReportForm
from reports.files import FORMATS, name_of_file
from reports.making import make_report

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
    return render(request, "reports/admin/annual.html", {"form": form, "report": report, "formats": FORMATS})


def as_file(report, *, ending):
    chosen = FORMATS[ending]
    response = HttpResponse(chosen.write(report), content_type=chosen.content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name_of_file(report, ending=ending)}"'
    response.headers["Cache-Control"] = "no-store, private"
    return response
