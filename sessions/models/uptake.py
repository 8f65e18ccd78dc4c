"""What became of a session's places, for each kind of employer: counted once, so that reports need not count people."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people.models import OrganisationType
from sessions.models.scheduling import TrainingSession


class Uptake(models.Model):
    """The counts of one session and one organisation type as it was that day; null is "not said".

    Settled when the session is finished. Every session of which anything is known has its row without a type, be it of
    noughts, so that counting these counts sessions. A number that nobody knows is null, in all rows of the session.
    """

    MEASURES = ("registered", "cancelled", "no_shows", "walk_ins", "attended", "left_waiting")

    session = models.ForeignKey(
        TrainingSession, verbose_name=_("session"), on_delete=models.CASCADE, related_name="uptake", db_index=False
    )
    organisation_type = models.ForeignKey(
        OrganisationType,
        verbose_name=_("organisation type that day"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    registered = models.PositiveIntegerField(_("registered"), null=True, blank=True)
    cancelled = models.PositiveIntegerField(_("cancelled"), null=True, blank=True)
    no_shows = models.PositiveIntegerField(_("no-shows"), null=True, blank=True)
    walk_ins = models.PositiveIntegerField(_("walk-ins"), null=True, blank=True)
    attended = models.PositiveIntegerField(_("attended"), null=True, blank=True)
    left_waiting = models.PositiveIntegerField(_("left waiting"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("use of places")
        verbose_name_plural = _("uses of places")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "organisation_type"], name="one_uptake_per_session_and_organisation_type"
            ),
            models.UniqueConstraint(
                fields=["session"],
                condition=Q(organisation_type__isnull=True),
                name="one_uptake_per_session_without_a_type",
            ),
        ]

    def __str__(self):
        return f"{self.session}: {self.organisation_type or _('not said')}"

    @property
    def numbers(self):
        return tuple(getattr(self, measure) for measure in self.MEASURES)
