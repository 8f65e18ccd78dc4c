"""What a phone meets at the door: looking records nothing, sending records once."""

import re
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from people.models import Badge
from sessions.models import Attendance, Booking, SessionSettings
from tests import factories

pytestmark = pytest.mark.django_db
START = factories.london(2026, 12, 8, 10)
DURING = START + timedelta(minutes=5)
SOMEBODY = {
    "name": "Priya Nwosu",
    "organisation": "Harbour Lane School",
    "role": "Teacher",
    "email": "priya@example.org",
}


@pytest.fixture
def session(course):
    return factories.make_session(course, starts_at=START)


@pytest.fixture
def at_ten_past():
    with time_machine.travel(DURING, tick=False) as clock:
        yield clock


def address(session, name="door"):
    return reverse(name, args=[session.door_token])


def scan(client, session):
    """Open the page behind the code: the browser then holds a ticket."""
    return client.get(address(session))


def send(client, session, page="door_walk_in", /, **typed):
    return client.post(address(session, page), {"entry_key": str(uuid4())} | typed)


def book(session, **facts):
    return factories.make_booking(session, person=factories.make_person(**facts), at=START - timedelta(days=7))


def test_the_door_asks_one_question(client, session, at_ten_past):
    response = scan(client, session)

    assert response.status_code == 200
    assert (response.content.count(b'name="typed"'), response.content.count(b'role="button"')) == (1, 1)


def test_the_door_is_a_small_page_without_a_session(client, session, at_ten_past):
    response = scan(client, session)

    assert len(response.content) < 10_000
    assert set(response.cookies) == {"door"}


def test_the_ticket_is_closed_to_scripts_and_to_other_sites(client, session, at_ten_past):
    ticket = scan(client, session).cookies["door"]

    assert (ticket["httponly"], ticket["samesite"], ticket["path"]) == (True, "Lax", "/")


def test_the_ticket_travels_only_encrypted_in_production(client, session, at_ten_past, settings):
    settings.SESSION_COOKIE_SECURE = True

    assert scan(client, session).cookies["door"]["secure"]


@pytest.mark.parametrize("name", ["door", "door_booked", "door_walk_in"])
@pytest.mark.parametrize("method", ["get", "head"])
def test_looking_records_nothing(client, session, at_ten_past, method, name):
    book(session)

    getattr(client, method)(address(session, name))

    assert Attendance.objects.count() == 0


@pytest.mark.parametrize("name", ["door", "door_booked", "door_walk_in"])
def test_no_page_of_the_door_is_kept_or_told_on(client, session, at_ten_past, name):
    headers = client.get(address(session, name)).headers

    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "no-referrer"


def test_somebody_who_booked_signs_in_by_address(client, session, at_ten_past):
    booking = book(session, email="amina@example.org")
    scan(client, session)

    send(client, session, "door_booked", typed=" Amina@Example.org ")

    assert booking.attendance.how == Attendance.How.BOOKED


def test_somebody_who_booked_signs_in_by_reference(client, session, at_ten_past):
    booking = book(session)
    scan(client, session)

    send(client, session, "door_booked", typed=booking.reference.upper())

    assert Attendance.objects.get().booking == booking


def test_a_shared_address_is_asked_for_the_name_and_names_nobody(client, session, at_ten_past):
    for name in ["Amina Kowalska", "Joe Adeyemi"]:
        book(session, name=name, email="home@example.org")
    scan(client, session)

    response = send(client, session, "door_booked", typed="home@example.org")

    assert response.context["form"].asks_name
    assert b"Kowalska" not in response.content


def test_a_shared_address_and_a_name_sign_one_person_in(client, session, at_ten_past):
    booking, _other = [book(session, name=name, email="home@example.org") for name in ["Amina Kowalska", "Joe Adeyemi"]]
    scan(client, session)

    send(client, session, "door_booked", typed="home@example.org", name="amina  kowalska")

    assert Attendance.objects.get().booking == booking


