"""Requests for a place and what became of them."""

import uuid
from functools import partial

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.models import BookingTerms
from people.keys import name_key, new_code
from people.models import Badge, Delegate, Organisation, WorksSomewhere
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
PROMISED = [BookingStatus.APPROVED, BookingStatus.CONFIRMED]


class BookingContact(WorksSomewhere, models.Model):
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
    `organisation_said` is an organisation that was named with it and is not the one we knew; an officer weighs it.
    `calendar_days` is how many days stood in the person's calendar before some were dropped; 0 where none ever was.
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
    organisation_said = models.CharField(
        _("organisation they say they work at now"), max_length=200, blank=True, editable=False
    )
    language = models.CharField(_("language of messages"), max_length=10, blank=True)

    booked_at = models.DateTimeField(_("booked"), auto_now_add=True)
    booked_by_staff = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    offer_ends_at = models.DateTimeField(_("offer ends"), null=True, blank=True, editable=False)
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, blank=True)
    calendar_sequence = models.PositiveIntegerField(default=0, editable=False)
    calendar_days = models.PositiveSmallIntegerField(default=0, editable=False)

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
    def is_promised(self):
        """The place is theirs: only then does it stand in their calendar, and cost something to give back late."""
        return self.status in PROMISED

    @property
    def waits_for_manager(self):
        return self.status == BookingStatus.REQUESTED

    @property
    def holder(self):
        """Whom the place is for, as staff read it: the person, or who booked a seat that has no name yet."""
        if self.delegate:
            return str(self.delegate)
        if self.contact:
            return _("Seat of %(contact)s, no name yet") % {"contact": self.contact}
        return _("Seat without a name")

    @property
    def works_at(self):
        """Where the person works, or who booked a seat that has no name yet."""
        holder = self.delegate or self.contact
        return holder.works_at if holder else ""

    @property
    def says_works_at(self):
        """Where the person works now by what was said, while that is not what we know."""
        known = name_key(self.delegate.works_at) if self.delegate else ""
        return self.organisation_said if name_key(self.organisation_said) != known else ""

    @property
    def offer_stands_until(self):
        """No offer outlives the start, even of a session that was moved."""
        return min(self.offer_ends_at, self.session.starts_at)


class BookingChange(models.Model):
    """What happened to a booking after it was made, oldest first. Names nobody: the actor is staff or nobody.

    `left_session` is the session that a moved booking left; `told_at` is when the officer heard of it.
    """

    class What(models.TextChoices):
        CANCELLED_BY_ATTENDEE = "cancelled_by_attendee", _("Cancelled by the person")
        CANCELLED_BY_US = "cancelled_by_us", _("Cancelled by us")
        MOVED = "moved", _("Moved to another date")
        SUBSTITUTED = "substituted", _("Handed over to a colleague")
        NAMED = "named", _("Name given")
        CORRECTED = "corrected", _("Details corrected")
        NEW_LINK = "new_link", _("New link asked for")
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
    left_session = models.ForeignKey(
        TrainingSession, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    told_at = models.DateTimeField(null=True, blank=True, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("change to a booking")
        verbose_name_plural = _("changes to bookings")
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["at"], name="changes_by_time")]

    def __str__(self):
        return self.get_what_display()
