"""Quality and impact in the report: answers, response rates, and what too few answers never show."""

from datetime import date
from uuid import uuid4

import pytest
import time_machine

from feedback.answering import give_feedback
from reports.document import Hidden, Reader
from reports.saying import say_figure
from tests.factories import london, make_course
from tests.reports.figures import asked, cells_in, delivered, report_of

pytestmark = pytest.mark.django_db


def report(**facts):
    return report_of("2025/26", **{"today": date(2026, 6, 1)} | facts)


def answered(session, *answers):
    with time_machine.travel(london(2025, 11, 3, 13), tick=False):
        for given in answers:
            give_feedback(session, answers=given, nonce=uuid4())


@pytest.fixture
def class_of_30():
    return delivered((2025, 11, 3), attended=30, course=make_course(audience="young-people"), capacity=None)


def satisfied(*values):
    return [{"satisfied": value} for value in values]


def said(table, column, **facts):
    return {label: cell and say_figure(cell) for label, cell in cells_in(report(**facts), table, column=column).items()}


def test_without_answers_there_is_no_section(class_of_30):
    assert report().section("impact") is None


def test_fewer_than_five_answers_are_shown_to_nobody(class_of_30):
    answered(class_of_30, *satisfied(5, 5, 5, 5))

    assert [report(reader=reader).section("impact") for reader in Reader] == [None, None, None]


def test_a_question_with_too_few_answers_is_left_out(class_of_30):
    answered(class_of_30, *satisfied(5, 5, 5, 5), {"satisfied": 5, "aims-met": 5})

    assert said("answers-young-people", "answers") == {"I liked this session": "5"}


def test_the_response_rate_is_of_those_who_attended(class_of_30):
    answered(class_of_30, *satisfied(*[4] * 20))

    assert said("responses", "answers") == {"Young people": "20"}
    assert said("responses", "response_rate") == {"Young people": "67 %"}


def test_the_response_rate_is_not_known_where_nobody_counted():
    session = delivered((2025, 11, 3), attended=None, course=make_course(audience="young-people"), capacity=None)
    answered(session, *satisfied(*[4] * 5))

    assert said("responses", "response_rate") == {"Young people": "not known"}


def test_both_steps_of_agreeing_are_one_share(class_of_30):
    answered(class_of_30, *satisfied(*[5] * 6, *[4] * 5, *[3] * 9))

    assert said("answers-young-people", "good") == {"I liked this session": "55 %"}


def test_below_ten_answers_there_is_no_percentage(class_of_30):
    answered(class_of_30, *satisfied(5, 5, 5, 4, 2))

    assert said("answers-young-people", "good") == {"I liked this session": "4 of 5"}


def test_confidence_is_told_before_and_after(class_of_30):
    answered(class_of_30, *[{"recognise-signs": (2, 4)}] * 8, *[{"recognise-signs": (4, 4)}] * 12)
    question = "Knowing when somebody is treating a young person badly"

    assert said("answers-young-people", "good_before") == {question: "60 %"}
    assert said("answers-young-people", "good") == {question: "100 %"}
    assert said("answers-young-people", "rose") == {question: "40 %"}


def test_one_code_adds_up_over_sessions(class_of_30):
    other = delivered((2025, 11, 3), attended=30, course=make_course(audience="young-people"), capacity=None)
    answered(class_of_30, *satisfied(5, 5, 5))
    answered(other, *satisfied(1, 5, 5))

    assert said("answers-young-people", "answers") == {"I liked this session": "6"}


def test_the_public_does_not_read_what_few_said(class_of_30):
    answered(class_of_30, *satisfied(*[5] * 17, *[1] * 3))

    cells = report(reader=Reader.PUBLIC).table("answers-young-people").rows[0].cells

    assert [cell.hidden for cell in cells[:2]] == [Hidden.NO, Hidden.DERIVABLE]


def test_nobody_who_said_otherwise_is_no_small_number(class_of_30):
    answered(class_of_30, *satisfied(*[5] * 20))

    assert said("answers-young-people", "good", reader=Reader.PUBLIC) == {"I liked this session": "100 %"}


@pytest.mark.parametrize("answers", [5, 8])
def test_the_queries_do_not_grow_with_answers(answers, class_of_30, django_assert_num_queries):
    from reports.sections import impact

    answered(class_of_30, *satisfied(*[5] * answers))
    wanted = asked("2025/26", today=date(2026, 6, 1))
    assert wanted.tables

    with django_assert_num_queries(2):
        impact.section(wanted)
