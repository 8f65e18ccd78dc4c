"""Audiences, and the rows of the report: one table for each."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel


class Recorded(models.TextChoices):
    """How attendance is kept. By headcount, no row about a person present exists anywhere."""

    BY_NAME = "by_name", _("By name")
    BY_HEADCOUNT = "by_headcount", _("By headcount only")


class Audience(models.Model):
    name = models.CharField(_("name"), max_length=100, unique=True)
    slug = models.SlugField(_("short name"), unique=True, help_text=_("Used in web addresses and exports."))
    recorded = models.CharField(
        _("attendance is recorded"),
        max_length=20,
        choices=Recorded,
        default=Recorded.BY_NAME,
        help_text=_("New sessions copy this and keep it."),
    )
    headcount_locked = models.BooleanField(
        _("always by headcount"), default=False, editable=False, help_text=_("Children are never recorded by name.")
    )
    drives = models.BooleanField(
        _("is asked for a badge"), default=False, help_text=_("Booking asks for licensing authority and badge number.")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("audience")
        verbose_name_plural = _("audiences")
        ordering = ["order", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(headcount_locked=False) | Q(recorded=Recorded.BY_HEADCOUNT),
                name="a_locked_audience_is_by_headcount",
                violation_error_message=_("This audience is always recorded by headcount."),
            ),
        ]

    def __str__(self):
        return self.name


class GroupingSet(ClusterableModel):
    """The rows of one audience's table from a date on. A new set leaves what earlier years printed as it was."""

    audience = models.ForeignKey(
        Audience, verbose_name=_("audience"), on_delete=models.PROTECT, related_name="grouping_sets"
    )
    name = models.CharField(_("name"), max_length=100)
    starts_on = models.DateField(_("first day"), help_text=_("Usually a 1 April."))
    ends_on = models.DateField(_("last day"), null=True, blank=True, help_text=_("Empty while it is in use."))

    class Meta:
        verbose_name = _("grouping set")
        verbose_name_plural = _("grouping sets")
        ordering = ["audience", "-starts_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["audience", "starts_on"], name="one_grouping_set_per_audience_and_first_day"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="a_grouping_set_ends_after_it_starts",
                violation_error_message=_("The last day is before the first day."),
            ),
        ]

    def __str__(self):
        return f"{self.audience}: {self.name}"


class ReportingSector(models.Model):
    """One row of a report table. Independent of what kind of employer the people in the room have."""

    grouping_set = ParentalKey(
        GroupingSet, verbose_name=_("grouping set"), on_delete=models.CASCADE, related_name="sectors"
    )
    label = models.CharField(_("label"), max_length=150, help_text=_("Printed exactly like this."))
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    continues = models.ForeignKey(
        "self",
        verbose_name=_("was before"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="continued_by",
        help_text=_(
            "The row of the earlier set that this one carries on under another name: "
            "the change on last year is counted against it."
        ),
    )

    class Meta:
        verbose_name = _("reporting sector")
        verbose_name_plural = _("reporting sectors")
        ordering = ["grouping_set", "order", "label"]
        constraints = [
            models.UniqueConstraint(fields=["grouping_set", "label"], name="one_row_per_label_in_a_grouping_set"),
        ]

    def __str__(self):
        return self.label


class GroupingNote(models.Model):
    """What a row, or several, include; printed under the table."""

    grouping_set = models.ForeignKey(
        GroupingSet, verbose_name=_("grouping set"), on_delete=models.CASCADE, related_name="notes"
    )
    text = models.CharField(_("note"), max_length=500)
    sectors = models.ManyToManyField(ReportingSector, verbose_name=_("rows"), related_name="notes")
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("note to rows")
        verbose_name_plural = _("notes to rows")
        ordering = ["order", "pk"]

    def __str__(self):
        return self.text
