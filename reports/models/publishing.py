"""What was signed off: when, by whom, for which readers, and the files exactly as they were published.

Nothing here hangs on a person, an organisation or a row of a table: what is frozen stays as it was printed, whoever is
erased and whatever is merged or renamed.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from reports.document import Reader
from reports.periods import DATES, Period, YearKind

NAMES = [("annual", _("Annual report")), ("quarterly", _("Quarterly update"))]


class SignOff(models.Model):
    """A period's figures, frozen. The first has number 1; a revision has the next, and says why and what it changes."""

    name = models.CharField(_("report"), max_length=20, choices=NAMES)
    label = models.CharField(_("period"), max_length=100)
    kind = models.CharField(max_length=20, choices=[*YearKind.choices, (DATES, _("Any dates"))])
    quarter = models.PositiveSmallIntegerField(null=True, blank=True)
    first = models.DateField(_("first day"))
    last = models.DateField(_("last day"))
    number = models.PositiveSmallIntegerField(_("version"), default=1)
    signed_at = models.DateTimeField(_("signed off"), auto_now_add=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    signed_by_name = models.CharField(_("signed off by"), max_length=300)
    reason = models.CharField(_("reason for the revision"), max_length=300, blank=True)
    changes = models.JSONField(_("figures changed"), default=list, blank=True)

    class Meta:
        verbose_name = _("sign-off")
        verbose_name_plural = _("sign-offs")
        ordering = ["-last", "name", "-number", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["name", "first", "last", "number"], name="one_sign_off_per_version"),
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="a_signed_off_period_has_days"),
            models.CheckConstraint(condition=Q(number=1) | ~Q(reason=""), name="whoever_revises_says_why"),
        ]

    def __str__(self):
        return f"{self.get_name_display()} {self.label}"

    @property
    def period(self):
        return Period(self.label, self.first, self.last, self.kind, self.quarter)

    @property
    def is_revision(self):
        return self.number > 1


class PublishedReport(models.Model):
    """A sign-off's report for one kind of reader.

    `cells` are its counts of people and `groups` what they are made of, for the disclosure rule to remember.
    """

    sign_off = models.ForeignKey(SignOff, on_delete=models.PROTECT, related_name="reports")
    reader = models.CharField(_("for"), max_length=10, choices=Reader)
    data = models.JSONField(_("data"))
    cells = models.JSONField(default=list)
    groups = models.JSONField(default=list)

    class Meta:
        verbose_name = _("published report")
        verbose_name_plural = _("published reports")
        ordering = ["sign_off", "reader"]
        constraints = [
            models.UniqueConstraint(fields=["sign_off", "reader"], name="one_published_report_per_reader"),
        ]

    def __str__(self):
        return f"{self.sign_off}, {self.get_reader_display()}"


class PublishedFile(models.Model):
    """One file of a published report, byte for byte."""

    report = models.ForeignKey(PublishedReport, on_delete=models.PROTECT, related_name="files")
    ending = models.CharField(max_length=10)
    name = models.CharField(max_length=120)
    content = models.BinaryField()
    digest = models.CharField(_("SHA-256"), max_length=64)

    class Meta:
        verbose_name = _("published file")
        verbose_name_plural = _("published files")
        ordering = ["report", "ending"]
        constraints = [models.UniqueConstraint(fields=["report", "ending"], name="one_published_file_per_ending")]

    def __str__(self):
        return self.name
