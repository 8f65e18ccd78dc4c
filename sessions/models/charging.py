"""What finance is to collect from employers."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people.models import Organisation
from sessions.models.booking import Booking


class Charge(models.Model):
    """What a late cancellation or a no-show costs, for finance to collect from the employer."""

    class What(models.TextChoices):
        LATE_CANCELLATION = "late_cancellation", _("Late cancellation")
        NO_SHOW = "no_show", _("No-show")

    booking = models.ForeignKey(Booking, verbose_name=_("booking"), on_delete=models.PROTECT, related_name="charges")
    what = models.CharField(_("for"), max_length=20, choices=What)
    amount = models.DecimalField(_("amount, £"), max_digits=6, decimal_places=2)
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("charged to"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    organisation_typed = models.CharField(_("charged to, as typed"), max_length=200, blank=True)
    made_at = models.DateTimeField(_("recorded"), auto_now_add=True)
    exported_at = models.DateTimeField(_("given to finance"), null=True, blank=True)
    waived_at = models.DateTimeField(_("waived"), null=True, blank=True)
    waived_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    reason = models.CharField(_("reason for waiving"), max_length=300, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("charge")
        verbose_name_plural = _("charges")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["booking", "what"], name="one_charge_of_a_kind_per_booking"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="a_charge_is_more_than_nothing"),
        ]

    def __str__(self):
        return f"{self.get_what_display()}, £{self.amount}"
