"""What officers do about certificates: revoke one, issue it anew, hand it out, print one or many."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from wagtail.admin import messages

from sessions.certificates import pdf_of
from sessions.certifying import hand_out, reissue, revoke
from sessions.forms.certificates import ReissueForm
from sessions.forms.officer import ReasonForm
from sessions.models import Certificate
from sessions.refusals import NothingToPrint, Refusal
from sessions.views.certificates import offer_pdf
from sessions.viewsets.pages import SessionForm
from sessions.visibility import plans_sessions, session_for

LONGEST_KEY = 18  # digits; a larger number fits no column
RELATED = ("attendance__delegate", "attendance__organisation", "attendance__session", "attendance__badge")


def certificate_for(user, pk):
    """Return a certificate that a member of staff may change; for anybody else there is none."""
    if not (plans_sessions(user) and user.has_perm("training_sessions.change_certificate")):
        raise Http404
    return get_object_or_404(Certificate.objects.select_related(*RELATED, "attendance__session__course"), pk=pk)


class CertificateForm(SessionForm):
    """A page with one form about `self.certificate`."""

    template_name = "sessions/admin/certificate_act.html"

    def dispatch(self, request, *args, **kwargs):
        self.certificate = certificate_for(request.user, kwargs["pk"])
        return super().dispatch(request, *args, **kwargs | {"pk": self.certificate.attendance.session_id})

    def get_success_url(self):
        return reverse("certificates:inspect", args=[self.certificate.pk])

    def get_context_data(self, **kwargs):
        return super().get_context_data(certificate=self.certificate, **kwargs)


class RevokeView(CertificateForm):
    page_title = _("Revoke the certificate")
    form_class = ReasonForm
    button = _("Revoke the certificate")
    is_dangerous = True
    done = _("The certificate is revoked. Whoever checks its code is told so.")

    def lead(self):
        facts = {"name": self.certificate.name_printed, "course": self.certificate.course_title}
        return [
            _("%(name)s can no longer prove with it that they attended %(course)s. They are not written to.") % facts,
            _("Finishing the session anew does not issue another. Issue it anew here if this was a mistake."),
        ]

    def carry_out(self, form):
        revoke(self.certificate, reason=form.cleaned_data["reason"], by=self.request.user)


class ReissueView(CertificateForm):
    page_title = _("Issue it anew")
    form_class = ReissueForm
    button = _("Issue it anew")
    done = _("A new certificate is issued. Whoever it is for will be told, where they gave an e-mail address.")

    def lead(self):
        return [_("It gets a new check code. Whoever checks the old one is told that it was replaced or revoked.")]

    def get_initial(self):
        return {"name": self.certificate.name_printed}

    def carry_out(self, form):
        self.certificate = reissue(self.certificate, name=form.cleaned_data["name"], by=self.request.user)


class HandOutView(View):
    """Gives somebody a certificate that waits for their evaluation. Nothing happens by GET."""

    def get(self, request, pk):
        return redirect("certificates:inspect", pk)

    def post(self, request, pk):
        try:
            hand_out(certificate_for(request.user, pk), by=request.user)
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("They have their certificate now."))
        return redirect("certificates:inspect", pk)


class OneFileView(View):
    """One certificate as its holder gets it."""

    def get(self, request, pk):
        certificate = certificate_for(request.user, pk)
        if certificate.is_forgotten:
            raise Http404
        return offer_pdf(pdf_of([certificate]), name="certificate")


class FileView(View):
    """All certificates of a session that were handed out and are valid, or those of one organisation, as one file."""

    def get(self, request, pk):
        if not plans_sessions(request.user):
            raise Http404
        session = session_for(request.user, pk)
        chosen = chosen_of(handed_out_in(session), organisation=request.GET.get("organisation", ""))
        try:
            return offer_pdf(pdf_of(chosen.order_by("name_printed", "pk")), name="certificates")
        except NothingToPrint as refusal:
            messages.error(request, str(refusal))
            return redirect("sessions:inspect", session.pk)


def chosen_of(certificates, *, organisation):
    """Return those of one organisation; of what cannot be the key of one there are none, and "" chooses all."""
    if not organisation:
        return certificates
    is_key = organisation.isascii() and organisation.isdigit() and len(organisation) <= LONGEST_KEY
    return certificates.filter(attendance__organisation=organisation) if is_key else certificates.none()


def handed_out_in(session):
    """Return the certificates of a session that can be printed for others."""
    valid = Certificate.objects.valid().handed_out().exclude(name_printed="")
    return valid.filter(attendance__session=session)
