"""What people answered after sessions, added up by audience and question; nothing of what they wrote.

The same code is the same question, in whichever questionnaire and year it stood. Only sessions that count in the
tables are told of, so that answers and attended are of the same sessions.
"""

from collections import Counter
from dataclasses import dataclass, replace

from django.db.models import Count, F, Q
from django.db.models.functions import Coalesce

from feedback.models import Answer, Question, Response
from feedback.summaries import GOOD
from reports.counting import counted_sessions

FEWEST = 5  # answers: fewer are shown to nobody
AUDIENCE = Coalesce("response__session__sector__grouping_set__audience_id", "response__session__course__audience_id")
AUDIENCE_OF_RESPONSE = Coalesce("session__sector__grouping_set__audience_id", "session__course__audience_id")
SUMS = {
    "answers": Count("value"),
    "good": Count("pk", filter=Q(value__in=GOOD)),
    "yes": Count("pk", filter=Q(value=1)),
    "answers_before": Count("before"),
    "good_before": Count("pk", filter=Q(before__in=GOOD)),
    "both": Count("pk", filter=Q(value__isnull=False, before__isnull=False)),
    "rose": Count("pk", filter=Q(value__gt=F("before"))),
}


@dataclass(frozen=True)
class Asked:
    """One question's answers from one audience: `good` of `answers`, and for confidence also before, and `rose`."""

    code: str
    kind: str
    text: str
    answers: int = 0
    good: int = 0
    yes: int = 0
    answers_before: int = 0
    good_before: int = 0
    both: int = 0
    rose: int = 0

    def plus(self, numbers):
        return replace(self, **{name: getattr(self, name) + numbers[name] for name in SUMS})


def questions_in(span):
    """Return {audience: [Asked]} of a span, those with too few answers left out; one query.

    A question is worded as most of its answers found it.
    """
    facts = {"audience": AUDIENCE, "code": F("question__code"), "kind": F("question__kind")}
    given = Answer.objects.filter(response__session__in=in_tables(span)).exclude(question__kind=Question.Kind.COMMENT)
    found: dict = {}
    wordings: dict = {}
    for line in given.order_by().values("question__text", "question__order", **facts).annotate(**SUMS):
        key = line["audience"], line["code"], line["kind"]
        found[key] = found.get(key, Asked(line["code"], line["kind"], "")).plus(line)
        wording = line["question__order"], line["question__text"]
        wordings.setdefault(key, Counter())[wording] += line["answers"] or line["answers_before"]
    return by_audience(found, wordings)


def by_audience(found, wordings):
    """Return the questions of each audience in the order in which they are asked."""
    placed = []
    for key, asked in found.items():
        (order, text), _answers = max(wordings[key].items(), key=lambda wording: (wording[1], wording[0]))
        if asked.answers >= FEWEST:
            placed.append((key[0], order, asked.code, asked.kind, replace(asked, text=text)))
    audiences: dict = {}
    for audience, *_place, asked in sorted(placed, key=lambda each: each[:4]):
        audiences.setdefault(audience, []).append(asked)
    return audiences


def responses_in(span):
    """Return {audience: questionnaires filled in}; one query."""
    given = Response.objects.filter(session__in=in_tables(span)).order_by().values_list(AUDIENCE_OF_RESPONSE)
    return dict(given.annotate(responses=Count("pk")))


def in_tables(span):
    return counted_sessions(span).filter(counts_in_tables=True)
