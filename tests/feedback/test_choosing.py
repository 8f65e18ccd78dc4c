import pytest

from feedback.choosing import questionnaire_for, questions_for
from feedback.models import CourseQuestionnaire, Question, Questionnaire
from tests import factories

pytestmark = pytest.mark.django_db


def test_adults_are_asked_the_five_default_questions(session):
    questions = questions_for(session, questionnaire=questionnaire_for(session))

    assert [question.code for question in questions] == [
        "satisfied",
        "aims-met",
        "recognise-signs",
        "know-how-to-report",
        "comment",
    ]


def test_young_people_are_asked_in_simple_words(young_session):
    assert questionnaire_for(young_session).title == "After a session: young people"


def test_a_course_may_have_questions_of_its_own(session):
    own = Questionnaire.objects.create(title="For this course")
    CourseQuestionnaire.objects.create(course=session.course, questionnaire=own)

    assert questionnaire_for(session) == own


def test_an_audiences_default_comes_before_everybodys(session):
    own = Questionnaire.objects.create(title="Professionals", audience=session.course.audience, is_default=True)

    assert questionnaire_for(session) == own


def test_a_questionnaire_that_nothing_chooses_is_not_used(session):
    Questionnaire.objects.create(title="Not in use", audience=session.course.audience)

    assert questionnaire_for(session).title == "After a session"


def test_children_are_asked_for_no_comment_whatever_is_chosen(young_session):
    own = Questionnaire.objects.create(title="With a comment")
    Question.objects.create(questionnaire=own, code="comment", kind="comment", text="Anything else?")
    CourseQuestionnaire.objects.create(course=young_session.course, questionnaire=own)

    assert questions_for(young_session, questionnaire=questionnaire_for(young_session)) == []


def test_without_any_questionnaire_there_is_nothing_to_ask(client, db):
    Questionnaire.objects.update(is_default=False)
    attendance = factories.make_attendance(factories.make_session())

    page = client.get(f"/feedback/{attendance.feedback_token}/").content

    assert b"There are no questions about this session." in page
