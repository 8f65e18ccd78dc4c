"""The list of training and the page that every course has."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from courses.models import Audience, Course
from design.keeping import something_changed
from home.models import CoursePage, TrainingIndexPage
from people.models import Area
from sessions.models import SessionDay, TrainingSession
from sessions.scheduling import cancel_session
from tests.factories import london, make_booking, make_course, make_session, make_venue, next_week

pytestmark = pytest.mark.usefixtures("training", "contact")


def page_of(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def booked_from(client, address="/training/"):
    """Return the references of the sessions that a page offers to book, in its order."""
    return re.findall(r'href="/book/([^/"]+)/"', page_of(client, address))


def places_of(client, address="/training/"):
    return re.findall(r'class="home-places[^"]*">([^<]+)<', page_of(client, address))


def write_page(course, **facts):
    index = TrainingIndexPage.objects.get()
    page = CoursePage(course=course, **{"title": "Written by an editor", "slug": "anything"} | facts)
    index.add_child(instance=page)
    return page


def test_the_next_dates_stand_in_their_order(client):
    later = make_session(starts_at=next_week() + timedelta(days=3))
    sooner = make_session()

    assert booked_from(client) == [sooner.reference, later.reference]


def test_an_unlisted_session_is_never_shown(client, course):
    make_session(course, is_listed=False)

    assert booked_from(client) == []
    assert booked_from(client, "/training/seeing-the-signs/") == []
    assert booked_from(client, "/") == []


@pytest.mark.parametrize("status", ["draft", "delivered"])
def test_a_session_that_is_not_open_is_not_shown(client, course, status):
    make_session(course, status=status)

    assert places_of(client) == []
    assert places_of(client, "/training/seeing-the-signs/") == []


def test_a_cancelled_session_is_not_shown(client, session, officer):
    cancel_session(session, reason="The trainer is ill", by=officer)

    assert places_of(client) == []


def test_a_session_of_a_withdrawn_course_is_not_shown(client, session):
    Course.objects.update(is_offered=False)

    assert places_of(client) == []
    assert client.get("/training/seeing-the-signs/").status_code == 404


def test_a_past_session_is_not_shown(client, course):
    make_session(course, starts_at=timezone.now() - timedelta(days=3))

    assert places_of(client) == []


def test_where_young_people_meet_is_not_published(client, headcount_session):
    assert places_of(client) == []
    assert places_of(client, f"/training/{headcount_session.course.slug}/") == []


def test_a_talk_for_parents_is_shown_but_not_booked(client):
    make_session(make_course(audience="parents-and-carers"), capacity=None)

    assert places_of(client) == ["No booking online"]
    assert booked_from(client) == []


def test_a_course_for_young_people_says_whom_to_ask(client, headcount_session):
    page = page_of(client, f"/training/{headcount_session.course.slug}/")

    assert "Ask us to come to you" in page
    assert 'href="mailto:training@example.org"' in page.split("<main")[1].split("</main>")[0]


def test_few_places_are_said_as_a_number(client):
    make_booking(make_session(capacity=4))

    assert places_of(client) == ["3 places left"]


def test_one_place_is_said_as_one(client):
    make_session(capacity=1)

    assert places_of(client) == ["1 place left"]


def test_many_places_are_said_without_a_number(client):
    make_session(capacity=20)

    assert places_of(client) == ["Places available"]


def test_a_session_without_a_limit_has_places(client):
    make_session(capacity=None)

    assert places_of(client) == ["Places available"]


def test_a_full_session_leads_to_its_waiting_list(client):
    session = make_session(capacity=1)
    make_booking(session)

    assert places_of(client) == ["Full: join the waiting list"]
    assert booked_from(client) == [session.reference]


def test_a_full_session_that_starts_in_a_moment_has_no_waiting_list(client):
    make_booking(make_session(capacity=1, starts_at=timezone.now() + timedelta(minutes=20)))

    assert places_of(client) == ["Full"]
    assert booked_from(client) == []


def test_a_session_whose_booking_has_closed_says_so_and_has_no_button(client):
    make_session(status="booking_closed")

    assert places_of(client) == ["Booking has closed"]
    assert booked_from(client) == []


def test_a_session_whose_booking_opens_later_says_when(client, time_machine):
    time_machine.move_to(london(2026, 11, 20, 9))
    make_session(booking_opens_at=london(2026, 11, 23, 9, 30))

    assert places_of(client) == ["Booking opens on Monday 23 November, 9.30am"]


def test_two_days_are_said_as_two_days(client):
    first = london(2030, 12, 10, 9)
    make_session(days=[(day, day + timedelta(hours=6)) for day in (first, first + timedelta(days=1))])

    assert "Tuesday 10 and Wednesday 11 December 2030, 9am to 3pm" in page_of(client, "/training/")


def test_dates_are_filtered_by_audience(client, session, taxi_session):
    assert booked_from(client, "/training/?audience=taxi-trade") == [taxi_session.reference]


def test_courses_are_filtered_with_the_dates(client, session, taxi_session):
    page = page_of(client, "/training/?audience=taxi-trade")

    assert re.findall(r'muster-ways__link" href="([^"]+)"', page) == [f"/training/{taxi_session.course.slug}/"]


def test_dates_are_filtered_by_area(client):
    north, south = (Area.objects.create(name=name) for name in ("Northvale", "Southmere"))
    make_session(area=north)
    wanted = make_session(area=south)

    assert booked_from(client, f"/training/?area={south.pk}") == [wanted.reference]


def test_a_session_without_an_area_is_where_its_venue_is(client):
    south = Area.objects.create(name="Southmere")
    wanted = make_session(venue=make_venue(area=south))

    assert booked_from(client, f"/training/?area={south.pk}") == [wanted.reference]


def test_dates_are_filtered_by_month_on_londons_clock(client, time_machine):
    time_machine.move_to(london(2026, 6, 1, 9))
    make_session(starts_at=london(2026, 6, 30, 23, 30))
    wanted = make_session(starts_at=london(2026, 7, 1, 0, 15))
    make_session(starts_at=london(2026, 8, 1, 0, 0))

    assert booked_from(client, "/training/?month=2026-07") == [wanted.reference]


def test_december_ends_with_the_year(client, time_machine):
    time_machine.move_to(london(2026, 11, 1, 9))
    wanted = make_session(starts_at=london(2026, 12, 31, 18))
    make_session(starts_at=london(2027, 1, 1, 10))

    assert booked_from(client, "/training/?month=2026-12") == [wanted.reference]


def test_a_chosen_filter_stays_chosen(client, taxi_session):
    page = page_of(client, "/training/?audience=taxi-trade")

    assert re.findall(r'<option value="([^"]+)" selected', page) == ["taxi-trade"]


def test_the_second_page_keeps_the_filters(client, course):
    for _date in range(21):
        make_session(course)

    page = page_of(client, "/training/?audience=professionals")

    assert 'href="?audience=professionals&amp;page=2"' in page
    assert len(booked_from(client, "/training/?audience=professionals&page=2")) == 1


def test_filters_that_nothing_fits_offer_all_dates(client, session, taxi_session):
    page = page_of(client, "/training/?audience=taxi-trade&month=" + f"{timezone.now() + timedelta(days=300):%Y-%m}")

    assert "No dates fit." in page
    assert 'href="/training/#dates">Show all dates<' in page


def test_without_any_dates_the_page_says_what_to_do(client):
    page = page_of(client, "/training/")

    assert "There are no dates at the moment." in page
    assert 'href="#ask-us"' in page


@pytest.mark.parametrize(
    "query", ["audience=nobody", "area=x", "area=99999999999999999999", "month=2026-13", "month=x", "page=x", "page=-1"]
)
def test_an_address_changed_by_hand_is_answered(client, session, query):
    assert client.get(f"/training/?{query}").status_code == 200


@pytest.mark.parametrize("query", ["page=99999999999999999999", "audience=%00", "audience=%ff", "month=%D9%A1-%D9%A2"])
def test_a_strange_address_is_answered_too(client, session, query):
    assert client.get(f"/training/?{query}").status_code == 200


def test_every_offered_course_has_a_page_at_once(client, course):
    assert "<h1" in page_of(client, "/training/seeing-the-signs/")


def test_a_course_page_shows_the_courses_own_texts(client):
    make_course(
        slug="own", summary="In short.", aims="- see the signs\n\n• act on them", content_warning="Hard to hear."
    )

    page = page_of(client, "/training/own/")

    assert re.findall(r"<li>(see the signs|act on them)</li>", page) == ["see the signs", "act on them"]
    assert page.index("Hard to hear.") < page.index("see the signs")
    assert "2 hours" in page


def test_a_course_page_shows_only_its_own_dates(client, session, taxi_session):
    assert booked_from(client, "/training/seeing-the-signs/") == [session.reference]


def test_a_course_without_dates_says_so(client, course):
    assert "There are no dates for this course at the moment." in page_of(client, "/training/seeing-the-signs/")


def test_what_an_officer_types_is_not_markup(client):
    make_course(slug="own", summary="<script>alert(1)</script>", who_for="<b>x</b>", aims="<i>x</i>")

    assert re.findall(r"<script>|<b>|<i>", page_of(client, "/training/own/")) == []


def test_an_unknown_course_is_not_found(client, course):
    assert client.get("/training/nothing/").status_code == 404


def test_an_editors_page_takes_the_courses_address(client, session):
    write_page(session.course)

    page = page_of(client, "/training/seeing-the-signs/")

    assert "Written by an editor</h1>" in page
    assert booked_from(client, "/training/seeing-the-signs/") == [session.reference]


def test_an_editors_draft_leaves_the_courses_own_page(client, course):
    write_page(course, live=False)

    assert "Seeing the signs</h1>" in page_of(client, "/training/seeing-the-signs/")


def test_an_editors_page_goes_with_its_course(client, course):
    write_page(course)
    Course.objects.update(is_offered=False)

    assert client.get("/training/seeing-the-signs/").status_code == 404


def test_an_editors_page_follows_a_change_of_address(client, course):
    write_page(course)
    Course.objects.update(slug="seeing-them")

    assert "Written by an editor</h1>" in page_of(client, "/training/seeing-them/")


def test_courses_are_listed_for_every_audience(client):
    for audience in Audience.objects.all():
        make_course(audience=audience.slug)

    assert page_of(client, "/training/").count('class="govuk-link muster-ways__link"') == 7


@pytest.mark.parametrize("number", [3, 300])
def test_the_list_takes_as_many_queries_for_300_dates_as_for_3(
    client, course, number, still, django_assert_num_queries
):
    make_many(course, number)
    client.get("/training/")

    with django_assert_num_queries(4):
        client.get("/training/?the-same-page-at-another-address")


def test_the_list_drawn_anew_after_a_booking_takes_four_queries(client, course, still, django_assert_num_queries):
    make_many(course, 3)
    client.get("/training/")
    something_changed()

    with django_assert_num_queries(4):
        client.get("/training/")


@pytest.mark.parametrize("number", [3, 300])
def test_a_course_takes_as_many_queries_for_300_dates_as_for_3(
    client, course, number, still, django_assert_num_queries
):
    make_many(course, number)
    client.get("/training/seeing-the-signs/")

    with django_assert_num_queries(3):
        client.get("/training/seeing-the-signs/?the-same-page-at-another-address")


def make_many(course, number):
    """Copy one planned session with its day: planning 300 one by one would only be slow."""
    first = make_session(course, venue=make_venue())
    copied = {field.attname: getattr(first, field.attname) for field in TrainingSession._meta.concrete_fields}
    for name in ("id", "reference", "door_token", "register_token", "feedback_token"):
        del copied[name]
    others = TrainingSession.objects.bulk_create(TrainingSession(**copied) for _copy in range(number - 1))
    SessionDay.objects.bulk_create(
        SessionDay(session=other, starts_at=other.starts_at, ends_at=other.ends_at) for other in others
    )


def test_a_date_that_may_change_says_so(client, course):
    make_session(course, is_tentative=True)
    make_session(course)

    assert page_of(client, "/training/").count("This date may still change.") == 1


def test_the_foot_leads_to_ones_own_training(client, training):
    assert 'href="/my-training/">Been here before?' in client.get("/training/").text
