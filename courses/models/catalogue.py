"""What can be learnt: courses by theme, and in which order for which role."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from courses.models.tables import Audience
from courses.models.terms import BookingTerms


class Theme(models.Model):
    name = models.CharField(_("name"), max_length=100, unique=True)

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["name"]

    def __str__(self):
        return self.name


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
    gives_certificate = models.BooleanField(
        _("gives a certificate"),
        default=False,
        help_text=_("To those who attended in full, once the session is finished."),
    )
    certificate_needs_evaluation = models.BooleanField(
        _("only once they said what they thought"),
        default=False,
        help_text=_("Nobody sees who answered what; we know only that they did."),
    )
    certificate_needs_test = models.BooleanField(_("only once they passed the test"), default=False)
    certificate_text = models.TextField(
        _("text on the certificate"),
        max_length=600,
        blank=True,
        help_text=_("Such as what was learnt. Printed under the course's title."),
    )
    certificate_logo = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("logo on the certificate"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Empty: the service's own."),
    )
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
