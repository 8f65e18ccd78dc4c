"""Who was there: by name, or as one number; and the certificate that says so."""

import uuid
from functools import partial

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people.keys import new_code
from people.models import Badge, Delegate, Organisation, OrganisationType, WorksSomewhere
from sessions.models.booking import Booking
from sessions.models.scheduling import Qualifier, TrainingSession


class AttendanceQuerySet(models.QuerySet):
    def present(self):
        """What the register counts: full plus partial attendances."""
        return self.exclude(extent=Attendance.Extent.NONE)


class Attendance(WorksSomewhere, models.Model):
    """One delegate at one session, with the organisation and its type as they were that day.

    `entry_key` makes a replayed sign-in harmless. `feedback_given` is a bare mark: no time, no history, so that nothing
    joins it to an answer.
    """

    class Extent(models.TextChoices):
        FULL = "full", _("Full")
        PARTIAL = "partial", _("Partial")
        NONE = "none", _("None")

    class How(models.TextChoices):
        BOOKED = "booked", _("Signed in, had booked")
        WALKED_IN = "walked_in", _("Signed in without a booking")
        REGISTER = "register", _("Ticked in the register")
        PAPER = "paper", _("Entered from paper")
        IMPORT = "import", _("Import")

    session = models.ForeignKey(
        TrainingSession, verbose_name=_("session"), on_delete=models.PROTECT, related_name="attendances"
    )
    booking = models.OneToOneField(
        Booking, verbose_name=_("booking"), null=True, blank=True, on_delete=models.PROTECT, related_name="attendance"
    )
    delegate = models.ForeignKey(
        Delegate, verbose_name=_("delegate"), on_delete=models.PROTECT, related_name="attendances"
    )
    badge = models.ForeignKey(
        Badge, verbose_name=_("badge"), null=True, blank=True, on_delete=models.PROTECT, related_name="attendances"
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation that day"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="attendances",
    )
    organisation_typed = models.CharField(_("organisation as typed"), max_length=200, blank=True)
    organisation_type = models.ForeignKey(
        OrganisationType,
        verbose_name=_("organisation type that day"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    extent = models.CharField(_("attendance"), max_length=10, choices=Extent, default=Extent.FULL)
    how = models.CharField(_("how recorded"), max_length=20, choices=How)
    signed_in_at = models.DateTimeField(_("signed in"), null=True, blank=True)
    signed_out_at = models.DateTimeField(_("signed out"), null=True, blank=True)
    entry_key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    phone = models.CharField(
        _("phone"),
        max_length=8,
        blank=True,
        editable=False,
        help_text=_("The same for people who signed in on one phone; it says nothing else."),
    )
    feedback_token = models.CharField(max_length=26, unique=True, default=partial(new_code, 26), editable=False)
    feedback_given = models.BooleanField(_("feedback given"), default=False, editable=False)
    test_passed = models.BooleanField(_("test passed"), null=True, blank=True, editable=False)

    wagtail_reference_index_ignore = True
    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "delegate"], name="one_attendance_per_delegate_and_session"),
        ]
        indexes = [models.Index(fields=["session", "extent"], name="attendances_by_session")]

    def __str__(self):
        return f"{self.delegate}: {self.get_extent_display()}"


class Headcount(models.Model):
    """A number in the room. Corrections are further rows: the latest counts, the earlier ones stay."""

    session = models.ForeignKey(
        TrainingSession, verbose_name=_("session"), on_delete=models.PROTECT, related_name="headcounts"
    )
    number = models.PositiveIntegerField(_("number in the room"), null=True, blank=True)
    qualifier = models.CharField(_("how sure"), max_length=20, choices=Qualifier)
    recorded_at = models.DateTimeField(_("recorded"), auto_now_add=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("headcount")
        verbose_name_plural = _("headcounts")
        ordering = ["pk"]
        get_latest_by = "pk"
        constraints = [
            models.CheckConstraint(
                condition=Q(number__isnull=True, qualifier=Qualifier.NOT_RECORDED)
                | (Q(number__isnull=False) & ~Q(qualifier=Qualifier.NOT_RECORDED)),
                name="a_headcount_not_recorded_is_not_zero",
                violation_error_message=_("Give a number, or say that it was not recorded."),
            ),
        ]

    def __str__(self):
        return str(self.number) if self.number is not None else str(self.get_qualifier_display())


class Certificate(models.Model):
    """Proof of attendance with a check code. Answerable for ever, so it outlives corrections as a status."""

    class Status(models.TextChoices):
        VALID = "valid", _("Valid")
        REVOKED = "revoked", _("Revoked")
        REPLACED = "replaced", _("Replaced")

    attendance = models.ForeignKey(
        Attendance, verbose_name=_("attendance"), on_delete=models.PROTECT, related_name="certificates"
    )
    code = models.CharField(_("check code"), max_length=16, unique=True, default=partial(new_code, 16), editable=False)
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.VALID)
    name_printed = models.CharField(_("name as printed"), max_length=200)
    issued_at = models.DateTimeField(_("issued"), auto_now_add=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ["-issued_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["attendance"], condition=Q(status="valid"), name="one_valid_certificate_per_attendance"
            ),
        ]

    def __str__(self):
        return self.code
