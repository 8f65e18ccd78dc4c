"""The annual report in the back office: choose a year, read it, take it away as a file."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from wagtail.admin.auth import permission_required

from reports.choosing import ChooseYearForm
from reports.files import FORMATS, name_of_file
from reports.making import Asked, make_report
from reports.periods import BadPeriod, year_of

MAY_READ = "reports.view_annualreport"


@permission_required(MAY_READ)
def annual(request):
    """Show the year asked for, by default the one in progress; `format` hands it over as a file."""
    form = ChooseYearForm(request.GET or None)
    try:
        period = form.chosen() if form.is_bound else year_of(timezone.localdate())
    except BadPeriod as bad:
        form.add_error("year", str(bad))
        return render(request, "reports/admin/annual.html", {"form": form}, status=400)
    report = make_report(Asked(period))
    if request.GET.get("format") in FORMATS:
        return as_file(report, ending=request.GET["format"])
    words = {"form": form, "report": report, "link_sessions": True}
    return render(request, "reports/admin/annual.html", words)


def as_file(report, *, ending):
    chosen = FORMATS[ending]
    response = HttpResponse(chosen.write(report), content_type=chosen.content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name_of_file(report, ending=ending)}"'
    response.headers["Cache-Control"] = "no-store, private"
    return response