def test_an_address_nobody_booked_with_is_refused_in_a_sentence(client, session, at_ten_past):
    scan(client, session)

    form = send(client, session, "door_booked", typed="stranger@example.org").context["form"]

    assert form.errors["typed"] == ["We cannot find that booking here. Check it, or say that you did not book."]


def test_somebody_in_the_wrong_room_is_told_so_and_nothing_else(client, session, course, at_ten_past):
    other = factories.make_session(factories.make_course(title="Working with parents"), starts_at=START)
    book(other, email="amina@example.org")
    scan(client, session)

    response = send(client, session, "door_booked", typed="amina@example.org")

    told = "That booking is for another session today. Give your booking reference, and we say where it is."
    assert response.context["form"].errors["typed"] == [told]
    assert b"Working with parents" not in response.content


def test_a_booking_of_another_day_is_not_spoken_of(client, session, course, at_ten_past):
    other = factories.make_session(course, starts_at=START + timedelta(days=1))
    book(other, email="amina@example.org")
    scan(client, session)

    form = send(client, session, "door_booked", typed="amina@example.org").context["form"]

    assert "another session" not in form.errors["typed"][0]


def test_somebody_who_did_not_book_signs_in(client, session, at_ten_past):
    scan(client, session)

    send(client, session, **SOMEBODY)

    attendance = Attendance.objects.get()
    assert (attendance.delegate.name, attendance.how) == ("Priya Nwosu", Attendance.How.WALKED_IN)


def test_an_address_is_not_needed_at_the_door(client, session, at_ten_past):
    scan(client, session)

    response = send(client, session, **SOMEBODY | {"email": ""})

    assert response.status_code == 302


def test_a_driver_who_did_not_book_gives_a_badge(client, course, authority, at_ten_past):
    session = factories.make_session(factories.make_course(audience="taxi-trade"), starts_at=START, door_rule="printed")
    scan(client, session)

    send(client, session, authority=authority.pk, number="NV 00123", name="Tariq Osei")

    assert Attendance.objects.get().badge.number_key == "NV00123"


def test_an_applicant_without_a_badge_gives_a_reference(client, authority, at_ten_past):
    session = factories.make_session(factories.make_course(audience="taxi-trade"), starts_at=START, door_rule="printed")
    scan(client, session)

    send(client, session, authority=authority.pk, number="APP7", has_no_badge="on", name="Tariq Osei")

    assert Attendance.objects.get().badge.kind == Badge.Kind.APPLICATION


def test_a_ticket_is_good_for_nine_minutes(client, session, at_ten_past):
    scan(client, session)
    at_ten_past.shift(timedelta(minutes=9))

    assert send(client, session, **SOMEBODY).status_code == 302


def test_after_eleven_minutes_the_code_is_scanned_again_and_nothing_typed_is_lost(client, session, at_ten_past):
    scan(client, session)
    at_ten_past.shift(timedelta(minutes=11))

    form = send(client, session, **SOMEBODY).context["form"]

    assert form.non_field_errors() == ["That took a while. Scan the code again, then send the form once more."]
    assert form["name"].value() == "Priya Nwosu"


def test_a_second_scan_renews_the_ticket(client, session, at_ten_past):
    scan(client, session)
    at_ten_past.shift(timedelta(minutes=11))
    scan(client, session)

    assert send(client, session, **SOMEBODY).status_code == 302


def test_without_a_scan_nothing_is_recorded(client, session, at_ten_past):
    send(client, session, **SOMEBODY)

    assert Attendance.objects.count() == 0


def test_a_forged_ticket_is_refused(client, session, at_ten_past):
    scan(client, session)
    client.cookies["door"] = client.cookies["door"].value[:-1] + "_"

    send(client, session, **SOMEBODY)

    assert Attendance.objects.count() == 0


