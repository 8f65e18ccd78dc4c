"""Messages that wait to go out. A row is written in the transaction that causes it; the worker sends it."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class MessageQuerySet(models.QuerySet):
    def due(self):
        """Waiting messages whose time has come, oldest first."""
        return self.filter(state=Message.State.WAITING, due_at__lte=timezone.now()).order_by("due_at", "pk")

    def unclaimed(self):
        """In no worker's hands: never taken, or taken by one that has not come back in time."""
        return self.filter(Q(claimed_until__isnull=True) | Q(claimed_until__lte=timezone.now()))

    def send_anew(self):
        """Let these go out as if they never had; staff want it, so no cap holds them. Returns how many there are."""
        return self.update(
            state=Message.State.WAITING,
            attempts=0,
            due_at=timezone.now(),
            problem="",
            claimed_until=None,
            cap_key="",
            is_undeliverable=False,
            reported="",
        )


class Message(models.Model):
    """One mail to one address, or one text message to one telephone.

    `cause` names what it is about ("booking:12"), so that the outbox knows no other app; `key` makes writing it twice
    harmless; `message_id` stays the same over every attempt; after `useless_after` it is not sent any more. `cap_key`
    is set on mail that an anonymous request caused, and counts it for its address (see outbox.capping). `provider_id`
    and `reported` are GOV.UK Notify's, where messages go through it (see outbox.notify).
    """

    class Channel(models.TextChoices):
        EMAIL = "email", _("E-mail")
        TEXT = "text", _("Text message")

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Failed")
        STOPPED = "stopped", _("Stopped")

    kind = models.CharField(_("kind"), max_length=40)
    cause = models.CharField(_("about"), max_length=60, blank=True, db_index=True)
    key = models.CharField(max_length=100, unique=True)
    channel = models.CharField(_("by"), max_length=10, choices=Channel, default=Channel.EMAIL)
    to = models.CharField(_("to"), max_length=254)
    language = models.CharField(_("language"), max_length=10, blank=True)
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("text"))
    html = models.TextField(_("page"), blank=True)
    calendar = models.TextField(_("calendar file"), blank=True)
    calendar_method = models.CharField(max_length=10, blank=True)
    message_id = models.CharField(max_length=120, unique=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    created_at = models.DateTimeField(_("written"), auto_now_add=True)
    due_at = models.DateTimeField(_("due"), default=timezone.now)
    cap_key = models.CharField(max_length=64, blank=True, editable=False)
    useless_after = models.DateTimeField(_("not sent after"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    claimed_until = models.DateTimeField(null=True, blank=True, editable=False)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    problem = models.CharField(_("problem"), max_length=300, blank=True)
    is_undeliverable = models.BooleanField(
        _("does not arrive"), default=False, help_text=_("The address is known not to take mail.")
    )
    provider_id = models.CharField(max_length=40, blank=True, editable=False)
    reported = models.CharField(_("reported"), max_length=30, blank=True, editable=False)

    wagtail_reference_index_ignore = True
    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state="waiting"), name="messages_waiting"),
            models.Index(fields=["cap_key", "sent_at"], name="messages_capped"),
            models.Index(fields=["to"], condition=Q(is_undeliverable=True), name="messages_undeliverable"),
            models.Index(fields=["sent_at"], condition=Q(reported="") & ~Q(provider_id=""), name="messages_unreported"),
        ]

    def __str__(self):
        return self.subject


class BouncedAddress(models.Model):
    """An address, or a telephone number, that refused a message of ours for good: nothing more is sent there."""

    address = models.CharField(_("address"), max_length=254, unique=True)
    reason = models.CharField(_("reason"), max_length=300)
    bounced_at = models.DateTimeField(_("came back"), default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("address that does not take mail")
        verbose_name_plural = _("addresses that do not take mail")
        ordering = ["-bounced_at", "-pk"]

    def __str__(self):
        return self.address


class MessageText(models.Model):
    """What officers wrote in place of a standard text, in one language (see outbox.texts).

    Back at the standard text the row stays, not `in_use`, and with it the history of who changed what.
    """

    name = models.CharField(_("message"), max_length=40)
    language = models.CharField(_("language"), max_length=10)
    subject = models.CharField(_("subject"), max_length=150)
    opening = models.TextField(_("text before the facts"), max_length=3000)
    closing = models.TextField(_("text after the facts"), max_length=3000, blank=True)
    in_use = models.BooleanField(_("in use"), default=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("text of a message")
        verbose_name_plural = _("texts of messages")
        ordering = ["name", "language"]
        constraints = [
            models.UniqueConstraint(fields=["name", "language"], name="one_text_per_message_and_language"),
        ]

    def __str__(self):
        return f"{self.name} ({self.language})"
