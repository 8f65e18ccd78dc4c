"""One page shows an officer what a person of some organisation would be told."""

from datetime import date

import pytest
import time_machine

from courses.models import BookingTerms, ChargeRate
from courses.replacing import replace_terms
from people.models import Area
from sessions.terms_in_words import before_you_book
from tests import factories
from tests.factories import london

pytestmark = pytest.mark.django_db
PAGE = "/admin/terms-preview/"


@pytest.fixture(autouse=True)
def winter():
    with time_machine.travel(london(2027, 2, 1, 9), tick=False):
        yield


@pytest.fixture
def desk(browse_as, officer):
    return browse_as(officer)


@pytest.fixture
def terms():
    terms = BookingTerms.objects.create(name="Schools", starts_on=date(2026, 1, 1), places_per_organisation=2)
    school_type = factories.make_organisation_type(name="School")
    terms.organisation_types.add(school_type)
    ChargeRate.objects.create(terms=terms, late_cancellation=50)
    factories.make_organisation(
        name="Harbour Lane School", type=school_type, area=Area.objects.create(name="Northvale")
    )
    return terms


@pytest.fixture
def session(terms):
    course = factories.make_course(title="Seeing the signs", terms=terms)
    return factories.make_session(course, starts_at=london(2027, 2, 17, 9, 30))


def preview(desk, **asked):
    return desk.get(PAGE, asked).context["preview"]


def test_the_very_sentences_of_the_booking_page_are_shown(desk, session):
    assert preview(desk, course=session.course.pk)["asked"] == before_you_book(session) != []


def test_somebody_who_may_book_reads_no_refusal(desk, session):
    shown = preview(desk, course=session.course.pk, organisation="harbour lane school")

    assert (shown["refusal"], str(shown["known"])) == ("", "Harbour Lane School")


def test_somebody_who_may_not_book_reads_the_refusal_of_the_form(client, desk, session):
    from tests.sessions.test_booking_pages import book, errors

    shown = preview(desk, course=session.course.pk, organisation="Mill Street Clinic")

    assert errors(book(client, session, organisation="Mill Street Clinic")) == [("id_organisation", shown["refusal"])]


def test_the_places_left_for_them_are_counted(desk, session):
    factories.make_booking(session, person=factories.make_person(organisation="Harbour Lane School"))

    [line] = preview(desk, course=session.course.pk, organisation="Harbour Lane School")["lines"]

    assert (line.has, line.left) == (1, 1)


def test_no_more_is_left_than_is_free(desk, terms):
    session = factories.make_session(factories.make_course(terms=terms), capacity=1)

    [line] = preview(desk, course=session.course.pk, organisation="Harbour Lane School")["lines"]

    assert line.left == 1


def test_costs_have_the_date_of_each_session(desk, session):
    [line] = preview(desk, course=session.course.pk)["lines"]

    assert line.costs[:2] == [
        "You can cancel free of charge until 5pm on Wednesday 10 February.",
        "Cancelling later costs your employer £50.",
    ]


def test_terms_to_come_are_shown_from_their_first_day_on(desk, session, terms, officer):
    new = replace_terms(terms, starts_on=date(2027, 4, 1), by=officer)

    found = [preview(desk, course=session.course.pk, on=day)["terms"] for day in ("2027-03-31", "2027-04-01")]

    assert found == [terms, new]


def test_terms_show_the_sessions_of_all_their_courses(desk, session, terms):
    other = factories.make_session(factories.make_course(terms=terms), starts_at=london(2027, 2, 18, 10))
    factories.make_session(factories.make_course())

    lines = preview(desk, terms=terms.pk)["lines"]

    assert [line.session for line in lines] == [session, other]


def test_a_course_without_terms_says_so(desk):
    course = factories.make_course()

    form = desk.get(PAGE, {"course": course.pk}).context["form"]

    assert form.errors["course"] == ["This course has no booking terms: everybody may book, and nothing is asked."]


@pytest.mark.parametrize("asked", [{"course": "x"}, {"on": "tomorrow", "course": ""}, {"x": "y"}])
def test_odd_questions_get_a_sentence(desk, asked):
    answer = desk.get(PAGE, asked)

    assert (answer.status_code, answer.context["preview"]) == (200, None)


def test_terms_and_courses_lead_to_it(desk, session, terms):
    pages = [f"/admin/booking-terms/inspect/{terms.pk}/", f"/admin/courses/edit/{session.course.pk}/"]

    links = [f"{PAGE}?terms={terms.pk}", f"{PAGE}?course={session.course.pk}"]

    assert [link in desk.get(page).text for page, link in zip(pages, links, strict=True)] == [True, True]


@pytest.mark.parametrize("who", ["trainer_user", "editor", "outsider", "licensing_officer"])
def test_others_do_not_see_it(browse_as, request, session, who):
    answer = browse_as(request.getfixturevalue(who)).get(PAGE, {"course": session.course.pk})

    assert answer.status_code in {302, 403, 404}
