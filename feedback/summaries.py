"""What a session's answers add up to. Every share carries its number of answers; the response rate stands above."""

from collections import Counter
from dataclasses import dataclass, field

from feedback.models import Answer, Question
from feedback.percentages import say_share
from feedback.steps import steps_of

GOOD = (4, 5)  # agreeing or strongly agreeing; confident or very confident


@dataclass(frozen=True)
class Column:
    """The answers to one question at one moment: now, or before the session."""

    counts: Counter = field(default_factory=Counter)

    @property
    def number(self):
        return sum(self.counts.values())

    def share_of(self, *values):
        return say_share(sum(self.counts[value] for value in values), self.number)


@dataclass(frozen=True)
class Line:
    """What was answered to one question; `before` is empty except for confidence."""

    question: Question
    now: Column
    before: Column
    rose: int = 0
    gave_both: int = 0

    @property
    def steps(self):
        """Return (words, how many now, how many before) for each step, best first."""
        return [(words, self.now.counts[step], self.before.counts[step]) for step, words in steps_of(self.question)]

    @property
    def good(self):
        return self.now.share_of(*GOOD)

    @property
    def good_before(self):
        return self.before.share_of(*GOOD)

    @property
    def yes(self):
        return self.now.share_of(1)

    @property
    def share_that_rose(self):
        return say_share(self.rose, self.gave_both)


@dataclass(frozen=True)
class Summary:
    """`present` is None where nobody recorded how many were there: then there is no response rate."""

    answers: int
    present: int | None
    lines: list[Line]
    comments: list[tuple[str, list[str]]]

    @property
    def response_rate(self):
        return say_share(min(self.answers, self.present), self.present) if self.present else ""


def summary_of(session):
    """Return the summary of a session's answers. What was written to the safeguarding lead is not in it."""
    return Summary(
        answers=session.responses.count(),
        present=session.attended if session.is_by_headcount else session.attendances.present().count(),
        lines=lines_of(session),
        comments=comments_of(session),
    )


def lines_of(session):
    pairs = Answer.objects.filter(response__session=session).exclude(question__kind=Question.Kind.COMMENT)
    given = {}
    for question, value, before in pairs.values_list("question", "value", "before"):
        given.setdefault(question, []).append((value, before))
    questions = Question.objects.filter(pk__in=given).order_by("questionnaire", "order", "pk")
    return [line_of(question, given[question.pk]) for question in questions]


def line_of(question, pairs):
    both = [(value, before) for value, before in pairs if value is not None and before is not None]
    return Line(
        question=question,
        now=Column(Counter(value for value, _before in pairs if value is not None)),
        before=Column(Counter(before for _value, before in pairs if before is not None)),
        rose=sum(value > before for value, before in both),
        gave_both=len(both),
    )


def comments_of(session):
    """Return (question, what was written) in the order of random keys, which is no order of time."""
    written = Answer.objects.filter(response__session=session, question__kind=Question.Kind.COMMENT).exclude(text="")
    comments = {}
    for question, text in written.order_by("question__order", "pk").values_list("question__text", "text"):
        comments.setdefault(question, []).append(text)
    return list(comments.items())
