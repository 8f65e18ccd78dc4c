"""What is planned: series, sessions, their days, and the services that give them."""

from functools import partial

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models import Course, Recorded, ReportingSector
from design.keeping import something_changed
from design.words import LONDON, say_in_short
from people.keys import new_code
from people.models import Area, LicensingAuthority, Organisation, Trainer, Venue


class SessionStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    OPEN = "open", _("Open")
    BOOKING_CLOSED = "booking_closed", _("Booking closed")
    DELIVERED = "delivered", _("Delivered")
    CANCELLED = "cancelled", _("Cancelled")


class Qualifier(models.TextChoices):
    """How sure a number is. It is part of the figure and is printed with it."""

    COUNTED = "counted", _("Counted")
    ESTIMATED = "estimated", _("Estimated (about)")
    AT_LEAST = "at_least", _("At least (over)")
    NOT_RECORDED = "not_recorded", _("Not recorded")


class Source(models.TextChoices):
    REGISTER = "register", _("Register")
    HEADCOUNT = "headcount", _("Headcount")
    IMPORT = "import", _("Import")


class DoorRule(models.TextChoices):
    """Which codes let people sign in."""

    ROTATING = "rotating", _("Only the changing code on the screen")
    PRINTED = "printed", _("The printed code too")
    CONFIRMED = "confirmed", _("The printed code too, and you confirm who used it")


