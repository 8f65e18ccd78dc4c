"""What is typed about a course, and what cannot be so."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.forms import WagtailAdminModelForm

from courses.models import PathwayStep
from courses.terms_forms import TermsChoiceField, terms_to_choose

REFRESHER = _(
    "36: whoever attended in full is due again after 3 years, is reminded before, and stands in the list “Due for "
    "renewal”. Certificates name the day. Empty: holds for good."
)
IN_PATHWAYS = _("This number decides, though a pathway shows another: %(pathways)s.")


class CourseForm(WagtailAdminModelForm):
    """Makes the web address from the title where none is typed."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["slug"].required = False
        self.fields["refresher_months"].help_text = " ".join([str(REFRESHER), *said_in_pathways(self.instance)])
        terms = self.fields["terms"]
        choices = terms_to_choose(besides=self.instance.terms_id)
        self.fields["terms"] = TermsChoiceField(choices, label=terms.label, required=False)

    def clean(self):
        from django.utils.text import slugify

        facts = super().clean()
        if not facts.get("slug") and facts.get("title"):
            facts["slug"] = slugify(facts["title"])[:80]
        return facts

    def _post_clean(self):
        """Refuse to wait for an evaluation that nobody could give, once the course bears what was typed."""
        super()._post_clean()
        for sentence in evaluation_missing(self.instance):
            self.add_error("certificate_needs_evaluation", sentence)


def evaluation_missing(course):
    """Return the sentences that say why a course's certificates would wait for ever; the app that asks knows."""
    return [sentence for hook in hooks.get_hooks("muster_evaluation_missing") for sentence in hook(course)]


def said_in_pathways(course):
    """Return the sentence that names the pathways which show another interval than the course's own, or none."""
    steps = PathwayStep.objects.filter(course=course.pk, refresher_months__isnull=False).select_related("pathway")
    differing = [step for step in steps if step.refresher_months != course.refresher_months]
    shown = ", ".join(f"{step.pathway} ({step.refresher_months})" for step in differing)
    return [IN_PATHWAYS % {"pathways": shown}] if shown else []
