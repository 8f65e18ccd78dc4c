"""What stands round a session is kept for a second; the session itself, and whatever is changed, is read anew."""

import pytest
from django.http import Http404

from courses.models import BookingTerms
from people.models import OrganisationType
from sessions.booking import booking_to_show, session_to_book
from sessions.models import SessionSettings, SessionStatus, TrainingSession
from sessions.scheduling import close_booking
from sessions.views.booking import booking as booking_page
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("still")]


@pytest.fixture
def session(course):
    """A session that somebody has looked at just now."""
    course.terms = BookingTerms.objects.create(name="Yearly", starts_on="2026-01-01")
    course.save()
    session = factories.make_session(course, venue=factories.make_venue())
    session_to_book(session.reference)
    return session


def test_a_session_is_read_with_what_stands_round_it_in_one_statement(session, django_assert_num_queries):
    with django_assert_num_queries(1) as asked:
        found = session_to_book(session.reference)
        said = [found.course.title, found.course.audience.name, found.course.terms.name, found.venue.name]

    assert said == [session.course.title, session.course.audience.name, "Yearly", session.venue.name]
    assert ["people_venue" in statement["sql"] for statement in asked] == [False]


def test_the_session_itself_is_read_every_time(session, officer):
    close_booking(session, by=officer)
    TrainingSession.objects.filter(pk=session.pk).update(seats_taken=7)

    found = session_to_book(session.reference)

    assert (found.status, found.seats_taken) == (SessionStatus.BOOKING_CLOSED, 7)


def test_a_changed_course_is_read_anew(session):
    session.course.title = "Seeing the signs early"
    session.course.save()

    assert session_to_book(session.reference).course.title == "Seeing the signs early"


def test_a_course_that_is_offered_no_longer_is_not_found(session):
    session.course.is_offered = False
    session.course.save()

    with pytest.raises(Http404):
        session_to_book(session.reference)


def test_a_changed_venue_is_read_anew(session):
    session.venue.address = "2 Mill Street"
    session.venue.save()

    assert session_to_book(session.reference).venue.address == "2 Mill Street"


def test_terms_that_get_a_condition_are_read_anew(session):
    session.course.terms.organisation_types.add(OrganisationType.objects.create(name="Parish council"))

    assert session_to_book(session.reference).course.terms.has_conditions is True


@pytest.mark.parametrize("venue", [True, False])
def test_another_place_is_the_one_that_counts(session, venue):
    session.venue = factories.make_venue() if venue else None
    session.save()

    assert session_to_book(session.reference).venue == session.venue


def test_another_course_is_the_one_that_counts(session):
    other = factories.make_course()
    TrainingSession.objects.filter(pk=session.pk).update(course=other)

    assert session_to_book(session.reference).course == other


def test_the_page_of_a_booking_asks_once_more_whether_its_person_has_come(session, rf, django_assert_num_queries):
    SessionSettings.load()  # the first ever makes the row
    token = factories.make_booking(session).token
    booking_page(rf.get("/"), token)

    with django_assert_num_queries(2):
        booking_page(rf.get("/"), token)


def test_the_page_of_a_booking_shows_the_date_as_it_is(session):
    token = factories.make_booking(session).token
    booking_to_show(token)
    TrainingSession.objects.filter(pk=session.pk).update(status=SessionStatus.CANCELLED)

    assert booking_to_show(token).session.status == SessionStatus.CANCELLED
