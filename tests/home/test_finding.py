"""The filters of the list of training: what each finds, what is said about it, and the way out of each."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.html import strip_tags

from courses.models import BookingTerms, Theme
from home.dates import public_sessions
from home.finding import has_places
from people.models import Area
from sessions.booking import why_not_bookable
from tests.factories import london, make_booking, make_course, make_session, make_venue, next_week

pytestmark = pytest.mark.usefixtures("training", "contact")


def page_of(client, query="", *, language=""):
    response = client.get(f"{language}/training/{query}")
    assert response.status_code == 200
    return response.content.decode()


def shown(client, query):
    """Return the primary keys of the sessions on the page, which no test has asked for under this address before."""
    address = f"/training/{query}{'&' if query else '?'}to-look-at-the-rows"
    return [row.session.pk for row in client.get(address).context["rows"]]


def count_of(page):
    return " ".join(strip_tags(re.search(r'<p class="govuk-body home-count".*?</p>', page)[0]).split())


def chips_of(page):
    return re.findall(r'home-chips__link" href="([^"]+)"', page)


def told_to_widen(page):
    return re.findall(r'<li><a class="govuk-link" href="([^"]+)">Not only ([^<]+)</a>: (\d+ dates?)</li>', page)


def session_about(topic, **facts):
    session = make_session(**facts)
    session.course.themes.add(topic)
    return session


def test_dates_are_found_by_topic(client):
    online_harm, consent = (Theme.objects.create(name=name) for name in ("Online harm", "Consent"))
    wanted = session_about(online_harm)
    wanted.course.themes.add(consent)
    session_about(consent)

    assert shown(client, f"?topic={online_harm.pk}") == [wanted.pk]


def test_courses_are_found_by_topic_too(client):
    online_harm = Theme.objects.create(name="Online harm")
    wanted = session_about(online_harm)
    make_session()

    page = page_of(client, f"?topic={online_harm.pk}")

    assert re.findall(r'muster-ways__link" href="([^"]+)"', page) == [f"/training/{wanted.course.slug}/"]


def test_a_session_with_a_link_and_no_venue_is_online(client):
    online = make_session(online_link="https://meet.example.org/secret")
    by_course = make_session(make_course(delivery="online"))
    place = make_session(venue=make_venue())
    both = make_session(venue=make_venue(), online_link="https://meet.example.org/secret")

    assert shown(client, "?way=online") == [online.pk, by_course.pk]
    assert shown(client, "?way=place") == [place.pk, both.pk]


def test_a_session_without_a_place_yet_is_not_online(client, session):
    assert shown(client, "?way=online") == []
    assert shown(client, "?way=place") == [session.pk]


def test_the_evening_begins_at_five_in_london_in_summer_and_in_winter(client, time_machine):
    time_machine.move_to(london(2026, 6, 1, 9))
    make_session(starts_at=london(2026, 7, 1, 16, 59))
    summer = make_session(starts_at=london(2026, 7, 1, 17))
    make_session(starts_at=london(2026, 12, 1, 16, 59))
    winter = make_session(starts_at=london(2026, 12, 1, 17))

    assert shown(client, "?time=evening") == [summer.pk, winter.pk]


def test_the_weekend_is_that_of_london(client, time_machine):
    time_machine.move_to(london(2026, 6, 1, 9))
    make_session(starts_at=london(2026, 7, 3, 23, 30))
    saturday = make_session(starts_at=london(2026, 7, 4, 0, 15))  # Friday still by UTC
    sunday = make_session(starts_at=london(2026, 7, 5, 10))
    make_session(starts_at=london(2026, 7, 6, 0, 15))

    assert shown(client, "?time=weekend") == [saturday.pk, sunday.pk]


def test_evening_or_weekend_finds_both(client, time_machine):
    time_machine.move_to(london(2026, 6, 1, 9))
    evening = make_session(starts_at=london(2026, 7, 2, 18))
    make_session(starts_at=london(2026, 7, 3, 10))
    saturday = make_session(starts_at=london(2026, 7, 4, 10))

    assert shown(client, "?time=free") == [evening.pk, saturday.pk]


def test_dates_are_found_by_language_however_it_is_typed(client):
    english = make_session()
    typed_english = make_session(language="english")
    urdu = [make_session(language=spelled).pk for spelled in ("Urdu", "urdu")]

    assert shown(client, "?language=Urdu") == urdu
    assert shown(client, "?language=English") == [english.pk, typed_english.pk]


def test_a_language_is_offered_once(client):
    for spelled in ("Urdu", "urdu", "Polish", "English"):
        make_session(language=spelled)

    filters = client.get("/training/").context["filters"]

    assert [value.casefold() for value, _name in filters.fields["language"].choices] == [
        "",
        "english",
        "polish",
        "urdu",
    ]


def test_where_all_is_in_english_no_language_is_asked(client, session):
    assert "language" not in client.get("/training/").context["filters"].fields


def test_where_young_people_meet_gives_no_choice_away(client, headcount_session):
    assert shown(client, "?way=place") == []


def every_way_of_being_full_or_closed():
    now = timezone.now()
    terms = BookingTerms.objects.create(name="Early", starts_on="2015-04-01", booking_closes_hours_before=48)
    early, soon = make_course(terms=terms), now + timedelta(hours=47)
    make_session(early, starts_at=soon)
    make_session(early, starts_at=now + timedelta(hours=49))
    make_session(early, starts_at=soon, booking_closes_at=now + timedelta(hours=1))
    make_session(starts_at=soon)
    make_session(starts_at=now - timedelta(minutes=5))
    make_session(booking_closes_at=now - timedelta(minutes=1))
    make_session(booking_opens_at=now + timedelta(minutes=1))
    make_session(booking_opens_at=now - timedelta(minutes=1))
    make_session(status="booking_closed")
    make_session(capacity=None)
    make_session(capacity=0)
    full = make_session(capacity=1)
    make_booking(full)
    make_booking(full, waits=True)


def test_places_left_is_what_booking_itself_says(client):
    every_way_of_being_full_or_closed()

    bookable = {session.pk for session in public_sessions() if why_not_bookable(session) is None}

    assert set(public_sessions().filter(has_places("on")).values_list("pk", flat=True)) == bookable
    assert (len(bookable), public_sessions().count()) == (5, 12)


def test_only_dates_with_places_can_be_asked_for(client, session):
    make_booking(make_session(capacity=1))

    assert shown(client, "?places=on") == [session.pk]


def test_filters_work_together(client):
    north = Area.objects.create(name="Northvale")
    make_session(area=north)
    make_session(online_link="https://meet.example.org/")
    wanted = make_session(area=north, online_link="https://meet.example.org/", starts_at=next_week(18))

    page = page_of(client, f"?area={north.pk}&way=online&time=evening&places=on")

    assert count_of(page) == "1 date in Northvale, online, in the evening, with places left"
    assert shown(client, f"?area={north.pk}&way=online&time=evening&places=on") == [wanted.pk]


def test_every_filter_is_said_in_words(client):
    area, topic = Area.objects.create(name="Northvale"), Theme.objects.create(name="Consent")
    session_about(topic, language="Urdu")
    month = f"{next_week():%Y-%m}"

    page = page_of(
        client,
        f"?audience=professionals&area={area.pk}&month={month}&topic={topic.pk}&way=place&time=free&language=Urdu",
    )

    assert count_of(page) == (
        f"No dates for Professionals, in Northvale, in {next_week():%B %Y}, about Consent, at a place, "
        "in the evening or at the weekend, in Urdu"
    )


def test_each_filter_can_be_taken_away(client, session):
    north = Area.objects.create(name="Northvale")

    page = page_of(client, f"?area={north.pk}&way=online&page=7")

    assert chips_of(page) == ["/training/?way=online#dates", f"/training/?area={north.pk}#dates"]
    assert 'href="/training/#dates">Show all dates<' in page


def test_in_urdu_the_ways_out_stay_in_urdu(client, session):
    assert chips_of(page_of(client, "?way=place", language="/ur")) == ["/ur/training/#dates"]


def test_without_filters_nothing_can_be_taken_away(client, session):
    page = page_of(client)

    assert (count_of(page), chips_of(page)) == ("1 date", [])
    assert "Show all dates" not in page


def test_the_rest_of_the_filters_is_closed_until_one_is_used(client, session):
    assert '<details class="govuk-details home-filters__more">' in page_of(client, "?audience=professionals")
    assert '<details class="govuk-details home-filters__more" open>' in page_of(client, "?time=weekend")


def test_where_nothing_fits_the_page_says_what_to_leave_out(client, session):
    north = Area.objects.create(name="Northvale")
    for _date in range(2):
        make_session(area=north)
    make_session(online_link="https://meet.example.org/")

    page = page_of(client, f"?area={north.pk}&way=online")

    assert told_to_widen(page) == [
        (f"/training/?area={north.pk}#dates", "online", "2 dates"),
        ("/training/?way=online#dates", "in Northvale", "1 date"),
    ]


def test_where_leaving_out_one_is_not_enough_the_page_says_so(client, session):
    page = page_of(client, "?way=online&audience=professionals&time=evening")

    assert told_to_widen(page) == []
    assert "Leave out more than one filter, or look at everything." in page


@pytest.mark.parametrize("number", [1, 30])
def test_an_empty_list_takes_as_many_queries_however_many_dates_there_are(
    client, course, number, still, django_assert_num_queries
):
    for _date in range(number):
        make_session(course)
    client.get("/training/")

    with django_assert_num_queries(4):
        page_of(client, "?audience=professionals&way=online&time=evening")


HOSTILE = ["", "x", "-1", "0", "9" * 30, "%00", "%ff", "'%22%3E%3Cscript%3E", "%D9%A1", "None", "1&{}=2", "{{{{7*7}}}}"]


@pytest.mark.parametrize("name", ["audience", "area", "month", "topic", "way", "time", "language", "places", "page"])
@pytest.mark.whole
def test_no_address_makes_the_list_fail(client, session, name):
    answers = {value: client.get(f"/training/?{name}={value.format(name)}").status_code for value in HOSTILE}

    assert answers | {"%00": 0} == dict.fromkeys(HOSTILE, 200) | {"%00": 0}
    assert answers["%00"] in {200, 400}


def test_a_filter_that_is_not_understood_says_so_and_hides_nothing(client, session):
    page = page_of(client, "?way=x%22%3E%3Cscript%3Ealert(1)")

    assert "Choose one of the answers listed" in page
    assert "<script>alert" not in page
    assert shown(client, "?way=x") == [session.pk]


def test_what_officers_type_is_not_markup_in_the_filters(client):
    area = Area.objects.create(name="<b>North</b>")
    make_session(language="<i>Urdu</i>")

    page = page_of(client, f"?area={area.pk}&language=%3Ci%3EUrdu%3C/i%3E")

    assert re.findall(r"<b>|<i>", page) == []


def test_where_nothing_fits_readers_can_ask_and_be_told(client, course):
    page = page_of(client, "?way=online&time=evening").split('class="muster-card"')[1]

    assert 'href="/ask/">Ask us to come to you<' in page
    assert 'href="/training/seeing-the-signs/tell-me/">' in page


def test_a_course_without_dates_leads_to_being_told(client, course):
    assert 'href="/training/seeing-the-signs/tell-me/">' in client.get("/training/seeing-the-signs/").content.decode()
