"""How many were there: a number in the room, its parts, and what a session was settled on."""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sessions.models.scheduling import Qualifier, Source, TrainingSession


class Headcount(models.Model):
    """A number in the room. Corrections are further rows: the latest counts, the earlier ones stay.

    `key` lets a number that is sent twice count once; what was kept before, or typed on finishing, has none.
    """

    session = models.ForeignKey(
        TrainingSession, verbose_name=_("session"), on_delete=models.PROTECT, related_name="headcounts"
    )
    key = models.UUIDField(unique=True, null=True, editable=False)
    number = models.PositiveIntegerField(_("number in the room"), null=True, blank=True)
    qualifier = models.CharField(_("how sure"), max_length=20, choices=Qualifier)
    adults = models.PositiveIntegerField(
        _("of these, adults"), null=True, blank=True, help_text=_("Teachers and helpers. Empty: not said.")
    )
    counted_with = models.CharField(
        _("second person's initials"),
        max_length=4,
        blank=True,
        validators=[RegexValidator(r"^[A-Za-z]{2,4}$", _("Two to four letters, such as AB."))],
        help_text=_("Of the colleague who counted too. Never a child's."),
    )
    recorded_at = models.DateTimeField(_("recorded"), auto_now_add=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("headcount")
        verbose_name_plural = _("headcounts")
        ordering = ["pk"]
        get_latest_by = "pk"
        constraints = [
            models.CheckConstraint(
                condition=Q(number__isnull=True, qualifier=Qualifier.NOT_RECORDED)
                | (Q(number__isnull=False) & ~Q(qualifier=Qualifier.NOT_RECORDED)),
                name="a_headcount_not_recorded_is_not_zero",
                violation_error_message=_("Give a number, or say that it was not recorded."),
            ),
        ]

    def __str__(self):
        return str(self.number) if self.number is not None else str(self.get_qualifier_display())


class HeadcountPart(models.Model):
    """How many of a headcount were in one year group. Parts need not add up: not everybody may have been sorted."""

    class YearGroup(models.TextChoices):
        RECEPTION = "r", _("Reception")
        YEAR_1 = "1", _("Year 1")
        YEAR_2 = "2", _("Year 2")
        YEAR_3 = "3", _("Year 3")
        YEAR_4 = "4", _("Year 4")
        YEAR_5 = "5", _("Year 5")
        YEAR_6 = "6", _("Year 6")
        YEAR_7 = "7", _("Year 7")
        YEAR_8 = "8", _("Year 8")
        YEAR_9 = "9", _("Year 9")
        YEAR_10 = "10", _("Year 10")
        YEAR_11 = "11", _("Year 11")
        YEAR_12 = "12", _("Year 12")
        YEAR_13 = "13", _("Year 13")
        OLDER = "older", _("Older")

    headcount = models.ForeignKey(Headcount, on_delete=models.CASCADE, related_name="parts")
    year_group = models.CharField(_("year group"), max_length=10, choices=YearGroup)
    number = models.PositiveIntegerField(_("number"))

    class Meta:
        verbose_name = _("part of a headcount")
        verbose_name_plural = _("parts of headcounts")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["headcount", "year_group"], name="one_part_per_year_group"),
        ]

    def __str__(self):
        return f"{self.get_year_group_display()}: {self.number}"


class Settlement(models.Model):
    """What a session was settled on when it was finished. Reopened, it stays, with the reason; the latest counts.

    `attended` and its qualifier and source are those of the session then. `difference` says why the register and the
    number in the room differ, where somebody knows. Of support that people were offered only the number is kept.
    """

    session = models.ForeignKey(
        TrainingSession, verbose_name=_("session"), on_delete=models.PROTECT, related_name="settlements"
    )
    attended = models.PositiveIntegerField(_("attended"), null=True, blank=True)
    qualifier = models.CharField(_("qualifier"), max_length=20, choices=Qualifier)
    source = models.CharField(_("source"), max_length=20, choices=Source, blank=True)
    registered = models.PositiveIntegerField(_("in the register"), null=True, blank=True)
    in_the_room = models.PositiveIntegerField(_("counted in the room"), null=True, blank=True)
    difference = models.CharField(_("why the numbers differ"), max_length=300, blank=True)
    support_offered = models.PositiveSmallIntegerField(
        _("people offered support"), null=True, blank=True, help_text=_("Empty: not said. Nothing else is kept.")
    )
    follow_up = models.CharField(_("to follow up"), max_length=300, blank=True)
    settled_at = models.DateTimeField(_("settled"), auto_now_add=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    reopened_at = models.DateTimeField(_("reopened"), null=True, blank=True)
    reopened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    reopened_reason = models.CharField(_("reason for reopening"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("settlement")
        verbose_name_plural = _("settlements")
        ordering = ["pk"]
        get_latest_by = "pk"
        constraints = [
            models.CheckConstraint(
                condition=Q(reopened_at__isnull=True) | ~Q(reopened_reason=""),
                name="whoever_reopens_says_why",
            ),
        ]

    def __str__(self):
        return f"{self.session}: {self.attended}"
