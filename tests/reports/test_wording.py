"""Sentences in an officer's words: the figures in them stay the records'."""

import pytest

from reports.models import EditedSentence
from reports.saying import say_sentence
from tests.reports.figures import delivered, report_of

pytestmark = pytest.mark.django_db
PAGE = "/admin/reports/words/?year=2016/17"
FIELD = "glance-professionals-words"


@pytest.fixture
def reader(browse_as, officer):
    return browse_as(officer)


def said():
    return [say_sentence(sentence) for sentence in report_of("2016/17").section("glance").sentences]


def test_edited_words_are_printed_with_the_figures_of_the_records(reader):
    delivered((2017, 1, 10), attended=10)

    reader.post(PAGE, {FIELD: "We met {attended} professionals."})
    delivered((2017, 1, 11), attended=5)

    assert said() == ["We met 15 professionals."]


def test_an_empty_field_brings_the_standard_words_back(reader):
    delivered((2017, 1, 10), attended=10)
    reader.post(PAGE, {FIELD: "We met {attended}."})

    reader.post(PAGE, {FIELD: ""})

    assert (said(), EditedSentence.objects.count()) == (["Professionals: 10 attended, in one session."], 0)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("We met {everybody}.", "{everybody} is no figure of this sentence. It has {attended} and {sessions}."),
        ("We met {attended.", "A brace has no partner. Write figures like {attended}."),
    ],
)
def test_a_figure_that_is_none_is_explained_and_nothing_is_lost(reader, words, sentence):
    delivered((2017, 1, 10), attended=10)

    page = reader.post(PAGE, {FIELD: words}).content.decode()

    assert (sentence in page, words in page, EditedSentence.objects.count()) == (True, True, 0)


def test_words_whose_figure_is_gone_give_way_to_the_standard_ones(reader):
    delivered((2016, 1, 10), attended=4)
    delivered((2017, 1, 10), attended=10)
    reader.post(PAGE, {FIELD: "{attended} came, {change}."})

    from sessions.models import TrainingSession

    TrainingSession.objects.filter(last_day="2016-01-10").update(status="cancelled")

    assert said() == ["Professionals: 10 attended, in one session."]


@pytest.mark.parametrize("who", ["trainer_user", "editor", "licensing_officer", "outsider"])
def test_nobody_else_writes_them(who, browse_as, request):
    delivered((2017, 1, 10), attended=10)

    answer = browse_as(request.getfixturevalue(who)).post(PAGE, {FIELD: "Mine."})

    assert (answer.status_code in {302, 403, 404}, EditedSentence.objects.count()) == (True, 0)
