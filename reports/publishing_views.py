"""Signing a period off, its published files, its revisions, and the words of its sentences."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.auth import permission_required

from reports.choosing import ChooseReportForm
from reports.document import Reader
from reports.files import FORMATS
from reports.making import Asked, make_report
from reports.models import PublishedFile, SignOff
from reports.signing_off import CannotSignOff, changed_since, revise, sign_off, standing
from reports.wording import SentenceForm, edit_sentence
from reports.worklist import worklist_of

MAY_SIGN, MAY_SEE, MAY_WORD = "reports.add_signoff", "reports.view_signoff", "reports.change_editedsentence"


class RevisionForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why the figures changed"),
        max_length=300,
        help_text=gettext_lazy("Printed with the report. Name no person."),
    )


@permission_required(MAY_SEE)
def signed_off(request):
    """List what was signed off, the latest period first."""
    return render(request, "reports/admin/signed_off.html", {"sign_offs": SignOff.objects.all()})


@permission_required(MAY_SIGN)
def sign(request):
    """Ask before freezing the period that the address names, as the report's own page does; then freeze it."""
    form = ChooseReportForm(request.GET)
    if not form.is_valid():
        return redirect("annual_report")
    asked = form.asked()
    if earlier := standing(asked.period, name=asked.name):
        return redirect("signed_off_report", earlier.pk)
    report = make_report(Asked(asked.period, name=asked.name))
    words = {"report": report, "query": request.GET.urlencode(), "worklist": worklist_of(report.counted)}
    if request.method != "POST":
        return render(request, "reports/admin/sign.html", words)
    try:
        made = sign_off(asked.period, name=asked.name, by=request.user)
    except CannotSignOff as refusal:
        return render(request, "reports/admin/sign.html", words | {"refusal": refusal}, status=409)
    messages.success(request, _("%(report)s is signed off. Its files are kept below.") % {"report": made})
    return redirect("signed_off_report", made.pk)


@permission_required(MAY_SEE)
def signed_off_report(request, pk):
    """Show a sign-off with its files, what has changed since, and the form that revises it."""
    made = get_object_or_404(SignOff, pk=pk)
    latest = standing(made.period, name=made.name)
    form = RevisionForm(request.POST or None)
    words = {"sign_off": made, "latest": latest, "form": form, "reports": made.reports.prefetch_related("files")}
    words |= {"purposes": {ending: chosen.purpose for ending, chosen in FORMATS.items()}}
    if request.method == "POST" and request.user.has_perm(MAY_SIGN) and form.is_valid():
        try:
            revised = revise(made, reason=form.cleaned_data["reason"], by=request.user)
        except CannotSignOff as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Revised. The earlier files are kept too."))
            return redirect("signed_off_report", revised.pk)
    changes = changed_since(made) if made == latest else None
    return render(request, "reports/admin/signed_off_report.html", words | {"changes": changes})


@permission_required(MAY_SEE)
def published_file(request, pk):
    """Hand a published file over, byte for byte."""
    kept = get_object_or_404(PublishedFile, pk=pk)
    response = HttpResponse(bytes(kept.content), content_type=FORMATS[kept.ending].content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{kept.name}"'
    response.headers["Cache-Control"] = "no-store, private"
    return response


@permission_required(MAY_WORD)
def words(request):
    """Show the sentences of a report, each in a form of its own row; nothing is saved while one of them is wrong."""
    choose = ChooseReportForm(request.GET)
    if not choose.is_valid():
        return redirect("annual_report")
    asked = choose.asked()
    report = make_report(Asked(asked.period, name=asked.name, reader=Reader.BOARD))
    sentences = [sentence for section in report.sections for sentence in section.sentences]
    rows = [
        (each, SentenceForm(request.POST or None, sentence=each, prefix=each.key, initial={"words": each.words}))
        for each in sentences
    ]
    if request.method == "POST" and all(form.is_valid() for _sentence, form in rows):
        for sentence, form in rows:
            if form.cleaned_data["words"] != sentence.words:
                edit_sentence(
                    asked.period, name=asked.name, key=sentence.key, words=form.cleaned_data["words"], by=request.user
                )
        messages.success(request, _("The sentences are saved."))
        return redirect(reverse("annual_report") + "?" + request.GET.urlencode())
    return render(
        request, "reports/admin/words.html", {"report": report, "rows": rows, "query": request.GET.urlencode()}
    )
