"""The public pages on which training is asked for, and the page of one's own request."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse

from courses.models import Audience
from outbox.models import Message
from sessions.asking import decline_request, leave_unmet, plan_for
from sessions.models import TrainingRequest
from tests.factories import make_course, make_organisation, make_session
from tests.sessions.test_asking import make_request, make_wish
from tests.sessions.test_booking_pages import errors, heading

pytestmark = pytest.mark.django_db


def typed(**facts):
    audience = Audience.objects.get(slug="young-people")
    given = {"audience": audience.pk, "topic": "Staying safe online", "people": "58", "dates": "Tuesdays in March"}
    who = {"name": "Rajinder Kaur", "organisation": "Harbour Lane School", "email": "rajinder@example.org"}
    return given | who | {"nonce": str(uuid4())} | facts


def test_asking_leads_to_ones_own_request(client):
    answer = client.post(reverse("ask"), typed())

    asked = TrainingRequest.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/request/{asked.token}/?asked")
    assert (asked.people, asked.topic, asked.contact_email) == (58, "Staying safe online", "rajinder@example.org")
    assert heading(client.get(answer["Location"])) == "We have your request"


def test_ten_times_the_same_form_is_one_request(client):
    form = typed()

    addresses = {client.post(reverse("ask"), form)["Location"] for _tap in range(10)}

    assert (len(addresses), TrainingRequest.objects.count(), Message.objects.count()) == (1, 1, 1)


def test_what_is_missing_is_said_beside_each_question(client):
    page = client.post(reverse("ask"), {"nonce": str(uuid4())})

    assert errors(page) == [
        ("id_audience", "Choose who the training is for"),
        ("id_topic", "Choose a course, or say the topic"),
        ("id_people", "Enter about how many people, like 30"),
        ("id_name", "Enter your name"),
        ("id_organisation", "Enter your school, group or company"),
        ("id_email", "Enter your e-mail address, like name@example.org"),
    ]


@pytest.mark.parametrize("people", ["about 30", "0", "-4", "9" * 40, "thirty"])
def test_a_number_that_is_none_is_refused_and_kept(client, people):
    page = client.post(reverse("ask"), typed(people=people))

    assert ([field for field, _message in errors(page)], f'value="{people}"' in page.text) == (["id_people"], True)


def test_the_form_says_that_nothing_about_a_child_belongs_there(client):
    page = client.get(reverse("ask"))

    assert "<strong>Do not write anything about any child.</strong>" in page.text


def test_a_course_can_be_chosen_beforehand(client, course):
    page = client.get(reverse("ask") + f"?course={course.slug}")

    assert re.findall(r'<option value="(\d+)" selected', page.text) == [str(course.audience_id), str(course.pk)]


def test_what_falls_into_the_trap_is_shown_again(client):
    page = client.post(reverse("ask"), typed(website="https://example.org"))

    assert (page.status_code, TrainingRequest.objects.count()) == (200, 0)


def test_a_form_sent_at_once_is_shown_again(client, settings):
    settings.SHORTEST_VISIT_SECONDS = 2

    page = client.post(reverse("ask"), typed())

    assert (page.status_code, TrainingRequest.objects.count()) == (200, 0)


@pytest.mark.parametrize("course", ["", "x" * 5000, "\0", "nowhere", "1 OR 1=1"])
def test_a_strange_course_is_no_course(client, db, course):
    assert client.get(reverse("ask"), {"course": course}).status_code == 200


def test_asking_to_be_told_says_the_same_to_who_asked_before(client, course):
    make_wish(course, email="amina@example.org")
    form = {"name": "Somebody", "email": "AMINA@example.org"}

    known = client.post(reverse("tell_me", args=[course.slug]), form | {"nonce": str(uuid4())}, follow=True)
    new = client.post(reverse("tell_me", args=[course.slug]), form | {"email": "b@example.org"}, follow=True)

    assert (known.text, heading(new)) == (new.text, "We will tell you")
    assert "/request/" not in known.text


def test_a_date_with_places_is_offered_first(client, session):
    page = client.get(reverse("tell_me", args=[session.course.slug]))

    assert reverse("book", args=[session.reference]) in page.text


def test_for_groups_we_go_to_the_way_leads_to_asking(client):
    course = make_course(audience="young-people")

    answer = client.get(reverse("tell_me", args=[course.slug]))

    assert answer["Location"] == f"/ask/?course={course.slug}"


def test_a_course_that_is_not_offered_has_no_such_page(client):
    course = make_course(is_offered=False)

    answers = [client.get(reverse(name, args=[course.slug])) for name in ("tell_me", "tell_me_done")]

    assert [answer.status_code for answer in answers] == [404, 404]


def headings_of(client, request):
    return heading(client.get(reverse("request", args=[request.token])))


def test_the_page_says_how_a_request_stands(client, officer):
    new, unmet, declined, planned = (make_request() for _number in range(4))
    leave_unmet(unmet, reason="No trainer", by=officer)
    decline_request(declined, reason="Too far", by=officer)
    plan_for(planned, make_session(), by=officer)

    said = [headings_of(client, request) for request in (new, unmet, declined, planned)]
    assert said == ["We have your request", "We cannot plan it yet", "We cannot come", "We are coming"]


def test_a_wish_leads_to_the_booking_page_once_there_is_a_date(client, course):
    wish = make_wish(course)
    assert headings_of(client, wish) == "We will tell you when there is a date"

    session = make_session(course)

    page = client.get(reverse("request", args=[wish.token]))
    assert (heading(page), reverse("book", args=[session.reference]) in page.text) == ("There is a date", True)


def test_who_asked_sees_that_we_come_to_them(client, officer):
    request = make_request()
    plan_for(request, make_session(host=make_organisation(name="Harbour Lane School")), by=officer)

    page = client.get(reverse("request", args=[request.token]))

    assert "<bdi>Harbour Lane School</bdi>" in page.text


def test_looking_takes_nothing_back_and_the_button_does(client):
    request = make_request()
    address = reverse("request_withdraw", args=[request.token])

    client.get(address)
    looked = headings_of(client, request)
    client.post(address)

    assert (looked, headings_of(client, request)) == ("We have your request", "You have taken your request back")


def test_a_request_that_is_planned_cannot_be_taken_back_here(client, officer):
    request = make_request()
    plan_for(request, make_session(), by=officer)

    page = client.post(reverse("request_withdraw", args=[request.token]))

    assert (page.status_code, TrainingRequest.objects.get().status) == (409, "planned")


def test_the_page_is_kept_out_of_caches_and_search_engines(client):
    page = client.get(reverse("request", args=[make_request().token]))

    names = ("Cache-Control", "Referrer-Policy", "X-Robots-Tag")
    assert [page[name] for name in names] == ["no-store", "no-referrer", "noindex, nofollow"]


def test_a_link_that_is_none_leads_nowhere(client, db):
    assert client.get("/request/nothing/").status_code == 404


def test_a_full_session_shows_how_to_hear_of_the_next(client, course):
    session = make_session(course, status="booking_closed")

    page = client.get(reverse("book", args=[session.reference]))

    assert reverse("tell_me", args=[course.slug]) in page.text


def test_of_a_draft_the_senders_page_says_nothing_yet(client, officer):
    request = make_request()
    plan_for(request, make_session(status="draft"), by=officer)

    assert heading(client.get(reverse("request", args=[request.token]))) == "We have your request"
