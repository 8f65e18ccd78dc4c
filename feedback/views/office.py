"""Feedback in the back office: a session's summary, and the concerns that only the safeguarding lead reads."""

from django.conf import settings
from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from design.addresses import full_address
from feedback.concerns import deal_with
from feedback.models import Concern, FeedbackSettings
from feedback.summaries import summary_of
from sessions.codes import qr_svg
from sessions.visibility import session_for


@require_safe
@permission_required("feedback.view_response", raise_exception=True)
def feedback_summary(request, pk):
    session = session_for(request.user, pk)
    address = shared_address(session)
    code = qr_svg(address, label=_("Code to scan: opens %(address)s") % {"address": address}) if address else ""
    context = {"session": session, "summary": summary_of(session), "address": address, "code": code}
    return render(request, "feedback/admin/summary.html", context)


@require_safe
@permission_required("feedback.view_concern", raise_exception=True)
def feedback_concerns(request):
    concerns = Concern.objects.select_related("session__course", "dealt_with_by").order_by("-state", "-raised_on", "pk")
    context = {"concerns": concerns, "lead": FeedbackSettings.load(), "may_change": may_deal_with(request.user)}
    return render(request, "feedback/admin/concerns.html", context)


@require_POST
@permission_required("feedback.change_concern", raise_exception=True)
def concern_deal_with(request, pk):
    deal_with(get_object_or_404(Concern, pk=pk), by=request.user)
    messages.success(request, _("Marked as dealt with."))
    return redirect("feedback_concerns")


def may_deal_with(user):
    return user.has_perm("feedback.change_concern")


def shared_address(session):
    """Return the one link that everybody at a headcount session shares; by name, each has their own."""
    if not session.is_by_headcount:
        return ""
    with override(settings.LANGUAGE_CODE):
        return full_address("feedback", session.feedback_token)