def test_a_ticket_of_another_door_is_refused(client, session, course, at_ten_past):
    other = factories.make_session(course, starts_at=START)
    scan(client, other)

    send(client, session, **SOMEBODY)

    assert Attendance.objects.count() == 0


def test_the_same_form_sent_twenty_times_records_once(client, session, at_ten_past):
    scan(client, session)
    key = uuid4()

    pages = {send(client, session, entry_key=str(key), **SOMEBODY | {"email": ""}).url for _time in range(20)}

    assert Attendance.objects.count() == 1
    assert len(pages) == 1


def test_two_phones_with_one_booking_record_once(client, session, at_ten_past):
    book(session, email="amina@example.org")
    scan(client, session)

    for _phone in range(2):
        send(client, session, "door_booked", typed="amina@example.org")

    assert Attendance.objects.count() == 1


def test_going_back_to_name_a_colleague_signs_the_colleague_in_too(client, session, at_ten_past):
    scan(client, session)
    key = str(uuid4())

    for name in ["Priya Nwosu", "Joe Adeyemi"]:
        send(client, session, entry_key=key, name=name, organisation="Harbour Lane School")

    assert Attendance.objects.count() == 2


def test_one_phone_signs_in_three_colleagues(client, session, at_ten_past):
    scan(client, session)

    for name in ["Priya Nwosu", "Joe Adeyemi", "Wei Lindqvist"]:
        send(client, session, name=name, organisation="Harbour Lane School")

    assert session.attendances.present().count() == 3


def test_the_last_page_says_when_and_offers_the_next_person(client, session, at_ten_past):
    scan(client, session)

    response = client.get(send(client, session, **SOMEBODY).url)

    assert b"10.05am" in response.content
    assert f'href="{address(session)}"'.encode() in response.content


def test_the_last_page_leads_to_the_feedback_and_names_nobody(client, session, at_ten_past):
    scan(client, session)

    page = client.get(send(client, session, **SOMEBODY).url).content.decode()

    assert f"/feedback/{Attendance.objects.get().feedback_token}/" in page
    assert "Priya" not in page


def test_who_only_knows_an_address_gets_nothing_of_its_holder(client, session, at_ten_past):
    here = factories.make_attendance(session, booking=book(session, email="bo@example.org"), at=DURING)
    scan(client, session)

    answer = send(client, session, "door_booked", typed="bo@example.org")

    page = client.get(answer.url).text
    assert client.get(answer.url)["Cache-Control"] == "no-store"
    assert ("You are signed in" in page, str(here.entry_key) in page + answer.url) == (True, False)
    assert here.feedback_token not in page


def test_the_phone_that_signed_somebody_in_finds_their_page_again(client, session, at_ten_past):
    book(session, email="bo@example.org")
    scan(client, session)

    first, again = (send(client, session, "door_booked", typed="bo@example.org").url for _time in range(2))

    assert first == again == reverse("door_done", args=[session.door_token, Attendance.objects.get().entry_key])


@pytest.mark.parametrize("mark", ["1", "1:x", "x"])
def test_a_made_up_mark_of_somebody_there_is_not_found(client, session, at_ten_past, mark):
    assert client.get(reverse("door_there", args=[session.door_token, mark])).status_code == 404


def test_the_last_page_of_an_unknown_entry_is_not_found(client, session, at_ten_past):
    response = client.get(reverse("door_done", args=[session.door_token, UUID(int=1)]))

    assert response.status_code == 404


def test_an_unknown_door_and_a_draft_are_the_same_404(client, course):
    draft = factories.make_session(course, status="draft")

    unknown, hidden = client.get("/in/nosuchdoor/"), client.get(address(draft))

    assert (unknown.status_code, hidden.status_code) == (404, 404)
    assert unknown.content == hidden.content


