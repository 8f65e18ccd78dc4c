"""Who is told of a report when its period is over."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from reports.models.publishing import NAMES
from reports.periods import YearKind


class ReportSchedule(models.Model):
    """A report of which named readers are told, some days after each period. They read it with their own rights."""

    name = models.CharField(_("report"), max_length=20, choices=NAMES)
    kind = models.CharField(_("kind of year"), max_length=20, choices=YearKind, default=YearKind.FINANCIAL)
    days_after = models.PositiveSmallIntegerField(
        _("days after the period"), default=14, help_text=_("Time to finish sessions and settle figures.")
    )
    readers = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("readers"),
        related_name="+",
        help_text=_("They are sent a link. Whoever may no longer read reports is sent nothing."),
    )
    is_active = models.BooleanField(_("is sent"), default=True)
    began_on = models.DateField(auto_now_add=True)

    class Meta:
        verbose_name = _("report by e-mail")
        verbose_name_plural = _("reports by e-mail")
        ordering = ["name", "kind", "pk"]

    def __str__(self):
        return f"{self.get_name_display()}, {self.get_kind_display()}"
