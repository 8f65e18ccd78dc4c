"""The back office's screens for questionnaires."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.viewsets.model import ModelViewSetGroup

from feedback.choosing import refuse_comments_from_children
from feedback.models import CourseQuestionnaire, Question, Questionnaire
from people.back_office import OfficeViewSet, shown, yes_or_no


class QuestionnaireForm(WagtailAdminModelForm):
    """Keeps questions that have answers, and asks children for nothing in their own words."""

    def clean(self):
        facts = super().clean()
        forms = self.formsets["questions"].forms if "questions" in self.formsets else []
        gone = [form for form in forms if form.data.get(form.add_prefix("DELETE"))]
        if any(form.instance.pk and form.instance.answers.exists() for form in gone):
            self.add_error(None, _("A question that has been answered stays. Make another questionnaire without it."))
        kinds = {form.data.get(form.add_prefix("kind")) for form in forms if form not in gone}
        refuse_comments_from_children(facts.get("audience"), has_comment=Question.Kind.COMMENT in kinds)
        return facts


class QuestionnaireViewSet(OfficeViewSet):
    model = Questionnaire
    name = "questionnaires"
    icon = "form"
    menu_label = _("Questionnaires")
    related = ("audience",)
    list_display = ["title", shown(_("Audience"), "audience"), yes_or_no(_("Used as default"), "is_default")]
    list_filter = ["audience", "is_default"]
    search_fields = ["title"]
    edit_handler = ObjectList(
        [
            FieldPanel("title"),
            FieldRowPanel([FieldPanel("audience"), FieldPanel("is_default")]),
            InlinePanel(
                "questions",
                heading=_("Questions"),
                label=_("question"),
                panels=[
                    FieldPanel("text"),
                    FieldPanel("help_text"),
                    MultiFieldPanel(
                        [
                            FieldRowPanel([FieldPanel("kind"), FieldPanel("code"), FieldPanel("order")]),
                            FieldPanel("is_required"),
                        ]
                    ),
                ],
            ),
        ],
        base_form_class=QuestionnaireForm,
    )


class CourseQuestionnaireViewSet(OfficeViewSet):
    model = CourseQuestionnaire
    name = "course-questionnaires"
    icon = "link"
    menu_label = _("Questionnaires of courses")
    related = ("course", "questionnaire")
    list_display = [shown(_("Course"), "course", sort_key="course"), shown(_("Questionnaire"), "questionnaire")]
    search_fields = ["course__title", "questionnaire__title"]
    panels = [FieldPanel("course"), FieldPanel("questionnaire")]


class FeedbackGroup(ModelViewSetGroup):
    menu_label = _("Feedback")
    menu_icon = "comment"
    menu_order = 250
    items = (QuestionnaireViewSet(), CourseQuestionnaireViewSet())
