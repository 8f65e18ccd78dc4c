"""The list of certificates, each one's page, and files of many for an employer."""

import django_filters
from django import forms
from django.db.models import Count
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import TitleColumn

from courses.models import Course
from design.words import say_in_short
from people.back_office import OfficeIndexView, OfficeInspectView, OfficeViewSet, shown
from people.keys import read_code
from people.models import Organisation
from sessions.certificate_files import to_print
from sessions.certificates import MOST_AT_ONCE, in_fours
from sessions.certifying import can_stand_again
from sessions.evaluations import answers_until
from sessions.models import Certificate, TrainingSession
from sessions.verifying import Standing, standing_of
from sessions.viewsets.acting_on_certificates import (
    RELATED,
    FetchFileView,
    FileView,
    HandOutAllView,
    HandOutView,
    OneFileView,
    PreparedFileView,
    ReissueView,
    RevokeView,
)

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
    return say_in_short(certificate.issued_at)


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


def certificates_in_short(session):
    """Return how many of a session's certificates can be printed, and whose, and how many wait; None without any."""
    if not session.is_finished or session.is_by_headcount:
        return None
    parts = to_print(session).order_by().values_list("attendance__organisation").annotate(Count("pk"))
    numbers = dict(parts)
    number = sum(numbers.values())
    named = Certificate.objects.valid().filter(attendance__session=session).exclude(name_printed="")
    waiting = named.count() - number
    if not (number or waiting):
        return None
    organisations = Organisation.objects.filter(pk__in=[pk for pk in numbers if pk]).order_by("name")
    choices = [(each, numbers[each.pk]) for each in organisations]
    until = answers_until([session]).get(session.pk) if waiting else None
    words = {"waiting": waiting, "answered_until": until}
    return words | {"number": number, "organisations": choices, "is_large": number > MOST_AT_ONCE}


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
            path("files/<int:pk>/", PreparedFileView.as_view(), name="files"),
            path("files/<int:pk>/pdf/", FetchFileView.as_view(), name="fetch"),
            path("hand-out-all/<int:pk>/", HandOutAllView.as_view(), name="hand_out_all"),
        ]

    def get_common_view_kwargs(self, **kwargs):
        left_out = dict.fromkeys(("add_url_name", "edit_url_name", "delete_url_name", "usage_url_name"))
        return super().get_common_view_kwargs(**left_out | kwargs)
