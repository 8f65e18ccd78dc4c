"""What officers do about certificates: revoke one, issue it anew, hand it out, print one or many."""

from django.db import transaction
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView, View
from wagtail.admin import messages

from people.models import Organisation
from sessions.certificate_files import KEPT, ask_for_file, file_for, path_of, to_print
from sessions.certificates import MOST_AT_ONCE, pdf_of
from sessions.certifying import hand_out, hand_out_all, reissue, revoke
from sessions.forms.certificates import ReissueForm, RevokeForm
from sessions.models import Certificate
from sessions.refusals import NothingToPrint, Refusal
from sessions.tasks import make_files_soon
from sessions.views.certificates import offer_pdf
from sessions.viewsets.pages import SessionButton, SessionForm, SessionPage
from sessions.visibility import plans_sessions, session_for

LONGEST_KEY = 18  # digits; a larger number fits no column
RELATED = ("attendance__delegate", "attendance__organisation", "attendance__session", "attendance__badge")


def certificate_for(user, pk):
    """Return a certificate that a member of staff may change; for anybody else there is none."""
    if not (plans_sessions(user) and user.has_perm("training_sessions.change_certificate")):
        raise Http404
    return get_object_or_404(Certificate.objects.select_related(*RELATED, "attendance__session__course"), pk=pk)


def prints_certificates(user):
    """Whether a member of staff may have the certificates of others as a file."""
    return plans_sessions(user) and user.has_perm("training_sessions.view_certificate")


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
    form_class = RevokeForm
    button = _("Revoke the certificate")
    is_dangerous = True
    done = _("The certificate is revoked. Whoever checks its code is told so.")

    def lead(self):
        facts = {"name": self.certificate.name_printed, "course": self.certificate.course_title}
        return [
            _("%(name)s can no longer prove with it that they attended %(course)s.") % facts,
            _("They are told that it is no longer valid, where they have it and gave an e-mail address."),
            _("Finishing the session anew does not issue another. Issue it anew here if this was a mistake."),
        ]

    def carry_out(self, form):
        revoke(self.certificate, **form.cleaned_data, by=self.request.user)


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
    """All certificates of a session that were handed out and are valid, or those of one organisation, as one file.

    A few are there at once; of more a file is asked for by POST, and made by the worker.
    """

    def dispatch(self, request, pk):
        if not prints_certificates(request.user):
            raise Http404
        self.session = session_for(request.user, pk)
        try:
            return super().dispatch(request, pk)
        except NothingToPrint as refusal:
            messages.error(request, str(refusal))
            return redirect("sessions:inspect", pk)

    def get(self, request, pk):
        return offer_pdf(pdf_of(to_print(self.session, organisation=self.chosen(request.GET))), name="certificates")

    def post(self, request, pk):
        chosen = self.chosen(request.POST)
        if to_print(self.session, organisation=chosen).count() <= MOST_AT_ONCE:
            return redirect(reverse("certificates:file", args=[pk]) + f"?organisation={chosen.pk if chosen else ''}")
        file = ask_for_file(self.session, organisation=chosen, by=request.user)
        transaction.on_commit(make_files_soon, robust=True)
        return redirect("certificates:files", file.pk)

    def chosen(self, said):
        return organisation_of(said.get("organisation", ""))


def organisation_of(key):
    """Return the organisation that was chosen, or None for all of them; of what cannot be one nothing is printed."""
    if not key:
        return None
    is_key = key.isascii() and key.isdigit() and len(key) <= LONGEST_KEY
    organisation = Organisation.objects.filter(pk=key).first() if is_key else None
    if organisation is None:
        raise NothingToPrint
    return organisation


class PreparedFileView(SessionPage, TemplateView):
    """How far a file is that somebody asked for. Nobody else sees that there is one."""

    page_title = _("Certificates as one file")
    template_name = "sessions/admin/certificate_file.html"

    def find(self, pk):
        self.file = prepared_for(self.request.user, pk)
        return super().find(self.file.session_id)

    def get_context_data(self, **kwargs):
        return super().get_context_data(file=self.file, until=self.file.asked_at + KEPT, **kwargs)


class FetchFileView(View):
    """The file itself, once it is made."""

    def get(self, request, pk):
        file = prepared_for(request.user, pk)
        if not file.is_ready:
            raise Http404
        path = path_of(file)
        try:
            opened = path.open("rb")
        except FileNotFoundError as gone:
            raise Http404 from gone
        name = f"certificates{path.suffix}"
        return FileResponse(opened, filename=name, headers={"Cache-Control": "no-store, private"})


def prepared_for(user, pk):
    file = file_for(user, pk) if prints_certificates(user) else None
    if file is None:
        raise Http404
    return file


class HandOutAllView(SessionButton):
    """Gives everybody the certificate that waits for their evaluation, in one press."""

    done = _("They have their certificates now. Whoever gave an e-mail address is told.")

    def carry_out(self):
        if not self.request.user.has_perm("training_sessions.change_certificate"):
            raise Http404
        hand_out_all(self.session, by=self.request.user)
