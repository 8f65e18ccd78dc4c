"""Sentences of reports that somebody put in other words. The figures in them stay figures."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from reports.models.publishing import NAMES


class EditedSentence(models.Model):
    """The words of one sentence in the report of one period, with its figures in braces."""

    name = models.CharField(_("report"), max_length=20, choices=NAMES)
    first = models.DateField(_("first day"))
    last = models.DateField(_("last day"))
    key = models.CharField(max_length=100)
    words = models.CharField(_("words"), max_length=500)
    edited_at = models.DateTimeField(_("edited"), auto_now=True)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("edited sentence")
        verbose_name_plural = _("edited sentences")
        ordering = ["name", "first", "key"]
        constraints = [
            models.UniqueConstraint(fields=["name", "first", "last", "key"], name="one_wording_per_sentence"),
        ]

    def __str__(self):
        return self.words
