"""Feedback on this year's sessions: enough answers to show shares, a few comments, one worry, nobody's name."""

from datetime import timedelta
from uuid import uuid4

from feedback.answering import lines_of, mark_as_given, write_down
from feedback.choosing import questionnaire_for, questions_for
from feedback.models import CourseQuestionnaire, FeedbackSettings, Response
from sessions.models import SessionStatus, TrainingSession

COMMENTS = [
    "I will ask who is waiting outside when somebody misses a second appointment.",
    "More time for the case study, please. The group work was the best part.",
    "I had not thought of boys. I will talk about it in our team meeting.",
    "The room was cold. Everything else was very good.",
    "Clear, calm and practical. I know now whom to ring first.",
    "I would like a shorter version for our governors.",
]
WORRY = "I would like to talk to somebody about a pupil at our school. Please ring the school office."


def load_opinions():
    FeedbackSettings.objects.update_or_create(
        pk=FeedbackSettings.load().pk,
        defaults={"safeguarding_lead_name": "Ruth Oyelowo-Marsh", "safeguarding_lead_email": "lead@example.org"},
    )
    choose_questionnaires()
    delivered = TrainingSession.objects.filter(status=SessionStatus.DELIVERED).select_related("course__audience")
    for number, session in enumerate(delivered.filter(attendances__isnull=False).distinct().order_by("starts_at")):
        answer_by_name(session, number=number)
    for session in delivered.filter(headcounts__isnull=False, counts_in_tables=True).distinct().order_by("starts_at"):
        answer_by_headcount(session)


def choose_questionnaires():
    """Say for one course outright what the others get without being asked."""
    session = TrainingSession.objects.select_related("course__audience").filter(course__slug="safe-friendships").first()
    CourseQuestionnaire.objects.get_or_create(
        course=session.course, defaults={"questionnaire": questionnaire_for(session)}
    )


def answer_by_name(session, *, number):
    """Let three in four of those present answer."""
    for place, attendance in enumerate(session.attendances.present().order_by("pk")):
        if place % 4 != 3:
            mark_as_given(attendance)
            answer(session, mood=number + place, worried=(number, place) == (8, 1))


def answer_by_headcount(session):
    """Let a third of a class answer, at most twelve."""
    for place in range(min((session.attended or 0) // 3, 12)):
        answer(session, mood=place)


def answer(session, *, mood, worried=False):
    """Write one response as of the day after; the door's own verb takes none once its weeks are over."""
    key, questionnaire = uuid4(), questionnaire_for(session)
    given = {
        "satisfied": 5 if mood % 3 else 4,
        "aims-met": 5 - mood % 2,
        "recognise-signs": (2 + mood % 2, 4 + mood % 2),
        "know-how-to-report": 2 if mood % 11 == 10 else 5 - mood % 2,
    }
    comment = WORRY if worried else COMMENTS[mood % 6] if mood % 5 == 0 else ""
    questions = questions_for(session, questionnaire=questionnaire)
    lines = lines_of(questions, answers=given, comment=comment)
    write_down(session, questionnaire, key=key, lines=lines, worried=worried)
    Response.objects.filter(pk=key).update(answered_on=session.last_day + timedelta(days=1))
