"""The catalogue: audiences, the rows of the report, courses, the terms under which they are booked."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from people.models import Area, OrganisationType


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


class Theme(models.Model):
    name = models.CharField(_("name"), max_length=100, unique=True)

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["name"]

    def __str__(self):
        return self.name


class BookingTerms(ClusterableModel):
    """The rules of booking. A booking keeps the terms it was made under, so terms in use are replaced, not reworded.

    A course names its terms; from the first day of those that replace them, the new ones hold (see courses.terms).
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
        ordering = ["organisation_type__order", "length"]
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


class CourseQuerySet(models.QuerySet):
    def offered(self):
        """Courses the public may see."""
        return self.filter(is_offered=True)


class Course(models.Model):
    """Something that can be run again."""

    class Kind(models.TextChoices):
        COURSE = "course", _("Course")
        BRIEFING = "briefing", _("Briefing or talk")
        PROGRAMME = "programme", _("Programme of several meetings")
        EVENT = "event", _("Event")

    class Delivery(models.TextChoices):
        IN_PERSON = "in_person", _("In person")
        ONLINE = "online", _("Online")
        E_LEARNING = "e_learning", _("E-learning")
        THEATRE = "theatre", _("Theatre")
        COMPETITION = "competition", _("Competition")
        CONFERENCE = "conference", _("Conference")
        ROADSHOW = "roadshow", _("Roadshow")

    title = models.CharField(_("title"), max_length=150, unique=True)
    slug = models.SlugField(
        _("web address"),
        max_length=80,
        unique=True,
        help_text=_("The last part of the page's address, such as seeing-the-signs."),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.COURSE)
    delivery = models.CharField(_("delivery"), max_length=20, choices=Delivery, default=Delivery.IN_PERSON)
    audience = models.ForeignKey(Audience, verbose_name=_("audience"), on_delete=models.PROTECT, related_name="courses")
    summary = models.CharField(
        _("summary"), max_length=300, blank=True, help_text=_("One or two sentences for the list of training.")
    )
    aims = models.TextField(
        _("aims"),
        blank=True,
        help_text=_("One aim a line, each finishing the sentence “By the end you will be able to …”."),
    )
    who_for = models.TextField(_("who it is for"), blank=True)
    content_warning = models.CharField(
        _("content warning"),
        max_length=300,
        blank=True,
        help_text=_("Shown before people book: what they may find hard."),
    )
    length_minutes = models.PositiveSmallIntegerField(_("length in minutes"), null=True, blank=True)
    themes = models.ManyToManyField(Theme, verbose_name=_("themes"), blank=True)
    terms = models.ForeignKey(
        BookingTerms, verbose_name=_("booking terms"), null=True, blank=True, on_delete=models.PROTECT
    )
    refresher_months = models.PositiveSmallIntegerField(_("refresher after, months"), null=True, blank=True)
    needs_full_attendance = models.BooleanField(_("asks people to sign out too"), default=False)
    is_offered = models.BooleanField(
        _("shown to the public"), default=True, help_text=_("Has a page on the site as soon as it is saved.")
    )

    objects = CourseQuerySet.as_manager()

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")
        ordering = ["title"]

    def __str__(self):
        return self.title


class Pathway(ClusterableModel):
    """Ordered courses for a role."""

    name = models.CharField(_("name"), max_length=150, unique=True)
    role = models.CharField(_("for whom"), max_length=200)

    class Meta:
        verbose_name = _("pathway")
        verbose_name_plural = _("pathways")
        ordering = ["name"]

    def __str__(self):
        return self.name


class PathwayStep(models.Model):
    pathway = ParentalKey(Pathway, on_delete=models.CASCADE, related_name="steps")
    course = models.ForeignKey(Course, verbose_name=_("course"), on_delete=models.PROTECT)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    refresher_months = models.PositiveSmallIntegerField(_("again after, months"), null=True, blank=True)

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["pathway", "course"], name="one_step_per_course_in_a_pathway")]

    def __str__(self):
        return str(self.course)
