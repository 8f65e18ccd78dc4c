"""Answers are taken once, and nothing joins them to who gave them."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import models
from wagtail.models import ModelLogEntry

from feedback import answering
from feedback.answering import give_feedback
from feedback.models import Answer, Concern, Question, Response
from feedback.refusals import AlreadyAnswered, FeedbackClosed, FeedbackNotOpenYet
from outbox.models import Message
from sessions.models import Attendance

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("afterwards")]
ANSWERS = {"satisfied": 5, "recognise-signs": (2, 4)}


def test_an_answer_is_written_with_the_date_only(session, attendance):
    give_feedback(session, attendance=attendance, answers=ANSWERS)

    response = Response.objects.get()
    assert (response.session, response.answered_on) == (session, date(2026, 12, 8))


def test_each_question_is_answered_on_its_own(session, attendance):
    give_feedback(session, attendance=attendance, answers=ANSWERS, comment="Very clear")

    answers = Answer.objects.order_by("question__order").values_list("question__code", "value", "before", "text")
    assert list(answers) == [
        ("satisfied", 5, None, ""),
        ("recognise-signs", 4, 2, ""),
        ("comment", None, None, "Very clear"),
    ]


def test_somebody_answers_once(session, attendance):
    give_feedback(session, attendance=attendance, answers=ANSWERS)

    with pytest.raises(AlreadyAnswered):
        give_feedback(session, attendance=attendance, answers=ANSWERS)

    assert Response.objects.count() == 1


def test_of_two_forms_sent_at_once_one_gets_through(session, attendance):
    seen_before_either_was_sent = Attendance.objects.get(pk=attendance.pk)
    give_feedback(session, attendance=attendance, answers=ANSWERS)

    with pytest.raises(AlreadyAnswered):
        give_feedback(session, attendance=seen_before_either_was_sent, answers=ANSWERS)

    assert Response.objects.count() == 1


def test_an_answer_that_could_not_be_written_can_be_sent_again(session, attendance, monkeypatch):
    def fail(*args, **kwargs):
        raise OSError("the disk is full")

    monkeypatch.setattr(answering, "write_down", fail)

    with pytest.raises(OSError, match="full"):
        give_feedback(session, attendance=attendance, answers=ANSWERS)

    attendance.refresh_from_db()
    assert not attendance.feedback_given


def test_marking_changes_nothing_else_of_the_attendance(session, attendance):
    before = Attendance.objects.filter(pk=attendance.pk).values().get()

    give_feedback(session, attendance=attendance, answers=ANSWERS)

    assert Attendance.objects.filter(pk=attendance.pk).values().get() == before | {"feedback_given": True}


def test_answering_leaves_no_entry_in_any_log(session, attendance):
    before = ModelLogEntry.objects.count()

    give_feedback(session, attendance=attendance, answers=ANSWERS, comment="Very clear")

    assert ModelLogEntry.objects.count() == before


def test_no_column_joins_an_answer_to_a_person_or_a_time():
    columns = {field for model in [Response, Answer] for field in model._meta.concrete_fields}

    led_to = {field.related_model._meta.label for field in columns if field.is_relation}
    assert led_to == {
        "training_sessions.TrainingSession",
        "feedback.Questionnaire",
        "feedback.Response",
        "feedback.Question",
    }
    assert [field for field in columns if isinstance(field, models.DateTimeField | models.TimeField)] == []


def test_no_table_about_people_points_at_an_answer():
    fields = [field for model in apps.get_models() for field in model._meta.concrete_fields if field.is_relation]

    assert {f.model for f in fields if f.related_model in {Response, Answer}} == {Answer}


def test_the_keys_of_answers_are_random_and_in_no_order_of_time(session, attendance):
    give_feedback(session, attendance=attendance, answers=ANSWERS)

    assert {key.version for key in Answer.objects.values_list("pk", flat=True)} == {4}
    assert Response.objects.get().pk.version == 4


def test_who_is_worried_writes_to_the_safeguarding_lead_alone(session, attendance, lead):
    give_feedback(session, attendance=attendance, answers=ANSWERS, comment="About a pupil", worried=True)

    assert Concern.objects.get().text == "About a pupil"
    assert Answer.objects.filter(question__kind=Question.Kind.COMMENT).count() == 0


def test_the_safeguarding_lead_is_told_where_to_look_and_not_what_it_is(session, attendance, lead):
    give_feedback(session, attendance=attendance, answers=ANSWERS, comment="About a pupil", worried=True)

    message = Message.objects.get(kind="concern_raised")
    assert message.to == "lead@example.org"
    assert "https://muster.example.org/admin/feedback/concerns/" in message.text
    assert "pupil" not in message.subject + message.text + message.html


def test_without_a_safeguarding_lead_the_concern_is_kept(session, attendance):
    give_feedback(session, attendance=attendance, answers={}, comment="About a pupil", worried=True)

    assert (Concern.objects.count(), Message.objects.filter(kind="concern_raised").count()) == (1, 0)


def test_a_worry_without_words_counts_too(session, attendance):
    give_feedback(session, attendance=attendance, answers={}, worried=True)

    assert Concern.objects.get().text == ""


def test_four_weeks_after_a_session_nobody_answers_any_more(session, attendance, afterwards):
    afterwards.move_to(session.ends_at + timedelta(days=28, seconds=1))

    with pytest.raises(FeedbackClosed):
        give_feedback(session, attendance=attendance, answers=ANSWERS)


def test_before_a_headcount_session_nobody_answers(young_session, afterwards):
    afterwards.move_to(young_session.starts_at - timedelta(minutes=1))

    with pytest.raises(FeedbackNotOpenYet):
        give_feedback(young_session, answers=ANSWERS)


def test_the_same_form_counts_once_at_a_headcount_session(young_session):
    nonce = uuid4()

    for _time in range(3):
        give_feedback(young_session, answers=ANSWERS, nonce=nonce)

    assert Response.objects.count() == 1


def test_children_write_nothing_in_their_own_words(young_session):
    give_feedback(young_session, answers=ANSWERS | {"comment": "canary"}, comment="canary", worried=True)

    assert list(Answer.objects.exclude(text="")) == []
    assert Concern.objects.count() == 0
