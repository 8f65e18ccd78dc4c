"""The authorities' dated policies, their drivers, and the confirmations that training counts for a licence."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people.models import Badge, LicensingAuthority
from sessions.models import Attendance


class Policy(models.Model):
    """What one authority asks of its drivers from a date on. A confirmation keeps the policy it was made under."""

    class Validity(models.TextChoices):
        ONCE = "once", _("Once only")
        MONTHS = "months", _("For a number of months")
        RENEWAL = "renewal", _("Until the licence is renewed")
        DEADLINE = "deadline", _("By a deadline")

    authority = models.ForeignKey(
        LicensingAuthority, verbose_name=_("authority"), on_delete=models.PROTECT, related_name="policies"
    )
    starts_on = models.DateField(_("in force from"))
    validity = models.CharField(_("training counts"), max_length=20, choices=Validity, default=Validity.MONTHS)
    validity_months = models.PositiveSmallIntegerField(_("months"), null=True, blank=True, default=36)
    deadline = models.DateField(_("deadline"), null=True, blank=True)
    needs_full_attendance = models.BooleanField(_("full attendance needed"), default=True)
    needs_test = models.BooleanField(_("knowledge test needed"), default=False)
    test_pass_mark = models.PositiveSmallIntegerField(_("pass mark, per cent"), null=True, blank=True)

    class Meta:
        verbose_name = _("policy")
        verbose_name_plural = _("policies")
        ordering = ["authority", "-starts_on"]
        constraints = [
            models.UniqueConstraint(fields=["authority", "starts_on"], name="one_policy_per_authority_and_first_day"),
            models.CheckConstraint(
                condition=~Q(validity="months") | Q(validity_months__isnull=False),
                name="validity_in_months_says_how_many",
                violation_error_message=_("Say for how many months training counts."),
            ),
            models.CheckConstraint(
                condition=~Q(validity="deadline") | Q(deadline__isnull=False),
                name="validity_by_deadline_says_when",
                violation_error_message=_("Give the deadline."),
            ),
        ]

    def __str__(self):
        return f"{self.authority}, {self.starts_on:%d/%m/%Y}"


class Driver(models.Model):
    """One badge holder: a person with badges of two councils is two drivers, each seen by its own council only.

    Shares its key with the badge, so that a driver's page exists as soon as the badge has signed in.
    """

    class Status(models.TextChoices):
        UNKNOWN = "unknown", _("Not on the register yet")
        CURRENT = "current", _("Current")
        SUSPENDED = "suspended", _("Suspended")
        APPLICANT = "applicant", _("Applicant")

    badge = models.OneToOneField(
        Badge, verbose_name=_("badge"), primary_key=True, on_delete=models.PROTECT, related_name="driver"
    )
    name = models.CharField(_("name on the register"), max_length=200, blank=True)
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.UNKNOWN)
    licence_type = models.CharField(_("licence type"), max_length=60, blank=True)
    licence_expires_on = models.DateField(_("licence expires on"), null=True, blank=True)

    class Meta:
        verbose_name = _("driver")
        verbose_name_plural = _("drivers")
        ordering = ["badge__number_key"]

    def __str__(self):
        return self.name or str(self.badge)


class ConfirmationQuerySet(models.QuerySet):
    def standing(self):
        """Not revoked."""
        return self.filter(revoked_at__isnull=True)


class Confirmation(models.Model):
    """A licensing officer accepted a driver's training for the licence.

    The row is its own history: who confirmed and who revoked, when and why. Wagtail's log would repeat it beyond the
    wall between councils.
    """

    driver = models.ForeignKey(Driver, verbose_name=_("driver"), on_delete=models.PROTECT, related_name="confirmations")
    attendance = models.ForeignKey(
        Attendance,
        verbose_name=_("attendance"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="confirmations",
    )
    policy = models.ForeignKey(
        Policy, verbose_name=_("policy"), null=True, blank=True, on_delete=models.PROTECT, related_name="confirmations"
    )
    trained_on = models.DateField(_("trained on"))
    valid_until = models.DateField(
        _("valid until"), null=True, blank=True, help_text=_("The last day it counts; empty: no end.")
    )
    confirmed_at = models.DateTimeField(_("confirmed"), auto_now_add=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    revoked_reason = models.CharField(_("reason"), max_length=300, blank=True)

    wagtail_reference_index_ignore = True
    objects = ConfirmationQuerySet.as_manager()

    class Meta:
        verbose_name = _("confirmation")
        verbose_name_plural = _("confirmations")
        ordering = ["-confirmed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["attendance", "driver"],
                condition=Q(revoked_at__isnull=True),
                name="one_standing_confirmation_per_attendance",
            ),
        ]

    def __str__(self):
        return f"{self.driver}, {self.trained_on:%d/%m/%Y}"
