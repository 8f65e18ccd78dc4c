"""What is the same for everybody is made once, and forgotten as soon as something changes."""

from datetime import timedelta
from itertools import count, pairwise

import pytest
from django.db import transaction
from django.http import HttpResponse, StreamingHttpResponse
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from courses.models import Course
from design.keeping import (
    for_everybody,
    kept,
    kept_of_site,
    kept_pages,
    site_changed,
    something_changed,
    version,
)


@pytest.fixture
def made(still):
    """A function that says how often it was called, and what it made is kept."""
    numbers = count(1)
    return lambda: kept("number", lambda: next(numbers))


def test_what_was_made_is_kept(made):
    assert [made(), made()] == [1, 1]


def test_it_is_made_anew_once_something_has_changed(made, db):
    made()
    something_changed()

    assert made() == 2


def test_nothing_is_kept_for_more_than_a_second(made, still):
    made()
    still.shift(timedelta(seconds=1.001))

    assert made() == 2


@pytest.fixture
def made_of_site(still):
    numbers = count(1)
    return lambda: kept_of_site("number", lambda: next(numbers))


def test_what_is_kept_of_the_site_outlives_bookings_for_a_minute(made_of_site, still, db):
    made_of_site()
    something_changed()
    still.shift(timedelta(seconds=59))
    within = made_of_site()
    still.shift(timedelta(seconds=2))

    assert (within, made_of_site()) == (1, 2)


def test_a_change_of_the_site_is_a_change_of_the_programme_too(made, made_of_site, db):
    made(), made_of_site()
    site_changed()

    assert (made(), made_of_site()) == (2, 2)


def test_a_model_that_the_public_sees_says_when_it_is_saved_or_deleted(course, django_capture_on_commit_callbacks):
    versions = [version()]
    for act in (course.save, course.delete):
        with django_capture_on_commit_callbacks(execute=True):
            act()
        versions.append(version())

    assert [after - before for before, after in pairwise(versions)] == [2, 2]


def test_the_change_is_said_again_when_others_can_see_it(course, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        Course.objects.first().save()
        before = version()

    assert version() == before + 1


def answer(make, *, method="get", cookies="", path="/", **facts):
    """Ask twice for a page that `make` makes of a running number; return both answers."""
    numbers = count(1)
    asked = kept_pages(lambda request: make(request, next(numbers)))
    headers = {"Cookie": cookies} if cookies else {}
    return [asked(getattr(RequestFactory(), method)(path, headers=headers, **facts)) for _ in range(2)]


def numbered(request, number):
    return for_everybody(HttpResponse(str(number)))


def with_cookie(request, number):
    response = numbered(request, number)
    response.set_cookie("ticket", "1")
    return response


def with_nonce(request, number):
    request._csp_nonce = f"nonce{number}"
    return numbered(request, number)


def with_header(**headers):
    return lambda request, number: for_everybody(HttpResponse(str(number), headers=headers))


def said(answers):
    return [each.content.decode() for each in answers]


def test_a_page_marked_for_everybody_is_made_once(still):
    assert said(answer(numbered)) == ["1", "1"]


def test_a_reader_may_have_other_cookies(still):
    assert said(answer(numbered, cookies="csrf=x")) == ["1", "1"]


@pytest.mark.parametrize("cookies", ["session=x", "messages=x", "csrf=y; session=x"])
def test_whoever_has_a_session_or_a_message_is_shown_nothing_kept(cookies, still):
    answer(numbered)

    assert said(answer(numbered, cookies=cookies)) == ["1", "2"]


def test_nothing_is_kept_of_them_either(still):
    answer(numbered, cookies="session=x")

    assert said(answer(lambda request, number: numbered(request, "fresh"))) == ["fresh", "fresh"]


@pytest.mark.parametrize(
    "make",
    [
        lambda request, number: HttpResponse(str(number)),
        lambda request, number: for_everybody(HttpResponse(str(number), status=404)),
        with_cookie,
        with_nonce,
        with_header(Vary="Cookie"),
        with_header(**{"Cache-Control": "no-store"}),
    ],
    ids=["unmarked", "not found", "sets a cookie", "used its nonce", "differs by cookie", "not to be stored"],
)
def test_a_page_made_for_one_answer_is_not_kept(make, still):
    assert said(answer(make)) == ["1", "2"]


def test_what_is_streamed_is_not_kept(still):
    answers = answer(lambda request, number: for_everybody(StreamingHttpResponse([str(number)])))

    assert [each.getvalue() for each in answers] == [b"1", b"2"]


def test_only_reading_is_answered_from_memory(still):
    assert said(answer(numbered, method="post")) == ["1", "2"]


def test_a_page_that_was_made_while_something_changed_is_not_kept(still, db):
    def overtaken(request, number):
        something_changed()
        return numbered(request, number)

    assert said(answer(overtaken)) == ["1", "2"]


def test_a_shared_piece_is_drawn_once_for_each_language(still):
    numbers = count(1)
    piece = Template('{% load govuk %}{% shared "piece" %}<b>{{ make }}</b>{% endshared %}')
    languages = ["en-gb", "ur", "en-gb"]

    drawn = []
    for language in languages:
        with translation.override(language):
            drawn.append(piece.render(Context({"make": next(numbers)})))

    assert drawn == ["<b>1</b>", "<b>2</b>", "<b>1</b>"]
