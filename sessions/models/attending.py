"""Who was there, by name."""

import uuid
from functools import partial

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people.keys import new_code
from people.models import Badge, Delegate, Organisation, OrganisationType, WorksSomewhere
from sessions.models.booking import Booking
from sessions.models.scheduling import TrainingSession

SIGNED_IN = ~Q(extent="none")
COUNTED = SIGNED_IN & Q(awaits_confirmation=False)


class AttendanceQuerySet(models.QuerySet):
    def present(self):
        """What the register counts: full plus partial attendances. Who is still to be confirmed does not count."""
        return self.filter(COUNTED)

    def signed_in(self):
        """Everybody who is in the room as far as anybody knows, those still to be confirmed too."""
        return self.filter(SIGNED_IN)


class Attendance(WorksSomewhere, models.Model):
    """One delegate at one session, with the organisation and its type as they were that day.

    `entry_key` makes a replayed sign-in harmless. `feedback_given` is a bare mark: no time, no history, so that nothing
    joins it to an answer. `changed_at` moves with every save, so that other devices' registers can ask what is new.
    """

    class Extent(models.TextChoices):
        FULL = "full", _("Full")
        PARTIAL = "partial", _("Partial")
        NONE = "none", _("None")

    class How(models.TextChoices):
        BOOKED = "booked", _("Signed in, had booked")
        WALKED_IN = "walked_in", _("Signed in without a booking")
        REGISTER = "register", _("Ticked in the register")
        PAPER = "paper", _("Entered from paper")
        IMPORT = "import", _("Import")

    session = models.ForeignKey(
        TrainingSession, verbose_name=_("session"), on_delete=models.PROTECT, related_name="attendances"
    )
    booking = models.OneToOneField(
        Booking, verbose_name=_("booking"), null=True, blank=True, on_delete=models.PROTECT, related_name="attendance"
    )
    delegate = models.ForeignKey(
        Delegate, verbose_name=_("delegate"), on_delete=models.PROTECT, related_name="attendances"
    )
    badge = models.ForeignKey(
        Badge, verbose_name=_("badge"), null=True, blank=True, on_delete=models.PROTECT, related_name="attendances"
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation that day"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="attendances",
    )
    organisation_typed = models.CharField(_("organisation as typed"), max_length=200, blank=True)
    organisation_type = models.ForeignKey(
        OrganisationType,
        verbose_name=_("organisation type that day"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    extent = models.CharField(_("attendance"), max_length=10, choices=Extent, default=Extent.FULL)
    how = models.CharField(_("how recorded"), max_length=20, choices=How)
    signed_in_at = models.DateTimeField(_("signed in"), null=True, blank=True)
    signed_out_at = models.DateTimeField(_("signed out"), null=True, blank=True)
    entry_key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    phone = models.CharField(
        _("phone"),
        max_length=8,
        blank=True,
        editable=False,
        help_text=_("The same for people who signed in on one phone; it says nothing else."),
    )
    awaits_confirmation = models.BooleanField(
        _("to be confirmed"),
        default=False,
        help_text=_("Signed in by the printed code of a session whose officer confirms such entries."),
    )
    note = models.CharField(
        _("note in the register"),
        max_length=200,
        blank=True,
        help_text=_("Seen by whoever keeps the register. Never write anything about a child."),
    )
    name_wished = models.CharField(
        _("name on the certificate"), max_length=200, blank=True, help_text=_("Empty: as it stands in the register.")
    )
    changed_at = models.DateTimeField(auto_now=True, editable=False)
    feedback_token = models.CharField(max_length=26, unique=True, default=partial(new_code, 26), editable=False)
    feedback_given = models.BooleanField(_("feedback given"), default=False, editable=False)
    test_passed = models.BooleanField(_("test passed"), null=True, blank=True, editable=False)

    wagtail_reference_index_ignore = True
    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "delegate"], name="one_attendance_per_delegate_and_session"),
        ]
        indexes = [
            models.Index(fields=["session", "extent"], name="attendances_by_session"),
            models.Index(fields=["session", "changed_at"], name="attendances_by_change"),
        ]

    def __str__(self):
        return f"{self.delegate}: {self.get_extent_display()}"

    def save(self, *, update_fields=None, **kwargs):
        """Save, and let the change be seen by other devices whichever fields it is about."""
        if update_fields is not None:
            update_fields = {*update_fields, "changed_at"}
        super().save(update_fields=update_fields, **kwargs)

    @property
    def is_signed_in(self):
        """As `signed_in` says in SQL."""
        return self.extent != self.Extent.NONE

    @property
    def is_counted(self):
        """As `present` says in SQL."""
        return self.is_signed_in and not self.awaits_confirmation
