"""The list of certificates, each one's page, and files of many for an employer."""

import django_filters
from django import forms
from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import TitleColumn

from courses.models import Course
from people.back_office import OfficeIndexView, OfficeInspectView, OfficeViewSet, shown
from people.keys import read_code
from people.models import Organisation
from sessions.certificates import in_fours, pdf_of
from sessions.certifying import can_stand_again, hand_out, reissue, revoke
from sessions.forms.certificates import ReissueForm
from sessions.forms.officer import ReasonForm
from sessions.models import Certificate, TrainingSession
from sessions.refusals import NothingToPrint, Refusal
from sessions.verifying import Standing, standing_of
from sessions.views.certificates import offer_pdf
from sessions.viewsets import wording
from sessions.viewsets.pages import SessionForm
from sessions.visibility import plans_sessions, session_for

RELATED = ("attendance__delegate", "attendance__organisation", "attendance__session", "attendance__badge")
LONGEST_KEY = 18  # digits; a larger number fits no column
STANDINGS = {
    Standing.VALID: _("Valid"),
    Standing.EXPIRED: _("Expired"),
    Standing.REVOKED: _("Revoked"),
    Standing.REPLACED: _("Replaced"),
    Standing.FORGOTTEN: _("Holder erased"),
}


def name_of(certificate):
    return certificate.name_printed or str(STANDINGS[Standing.FORGOTTEN])


def registered_as(certificate):
    """Return the name in the register where another one is printed."""
    name = certificate.attendance.delegate.name
    return "" if name == certificate.name_printed or certificate.is_forgotten else name


def works_at(certificate):
    return certificate.attendance.works_at


def code_of(certificate):
    return in_fours(certificate.code)


def standing(certificate):
    if certificate.status == Certificate.Status.VALID and not certificate.is_handed_out:
        return _("Waits for the evaluation")
    return STANDINGS[standing_of(certificate)]


def issued(certificate):
    return wording.moment_in_short(certificate.issued_at)


class CertificateFilterSet(WagtailFilterSet):
    status = django_filters.MultipleChoiceFilter(label=_("Status"), choices=Certificate.Status.choices)
    held_on = django_filters.DateFromToRangeFilter(label=_("Attended on"), widget=DateRangePickerWidget)
    course = django_filters.ModelChoiceFilter(
        label=_("Course"), field_name="attendance__session__course", queryset=Course.objects.order_by("title")
    )
    session = django_filters.ModelChoiceFilter(
        label=_("Session"),
        field_name="attendance__session",
        queryset=TrainingSession.objects.select_related("course"),
        widget=forms.HiddenInput,  # chosen by a link from the session's page
    )

    class Meta:
        model = Certificate
        fields = ["status", "held_on", "course", "session"]


class CertificateIndexView(OfficeIndexView):
    def get_list_more_buttons(self, instance):
        return []

    def word_anywhere(self, word):
        """Find a code by any part of it, as it is read aloud and typed."""
        found = super().word_anywhere(word)
        return found | type(found)(code__contains=read_code(word)) if read_code(word) else found


class CertificateView(OfficeInspectView):
    """One certificate: whose, how it stands, and what can be done about it."""

    page_title = _("Certificate")
    template_name = "sessions/admin/certificate.html"
    header_more_buttons = []

    def get_fields(self):
        return []

    def rows(self):
        return super().rows().select_related(*RELATED, "attendance__session__course", "replaces", "replaced_by")

    def get_breadcrumbs_items(self):
        index = {"url": reverse("certificates:index"), "label": _("Certificates")}
        return [*self.breadcrumbs_items, index, {"url": "", "label": name_of(self.object)}]

    def get_context_data(self, **kwargs):
        certificate = self.object
        may = self.request.user.has_perm("training_sessions.change_certificate")
        is_valid = certificate.status == Certificate.Status.VALID
        return super().get_context_data(
            certificate=certificate,
            name=name_of(certificate),
            registered_as=registered_as(certificate),
            code=code_of(certificate),
            standing=standing(certificate),
            can_revoke=may and is_valid,
            can_reissue=may and not certificate.is_forgotten and (is_valid or can_stand_again(certificate)),
            can_hand_out=may and is_valid and not certificate.is_handed_out,
            **kwargs,
        )


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
        facts = {"name": name_of(self.certificate), "course": self.certificate.course_title}
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


def certificates_in_short(session):
    """Return how many of a session's certificates can be printed, and whose, and how many wait; None without any."""
    if not session.is_finished or session.is_by_headcount:
        return None
    parts = handed_out_in(session).order_by().values_list("attendance__organisation").annotate(Count("pk"))
    numbers = dict(parts)
    number = sum(numbers.values())
    named = Certificate.objects.valid().filter(attendance__session=session).exclude(name_printed="")
    waiting = named.count() - number
    if not (number or waiting):
        return None
    organisations = Organisation.objects.filter(pk__in=[pk for pk in numbers if pk]).order_by("name")
    choices = [(each, numbers[each.pk]) for each in organisations]
    return {"number": number, "waiting": waiting, "organisations": choices}


class CertificateViewSet(OfficeViewSet):
    """Certificates are issued by finishing a session; here they are found, revoked and issued anew."""

    model = Certificate
    name = "certificates"
    icon = "clipboard-list"
    menu_label = _("Certificates")
    ordering = "-issued_at"
    related = RELATED
    inspect_view_enabled = True
    index_view_class = CertificateIndexView
    inspect_view_class = CertificateView
    inspect_template_name = "sessions/admin/certificate.html"
    filterset_class = CertificateFilterSet
    search_fields = ["name_printed", "attendance__delegate__name", "course_title", "attendance__organisation__name"]
    list_display = [
        TitleColumn(
            "name", label=_("Name"), accessor=name_of, sort_key="name_printed", url_name="certificates:inspect"
        ),
        shown(_("In the register"), registered_as),
        shown(_("Organisation"), works_at),
        shown(_("Course"), "course_title", sort_key="course_title"),
        shown(_("Attended on"), "held_on", sort_key="held_on"),
        shown(_("Valid until"), "valid_until", sort_key="valid_until"),
        shown(_("Status"), standing),
        shown(_("Check code"), code_of),
    ]
    export_columns = (
        (_("Name"), name_of),
        (_("In the register"), registered_as),
        (_("Organisation"), works_at),
        (_("Course"), "course_title"),
        (_("Attended on"), "held_on"),
        (_("Valid until"), "valid_until"),
        (_("Status"), standing),
        (_("Check code"), code_of),
        (_("Issued"), "issued_at"),
        (_("Revoked or replaced"), "ended_at"),
        (_("Reason"), "reason"),
    )
    form_fields = ["status"]  # never shown: the pages that would use it are left out below

    def get_urlpatterns(self):
        kept = {"index", "index_results", "inspect", "history", "history_results"}
        return [
            *[address for address in super().get_urlpatterns() if address.name in kept],
            path("revoke/<int:pk>/", RevokeView.as_view(), name="revoke"),
            path("reissue/<int:pk>/", ReissueView.as_view(), name="reissue"),
            path("hand-out/<int:pk>/", HandOutView.as_view(), name="hand_out"),
            path("pdf/<int:pk>/", OneFileView.as_view(), name="pdf"),
            path("file/<int:pk>/", FileView.as_view(), name="file"),
        ]

    def get_common_view_kwargs(self, **kwargs):
        left_out = dict.fromkeys(("add_url_name", "edit_url_name", "delete_url_name", "usage_url_name"))
        return super().get_common_view_kwargs(**left_out | kwargs)
