"""Taking an answer without knowing whose it is.

What keeps an answer apart from the person: the attendance holds a bare mark; a response holds a random key and the
date; no column, log line or history row joins them. They are written in two transactions, so that PostgreSQL's hidden
row versions (`xmin`) differ; and the mark rewrites no other row, so SQLite's hidden row numbers, which order the
responses among themselves, find no order of marking to be compared with.

The limits, for whoever describes this to people. The two transactions follow each other closely: somebody who may read
PostgreSQL's row versions, the database's files or its write-ahead log, or two backups between which one person
answered, can still tell. And where one person alone was present, the summary is that person's.
"""

import uuid
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from design.words import LONDON
from feedback.choosing import courses_that_ask, is_for_children, questionnaire_for, questions_for
from feedback.messages import concern_raised
from feedback.models import Answer, Concern, FeedbackSettings, Question, Response
from feedback.refusals import AlreadyAnswered, FeedbackClosed, FeedbackNotOpenYet, NothingToAsk
from sessions.models import Attendance, SessionStatus

COMMENT = Question.Kind.COMMENT
NEVER_ASKS = {SessionStatus.DRAFT, SessionStatus.CANCELLED}


def why_not_answerable(session, *, attendance=None):
    """Return the refusal that an answer would meet now, or None. Who signed in may answer as soon as they have."""
    now, last = timezone.now(), session.ends_at + open_for()
    if attendance and attendance.feedback_given:
        return AlreadyAnswered()
    if session.status in NEVER_ASKS or now > last:
        return FeedbackClosed()
    return FeedbackNotOpenYet() if attendance is None and now < session.starts_at else None


def open_for():
    """Return how long after its end a session's questions can be answered."""
    return timedelta(days=FeedbackSettings.load().open_days)


def answers_until(sessions):
    """Return {session's key: the moment it closes} of those sessions that ask something and have not closed.

    Two queries, however many sessions.
    """
    asking, after = courses_that_ask({session.course for session in sessions}), open_for()
    asked = [each for each in sessions if each.course_id in asking and each.status not in NEVER_ASKS]
    return {each.pk: each.ends_at + after for each in asked if each.ends_at + after >= timezone.now()}


def give_feedback(session, *, answers, attendance=None, comment="", worried=False, nonce=None):
    """Take one filled-in questionnaire, once for each attendance.

    `answers` maps a question's code to 1 to 5 (5 best), to True or False, to (before, now) for confidence, or to the
    words of a further comment; `comment` answers the first question that asks for one. With `worried`, every word goes
    to the safeguarding lead and none into the answers. Without an attendance the session takes no names, and `nonce`,
    the form's own random key, keeps the same form from counting twice. Raises one of `feedback.refusals`.
    """
    if refusal := why_not_answerable(session, attendance=attendance):
        raise refusal
    questionnaire = questionnaire_for(session)
    if questionnaire is None:
        raise NothingToAsk
    lines = lines_of(questions_for(session, questionnaire=questionnaire), answers=answers, comment=comment)
    worried = worried and not is_for_children(session)
    if attendance is None:
        return write_down(session, questionnaire, key=nonce or uuid.uuid4(), lines=lines, worried=worried)
    mark_as_given(attendance)
    try:
        write_down(session, questionnaire, key=uuid.uuid4(), lines=lines, worried=worried)
    except Exception:
        Attendance.objects.filter(pk=attendance.pk).update(feedback_given=False)
        raise


def mark_as_given(attendance):
    """Spend the attendance's one answer; of several at once, one gets through."""
    if not Attendance.objects.present().filter(pk=attendance.pk, feedback_given=False).update(feedback_given=True):
        raise AlreadyAnswered


def lines_of(questions, *, answers, comment):
    """Return (question, fields of its answer) for everything that was answered; other codes are passed over."""
    answers = dict(answers)
    first = next((question.code for question in questions if question.kind == COMMENT), None)
    if first and comment:
        answers[first] = comment
    pairs = [(question, fields_of(question, answers.get(question.code))) for question in questions]
    return [(question, fields) for question, fields in pairs if fields]


def fields_of(question, answer):
    """Return the fields that hold an answer; nothing for a question that was left out."""
    if question.kind == COMMENT:
        return {"text": answer.strip()} if answer and answer.strip() else {}
    if question.kind == Question.Kind.CONFIDENCE:
        before, now = answer or (None, None)
        return {"before": before, "value": now} if before or now else {}
    return {} if answer is None else {"value": int(answer)}


@transaction.atomic
def write_down(session, questionnaire, *, key, lines, worried):
    """Write the response and, apart from it, the concern. A key that was written before changes nothing."""
    today = timezone.localdate(timezone=LONDON)
    response, is_new = Response.objects.get_or_create(
        pk=key, defaults={"session": session, "questionnaire": questionnaire, "answered_on": today}
    )
    if not is_new:
        return
    if worried:
        raise_concern(session, words=[fields["text"] for _question, fields in lines if "text" in fields], on=today)
        lines = [(question, fields) for question, fields in lines if "text" not in fields]
    Answer.objects.bulk_create([Answer(response=response, question=question, **fields) for question, fields in lines])


def raise_concern(session, *, words, on):
    concern = Concern.objects.create(session=session, text="\n\n".join(words), raised_on=on)
    concern_raised(concern)
