"""What was merged into what, and which records somebody has said are two."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class MergeQuerySet(models.QuerySet):
    def standing(self):
        """Not undone."""
        return self.filter(undone_at__isnull=True)

    def about(self, *keys):
        """In which one of these records stayed or went."""
        return self.filter(Q(kept__in=keys) | Q(gone__in=keys))


class Merge(models.Model):
    """One record merged into another, with all that was changed by it, so that it can be undone.

    `kept` and `gone` are plain keys: an organisation that went is no row any longer. `changes` are those of
    `people.moving.Moving`; `left` is what could not be put back, as (model's label, key). Names stand here for
    organisations only; a delegate's are in their own row, and `changes` are emptied when a delegate is erased.
    """

    class Kind(models.TextChoices):
        ORGANISATION = "organisation", _("Organisation")
        DELEGATE = "delegate", _("Delegate")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    kept = models.BigIntegerField()
    gone = models.BigIntegerField()
    kept_name = models.CharField(_("kept"), max_length=200, blank=True)
    gone_name = models.CharField(_("merged into it"), max_length=200, blank=True)
    changes = models.JSONField(default=list)
    left = models.JSONField(default=list, blank=True)
    made_at = models.DateTimeField(_("merged"), auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = MergeQuerySet.as_manager()

    class Meta:
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(kept=F("gone")), name="nothing_is_merged_into_itself"),
            models.UniqueConstraint(
                fields=["kind", "gone"], condition=Q(undone_at__isnull=True), name="a_record_is_merged_once"
            ),
        ]
        indexes = [models.Index(fields=["kind", "kept"], name="merges_by_what_was_kept")]

    def __str__(self):
        return f"{self.get_kind_display()} {self.gone} → {self.kept}"

    @property
    def is_undone(self):
        return self.undone_at is not None


class NotTheSame(models.Model):
    """Two records that look alike and are two. Each is "organisation 5" or "delegate 7", the smaller text first."""

    one = models.CharField(max_length=40)
    other = models.CharField(max_length=40)
    said_at = models.DateTimeField(_("said"), auto_now_add=True)
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("two that look alike")
        verbose_name_plural = _("two that look alike")
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="two_are_told_apart_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="two_that_are_told_apart_are_in_order"),
        ]

    def __str__(self):
        return f"{self.one}, {self.other}"
