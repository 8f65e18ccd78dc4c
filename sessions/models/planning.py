"""What was asked for and what was planned: requests, and the plan figures of a year."""

import uuid
from functools import partial

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models import Audience, Course
from people.keys import new_code
from people.models import Area, Organisation, WorksSomewhere
from sessions.models.scheduling import TrainingSession


class RequestQuerySet(models.QuerySet):
    def undecided(self):
        """What an officer has to answer, oldest first. Who asks to be told of a date is answered by the date."""
        found = self.filter(status=TrainingRequest.Status.NEW, kind=TrainingRequest.Kind.COME_TO_US)
        return found.order_by("asked_at", "pk")

    def untold(self):
        """Who asked to be told of a date and has not been."""
        unmet = [TrainingRequest.Status.NEW, TrainingRequest.Status.UNMET]
        return self.filter(kind=TrainingRequest.Kind.TELL_ME, status__in=unmet, told_at=None)


class TrainingRequest(WorksSomewhere, models.Model):
    """Somebody asked for training. Without a session it is unmet need."""

    class Kind(models.TextChoices):
        COME_TO_US = "come_to_us", _("Come to us")
        TELL_ME = "tell_me", _("Tell me when there is a date")

    class Status(models.TextChoices):
        NEW = "new", _("New")
        PLANNED = "planned", _("Became a session")
        DECLINED = "declined", _("Declined")
        UNMET = "unmet", _("Unmet need")
        WITHDRAWN = "withdrawn", _("Withdrawn by the sender")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.COME_TO_US)
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.NEW)
    contact_name = models.CharField(_("name"), max_length=200)
    contact_email = models.EmailField(_("e-mail"))
    contact_phone = models.CharField(_("telephone"), max_length=40, blank=True)
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), null=True, blank=True, on_delete=models.PROTECT
    )
    organisation_typed = models.CharField(_("organisation as typed"), max_length=200, blank=True)
    audience = models.ForeignKey(Audience, verbose_name=_("audience"), on_delete=models.PROTECT)
    area = models.ForeignKey(Area, verbose_name=_("area"), null=True, blank=True, on_delete=models.PROTECT)
    course = models.ForeignKey(Course, verbose_name=_("course"), null=True, blank=True, on_delete=models.PROTECT)
    topic = models.CharField(_("topic"), max_length=200, blank=True)
    people = models.PositiveIntegerField(_("how many people"), null=True, blank=True)
    dates = models.CharField(_("dates that suit"), max_length=300, blank=True)
    language = models.CharField(_("language"), max_length=60, blank=True)
    access_needs = models.CharField(
        _("access"),
        max_length=500,
        blank=True,
        help_text=_("What the place or the group needs, such as step-free access. Nothing about any one child."),
    )
    spoken = models.CharField(_("language of messages"), max_length=10, blank=True)
    session = models.ForeignKey(
        TrainingSession,
        verbose_name=_("session"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="requests",
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    asked_at = models.DateTimeField(_("asked"), auto_now_add=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    told_at = models.DateTimeField(
        _("told of a date"), null=True, blank=True, help_text=_("For people who asked to be told.")
    )
    nonce = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    token = models.CharField(max_length=26, unique=True, default=partial(new_code, 26), editable=False)

    objects = RequestQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("request")
        verbose_name_plural = _("requests")
        ordering = ["-asked_at"]

    def __str__(self):
        return f"{self.contact_name}: {self.what}"

    @property
    def what(self):
        """What is asked for, in the sender's words where there is no course."""
        return str(self.course or self.topic)

    @property
    def is_come_to_us(self):
        return self.kind == self.Kind.COME_TO_US

    @property
    def is_open(self):
        """Whether it may still be answered: nobody has, or it was left as unmet need."""
        return self.status in {self.Status.NEW, self.Status.UNMET}


class PlanFigure(models.Model):
    """What a year was meant to bring for one audience; reports set it beside what happened."""

    audience = models.ForeignKey(
        Audience, verbose_name=_("audience"), on_delete=models.PROTECT, related_name="plan_figures"
    )
    year_starts_on = models.DateField(_("year starts on"), help_text=_("Usually a 1 April."))
    sessions = models.PositiveIntegerField(_("sessions planned"), null=True, blank=True)
    attended = models.PositiveIntegerField(_("attendances planned"), null=True, blank=True)

    class Meta:
        verbose_name = _("plan figure")
        verbose_name_plural = _("plan figures")
        ordering = ["-year_starts_on", "audience"]
        constraints = [
            models.UniqueConstraint(
                fields=["audience", "year_starts_on"], name="one_plan_figure_per_audience_and_year"
            ),
        ]

    def __str__(self):
        return f"{self.audience} {self.year_starts_on:%Y}"
