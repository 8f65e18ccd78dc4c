"""Proof of attendance, and the link by which somebody sees what they have attended."""

from functools import partial

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.keys import new_code
from people.models import Organisation
from sessions.models.attending import Attendance
from sessions.models.scheduling import TrainingSession


class CertificateQuerySet(models.QuerySet):
    def valid(self):
        """What has not been revoked or replaced, whether its time is over or not."""
        return self.filter(status=Certificate.Status.VALID)

    def handed_out(self):
        """Without those that still wait for their holder's evaluation: nobody has seen these."""
        return self.exclude(waits_for_evaluation=True, attendance__feedback_given=False)


class Certificate(models.Model):
    """Proof of attendance with a check code of 80 random bits. Answerable for ever: a correction makes it a status.

    Course, day and initials are kept as they were issued, so that the check page needs nobody's record. After somebody
    was erased `name_printed` and `initials` are empty, and the page says that the record is no longer held. A reissued
    certificate `replaces` the one before, which stays answerable under its own code.

    Where the evaluation comes first, the certificate is made with the others when the session is finished, and
    `waits_for_evaluation`: it is handed out as soon as the attendance bears the mark. Were it made when somebody
    answers, its time and its place among the others would tell whose answer came when.
    """

    class Status(models.TextChoices):
        VALID = "valid", _("Valid")
        REVOKED = "revoked", _("Revoked")
        REPLACED = "replaced", _("Replaced")

    attendance = models.ForeignKey(
        Attendance, verbose_name=_("attendance"), on_delete=models.PROTECT, related_name="certificates"
    )
    code = models.CharField(_("check code"), max_length=16, unique=True, default=partial(new_code, 16), editable=False)
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.VALID)
    name_printed = models.CharField(_("name as printed"), max_length=200, blank=True)
    initials = models.CharField(_("initials"), max_length=20, blank=True)
    course_title = models.CharField(_("course"), max_length=150)
    held_on = models.DateField(_("attended on"))
    language = models.CharField(_("language"), max_length=10, blank=True)
    issued_at = models.DateTimeField(_("issued"), auto_now_add=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    replaces = models.OneToOneField(
        "self", verbose_name=_("replaces"), null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by"
    )
    ended_at = models.DateTimeField(_("revoked or replaced"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    waits_for_evaluation = models.BooleanField(_("only with the evaluation"), default=False, editable=False)
    stays_revoked = models.BooleanField(_("revoked by an officer"), default=False, editable=False)

    objects = CertificateQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ["-issued_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["attendance"], condition=Q(status="valid"), name="one_valid_certificate_per_attendance"
            ),
        ]
        indexes = [models.Index(fields=["valid_until"], condition=Q(status="valid"), name="certificates_by_their_end")]

    def __str__(self):
        return self.code

    @property
    def is_handed_out(self):
        """Whether its holder has it. Reads the attendance."""
        return not self.waits_for_evaluation or self.attendance.feedback_given

    @property
    def is_forgotten(self):
        """Whether its holder was erased: that it was issued is all that is known."""
        return not self.name_printed


class CertificateFile(models.Model):
    """A file of many certificates that an officer asked for: the worker makes one at a time, and it is kept an hour.

    `tries` counts how often it was begun; one that was begun often enough and never made has failed.
    """

    MOST_TRIES = 2

    session = models.ForeignKey(TrainingSession, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    secret = models.CharField(max_length=26, unique=True, default=partial(new_code, 26), editable=False)
    number = models.PositiveIntegerField(_("certificates"))
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    made_at = models.DateTimeField(_("made"), null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("file of certificates")
        verbose_name_plural = _("files of certificates")
        ordering = ["pk"]

    def __str__(self):
        return f"{self.session}: {self.number}"

    @property
    def is_ready(self):
        return self.made_at is not None

    @property
    def has_failed(self):
        return not self.is_ready and self.tries >= self.MOST_TRIES


class TrainingLink(models.Model):
    """A link that somebody asked for by e-mail, to see their own training. It opens once, and ends soon.

    Looking spends nothing, since programs look at links too: the button on its page does.
    """

    email = models.EmailField(_("e-mail"))
    token = models.CharField(max_length=26, unique=True, default=partial(new_code, 26), editable=False)
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    used_at = models.DateTimeField(_("used"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("link to one's own training")
        verbose_name_plural = _("links to one's own training")
        ordering = ["-asked_at", "-pk"]

    def __str__(self):
        return self.email