class Series(models.Model):
    """Sessions planned together: eight roadshows, a theatre tour."""

    title = models.CharField(_("title"), max_length=150)
    course = models.ForeignKey(
        Course, verbose_name=_("course"), null=True, blank=True, on_delete=models.PROTECT, related_name="series"
    )
    continues = models.ForeignKey(
        "self",
        verbose_name=_("last time"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        help_text=_("The series it is compared with, such as last year's."),
    )

    class Meta:
        verbose_name = _("series")
        verbose_name_plural = _("series")
        ordering = ["title"]

    def __str__(self):
        return self.title


class SessionQuerySet(models.QuerySet):
    def update(self, **facts):
        """Change many at once; the public sees it, but for a seat taken, of which `take_seat` judges."""
        changed = super().update(**facts)
        if changed and facts.keys() != {"seats_taken"}:
            something_changed()
        return changed

    def upcoming(self):
        """Not over yet, soonest first."""
        return self.filter(ends_at__gt=timezone.now()).order_by("starts_at", "pk")

    def nearest_first(self):
        """What is coming, soonest first, then what is over, latest first."""
        coming = Case(When(ends_at__gt=timezone.now(), then=F("starts_at")))
        return self.order_by(coming.asc(nulls_last=True), "-starts_at", "-pk")

    def past(self):
        """Over, latest first."""
        return self.filter(ends_at__lte=timezone.now()).order_by("-ends_at", "-pk")

    def listed(self):
        """What the public may see: sessions of offered courses, open or closed for booking, never drafts."""
        return self.filter(
            is_listed=True, status__in=[SessionStatus.OPEN, SessionStatus.BOOKING_CLOSED], course__is_offered=True
        )

    def happened(self):
        """What reports count once its last day is past: neither draft nor cancelled."""
        return self.exclude(status__in=[SessionStatus.DRAFT, SessionStatus.CANCELLED])

    def unfinished(self):
        """Past sessions whose figure nobody has settled."""
        return self.happened().filter(ends_at__lte=timezone.now(), finished_at__isnull=True)

    def in_period(self, first, last):
        """Sessions whose last day lies from `first` to `last`, both inclusive dates."""
        return self.filter(last_day__range=(first, last))

    def given_by(self, trainer):
        return self.filter(slots__trainer=trainer).distinct()


class TrainingSession(models.Model):
    """One dated delivery of a course; the unit that reports count.

    `starts_at`, `ends_at` and `last_day` repeat the first and last of its days, so that lists and reports need no join.
    `attended`, `attended_qualifier` and `attended_source` are the one reported figure, settled by finishing.
    """

    reference = models.CharField(
        _("reference"), max_length=16, unique=True, default=partial(new_code, 16), editable=False
    )
    door_token = models.CharField(max_length=26, unique=True, default=partial(new_code, 26), editable=False)
    register_token = models.CharField(max_length=26, unique=True, default=partial(new_code, 26), editable=False)
    feedback_token = models.CharField(max_length=26, unique=True, default=partial(new_code, 26), editable=False)

    course = models.ForeignKey(Course, verbose_name=_("course"), on_delete=models.PROTECT, related_name="sessions")
    series = models.ForeignKey(
        Series, verbose_name=_("series"), null=True, blank=True, on_delete=models.SET_NULL, related_name="sessions"
    )
    recorded = models.CharField(_("attendance is recorded"), max_length=20, choices=Recorded, editable=False)
    status = models.CharField(_("status"), max_length=20, choices=SessionStatus, default=SessionStatus.DRAFT)
    is_listed = models.BooleanField(
        _("listed on the public site"),
        default=True,
        help_text=_("Off: only people with the link find it, for instance one school's own staff."),
    )
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("looked after by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Is told when people change their bookings themselves."),
    )
    is_tentative = models.BooleanField(
        _("the date is not certain yet"),
        default=False,
        help_text=_("People see that the date may change. When it is certain, untick this and they are told."),
    )
    starts_at = models.DateTimeField(_("starts"), db_index=True)
    ends_at = models.DateTimeField(_("ends"), db_index=True)
    last_day = models.DateField(_("last day"), db_index=True, editable=False)

    venue = models.ForeignKey(Venue, verbose_name=_("venue"), null=True, blank=True, on_delete=models.PROTECT)
    online_link = models.URLField(
        _("online link"), blank=True, help_text=_("Sent to people who booked; never shown on the site.")
    )
    joining_instructions = models.TextField(
        _("joining instructions"),
        blank=True,
        help_text=_("Sent to people who booked: how to join online, where to park, whom to ask for."),
    )
    area = models.ForeignKey(Area, verbose_name=_("area"), null=True, blank=True, on_delete=models.PROTECT)
    authority = models.ForeignKey(
        LicensingAuthority,
        verbose_name=_("licensing authority"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Whose drivers it was for, where a file of past years says so."),
    )
    language = models.CharField(_("language"), max_length=60, blank=True, help_text=_("Empty: English."))
    host = models.ForeignKey(
        Organisation,
        verbose_name=_("host"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="hosted_sessions",
        help_text=_("Whose place or people it is, such as a school."),
    )
    host_contact_name = models.CharField(
        _("host contact"),
        max_length=200,
        blank=True,
        help_text=_("The adult who arranged it. Not a booking, and counted nowhere."),
    )
    host_contact_email = models.EmailField(_("host contact's e-mail"), blank=True)
    host_contact_phone = models.CharField(_("host contact's telephone"), max_length=40, blank=True)

    sector = models.ForeignKey(
        ReportingSector,
        verbose_name=_("reporting sector"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="sessions",
        help_text=_("The row of the annual report this session is counted in."),
    )
    counts_in_tables = models.BooleanField(
        _("counts in the report's tables"),
        default=True,
        help_text=_("Off for sessions told about elsewhere in the report, such as roadshows."),
    )
    capacity = models.PositiveIntegerField(_("capacity"), null=True, blank=True, help_text=_("Empty: no limit."))
    seats_taken = models.PositiveIntegerField(_("seats taken"), default=0, editable=False)
    people_waiting = models.PositiveIntegerField(_("people waiting"), default=0, editable=False)
    booking_opens_at = models.DateTimeField(
        _("booking opens"), null=True, blank=True, help_text=_("Empty: as soon as the session is open.")
    )
    booking_closes_at = models.DateTimeField(
        _("booking closes"), null=True, blank=True, help_text=_("Empty: as the booking terms say.")
    )

    door_rule = models.CharField(
        _("signing in"),
        max_length=20,
        choices=DoorRule,
        default=DoorRule.PRINTED,
        help_text=_(
            "A changing code cannot be sent home as a picture: choose it where attendance is worth cheating for."
        ),
    )

    attended = models.PositiveIntegerField(_("attended"), null=True, blank=True, editable=False)
    attended_qualifier = models.CharField(
        _("qualifier"), max_length=20, choices=Qualifier, default=Qualifier.NOT_RECORDED, editable=False
    )
    attended_source = models.CharField(
        _("source"), max_length=20, choices=Source, blank=True, default="", editable=False
    )
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True, editable=False)
    finished_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    staff_notes = models.TextField(
        _("notes for staff"),
        blank=True,
        help_text=_("Never write anything that could identify a child. These notes are never published."),
    )
    cancelled_reason = models.CharField(_("reason for cancelling"), max_length=300, blank=True, editable=False)
    calendar_sequence = models.PositiveIntegerField(default=0, editable=False)

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["-starts_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(capacity__isnull=True) | Q(seats_taken__lte=F("capacity")),
                name="seats_taken_never_exceed_capacity",
                violation_error_message=_("More seats are taken than that."),
            ),
            models.CheckConstraint(condition=Q(seats_taken__gte=0), name="seats_taken_are_never_negative"),
            models.CheckConstraint(condition=Q(people_waiting__gte=0), name="people_waiting_are_never_negative"),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="a_session_ends_after_it_starts",
                violation_error_message=_("The end is before the start."),
            ),
            models.CheckConstraint(
                condition=Q(attended__isnull=True, attended_qualifier=Qualifier.NOT_RECORDED)
                | (Q(attended__isnull=False) & ~Q(attended_qualifier=Qualifier.NOT_RECORDED)),
                name="not_recorded_is_not_a_number",
            ),
        ]
        indexes = [models.Index(fields=["status", "starts_at"], name="sessions_by_status_and_start")]

    def __str__(self):
        return f"{self.course}, {timezone.localtime(self.starts_at, LONDON):%-d %b %Y}"

    def each_day(self):
        """Return what has the start and end of each day; only a session that ends on another date is looked up."""
        if timezone.localtime(self.starts_at, LONDON).date() == timezone.localtime(self.ends_at, LONDON).date():
            return [self]
        return list(self.days.all())

    @property
    def is_by_headcount(self):
        return self.recorded == Recorded.BY_HEADCOUNT

    @property
    def is_over(self):
        return self.ends_at <= timezone.now()

    @property
    def is_finished(self):
        return self.finished_at is not None

    @property
    def places_left(self):
        """Seats that can still be booked; None where there is no limit."""
        return None if self.capacity is None else self.capacity - self.seats_taken

    @property
    def is_full(self):
        return self.places_left == 0


