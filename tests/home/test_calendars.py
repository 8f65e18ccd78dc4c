"""Calendars to subscribe to: what stands in them, what never does, and how they are asked for."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from courses.models import Audience, Course
from home.calendars import event_of
from people.models import Organisation
from sessions.scheduling import cancel_session, move_session
from tests.factories import london, make_booking, make_course, make_person, make_session, make_venue, next_week

pytestmark = pytest.mark.usefixtures("contact")
ALL = "/calendar/training.ics"


def text_of(client, address=ALL):
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    return response.content.decode().replace("\r\n ", "")


def events_of(client, address=ALL):
    return Calendar.from_ical(text_of(client, address)).walk("VEVENT")


def references_in(client, address=ALL):
    return [event["url"].rstrip("/").rsplit("/", 1)[1] for event in events_of(client, address)]


def test_a_session_is_an_event_on_londons_clock(client, course, time_machine):
    time_machine.move_to(london(2026, 6, 1, 9))
    course.summary = "What to look for."
    course.save()
    venue = make_venue(name="Mill Street Centre", address="1 Mill Street\nNorthvale")
    session = make_session(course, starts_at=london(2026, 7, 1, 17), venue=venue)

    (event,) = events_of(client)

    address = f"https://muster.example.org/book/{session.reference}/"
    assert event["dtstart"].to_ical() == b"20260701T170000"
    assert event["dtstart"].params["TZID"] == event["dtend"].params["TZID"] == "Europe/London"
    assert event["dtend"].dt == london(2026, 7, 1, 19)
    assert (event["summary"], event["location"]) == ("Seeing the signs", "Mill Street Centre, 1 Mill Street, Northvale")
    assert event["description"] == f"What to look for.\nTo see the places left and to book: {address}"
    assert (event["status"], event["url"], event["sequence"]) == ("CONFIRMED", address, 0)


def test_the_clock_of_london_comes_along(client, session):
    assert [zone["tzid"] for zone in Calendar.from_ical(text_of(client)).walk("VTIMEZONE")] == ["Europe/London"]


def two_days(first):
    """Return an afternoon and the next morning: less than 24 hours from the beginning to the end."""
    morning = first + timedelta(hours=20)
    return [(first, first + timedelta(hours=2)), (morning, morning + timedelta(hours=2))]


@pytest.mark.usefixtures("still")
def test_each_day_is_an_event_of_its_own(client, course):
    make_session(course, days=two_days(next_week(14)))

    events = events_of(client)

    assert [event["dtstart"].dt for event in events] == [next_week(14), next_week(14) + timedelta(hours=20)]
    assert len({event["uid"] for event in events}) == 2


def test_an_identifier_stays_and_its_sequence_rises(client, session, officer):
    before = events_of(client)[0]
    days = [(session.starts_at + timedelta(days=1), session.ends_at + timedelta(days=1))]
    move_session(session, days=days, by=officer)

    after = events_of(client)[0]

    assert (before["uid"], before["sequence"]) == (after["uid"], after["sequence"] - 1)
    assert after["dtstart"].dt == before["dtstart"].dt + timedelta(days=1)


@pytest.mark.parametrize(
    ("facts", "status"),
    [
        ({}, "CONFIRMED"),
        ({"is_tentative": True}, "TENTATIVE"),
        ({"is_tentative": True, "status": "cancelled"}, "CANCELLED"),
    ],
)
def test_a_date_that_is_not_certain_is_tentative(session, facts, status):
    for name, value in facts.items():
        setattr(session, name, value)

    assert event_of(session, session, number=1)["status"] == status


def test_a_session_cancelled_after_somebody_booked_is_cancelled_there(client, session, officer):
    make_booking(session)
    before = events_of(client)[0]
    cancel_session(session, reason="The trainer is ill", by=officer)

    (event,) = events_of(client)

    assert (event["status"], event["sequence"], event["uid"]) == ("CANCELLED", before["sequence"] + 1, before["uid"])
    assert "ill" not in text_of(client)


def test_a_session_cancelled_before_anybody_booked_is_gone(client, session, officer):
    cancel_session(session, reason="The trainer is ill", by=officer)

    assert events_of(client) == []


@pytest.mark.parametrize("facts", [{"status": "draft"}, {"status": "delivered"}, {"is_listed": False}])
def test_what_the_site_does_not_list_is_in_no_calendar(client, course, facts):
    make_session(course, **facts)

    assert events_of(client) == []
    assert events_of(client, "/calendar/course/seeing-the-signs.ics") == []


def test_a_cancelled_session_that_was_not_listed_is_in_no_calendar(client, course, officer):
    session = make_session(course, is_listed=False)
    make_booking(session)
    cancel_session(session, reason="", by=officer)

    assert events_of(client) == []


def test_a_withdrawn_course_is_in_no_calendar(client, session):
    Course.objects.update(is_offered=False)

    assert events_of(client) == []
    assert client.get("/calendar/course/seeing-the-signs.ics").status_code == 404


def test_what_is_over_leaves_the_calendar(client, course):
    make_session(course, starts_at=timezone.now() - timedelta(days=3))

    assert events_of(client) == []


def test_where_children_and_parents_meet_is_in_no_calendar(client, headcount_session):
    parents = make_session(make_course(audience="parents-and-carers"), capacity=None)

    assert events_of(client) == []
    for course in (headcount_session.course, parents.course):
        assert client.get(f"/calendar/course/{course.slug}.ics").status_code == 404
        assert client.get(f"/calendar/for/{course.audience.slug}.ics").status_code == 404


def test_no_secret_and_no_person_is_in_a_calendar(client, course):
    facts = {name: f"canary-{name}" for name in ("host_contact_name", "host_contact_phone", "staff_notes")}
    session = make_session(
        course,
        online_link="https://meet.example.org/canary-link",
        host_contact_email="canary@example.org",
        host=Organisation.objects.create(name="canary-host"),
        **facts,
    )
    make_booking(session, person=make_person(name="canary person", email="canary.person@example.org"))

    text = text_of(client)

    tokens = [session.door_token, session.register_token, session.feedback_token]
    assert [secret for secret in ["canary", "mailto", *tokens] if secret in text] == []
    assert "LOCATION:Online" in text


def test_an_audience_has_a_calendar_of_its_own(client, session, taxi_session):
    assert references_in(client, "/calendar/for/taxi-trade.ics") == [taxi_session.reference]
    assert "NAME:Muster training: Taxi trade" in text_of(client, "/calendar/for/taxi-trade.ics")


def test_a_course_has_a_calendar_of_its_own(client, session, taxi_session):
    assert references_in(client, "/calendar/course/seeing-the-signs.ics") == [session.reference]


def test_an_empty_calendar_is_still_one(client, course):
    assert text_of(client).startswith("BEGIN:VCALENDAR")


@pytest.mark.parametrize("name", ["nobody", "%00", "x" * 300, "..%2F", "٣"])
def test_no_name_makes_a_calendar_fail(client, course, name):
    answers = {client.get(f"/calendar/{kind}/{name}.ics").status_code for kind in ("for", "course")}

    assert answers <= {400, 404}


def test_what_officers_type_stays_a_text(client):
    course = make_course(title="Signs\r\nATTENDEE:mailto:x@example.org", summary="a;b,c\\n\nBEGIN:VALARM")
    make_session(course, venue=make_venue(name="Hall\r\nX-EVIL:1", address="þórr; 1"))

    lines = text_of(client).splitlines()

    assert [line for line in lines if line.startswith(("ATTENDEE", "BEGIN:VALARM", "X-EVIL"))] == []


def test_a_calendar_may_be_kept_a_quarter_of_an_hour_by_all_and_sets_no_cookie(client, session):
    response = client.get(ALL)

    kept = set(response["Cache-Control"].split(", "))
    assert (kept, dict(response.cookies), "Cookie" in response.get("Vary", "")) == (
        {"public", "max-age=900"},
        {},
        False,
    )


def test_a_calendar_is_only_read(client):
    assert client.post(ALL).status_code == 405


@pytest.mark.parametrize("number", [1, 30])
def test_a_calendar_takes_two_queries_however_long(client, course, number, still, django_assert_num_queries):
    for _session in range(number):
        first = next_week()
        make_session(
            course,
            days=[(first, first + timedelta(hours=2)), (first + timedelta(days=1), first + timedelta(days=1, hours=2))],
        )

    client.get("/calendar/")  # reads what is kept of the service itself

    with django_assert_num_queries(2):
        client.get(ALL)


def test_the_page_tells_the_address_to_open_and_the_one_to_copy(client, session, taxi_session):
    page = client.get("/calendar/").content.decode()

    assert re.findall(r'href="webcal://muster.example.org/calendar/([^"]+)"', page) == [
        "training.ics",
        "for/professionals.ics",
        "for/taxi-trade.ics",
    ]
    assert 'href="https://muster.example.org/calendar/training.ics"' in page


def test_only_audiences_that_book_have_a_calendar(client):
    for audience in Audience.objects.all():
        make_course(audience=audience.slug)

    page = client.get("/calendar/").content.decode()

    assert set(re.findall(r"webcal:[^\"]+/for/([^\"]+).ics", page)).isdisjoint({"young-people", "parents-and-carers"})


def test_the_page_takes_three_queries(client, session, django_assert_num_queries):
    with django_assert_num_queries(3):
        client.get("/calendar/")


@pytest.mark.usefixtures("training")
def test_the_page_of_a_course_tells_its_calendar(client, session):
    page = client.get("/training/seeing-the-signs/").content.decode()

    assert 'href="webcal://muster.example.org/calendar/course/seeing-the-signs.ics"' in page


@pytest.mark.usefixtures("training")
def test_the_page_of_a_course_that_nobody_books_tells_no_calendar(client, headcount_session):
    assert "webcal:" not in client.get(f"/training/{headcount_session.course.slug}/").content.decode()


def test_an_urdu_calendar_leads_to_urdu_pages(client, session):
    assert f"/ur/book/{session.reference}/" in text_of(client, "/ur/calendar/training.ics")
