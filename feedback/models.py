"""What people said afterwards. An answer holds a random key and the date: nothing joins it to who gave it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from courses.models import Audience, Course
from sessions.models import TrainingSession


@register_setting(icon="comment", order=220)
class FeedbackSettings(BaseGenericSetting):
    safeguarding_lead_name = models.CharField(_("safeguarding lead"), max_length=150, blank=True)
    safeguarding_lead_email = models.EmailField(
        _("safeguarding lead's e-mail"),
        blank=True,
        help_text=_(
            "Told at once when somebody ticks “I am worried about someone”. "
            "The message says where to look, never what was written."
        ),
    )
    open_days = models.PositiveSmallIntegerField(_("days after a session in which people can answer"), default=28)

    panels = [FieldPanel("safeguarding_lead_name"), FieldPanel("safeguarding_lead_email"), FieldPanel("open_days")]

    class Meta:
        verbose_name = _("feedback settings")


class Questionnaire(ClusterableModel):
    title = models.CharField(_("title"), max_length=150, unique=True)
    audience = models.ForeignKey(
        Audience,
        verbose_name=_("audience"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        help_text=_("Used for this audience's courses that have none of their own. Empty: for every other audience."),
    )
    is_default = models.BooleanField(_("used where a course has none of its own"), default=False)

    class Meta:
        verbose_name = _("questionnaire")
        verbose_name_plural = _("questionnaires")
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint(
                fields=["audience"],
                condition=Q(is_default=True),
                name="one_default_questionnaire_per_audience",
                violation_error_message=_("Another questionnaire is used for this audience already."),
            ),
            models.UniqueConstraint(
                fields=["is_default"],
                condition=Q(is_default=True, audience__isnull=True),
                name="one_questionnaire_for_everybody_else",
                violation_error_message=_("Another questionnaire is used for every other audience already."),
            ),
        ]

    def __str__(self):
        return self.title


class Question(models.Model):
    """One line of a questionnaire. `code` joins the same question across questionnaires and years."""

    class Kind(models.TextChoices):
        AGREEMENT = "agreement", _("Statement, agree to disagree (five steps)")
        CONFIDENCE = "confidence", _("Confidence, before and now (five steps each)")
        YES_NO = "yes_no", _("Yes or no")
        COMMENT = "comment", _("Comment in own words")

    questionnaire = ParentalKey(Questionnaire, on_delete=models.CASCADE, related_name="questions")
    code = models.SlugField(
        _("code"), max_length=40, help_text=_("The same code adds up across questionnaires, such as satisfied.")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    text = models.CharField(_("text"), max_length=300)
    help_text = models.CharField(_("hint"), max_length=300, blank=True)
    is_required = models.BooleanField(_("must be answered"), default=False)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["questionnaire", "code"], name="one_question_per_code")]

    def __str__(self):
        return self.text


class CourseQuestionnaire(models.Model):
    """Which questionnaire a course uses: chosen here, so that courses need not know of feedback."""

    course = models.OneToOneField(
        Course, verbose_name=_("course"), on_delete=models.CASCADE, related_name="chosen_questionnaire"
    )
    questionnaire = models.ForeignKey(
        Questionnaire, verbose_name=_("questionnaire"), on_delete=models.PROTECT, related_name="chosen_by"
    )

    class Meta:
        verbose_name = _("questionnaire of a course")
        verbose_name_plural = _("questionnaires of courses")

    def __str__(self):
        return f"{self.course}: {self.questionnaire}"


class Response(models.Model):
    """One filled-in questionnaire: a random key and the date, nothing of who or when within the day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(
        TrainingSession, verbose_name=_("session"), on_delete=models.PROTECT, related_name="responses"
    )
    questionnaire = models.ForeignKey(
        Questionnaire, verbose_name=_("questionnaire"), on_delete=models.PROTECT, related_name="responses"
    )
    answered_on = models.DateField(_("answered on"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("response")
        verbose_name_plural = _("responses")
        ordering = ["pk"]

    def __str__(self):
        return str(self.pk)


class Answer(models.Model):
    """One answer. Agreement and confidence are 1 to 5 (5 best); yes is 1, no is 0; `before` holds confidence before."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="answers")
    value = models.PositiveSmallIntegerField(null=True, blank=True)
    before = models.PositiveSmallIntegerField(null=True, blank=True)
    text = models.TextField(blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["response", "question"], name="one_answer_per_question"),
            models.CheckConstraint(condition=Q(value__isnull=True) | Q(value__lte=5), name="an_answer_is_at_most_five"),
            models.CheckConstraint(
                condition=Q(before__isnull=True) | Q(before__range=(1, 5)), name="confidence_before_is_one_to_five"
            ),
        ]

    def __str__(self):
        return str(self.pk)


class Concern(models.Model):
    """“I am worried about someone”: the comment goes to the safeguarding lead and into no summary."""

    class State(models.TextChoices):
        NEW = "new", _("New")
        DEALT_WITH = "dealt_with", _("Dealt with")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(TrainingSession, verbose_name=_("session"), on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("what was written"), blank=True)
    raised_on = models.DateField(_("raised on"))
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.NEW)
    dealt_with_at = models.DateTimeField(_("dealt with"), null=True, blank=True)
    dealt_with_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("concern")
        verbose_name_plural = _("concerns")
        ordering = ["state", "-raised_on"]

    def __str__(self):
        return f"{self.session}"
