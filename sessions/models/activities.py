"""What is counted without a register: e-learning, a tour since it began, competitions, who can give a programme.

None of these numbers is an attendance, and none is ever added to attendances.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from courses.models import Course
from sessions.models.counting import HeadcountPart
from sessions.models.scheduling import Qualifier, Series

HOW_SURE = [(each.value, each.label) for each in Qualifier if each is not Qualifier.NOT_RECORDED]


class PeriodCount(models.Model):
    """What the learning platform counted of one course from a day to another. Empty is not known, never 0."""

    course = models.ForeignKey(
        Course,
        verbose_name=_("course"),
        on_delete=models.PROTECT,
        related_name="period_counts",
        help_text=_("The e-learning course. What is counted here is told apart from sessions and attendances."),
    )
    first = models.DateField(_("first day"))
    last = models.DateField(
        _("last day"),
        help_text=_("A report counts the number where both days lie in its period; otherwise it names it, no more."),
    )
    accesses = models.PositiveIntegerField(
        _("accesses"), null=True, blank=True, help_text=_("How often it was opened. Empty: not known.")
    )
    starts = models.PositiveIntegerField(
        _("started"), null=True, blank=True, help_text=_("How often it was begun. Empty: not known.")
    )
    completions = models.PositiveIntegerField(
        _("completed"), null=True, blank=True, help_text=_("How often it was done to the end. Empty: not known.")
    )
    qualifier = models.CharField(_("how sure"), max_length=20, choices=HOW_SURE, default=Qualifier.COUNTED)
    source = models.CharField(
        _("where the numbers come from"), max_length=150, blank=True, help_text=_("Such as the learning platform.")
    )
    note = models.CharField(_("note for staff"), max_length=300, blank=True, help_text=_("Not printed in reports."))

    class Meta:
        verbose_name = _("e-learning count")
        verbose_name_plural = _("e-learning counts")
        ordering = ["-last", "course__title", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["course", "first", "last"], name="one_period_count_per_course_and_days"),
            models.CheckConstraint(
                condition=Q(last__gte=F("first")),
                name="a_period_count_ends_after_it_starts",
                violation_error_message=_("The last day is before the first day."),
            ),
            models.CheckConstraint(
                condition=Q(accesses__isnull=False) | Q(starts__isnull=False) | Q(completions__isnull=False),
                name="a_period_count_counts_something",
                violation_error_message=_("Give at least one number."),
            ),
        ]

    def __str__(self):
        return f"{self.course}, {self.first:%-d %b %Y} to {self.last:%-d %b %Y}"


class CumulativeFigure(models.Model):
    """How many a series has reached since it began, as somebody added up. Never summed with what a year counts."""

    series = models.ForeignKey(
        Series, verbose_name=_("series"), on_delete=models.PROTECT, related_name="cumulative_figures"
    )
    starts_on = models.DateField(_("since"), help_text=_("The first day that is in the number. Reports print it."))
    counted_to = models.DateField(
        _("up to"), help_text=_("The last day that is in the number. The report of the period it lies in prints it.")
    )
    number = models.PositiveIntegerField(_("how many in all"))
    qualifier = models.CharField(_("how sure"), max_length=20, choices=HOW_SURE, default=Qualifier.ESTIMATED)
    note = models.CharField(_("note for staff"), max_length=300, blank=True, help_text=_("Not printed in reports."))

    class Meta:
        verbose_name = _("figure since a start")
        verbose_name_plural = _("figures since a start")
        ordering = ["-counted_to", "series__title", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["series", "counted_to"], name="one_cumulative_figure_per_series_and_day"),
            models.CheckConstraint(
                condition=Q(counted_to__gte=F("starts_on")),
                name="a_cumulative_figure_ends_after_it_starts",
                violation_error_message=_("The day up to which it counts is before the day since which."),
            ),
        ]

    def __str__(self):
        return f"{self.series}, {self.starts_on:%-d %b %Y} to {self.counted_to:%-d %b %Y}"


class Competition(ClusterableModel):
    """A competition for schools. It belongs to the period of its closing day; nothing of a child is kept."""

    title = models.CharField(_("title"), max_length=150)
    course = models.ForeignKey(
        Course,
        verbose_name=_("course"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="competitions",
        help_text=_("Where it stands in the list of training. Empty: it does not."),
    )
    closes_on = models.DateField(_("closing day"), help_text=_("The report of the period it lies in tells of it."))
    schools_invited = models.PositiveIntegerField(
        _("schools invited"), null=True, blank=True, help_text=_("Those that entered uninvited too. Empty: not known.")
    )
    schools_entered = models.PositiveIntegerField(
        _("schools that entered"), null=True, blank=True, help_text=_("Empty: not known.")
    )

    class Meta:
        verbose_name = _("competition")
        verbose_name_plural = _("competitions")
        ordering = ["-closes_on", "title", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["title", "closes_on"], name="one_competition_per_title_and_closing_day"),
            models.CheckConstraint(
                condition=Q(schools_invited__isnull=True)
                | Q(schools_entered__isnull=True)
                | Q(schools_entered__lte=F("schools_invited")),
                name="no_more_schools_enter_than_are_invited",
                violation_error_message=_(
                    "More schools entered than were invited. Count those that entered uninvited as invited too."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.title}, {self.closes_on:%-d %b %Y}"


class CompetitionEntries(models.Model):
    """How many entries came from one year group: a number, and nothing about who sent them."""

    competition = ParentalKey(Competition, on_delete=models.CASCADE, related_name="entries")
    year_group = models.CharField(_("year group"), max_length=10, choices=HeadcountPart.YearGroup)
    number = models.PositiveIntegerField(_("entries"))

    class Meta:
        verbose_name = _("entries of a year group")
        verbose_name_plural = _("entries of year groups")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["competition", "year_group"], name="one_number_of_entries_per_year_group"),
        ]

    def __str__(self):
        return f"{self.get_year_group_display()}: {self.number}"


class DelivererCount(models.Model):
    """How many people have been trained to give a programme themselves, as it stood on a day."""

    course = models.ForeignKey(
        Course,
        verbose_name=_("programme"),
        on_delete=models.PROTECT,
        related_name="deliverer_counts",
        help_text=_("What they can give after training for trainers."),
    )
    counted_on = models.DateField(_("counted on"), help_text=_("Reports print the day with the number."))
    trained = models.PositiveIntegerField(
        _("people trained to deliver it"), help_text=_("All who could give it on that day, whenever they were trained.")
    )
    active = models.PositiveIntegerField(
        _("of these, gave it in the year before that day"), null=True, blank=True, help_text=_("Empty: not known.")
    )
    note = models.CharField(
        _("note for staff"), max_length=300, blank=True, help_text=_("Not printed in reports. No names.")
    )

    class Meta:
        verbose_name = _("count of trained deliverers")
        verbose_name_plural = _("counts of trained deliverers")
        ordering = ["-counted_on", "course__title", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["course", "counted_on"], name="one_deliverer_count_per_course_and_day"),
            models.CheckConstraint(
                condition=Q(active__isnull=True) | Q(active__lte=F("trained")),
                name="no_more_deliver_than_are_trained",
                violation_error_message=_("That is more than were trained."),
            ),
        ]

    def __str__(self):
        return f"{self.course}, {self.counted_on:%-d %b %Y}"