@pytest.mark.parametrize(
    ("minutes", "state"), [(-31, "not_yet"), (-30, None), (120, None), (121, "over"), (60 * 24 * 30, "over")]
)
def test_the_door_opens_half_an_hour_before_and_closes_with_the_session(client, session, minutes, state):
    with time_machine.travel(START + timedelta(minutes=minutes), tick=False):
        response = scan(client, session)

    assert response.context.get("state") == state
    assert ("door" in response.cookies) == (state is None)


def test_a_door_that_is_not_open_yet_says_when_it_opens(client, session):
    with time_machine.travel(START - timedelta(hours=3), tick=False):
        response = scan(client, session)

    assert b"Tuesday 8 December at 9.30am" in response.content


def test_a_form_sent_after_the_end_is_answered_with_what_to_do(client, session, at_ten_past):
    scan(client, session)
    at_ten_past.move_to(START + timedelta(minutes=119))
    scan(client, session)
    at_ten_past.shift(timedelta(minutes=2))

    response = send(client, session, **SOMEBODY)

    assert response.context["state"] == "over"


def test_the_door_of_a_cancelled_session_says_so(client, session, at_ten_past):
    session.status = "cancelled"
    session.save()

    assert scan(client, session).context["state"] == "cancelled"


def test_the_door_of_a_headcount_session_asks_for_nothing(client, headcount_session):
    with time_machine.travel(headcount_session.starts_at, tick=False):
        response = scan(client, headcount_session)

    assert response.context["state"] == "by_headcount"
    assert b"<form" not in response.content


@pytest.mark.parametrize("name", ["door_booked", "door_walk_in"])
def test_a_crafted_form_stores_nothing_in_a_headcount_session(client, session, headcount_session, name):
    with time_machine.travel(headcount_session.starts_at, tick=False):
        scan(client, headcount_session)
        send(client, headcount_session, name, typed="canary@example.org", **SOMEBODY | {"name": "Canary"})

    assert (Attendance.objects.count(), Booking.objects.count()) == (0, 0)


def test_a_megabyte_is_refused(client, session, at_ten_past):
    scan(client, session)

    assert send(client, session, **SOMEBODY | {"role": "x" * 1_000_000}).status_code == 400


def asked_of_the_database(queries):
    """Return how many statements there were, besides those that open and close a transaction."""
    return sum(not query["sql"].startswith(("SAVEPOINT", "RELEASE")) for query in queries)


@pytest.mark.parametrize("email", ["m\u0131ke@example.org", "mike@"])
def test_an_address_is_held_to_the_same_rule_as_when_booking(client, session, at_ten_past, email):
    scan(client, session)

    response = send(client, session, **SOMEBODY | {"email": email})

    assert response.context["form"].errors["email"] == ["Enter an e-mail address, like name@example.org"]


def test_signing_in_as_booked_takes_four_statements(client, session, at_ten_past, django_assert_max_num_queries):
    book(session, email="amina@example.org")
    scan(client, session)

    with django_assert_max_num_queries(20) as queries:
        send(client, session, "door_booked", typed="amina@example.org")

    assert asked_of_the_database(queries) == 4


def test_signing_in_as_a_walk_in_takes_seven_statements(client, session, at_ten_past, django_assert_max_num_queries):
    scan(client, session)

    with django_assert_max_num_queries(20) as queries:
        send(client, session, **SOMEBODY)

    assert asked_of_the_database(queries) == 7


@pytest.fixture
def drivers_door(client, at_ten_past):
    """An evening with 20 places at which a driver has scanned the code and opened the form."""
    course = factories.make_course(audience="taxi-trade")
    session = factories.make_session(course, starts_at=START, door_rule="printed", capacity=20)
    scan(client, session)
    client.get(address(session, "door_walk_in"))
    return session


