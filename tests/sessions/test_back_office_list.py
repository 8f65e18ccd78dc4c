from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from sessions.finishing import settle
from sessions.models import Qualifier, Source
from tests import factories

LIST = "/admin/sessions/"


@pytest.fixture
def desk(browse_as, officer):
    return browse_as(officer)


def listed(response):
    return [session.pk for session in response.context["object_list"]]


def make_sessions(number, course):
    return [factories.make_session(course) for _number in range(number)]


@pytest.mark.parametrize("number", [3, 30])
def test_the_list_takes_the_same_queries_however_long(desk, course, number, django_assert_num_queries):
    make_sessions(number, course)
    desk.get(LIST)

    with django_assert_num_queries(14):
        desk.get(LIST)


@pytest.mark.parametrize("number", [3, 30])
def test_the_bookings_take_the_same_queries_however_many(desk, course, number, django_assert_num_queries):
    session = factories.make_session(course, capacity=40)
    for _number in range(number):
        factories.make_booking(session)
    desk.get("/admin/bookings/")

    with django_assert_num_queries(10):
        desk.get("/admin/bookings/")


def test_a_year_begins_in_april(desk, course):
    factories.make_session(course, starts_at=factories.london(2016, 3, 31, 10))
    first = factories.make_session(course, starts_at=factories.london(2016, 4, 1, 10))
    last = factories.make_session(course, starts_at=factories.london(2017, 3, 31, 10))
    factories.make_session(course, starts_at=factories.london(2017, 4, 1, 10))

    response = desk.get(LIST, {"year": "2016", "ordering": "starts_at"})

    assert listed(response) == [first.pk, last.pk]


def test_sessions_without_figures_are_found(desk, course):
    waiting = factories.make_session(course, starts_at=timezone.now() - timedelta(days=2))
    done = factories.make_session(course, starts_at=timezone.now() - timedelta(days=3))
    settle(done, attended=8, qualifier=Qualifier.COUNTED, source=Source.IMPORT)
    factories.make_session(course)

    assert listed(desk.get(LIST, {"figures": "none"})) == [waiting.pk]


def test_sessions_are_narrowed_down_by_audience(desk, session, headcount_session):
    response = desk.get(LIST, {"audience": headcount_session.course.audience.pk})

    assert listed(response) == [headcount_session.pk]


def test_every_word_of_a_search_counts_and_no_row_comes_twice(desk, course):
    organisation = factories.make_organisation(name="Vale Police")
    slots = [{"deliverer": organisation, "minutes": 20}, {"deliverer": organisation, "minutes": 40}]
    found = factories.make_session(course, slots=slots)
    factories.make_session(course)

    assert listed(desk.get(LIST, {"q": "signs police"})) == [found.pk]


@pytest.mark.parametrize("typed", ["kowal", "AMINA", "harbour lane", "@example.org", "ŁUCJA"])
def test_a_booking_is_found_by_any_part(desk, session, typed):
    person = factories.make_person(name="Amina Łucja Kowalska", organisation="Harbour Lane Club")
    booking = factories.make_booking(session, person=person)
    factories.make_booking(session, person=factories.make_person(name="Wren Adeyemi", email="wren@elsewhere.test"))

    assert listed(desk.get("/admin/bookings/", {"q": typed})) == [booking.pk]


def test_a_booking_is_found_by_its_reference(desk, session):
    booking = factories.make_booking(session)
    factories.make_booking(session)

    assert listed(desk.get("/admin/bookings/", {"q": booking.reference})) == [booking.pk]


@pytest.mark.parametrize(
    ("number", "qualifier", "said"),
    [(60, Qualifier.ESTIMATED, "about 60"), (30, Qualifier.AT_LEAST, "over 30"), (8, Qualifier.COUNTED, "8")],
)
def test_a_figure_is_listed_with_its_qualifier(desk, course, number, qualifier, said):
    session = factories.make_session(course, starts_at=timezone.now() - timedelta(days=2))
    settle(session, attended=number, qualifier=qualifier, source=Source.IMPORT)

    page = desk.get(LIST).content.decode()

    assert page.count(f"    {said}\n") == 1


def test_the_list_downloads_what_it_shows(desk, session, headcount_session):
    response = desk.get(LIST, {"audience": session.course.audience.pk, "export": "xlsx"})

    rows = list(load_workbook(BytesIO(response.content)).active.values)
    assert (len(rows), rows[0][:2], rows[1][0]) == (2, ("Course", "Date"), "Seeing the signs")


def test_the_first_page_leads_to_todays_session(desk, course):
    session = factories.make_session(course, starts_at=timezone.now() + timedelta(minutes=1), minutes=1)

    page = desk.get("/admin/").content.decode()

    assert f"/admin/sessions/inspect/{session.pk}/" in page


def test_the_first_page_leads_to_what_is_to_finish(desk, course):
    session = factories.make_session(course, starts_at=timezone.now() - timedelta(days=2))

    page = desk.get("/admin/").content.decode()

    assert f"/admin/sessions/finish/{session.pk}/" in page
    assert "1 session without figures" in page


def test_the_first_page_counts_the_bookings_of_the_week(desk, session):
    factories.make_booking(session)
    factories.make_booking(session)

    page = desk.get("/admin/").content.decode()

    assert "2 bookings in the last seven days</a>" in page


def test_the_first_day_has_a_hint(desk, db):
    page = desk.get("/admin/").content.decode()

    assert "On your first day: add a course under Courses" in page


def test_a_demonstration_says_so_on_every_page(desk, session, settings):
    settings.DEMONSTRATION = True

    pages = [desk.get(path).content.decode() for path in ("/admin/", LIST, f"/admin/sessions/edit/{session.pk}/")]

    assert [page.count("Demonstration: every person and organisation here is made up.") for page in pages] == [1, 1, 1]


def test_the_list_begins_with_what_is_coming(desk):
    now = timezone.now()
    days = [-30, -2, 20, 3]
    past, recent, later, soon = (factories.make_session(starts_at=now + timedelta(days=day)) for day in days)

    assert listed(desk.get(LIST)) == [soon.pk, later.pk, recent.pk, past.pk]
