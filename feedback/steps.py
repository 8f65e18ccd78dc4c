"""The steps of an answer in words, best first, as forms ask them and summaries count them."""

from django.utils.translation import gettext_lazy as _

from feedback.models import Question

AGREEMENT = [
    (5, _("Strongly agree")),
    (4, _("Agree")),
    (3, _("Neither agree nor disagree")),
    (2, _("Disagree")),
    (1, _("Strongly disagree")),
]
AGREEMENT_IN_SIMPLE_WORDS = [
    (5, _("Yes, a lot")),
    (4, _("Yes, mostly")),
    (3, _("Not sure")),
    (2, _("Not really")),
    (1, _("No, not at all")),
]
CONFIDENCE = [
    (5, _("Very confident")),
    (4, _("Confident")),
    (3, _("Fairly confident")),
    (2, _("Not very confident")),
    (1, _("Not confident at all")),
]
CONFIDENCE_IN_SIMPLE_WORDS = [
    (5, _("Very sure")),
    (4, _("Quite sure")),
    (3, _("In the middle")),
    (2, _("Not very sure")),
    (1, _("Not sure at all")),
]
YES_NO = [(1, _("Yes")), (0, _("No"))]


def steps_of(question, *, simple=False):
    """Return (value, words) of each step of a question; `simple` is how children are asked."""
    steps = {
        Question.Kind.AGREEMENT: (AGREEMENT, AGREEMENT_IN_SIMPLE_WORDS),
        Question.Kind.CONFIDENCE: (CONFIDENCE, CONFIDENCE_IN_SIMPLE_WORDS),
        Question.Kind.YES_NO: (YES_NO, YES_NO),
    }
    return steps[question.kind][simple]