class SessionDay(models.Model):
    """One day of a session. Most have one; a two-day course has two and is still one session."""

    session = models.ForeignKey(TrainingSession, on_delete=models.CASCADE, related_name="days")
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))

    class Meta:
        verbose_name = _("day")
        verbose_name_plural = _("days")
        ordering = ["starts_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="a_day_ends_after_it_starts",
                violation_error_message=_("The end is before the start."),
            ),
        ]

    def __str__(self):
        return say_in_short(self.starts_at)


class Slot(models.Model):
    """The part of a session that one service gives: a deliverer, perhaps a trainer, perhaps minutes."""

    session = models.ForeignKey(TrainingSession, on_delete=models.CASCADE, related_name="slots")
    deliverer = models.ForeignKey(
        Organisation, verbose_name=_("service"), null=True, blank=True, on_delete=models.PROTECT, related_name="slots"
    )
    trainer = models.ForeignKey(
        Trainer, verbose_name=_("trainer"), null=True, blank=True, on_delete=models.PROTECT, related_name="slots"
    )
    topic = models.CharField(_("topic"), max_length=150, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    delivered = models.BooleanField(_("took place"), null=True, blank=True)

    class Meta:
        verbose_name = _("slot")
        verbose_name_plural = _("slots")
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(deliverer__isnull=False) | Q(trainer__isnull=False),
                name="a_slot_is_given_by_somebody",
                violation_error_message=_("Choose the service or the trainer who gives this part."),
            ),
        ]

    def __str__(self):
        return str(self.trainer or self.deliverer)
