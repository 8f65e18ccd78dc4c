"""What the page of a session tells programs about it (schema.org Event)."""

import json
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from sessions.event_data import as_events
from sessions.scheduling import cancel_session
from tests.factories import london, make_booking, make_course, make_session, make_venue

pytestmark = pytest.mark.django_db

BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
HOSTILE = [
    "</script><script>alert(1)</script>",
    "<!--",
    "]]>",
    'x", "price": "0',
    "\\u003c/script>",
    "&lt;&amp;",
    "þórr\u2028'",
]


def event_on(client, session):
    """Return the event that the page of a session tells, or None."""
    blocks = BLOCK.findall(client.get(f"/book/{session.reference}/").content.decode())
    return json.loads(blocks[0])[0] if blocks else None


def test_a_session_is_an_event_with_londons_time(client, time_machine, course):
    time_machine.move_to(london(2026, 6, 1, 9))
    course.summary = "What to look for."
    course.save()
    venue = make_venue(name="Mill Street Centre", address="1 Mill Street\r\nNorthvale")
    session = make_session(course, starts_at=london(2026, 7, 1, 17), venue=venue)

    address = f"https://muster.example.org/book/{session.reference}/"
    assert event_on(client, session) == {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": "Seeing the signs",
        "description": "What to look for.",
        "url": address,
        "startDate": "2026-07-01T17:00:00+01:00",
        "endDate": "2026-07-01T19:00:00+01:00",
        "eventStatus": "https://schema.org/EventScheduled",
        "organizer": {"@type": "Organization", "name": "Muster training", "url": "https://muster.example.org/"},
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "location": {"@type": "Place", "name": "Mill Street Centre", "address": "1 Mill Street, Northvale"},
        "offers": {"@type": "Offer", "url": address, "availability": "https://schema.org/InStock"},
    }


def test_online_never_tells_the_link(client, course):
    session = make_session(course, online_link="https://meet.example.org/secret")

    event = event_on(client, session)

    assert event["location"] == {"@type": "VirtualLocation", "url": event["url"]}
    assert event["eventAttendanceMode"] == "https://schema.org/OnlineEventAttendanceMode"
    assert "meet.example.org" not in json.dumps(event)


def test_a_place_that_is_not_decided_is_not_told(client, session):
    assert event_on(client, session).keys() & {"location", "eventAttendanceMode"} == set()


def test_a_full_session_is_sold_out(client, course):
    session = make_session(course, capacity=1)
    make_booking(session)

    assert event_on(client, session)["offers"]["availability"] == "https://schema.org/SoldOut"


def test_how_many_places_are_left_is_not_told(client, course):
    session = make_session(course, capacity=173)
    make_booking(session)

    assert re.findall("17[23]|apacity|price", json.dumps(event_on(client, session))) == []


def test_a_session_closed_for_booking_offers_nothing(client, course):
    assert "offers" not in event_on(client, make_session(course, status="booking_closed"))


def test_booking_that_opens_later_says_when(client, course, time_machine):
    time_machine.move_to(london(2026, 11, 20, 9))
    session = make_session(course, booking_opens_at=london(2026, 11, 23, 9))

    offer = event_on(client, session)["offers"]

    assert (offer["validFrom"], "availability" in offer) == ("2026-11-23T09:00:00+00:00", False)


def test_a_cancelled_session_is_a_cancelled_event(client, session, officer):
    cancel_session(session, reason="The trainer has the flu", by=officer)

    event = event_on(client, session)

    assert (event["eventStatus"], "offers" in event) == ("https://schema.org/EventCancelled", False)
    assert "flu" not in json.dumps(event)


def test_a_session_of_two_days_spans_them(client, course):
    first = london(2030, 12, 10, 9)
    days = [(day, day + timedelta(hours=6)) for day in (first, first + timedelta(days=1))]

    event = event_on(client, make_session(course, days=days))

    assert (event["startDate"], event["endDate"]) == ("2030-12-10T09:00:00+00:00", "2030-12-11T15:00:00+00:00")


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_title_stays_a_title(client, text):
    course = make_course(title=text, summary=text)
    session = make_session(course, venue=make_venue(name=text, address=text))

    page = client.get(f"/book/{session.reference}/").content.decode()

    (event,) = json.loads(BLOCK.findall(page)[0])
    assert [event["name"], event["location"]["name"]] == [text, text]
    assert len(re.findall("<script", page)) == 2  # this block and our own file


def test_sessions_by_headcount_are_no_events(headcount_session, session):
    assert len(json.loads(as_events([headcount_session, session], organiser="Muster"))) == 1
    assert as_events([headcount_session], organiser="Muster") == ""


def test_a_waiting_list_is_sold_out_too(client, course):
    session = make_session(course, capacity=1, starts_at=timezone.now() + timedelta(days=9))
    make_booking(session)
    make_booking(session, waits=True)

    assert event_on(client, session)["offers"]["availability"] == "https://schema.org/SoldOut"


def test_ones_own_booking_tells_programs_nothing(client, session):
    page = client.get(f"/booking/{make_booking(session).token}/").content.decode()

    assert re.findall(r"ld\+json|og:|canonical", page) == []
