"""Officers write the questions; children are asked for nothing in their own words, and what was answered stays."""

import pytest
from django.db import IntegrityError, transaction

from courses.models import Audience
from feedback.answering import give_feedback
from feedback.models import Question, Questionnaire
from tests import factories

pytestmark = pytest.mark.django_db
COMMENT = {"text": "Anything else?", "kind": "comment", "code": "comment"}


def formset(*questions):
    """Return the fields that Wagtail's form sends for a questionnaire's questions."""
    kept = sum("id" in question for question in questions)
    fields = {"questions-TOTAL_FORMS": len(questions), "questions-INITIAL_FORMS": kept}
    for number, question in enumerate(questions):
        fields |= {f"questions-{number}-{name}": value for name, value in ({"order": number} | question).items()}
    return fields


def save(client, path, *questions, **facts):
    return client.post(f"/admin/questionnaires/{path}", {"title": "Ours", "audience": ""} | facts | formset(*questions))


@pytest.fixture
def office(browse_as, officer):
    return browse_as(officer)


def test_an_officer_writes_a_questionnaire(office):
    save(office, "new/", COMMENT)

    assert Questionnaire.objects.get(title="Ours").questions.get().text == "Anything else?"


def test_children_cannot_be_asked_for_a_comment(office):
    children = Audience.objects.get(slug="young-people")

    response = save(office, "new/", COMMENT, audience=children.pk)

    assert b"children write nothing about themselves or others here" in response.content
    assert not Questionnaire.objects.filter(title="Ours").exists()


@pytest.fixture
def answered():
    """A question that somebody has answered."""
    question = Question.objects.get(code="satisfied", questionnaire__title="After a session")
    session = factories.make_session(starts_at=factories.london(2026, 11, 3, 10))
    attendance = factories.make_attendance(session)
    with factories.at_its_time(session.ends_at):
        give_feedback(session, attendance=attendance, answers={"satisfied": 5})
    return question


def test_a_question_that_was_answered_stays(office, answered):
    gone = {"id": answered.pk, "text": "x", "kind": "agreement", "code": "satisfied", "DELETE": "on"}

    response = save(office, f"edit/{answered.questionnaire_id}/", gone)

    assert b"A question that has been answered stays." in response.content
    assert Question.objects.filter(pk=answered.pk).exists()


def test_a_question_that_nobody_answered_can_go(office, answered):
    other = answered.questionnaire.questions.get(code="aims-met")
    gone = {"id": other.pk, "text": "x", "kind": "agreement", "code": "aims-met", "DELETE": "on"}

    save(office, f"edit/{answered.questionnaire_id}/", gone)

    assert not Question.objects.filter(pk=other.pk).exists()


def test_the_database_keeps_one_questionnaire_for_everybody_else():
    assert Questionnaire.objects.filter(is_default=True, audience=None).count() == 1

    with pytest.raises(IntegrityError), transaction.atomic():
        Questionnaire.objects.create(title="Another", is_default=True)
