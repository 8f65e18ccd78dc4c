"""The form that people fill in, and what they are told."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection

from feedback.models import Answer, Concern, Question, Response
from sessions.models import Attendance
from tests import factories
from tests.feedback.cast import ADULTS_ANSWERS, CANARY, START, answer, answer_together, page_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("afterwards")]


def test_the_form_asks_and_says_where_to_get_help_before_and_after(client, attendance):
    page = client.get(page_of(attendance.feedback_token)).content.decode()

    assert page.count('href="tel:999"') == 2


def test_answers_are_taken_and_thanked_for(client, attendance):
    response = answer(client, attendance)

    assert response.url == "/feedback/thank-you/"
    assert Response.objects.count() == 1


def test_whose_certificate_waited_is_told_where_it_is(client, attendance):
    page = client.get(answer(client, attendance).url).text

    assert page.count("the link in our mail leads to it") == 1


def test_who_has_answered_is_told_so(client, attendance):
    answer(client, attendance)

    page = client.get(page_of(attendance.feedback_token)).content

    assert b"Your answers are in already." in page
    assert b"<form" not in page


def test_the_form_sent_twenty_times_counts_once(client, attendance):
    for _time in range(20):
        answer(client, attendance)

    assert Response.objects.count() == 1


def test_an_empty_form_is_refused_in_a_sentence(client, attendance):
    form = client.post(page_of(attendance.feedback_token), {}).context["form"]

    assert form.non_field_errors() == ["Answer at least one question, then send your answers."]


def test_looking_spends_nothing(client, attendance):
    client.get(page_of(attendance.feedback_token))

    assert not Attendance.objects.get().feedback_given


def test_an_unknown_link_is_not_found(client):
    assert client.get(page_of("nosuchtoken")).status_code == 404


def test_the_sessions_own_link_is_not_found_where_people_are_known_by_name(client, session):
    assert client.get(page_of(session.feedback_token)).status_code == 404


def test_who_was_marked_absent_has_no_form(client, session):
    absent = factories.make_attendance(session, extent="none")

    assert client.get(page_of(absent.feedback_token)).status_code == 404


def test_the_page_is_not_kept_and_not_told_on(client, attendance):
    headers = client.get(page_of(attendance.feedback_token)).headers

    assert (headers["Cache-Control"], headers["Referrer-Policy"]) == ("no-store", "no-referrer")


def test_the_page_sets_no_cookie(client, attendance):
    assert answer(client, attendance).cookies == {}


def test_a_long_comment_is_refused_in_a_sentence_and_kept(client, attendance):
    form = answer(client, attendance, **{"q-comment": "x" * 2001}).context["form"]

    told = "Make your comment shorter: it has 2001 characters, and 2,000 is the most."
    assert form.errors["q-comment"] == [told]
    assert len(form["q-comment"].value()) == 2001


def test_a_megabyte_is_refused(client, attendance):
    assert answer(client, attendance, **{"q-comment": "x" * 1_000_000}).status_code == 400


def test_an_answer_that_is_none_of_the_steps_is_refused(client, attendance):
    form = answer(client, attendance, **{"q-satisfied": "6"}).context["form"]

    assert form.errors["q-satisfied"] == ["Choose one of the answers listed"]


def test_a_required_question_says_what_to_do(client, attendance):
    Question.objects.filter(code="satisfied").update(is_required=True)

    form = answer(client, attendance, **{"q-satisfied": ""}).context["form"]

    assert form.errors["q-satisfied"] == ["Choose an answer: I am satisfied with this session"]


def test_a_question_may_hold_any_sign(client, attendance):
    Question.objects.filter(kind="comment").update(text="100% <b>sure</b>?", help_text="<script>")

    page = answer(client, attendance, **{"q-comment": "x" * 2001}).content

    assert b"100% &lt;b&gt;sure&lt;/b&gt;?" in page
    assert b"<script>" not in page


def test_who_is_worried_is_told_whom_to_call(client, attendance):
    page = client.get(answer(client, attendance, worried="on", **{"q-comment": CANARY}).url).content.decode()

    assert 'href="tel:999"' in page
    assert 'href="tel:08088005000"' in page


def test_the_form_says_what_the_tick_does_before_it_is_ticked(client, attendance):
    page = client.get(page_of(attendance.feedback_token)).content

    assert b"goes to our safeguarding lead and to nobody else" in page


def test_young_people_have_no_field_for_words_and_no_tick(client, young_session):
    page = client.get(page_of(young_session.feedback_token)).content

    assert b"<textarea" not in page
    assert b'name="worried"' not in page


def test_young_people_are_given_childline(client, young_session):
    assert b'href="tel:08001111"' in client.get(page_of(young_session.feedback_token)).content


def test_a_crafted_form_of_a_young_person_stores_no_word_anywhere(client, young_session):
    crafted = {
        "q-comment": CANARY,
        "comment": CANARY,
        "name": CANARY,
        "email": f"{CANARY}@example.org",
        "worried": "on",
    }

    answer_together(client, young_session, **crafted)

    assert Response.objects.count() == 1
    assert [row for row in every_row_of_every_table() if CANARY in row] == []


def every_row_of_every_table():
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            yield from map(str, cursor.fetchall())


def test_parents_may_write_and_are_not_known(client, parents_session):
    answer_together(client, parents_session, **{"q-comment": "Thank you"})

    assert Answer.objects.exclude(text="").get().text == "Thank you"


def test_the_shared_form_sent_twice_counts_once(client, parents_session):
    nonce = str(uuid4())

    for _time in range(2):
        answer_together(client, parents_session, nonce=nonce)

    assert Response.objects.count() == 1


def test_two_people_share_one_link(client, parents_session):
    for _person in range(2):
        answer_together(client, parents_session)

    assert Response.objects.count() == 2


def test_the_shared_link_opens_with_the_session(client, parents_session, afterwards):
    afterwards.move_to(START - timedelta(minutes=1))

    answer_together(client, parents_session)

    assert Response.objects.count() == 0


def test_the_link_closes_after_four_weeks(client, attendance, afterwards):
    afterwards.shift(timedelta(days=28))

    assert b"Feedback for this session has closed." in client.get(page_of(attendance.feedback_token)).content


def test_answering_takes_few_statements(client, attendance, django_assert_max_num_queries):
    client.get(page_of(attendance.feedback_token))

    with django_assert_max_num_queries(20) as queries:
        answer(client, attendance)

    statements = [query["sql"] for query in queries if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(statements) == 11


def test_a_concern_is_raised_once_however_often_the_form_is_sent(client, attendance):
    for _time in range(2):
        answer(client, attendance, worried="on", **ADULTS_ANSWERS)

    assert Concern.objects.count() == 1
