"""The page of what is missing or doubtful before a period is signed off, and its panel on the first page."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.auth import permission_required
from wagtail.admin.ui.components import Component

from design.words import LONDON
from reports.choosing import ChooseReportForm
from reports.counting import span_of
from reports.making import ANNUAL
from reports.periods import year_of
from reports.signing_off import standing
from reports.views import MAY_READ
from reports.worklist import number_to_mend, worklist_of


class ChoosePeriodForm(ChooseReportForm):
    """Which report of which period; whom it is for and what stands beside it make no difference here."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["reader"], self.fields["beside"]


@permission_required(MAY_READ)
def missing(request):
    """List what is to be mended in a period, by default the year in progress."""
    form = ChoosePeriodForm(request.GET)
    if not form.is_valid():
        return render(request, "reports/admin/missing.html", {"form": form}, status=400)
    period, name = form.cleaned_data["period"], form.cleaned_data["name"] or ANNUAL
    today = timezone.localdate(timezone=LONDON)
    words = {"form": form, "period": period, "worklist": worklist_of(span_of(period, today=today))}
    words |= {"is_over": period.is_over(today=today), "signed": standing(period, name=name)}
    return render(request, "reports/admin/missing.html", words | {"query": request.GET.urlencode()})


class MissingPanel(Component):
    """How many sessions of the year in progress lack a figure or a row, with the way to the whole list."""

    name = "missing_figures"
    template_name = "reports/admin/panel_missing.html"
    order = 21

    def get_context_data(self, parent_context):
        today = timezone.localdate(timezone=LONDON)
        span = span_of(year_of(today), today=today)
        return {"how_many": number_to_mend(span), "list_url": reverse("missing_figures")}
