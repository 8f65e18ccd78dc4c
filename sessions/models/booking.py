"""Requests for a place and what became of them."""

import uuid
from functools import partial

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.models import BookingTerms
from people.keys import new_code
from people.models import Badge, Delegate, Organisation
from sessions.models.scheduling import TrainingSession


class BookingStatus(models.TextChoices):
    REQUESTED = "requested", _("Requested")
    APPROVED = "approved", _("Approved")
    CONFIRMED = "confirmed", _("Confirmed")
    WAITING = "waiting", _("Waiting")
    OFFERED = "offered", _("Offered")
    LAPSED = "lapsed", _("Lapsed")
    CANCELLED = "cancelled", _("Cancelled")


SEATED = [BookingStatus.REQUESTED, BookingStatus.APPROVED, BookingStatus.CONFIRMED, BookingStatus.OFFERED]
LIVE = [*SEATED, BookingStatus.WAITING]
ON_THE_LIST = [BookingStatus.WAITING, BookingStatus.OFFERED]


class BookingContact(models.Model):
    """Who booked for others in one go: a group. They need not attend, and are counted nowhere.

    `token` opens the page of the group. A group that `stays_together` takes all its places or none.
    """

    session = models.ForeignKey(
        TrainingSession,
        verbose_name=_("session"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="contacts",
    )
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail"))
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), null=True, blank=True, on_delete=models.PROTECT
    )
    organisation_typed = models.CharField(_("organisation as typed"), max_length=200, blank=True)
    stays_together = models.BooleanField(_("all places or none"), default=False)
    language = models.CharField(_("language of messages"), max_length=10, blank=True)
    nonce = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    token = models.CharField(max_length=26, unique=True, default=partial(new_code, 26), editable=False)
    created_at = models.DateTimeField(_("made"), auto_now_add=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("booking contact")
        verbose_name_plural = _("booking contacts")

    def __str__(self):
        return self.name


class BookingQuerySet(models.QuerySet):
    def live(self):
        """Neither lapsed nor cancelled."""
        return self.filter(status__in=LIVE)

    def waiting(self):
        """On the waiting list, who came first is first."""
        return self.filter(status=BookingStatus.WAITING).order_by("booked_at", "pk")

    def seated(self):
        """Holding one of the session's seats."""
        return self.filter(status__in=SEATED)


class Booking(models.Model):
    """A place asked for. `delegate` is empty while a seat booked by an office has no name yet.

    `reference` is short enough to be typed at the door and says nothing; `token` opens the personal page.
    """

    session = models.ForeignKey(
        TrainingSession, verbose_name=_("session"), on_delete=models.PROTECT, related_name="bookings"
    )
    delegate = models.ForeignKey(
        Delegate, verbose_name=_("delegate"), null=True, blank=True, on_delete=models.PROTECT, related_name="bookings"
    )
    contact = models.ForeignKey(
        BookingContact,
        verbose_name=_("booking contact"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="bookings",
    )
    substitute_for = models.ForeignKey(
        Delegate,
        verbose_name=_("comes instead of"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="handed_over",
    )
    status = models.CharField(_("status"), max_length=20, choices=BookingStatus, default=BookingStatus.CONFIRMED)
    reference = models.CharField(
        _("booking reference"), max_length=8, unique=True, default=partial(new_code, 8), editable=False
    )
    token = models.CharField(max_length=26, unique=True, default=partial(new_code, 26), editable=False)
    nonce = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    terms = models.ForeignKey(
        BookingTerms, verbose_name=_("booking terms"), null=True, blank=True, on_delete=models.PROTECT
    )

    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    badge = models.ForeignKey(
        Badge, verbose_name=_("badge"), null=True, blank=True, on_delete=models.PROTECT, related_name="bookings"
    )
    access_needs = models.CharField(
        _("access needs"),
        max_length=500,
        blank=True,
        help_text=_("Seen by officer and trainer only; deleted 30 days after the session."),
    )
    language_need = models.CharField(_("language or interpreter"), max_length=100, blank=True)
    language = models.CharField(_("language of messages"), max_length=10, blank=True)

    booked_at = models.DateTimeField(_("booked"), auto_now_add=True)
    booked_by_staff = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    offer_ends_at = models.DateTimeField(_("offer ends"), null=True, blank=True, editable=False)
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, blank=True)
    calendar_sequence = models.PositiveIntegerField(default=0, editable=False)

    wagtail_reference_index_ignore = True
    objects = BookingQuerySet.as_manager()

    class Meta:
        verbose_name = _("booking")
        verbose_name_plural = _("bookings")
        ordering = ["-booked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status=BookingStatus.OFFERED) | Q(offer_ends_at__isnull=False),
                name="an_offer_says_when_it_ends",
            ),
            models.UniqueConstraint(
                fields=["session", "delegate"],
                condition=Q(status__in=LIVE),
                name="one_live_booking_per_delegate_and_session",
            ),
        ]
        indexes = [
            models.Index(fields=["session", "status"], name="bookings_by_session_and_status"),
            models.Index(
                fields=["offer_ends_at"], condition=Q(status=BookingStatus.OFFERED), name="offers_by_their_end"
            ),
        ]

    def __str__(self):
        return self.reference

    @property
    def is_live(self):
        return self.status in LIVE

    @property
    def holds_a_seat(self):
        return self.status in SEATED

    @property
    def is_on_the_list(self):
        """Waiting, or asked whether they still want a place: not to be put into a calendar."""
        return self.status in ON_THE_LIST

    @property
    def offer_stands_until(self):
        """No offer outlives the start, even of a session that was moved."""
        return min(self.offer_ends_at, self.session.starts_at)


class BookingChange(models.Model):
    """What happened to a booking after it was made, oldest first. Names nobody: the actor is staff or nobody."""

    class What(models.TextChoices):
        CANCELLED_BY_ATTENDEE = "cancelled_by_attendee", _("Cancelled by the person")
        CANCELLED_BY_US = "cancelled_by_us", _("Cancelled by us")
        MOVED = "moved", _("Moved to another date")
        SUBSTITUTED = "substituted", _("Handed over to a colleague")
        NAMED = "named", _("Name given")
        CORRECTED = "corrected", _("Details corrected")
        REFUSED = "refused", _("Declined by the manager")
        APPROVED = "approved", _("Approved")
        OFFERED = "offered", _("Offered a place")
        LAPSED = "lapsed", _("Offer lapsed")
        DECLINED = "declined", _("Offer declined")
        LEFT = "left", _("Left the waiting list")
        CONFIRMED = "confirmed", _("Confirmed")

    booking = models.ForeignKey(Booking, on_delete=models.CASCADE, related_name="changes")
    what = models.CharField(_("what"), max_length=30, choices=What)
    at = models.DateTimeField(_("when"), auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("change to a booking")
        verbose_name_plural = _("changes to bookings")
        ordering = ["at", "pk"]

    def __str__(self):
        return self.get_what_display()


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
