"""Which training is right for somebody: the roles to choose from, and the courses of each with their next dates."""

import re
from datetime import timedelta

import pytest
from django.utils.html import strip_tags

from courses.models import Course, Pathway, PathwayStep
from tests.factories import make_course, make_session, next_week

pytestmark = pytest.mark.usefixtures("contact")


def make_pathway(*courses, months=None, **facts):
    pathway = Pathway.objects.create(**{"name": "Schools", "role": "Teachers and mentors"} | facts)
    for order, course in enumerate(courses, start=1):
        PathwayStep.objects.create(pathway=pathway, course=course, order=order, refresher_months=months)
    return pathway


def page_of(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def roles_on(page):
    return re.findall(r'home-ways__link" href="([^"]+)">(?:<span[^>]*>)([^<]+)', page)


def titles_on(page):
    return re.findall(r'<a class="govuk-link" href="/training/([^/]+)/">', page)


def words_of(page):
    return " ".join(strip_tags(page.split("<main")[1].split("</main>")[0]).split())


def test_readers_choose_who_they_are(client, course):
    pathway = make_pathway(course)

    page = page_of(client, "/which-training/")

    assert roles_on(page) == [(f"/which-training/{pathway.pk}/", "Teachers and mentors")]


def test_roles_stand_under_the_audience_of_their_first_course(client, course):
    taxi = make_course(audience="taxi-trade")
    make_pathway(taxi, course, name="A taxi firm", role="Drivers")
    make_pathway(course, taxi)

    page = page_of(client, "/which-training/")

    assert re.findall(r'id="for-([^"]+)"', page) == ["professionals", "taxi-trade"]
    assert [role for _address, role in roles_on(page)] == ["Teachers and mentors", "Drivers"]


def test_one_audience_has_one_heading(client, course):
    taxi = make_course(audience="taxi-trade")
    for name, first in [("A", course), ("B", taxi), ("C", course)]:
        make_pathway(first, name=name)

    assert re.findall(r'id="for-([^"]+)"', page_of(client, "/which-training/")) == ["professionals", "taxi-trade"]


def test_without_pathways_the_page_leads_to_the_courses(client, course):
    page = page_of(client, "/which-training/")

    assert 'href="/training/#courses"' in page
    assert 'href="mailto:training@example.org"' in page.split("<main")[1].split("</main>")[0]


def test_a_pathway_without_courses_to_offer_is_not_there(client, course):
    pathway = make_pathway(course)
    Course.objects.update(is_offered=False)

    assert roles_on(page_of(client, "/which-training/")) == []
    assert client.get(f"/which-training/{pathway.pk}/").status_code == 404


def test_the_courses_stand_in_their_order(client, course):
    first = make_course(slug="first")
    pathway = make_pathway(first, course)

    assert titles_on(page_of(client, f"/which-training/{pathway.pk}/")) == ["first", "seeing-the-signs"]


def test_a_course_that_is_not_offered_is_left_out(client, course):
    pathway = make_pathway(make_course(is_offered=False), course)

    page = page_of(client, f"/which-training/{pathway.pk}/")

    assert titles_on(page) == ["seeing-the-signs"]


@pytest.mark.parametrize(
    ("months", "said"), [(36, "Again after 3 years"), (12, "Again after 1 year"), (18, "Again after 18 months")]
)
def test_when_to_come_again_is_said_in_words(client, course, months, said):
    pathway = make_pathway(course, months=months)

    assert said in words_of(page_of(client, f"/which-training/{pathway.pk}/"))


def test_where_the_step_says_nothing_the_course_says_when_to_come_again(client):
    pathway = make_pathway(make_course(refresher_months=24))

    assert "Again after 2 years" in words_of(page_of(client, f"/which-training/{pathway.pk}/"))


def test_where_nobody_says_it_nobody_comes_again(client, course):
    assert "Again after" not in words_of(page_of(client, f"/which-training/{make_pathway(course).pk}/"))


def test_each_course_has_its_next_two_dates_to_book(client, course):
    other = make_session()
    sessions = [make_session(course, starts_at=next_week() + timedelta(days=days)) for days in (2, 0, 1)]
    pathway = make_pathway(other.course, course)

    page = page_of(client, f"/which-training/{pathway.pk}/")

    assert re.findall(r'href="/book/([^/"]+)/"', page) == [
        other.reference,
        sessions[1].reference,
        sessions[2].reference,
    ]


def test_a_date_that_is_closed_makes_room_for_the_next(client, course):
    for _date in range(3):
        make_session(course, status="booking_closed")
    later = make_session(course, starts_at=next_week() + timedelta(days=1))

    page = page_of(client, f"/which-training/{make_pathway(course).pk}/")

    assert re.findall(r'href="/book/([^/"]+)/"', page) == [later.reference]


def test_a_course_without_dates_says_so(client, course):
    page = page_of(client, f"/which-training/{make_pathway(course).pk}/")

    assert "There is no date at the moment." in words_of(page)


def test_where_young_people_meet_is_not_published(client, headcount_session):
    page = page_of(client, f"/which-training/{make_pathway(headcount_session.course).pk}/")

    assert "muster-date__title" not in page
    assert 'href="/ask/">Ask us to come to you<' in page


@pytest.mark.parametrize("key", ["0", "99999999999999999999999999", "x", "-1", "%00"])
def test_a_pathway_that_is_not_there_is_not_found(client, course, key):
    make_pathway(course)

    assert client.get(f"/which-training/{key}/").status_code in {400, 404}


def test_what_officers_type_is_not_markup(client):
    course = make_course(title="<i>Title</i>", summary="<b>x</b>")
    pathway = make_pathway(course, name="<i>Name</i>", role="<b>Role</b>")

    pages = [page_of(client, address) for address in ("/which-training/", f"/which-training/{pathway.pk}/")]

    assert [re.findall(r"<[ib]>", page) for page in pages] == [[], []]


def test_the_pages_stay_in_urdu(client, course):
    pathway = make_pathway(course)

    page = page_of(client, "/ur/which-training/")

    assert roles_on(page) == [(f"/ur/which-training/{pathway.pk}/", "Teachers and mentors")]
    assert '<html lang="ur" dir="rtl"' in page_of(client, f"/ur/which-training/{pathway.pk}/")


@pytest.mark.parametrize("number", [1, 3])
def test_the_question_takes_three_queries(client, course, number, django_assert_num_queries):
    for name in range(number):
        make_pathway(course, name=str(name))

    with django_assert_num_queries(3):
        client.get("/which-training/")


@pytest.mark.parametrize("number", [1, 3])
def test_a_pathway_takes_six_queries(client, number, django_assert_num_queries):
    courses = [make_course() for _course in range(number)]
    for course in courses * number:
        make_session(course)
    pathway = make_pathway(*courses)

    with django_assert_num_queries(6):
        client.get(f"/which-training/{pathway.pk}/")


@pytest.mark.usefixtures("training")
def test_the_home_page_and_the_training_lead_to_the_question(client):
    pages = [page_of(client, address) for address in ("/", "/training/", "/ur/training/")]

    assert [re.findall(r'href="([^"]+/which-training/|/which-training/)"', page) for page in pages] == [
        ["/which-training/"],
        ["/which-training/"],
        ["/ur/which-training/"],
    ]


@pytest.mark.usefixtures("training")
def test_the_site_map_names_each_pathway(client, course):
    pathway = make_pathway(course)

    assert f"/which-training/{pathway.pk}/</loc>" in page_of(client, "/sitemap.xml")
