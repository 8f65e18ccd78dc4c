"""What a board is told besides training: who of a body is trained, bulletins, recommendations, notes of evidence."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel


class MembershipBody(ClusterableModel):
    """A council, committee or panel whose members are to be trained."""

    class Kind(models.TextChoices):
        ELECTED = "elected", _("Elected members")
        PANEL = "panel", _("Panel or committee")

    name = models.CharField(_("name"), max_length=150, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.ELECTED)

    class Meta:
        verbose_name = _("body with members")
        verbose_name_plural = _("bodies with members")
        ordering = ["kind", "name"]

    def __str__(self):
        return self.name


class MembersCount(models.Model):
    """How many members a body had on a day, and how many of them were trained: a share with a dated denominator."""

    body = ParentalKey(MembershipBody, on_delete=models.CASCADE, related_name="counts")
    counted_on = models.DateField(_("counted on"))
    members = models.PositiveIntegerField(_("members in all"))
    trained = models.PositiveIntegerField(_("of these, trained"))

    class Meta:
        verbose_name = _("count of members")
        verbose_name_plural = _("counts of members")
        ordering = ["-counted_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["body", "counted_on"], name="one_count_of_members_per_body_and_day"),
            models.CheckConstraint(
                condition=Q(trained__lte=F("members")),
                name="no_more_members_are_trained_than_there_are",
                violation_error_message=_("More are trained than there are members."),
            ),
        ]

    def __str__(self):
        return f"{self.trained} / {self.members}"


class Bulletin(models.Model):
    """A report or bulletin that somebody expects by a day."""

    title = models.CharField(_("title"), max_length=150)
    reader = models.CharField(_("for"), max_length=150, help_text=_("Which board or group reads it."))
    due_on = models.DateField(_("due"))
    sent_on = models.DateField(_("sent"), null=True, blank=True, help_text=_("Empty until it is sent."))
    note = models.CharField(_("note for staff"), max_length=300, blank=True, help_text=_("Not printed in reports."))

    class Meta:
        verbose_name = _("bulletin")
        verbose_name_plural = _("bulletins")
        ordering = ["-due_on", "title", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["title", "reader", "due_on"], name="one_bulletin_per_reader_and_due_day"),
        ]

    def __str__(self):
        return f"{self.title}, {self.due_on:%-d %b %Y}"


class Recommendation(models.Model):
    """Something that was recommended, by whom it is to be done and until when."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        IN_PROGRESS = "in_progress", _("In progress")
        DONE = "done", _("Done")
        DROPPED = "dropped", _("Dropped")

    CLOSED = (State.DONE, State.DROPPED)

    text = models.CharField(_("recommendation"), max_length=500)
    made_on = models.DateField(_("made on"))
    made_in = models.CharField(
        _("where it was made"), max_length=150, blank=True, help_text=_("Such as a review or a yearly report.")
    )
    owner = models.CharField(_("to be done by"), max_length=150, help_text=_("A post or an organisation."))
    due_on = models.DateField(_("due"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.OPEN)
    closed_on = models.DateField(_("done or dropped on"), null=True, blank=True)
    note = models.CharField(_("note for staff"), max_length=300, blank=True, help_text=_("Not printed in reports."))

    class Meta:
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")
        ordering = ["-made_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["open", "in_progress"], closed_on__isnull=True)
                | Q(state__in=["done", "dropped"], closed_on__isnull=False),
                name="a_recommendation_is_closed_on_a_day",
                violation_error_message=_("Give the day on which it was done or dropped, and only then."),
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("made_on")),
                name="a_recommendation_is_closed_after_it_is_made",
                violation_error_message=_("It was done or dropped before it was made."),
            ),
        ]

    def __str__(self):
        return self.text


class EvidenceNote(models.Model):
    """What somebody reported of a change: text beside figures, which is never counted and never the public's."""

    noted_on = models.DateField(_("date"), help_text=_("The report of the period it lies in prints the note."))
    source = models.CharField(_("where it comes from"), max_length=150, help_text=_("A post or an organisation."))
    about = models.CharField(
        _("about"), max_length=100, blank=True, help_text=_("The part of the report it belongs to, such as “Theatre”.")
    )
    text = models.TextField(
        _("note"),
        max_length=2000,
        help_text=_("Never anything that could identify a child or a family. Printed for boards, not for the public."),
    )

    class Meta:
        verbose_name = _("evidence note")
        verbose_name_plural = _("evidence notes")
        ordering = ["-noted_on", "-pk"]

    def __str__(self):
        return f"{self.source}, {self.noted_on:%-d %b %Y}"
