"""How the places of a session were used, where that was counted and not written down by name."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people.models import OrganisationType
from sessions.models.scheduling import TrainingSession


class Uptake(models.Model):
    """The numbers of one session and kind of employer; without a kind, of everybody. None: not recorded."""

    session = models.ForeignKey(TrainingSession, on_delete=models.CASCADE, related_name="uptake")
    organisation_type = models.ForeignKey(
        OrganisationType, verbose_name=_("organisation type"), null=True, blank=True, on_delete=models.PROTECT
    )
    registered = models.PositiveIntegerField(_("registered"), null=True, blank=True)
    cancelled = models.PositiveIntegerField(_("cancelled"), null=True, blank=True)
    no_shows = models.PositiveIntegerField(_("no-shows"), null=True, blank=True)
    walk_ins = models.PositiveIntegerField(_("walk-ins"), null=True, blank=True)
    attended = models.PositiveIntegerField(_("attended"), null=True, blank=True)
    left_waiting = models.PositiveIntegerField(_("left waiting"), null=True, blank=True)

    class Meta:
        verbose_name = _("use of places")
        verbose_name_plural = _("use of places")
        ordering = ["session", "organisation_type"]
        constraints = [
            models.UniqueConstraint(fields=["session", "organisation_type"], name="one_uptake_per_session_and_type"),
            models.UniqueConstraint(
                fields=["session"],
                condition=Q(organisation_type__isnull=True),
                name="one_uptake_of_everybody_per_session",
            ),
        ]

    def __str__(self):
        return f"{self.session}: {self.organisation_type or _('everybody')}"
