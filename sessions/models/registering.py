"""The register as it is kept on phones: who may open it, and every act as a device sent it."""

import uuid
from functools import partial

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from people.keys import new_code
from people.models import Trainer
from sessions.models.attending import Attendance
from sessions.models.booking import Booking
from sessions.models.scheduling import TrainingSession


class RegisterLink(models.Model):
    """Opens one session's register for somebody without an account, until the day after. One for each person."""

    session = models.ForeignKey(TrainingSession, on_delete=models.CASCADE, related_name="register_links")
    trainer = models.ForeignKey(
        Trainer, verbose_name=_("trainer"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    holder = models.CharField(_("for whom"), max_length=200)
    email = models.EmailField(_("e-mail"), blank=True)
    token = models.CharField(max_length=26, unique=True, default=partial(new_code, 26), editable=False)
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    class Meta:
        verbose_name = _("link to a register")
        verbose_name_plural = _("links to registers")
        ordering = ["pk"]

    def __str__(self):
        return self.holder


class RegisterEntry(models.Model):
    """One act on a register. A device may send it again and again: `key` lets it count once.

    An act of which somebody has to judge is a DOUBLE: `attendance` is what it made or found, `other` what was there
    before. What was typed is kept in `said` only while an act was refused and nobody has looked at it. `before` is what
    a booking said that went to somebody else, so that this can be undone.
    """

    class Act(models.TextChoices):
        TICK = "tick", _("Here")
        UNDO = "undo", _("Not here after all")
        LATE = "late", _("Came late")
        LEFT_EARLY = "left_early", _("Left early")
        WALK_IN = "walk_in", _("Walked in")
        SUBSTITUTE = "substitute", _("Came instead of somebody")
        NOTE = "note", _("Note")
        CONFIRM = "confirm", _("Confirmed")

    class Outcome(models.TextChoices):
        DONE = "done", _("Done")
        DOUBLE = "double", _("Recorded twice?")
        REFUSED = "refused", _("Could not be done")
        LOOKED_AT = "looked_at", _("Looked at")

    session = models.ForeignKey(TrainingSession, on_delete=models.PROTECT, related_name="register_entries")
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    act = models.CharField(_("act"), max_length=20, choices=Act)
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome, default=Outcome.DONE)
    booking = models.ForeignKey(Booking, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    attendance = models.ForeignKey(Attendance, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Attendance, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    said = models.JSONField(default=dict, blank=True)
    before = models.JSONField(default=dict, blank=True, editable=False, encoder=DjangoJSONEncoder)
    problem = models.CharField(_("why not"), max_length=300, blank=True)
    device = models.CharField(
        max_length=8, blank=True, help_text=_("The same for what one device sent; it says no more.")
    )
    made_at = models.DateTimeField(_("made, by the device's clock"), null=True, blank=True)
    received_at = models.DateTimeField(_("received"), auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    link = models.ForeignKey(RegisterLink, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("entry in a register")
        verbose_name_plural = _("entries in registers")
        ordering = ["pk"]
        indexes = [models.Index(fields=["session", "outcome"], name="entries_by_outcome")]

    def __str__(self):
        return self.get_act_display()
