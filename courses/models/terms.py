"""The terms under which courses are booked, and what late cancellation and absence cost under them."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from people.models import Area, OrganisationType


class BookingTerms(ClusterableModel):
    """The rules of booking. A booking keeps the terms it was made under, so terms in use are replaced, not reworded.

    A course names its terms; from the first day of those that replace them, the new ones hold (see courses.terms).
    `has_conditions` says whether other tables hold organisation types, areas or charges of these terms, so that booking
    under terms without any asks none of them; courses.conditions keeps it.
    """

    class Permission(models.TextChoices):
        NOT_ASKED = "not_asked", _("Not asked")
        DECLARED = "declared", _("The person booking declares it")
        APPROVED = "approved", _("The manager approves by e-mail")

    name = models.CharField(_("name"), max_length=100)
    starts_on = models.DateField(_("in force from"))
    replaces = models.OneToOneField(
        "self", verbose_name=_("replaces"), null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by"
    )
    permission = models.CharField(
        _("manager's permission"), max_length=20, choices=Permission, default=Permission.NOT_ASKED
    )
    exempts_without_manager = models.BooleanField(
        _("somebody without a manager may say so"),
        default=True,
        help_text=_("Then nobody is asked, and the booking says why."),
    )
    permission_reminder_days = models.PositiveSmallIntegerField(
        _("a manager who has not answered is reminded after, days"),
        default=3,
        validators=[MinValueValidator(1)],
        help_text=_("After as many days again, an officer decides."),
    )
    booking_closes_hours_before = models.PositiveSmallIntegerField(
        _("booking closes, hours before the start"), default=0
    )
    free_cancellation_working_days = models.PositiveSmallIntegerField(
        _("cancel without charge, working days before"), default=5
    )
    offers_places = models.BooleanField(
        _("offers a freed place to the next on the waiting list"),
        default=True,
        help_text=_("Off: an officer chooses from the list, for instance to keep a mix of agencies."),
    )
    offer_hours = models.PositiveSmallIntegerField(
        _("an offered place is held, hours"),
        default=48,
        validators=[MinValueValidator(1)],
        help_text=_("Then it goes to the next person. Near the start it is less, and never longer than until then."),
    )
    late_minutes = models.PositiveSmallIntegerField(_("minutes late that still count as full attendance"), default=15)
    early_minutes = models.PositiveSmallIntegerField(
        _("minutes left early that still count as full attendance"), default=15
    )
    places_per_organisation = models.PositiveSmallIntegerField(
        _("most places for one organisation in a session"), null=True, blank=True
    )
    places_at_once = models.PositiveSmallIntegerField(
        _("most places in one booking by an office"),
        default=10,
        validators=[MinValueValidator(1)],
        help_text=_("1: everybody books for themselves."),
    )
    reminder_days = models.CharField(_("reminders, days before"), max_length=40, default="14,5,1")
    organisation_types = models.ManyToManyField(
        OrganisationType,
        verbose_name=_("only for these organisation types"),
        blank=True,
        help_text=_("Empty: for everyone."),
    )
    areas = models.ManyToManyField(
        Area,
        verbose_name=_("only for organisations in these areas"),
        blank=True,
        help_text=_("Empty: for everyone."),
    )
    prerequisite = models.ForeignKey(
        "Course",
        verbose_name=_("only after this course"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("People must have attended it in full."),
    )
    prerequisite_months = models.PositiveSmallIntegerField(
        _("attended within the last, months"), null=True, blank=True, help_text=_("Empty: at any time before.")
    )
    half_day_minutes = models.PositiveSmallIntegerField(
        _("a half day lasts at most, minutes"), default=240, help_text=_("Anything longer is charged as a full day.")
    )
    has_conditions = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("booking terms")
        verbose_name_plural = _("booking terms")
        ordering = ["name", "-starts_on"]
        constraints = [
            models.UniqueConstraint(fields=["name", "starts_on"], name="one_set_of_terms_per_name_and_first_day"),
        ]

    def __str__(self):
        return self.name


class ChargeRate(models.Model):
    """What a late cancellation or a no-show costs the employer. Recorded for finance, never collected here.

    The rate of somebody's organisation type goes before the rate without one; among these, one for that very length
    before one for any.
    """

    class Length(models.TextChoices):
        ANY = "any", _("Any length")
        HALF_DAY = "half_day", _("Half day")
        FULL_DAY = "full_day", _("Full day")

    terms = ParentalKey(BookingTerms, on_delete=models.CASCADE, related_name="charge_rates")
    organisation_type = models.ForeignKey(
        OrganisationType,
        verbose_name=_("organisation type"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        help_text=_("Empty: everybody else."),
    )
    length = models.CharField(_("length"), max_length=10, choices=Length, default=Length.ANY)
    late_cancellation = models.DecimalField(
        _("late cancellation, £"),
        max_digits=6,
        decimal_places=2,
        default=0,
        validators=[MinValueValidator(0)],
    )
    no_show = models.DecimalField(
        _("no-show, £"), max_digits=6, decimal_places=2, default=0, validators=[MinValueValidator(0)]
    )

    class Meta:
        verbose_name = _("charge")
        verbose_name_plural = _("charges")
        ordering = ["organisation_type__order", "organisation_type__name", "length"]
        constraints = [
            models.UniqueConstraint(
                fields=["terms", "organisation_type", "length"], name="one_charge_rate_per_type_and_length"
            ),
            models.UniqueConstraint(
                fields=["terms", "length"],
                condition=Q(organisation_type__isnull=True),
                name="one_charge_rate_for_everybody_else",
            ),
        ]

    def __str__(self):
        return f"{self.organisation_type or _('Everybody else')}, {self.get_length_display()}"
