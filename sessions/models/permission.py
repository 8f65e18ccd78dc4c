"""A manager's word on a booking."""

from functools import partial

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people.keys import new_code
from sessions.models.booking import Booking


class ManagerPermission(models.Model):
    """A manager's word on one booking, where the terms ask for it. `token` opens the page that asks the manager."""

    class How(models.TextChoices):
        DECLARED = "declared", _("The person booking declared it")
        ASKED = "asked", _("The manager is asked by e-mail")
        EXEMPT = "exempt", _("There is no manager to ask")

    booking = models.OneToOneField(
        Booking, verbose_name=_("booking"), on_delete=models.CASCADE, related_name="permission"
    )
    how = models.CharField(_("how"), max_length=10, choices=How)
    manager_name = models.CharField(_("manager"), max_length=200, blank=True)
    manager_email = models.EmailField(_("manager's e-mail"), blank=True)
    why_exempt = models.CharField(_("why nobody is asked"), max_length=200, blank=True)
    token = models.CharField(max_length=26, unique=True, default=partial(new_code, 26), editable=False)
    asked_at = models.DateTimeField(_("asked"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True)
    passed_on_at = models.DateTimeField(_("left to an officer"), null=True, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    is_granted = models.BooleanField(_("granted"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("An officer; empty when the manager decided."),
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("manager's permission")
        verbose_name_plural = _("managers' permissions")
        indexes = [
            models.Index(
                fields=["asked_at"],
                condition=Q(how="asked", decided_at__isnull=True),
                name="permissions_not_answered",
            ),
        ]

    def __str__(self):
        return f"{self.booking}: {self.get_how_display()}"
