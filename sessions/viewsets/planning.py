"""The page on which sessions are planned."""

from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from design.words import say_date
from sessions.asking import organisation_of
from sessions.forms.planning import Plan, PlanForm, with_more_rows
from sessions.models import SessionStatus, TrainingRequest, TrainingSession
from sessions.refusals import CannotChange
from sessions.repeating import bank_holiday
from sessions.viewsets.wording import say_when_told

__all__ = ["PlanForm", "PlanView"]


class PlanView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """One form for one session, a session of several days, or a series."""

    model = TrainingSession
    permission_required = "add"
    page_title = _("Plan sessions")
    header_icon = "date"
    template_name = "sessions/admin/plan.html"
    index_url_name = None

    def get_breadcrumbs_items(self):
        index = {"url": reverse("sessions:index"), "label": _("Sessions")}
        return [*super().get_breadcrumbs_items(), index, {"url": "", "label": self.page_title}]

    def get(self, request, *args, **kwargs):
        asked = request_to_plan(request.GET.get("request", ""))
        return self.show(Plan(initial=as_planned(asked) if asked else {"course": request.GET.get("course")}))

    def post(self, request, *args, **kwargs):
        for prefix in ("days", "slots"):
            if f"more-{prefix}" in request.POST:
                return self.show(Plan(with_more_rows(request.POST, prefix=prefix)))
        plan = Plan(request.POST)
        if not plan.is_valid():
            if not plan.warned.clashes:
                messages.error(request, _("Nothing has been planned yet. Look at the fields marked below."))
            return self.show(plan)
        try:
            return self.carry_out(plan)
        except CannotChange as refusal:  # somebody else answered the request meanwhile
            messages.error(request, str(refusal))
            return self.show(plan)

    def show(self, plan):
        asked = request_to_plan(plan.main["request"].value())
        return self.render_to_response(self.get_context_data(plan=plan, form=plan.main, asked=asked))

    def carry_out(self, plan):
        sessions = plan.carry_out(by=self.request.user)
        said = ngettext("%(number)s session is planned.", "%(number)s sessions are planned.", len(sessions))
        messages.success(self.request, said % {"number": len(sessions)})
        for day in plan.left_out:
            facts = {"date": say_date(day), "name": bank_holiday(day)}
            messages.warning(self.request, _("No session on %(date)s, a bank holiday (%(name)s).") % facts)
        if sessions[0].status == SessionStatus.DRAFT:
            said = ngettext(
                "It is a draft: nobody but staff sees it until you open it.",
                "They are drafts: nobody but staff sees them until you open each.",
                len(sessions),
            )
            messages.warning(self.request, said)
        if plan.main.cleaned_data["request"]:
            messages.success(self.request, say_when_told(sessions[0]))
        if sessions[0].is_by_headcount:
            messages.warning(self.request, _("It is recorded by headcount: nobody books or signs in by name."))
        if len(sessions) == 1:
            return HttpResponseRedirect(reverse("sessions:inspect", args=[sessions[0].pk]))
        return HttpResponseRedirect(reverse("series:inspect", args=[sessions[0].series_id]))


def request_to_plan(pk):
    """Return the request that a plan answers, or None; nonsense in the address is none."""
    found = TrainingRequest.objects.select_related("organisation", "course__audience", "audience")
    return found.filter(pk=pk).first() if str(pk or "").isdecimal() and len(str(pk)) < 12 else None


def as_planned(asked):
    """Return what a request says of the session that is to answer it. Nobody else is invited, so it is not listed."""
    return {
        "request": asked.pk,
        "course": asked.course_id,
        "area": asked.area_id,
        "language": asked.language,
        "capacity": asked.people,
        "host": organisation_of(asked),
        "host_contact_name": asked.contact_name,
        "host_contact_email": asked.contact_email,
        "host_contact_phone": asked.contact_phone,
        "is_listed": False,
    }