@pytest.mark.parametrize(("number", "statements"), [("NV 00123", 7), ("NV 00124", 8)])
@pytest.mark.parametrize("email", ["", "tariq@example.org"])
def test_a_driver_who_walks_in_takes_seven_statements_and_one_more_where_the_badge_is_new(
    client, authority, drivers_door, django_assert_max_num_queries, number, statements, email
):
    factories.make_badge(authority, number="NV 00123")
    client.get(address(drivers_door, "door_walk_in"))

    with django_assert_max_num_queries(20) as queries:
        send(client, drivers_door, authority=authority.pk, number=number, name="Tariq Osei", email=email)

    assert (asked_of_the_database(queries), drivers_door.attendances.count()) == (statements, 1)


def test_a_driver_who_booked_takes_four_statements(client, authority, drivers_door, django_assert_max_num_queries):
    badge = factories.make_badge(authority, number="NV 00123")
    book(drivers_door, email="", badge=badge)
    client.get(address(drivers_door, "door_booked"))

    with django_assert_max_num_queries(20) as queries:
        send(client, drivers_door, "door_booked", typed="NV 00123")

    assert (asked_of_the_database(queries), drivers_door.attendances.get().badge) == (4, badge)


def test_a_council_that_was_added_a_moment_ago_can_be_chosen_and_one_removed_cannot(client, authority, drivers_door):
    badge = {"number": "NV 00123", "name": "Tariq Osei"}
    added, removed = factories.make_authority(name="Southvale Council"), authority.pk
    authority.delete()

    answers = [send(client, drivers_door, authority=pk, **badge).status_code for pk in (removed, added.pk)]

    assert (answers, drivers_door.attendances.get().badge.authority) == ([200, 302], added)


def test_looking_at_the_door_takes_four_statements(client, session, at_ten_past, django_assert_num_queries):
    SessionSettings.load()

    with django_assert_num_queries(4):
        scan(client, session)


@pytest.mark.parametrize("name", ["door", "door_booked", "door_walk_in"])
def test_who_looks_in_the_same_second_takes_none(session, at_ten_past, django_assert_num_queries, name):
    for _look in range(2):  # the first one makes settings that were never saved
        Client().get(address(session, name))

    with django_assert_num_queries(0):
        Client().get(address(session, name))


@pytest.mark.parametrize("name", ["door", "door_booked", "door_walk_in"])
def test_who_looks_in_the_same_second_gets_an_entry_of_their_own(session, at_ten_past, name):
    pages = [Client().get(address(session, name)).text for _reader in range(2)]

    keys = {re.search('name="entry_key" value="([^"]+)"', page)[1] for page in pages}
    assert len(keys) == 2


def test_a_session_that_is_cancelled_is_not_shown_as_it_was(client, session, at_ten_past):
    scan(client, session)
    session.status = "cancelled"
    session.save()

    assert scan(client, session).context["state"] == "cancelled"


def test_looking_at_what_was_done_takes_two_statements(client, session, at_ten_past, django_assert_num_queries):
    scan(client, session)
    done = send(client, session, **SOMEBODY).url
    client.get(done)
    at_ten_past.shift(2)

    with django_assert_num_queries(2):
        client.get(done)


@pytest.mark.parametrize("name", ["door", "door_booked", "door_walk_in"])
def test_no_form_of_the_door_is_larger_than_ten_kilobytes(client, session, at_ten_past, name):
    for number in range(100):
        factories.make_organisation(name=f"Harbour Lane Primary School {number}")

    response = client.get(address(session, name))

    assert len(response.content) < 10_000
    assert not re.findall(r'(?:src|href|action)="(?:https?:)?//', response.text)


def test_a_phone_keeps_its_mark_from_scan_to_scan(client, session, at_ten_past):
    for name in ["Ada Okafor", "Bo Lind"]:
        client.get(f"/in/{session.door_token}/")
        client.post(
            f"/in/{session.door_token}/walk-in/",
            {"name": name, "organisation": "Harbour Lane School", "role": "Teacher", "entry_key": uuid4()},
        )

    assert len(set(session.attendances.values_list("phone", flat=True))) == 1
