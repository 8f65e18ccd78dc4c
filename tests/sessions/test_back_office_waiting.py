"""The waiting list in the back office: who is on it, offering a place, changing the capacity."""

import re

import pytest
from django.urls import reverse

from courses.models import BookingTerms
from sessions.booking import cancel_booking
from sessions.models import Booking, BookingStatus, TrainingSession
from tests import factories

NO_SLOTS = {"slots-TOTAL_FORMS": "6", "slots-INITIAL_FORMS": "0"}


@pytest.fixture
def desk(browse_as, officer):
    return browse_as(officer)


@pytest.fixture
def full(course):
    """One seat, taken; an officer chooses who is offered a place."""
    course.terms = BookingTerms.objects.create(name="Mixed", starts_on="2026-04-01", offers_places=False)
    course.save()
    session = factories.make_session(course, capacity=1)
    session.holder = factories.make_booking(session, person=factories.make_person(organisation="Harbour Lane School"))
    return session


def wait(session, **facts):
    return factories.make_booking(session, waits=True, person=factories.make_person(**facts))


def room(desk, session):
    return desk.get(reverse("sessions:inspect", args=[session.pk]))


def offer(desk, booking):
    return desk.post(reverse("sessions:offer", args=[booking.session_id, booking.pk]), follow=True)


def buttons(page):
    return re.findall(r'action="/admin/sessions/offer/\d+/(\d+)/"', page.text)


def test_the_list_is_read_in_its_order_with_organisations(desk, full):
    wait(full, name="Bo Lind", organisation="Eastmere Youth Service")
    wait(full, name="Ada Okafor", organisation="Southmere School")

    listed = room(desk, full).context["waiting_list"]

    lines = [(str(line["name"]), line["organisation"]) for line in listed["waiting"]]
    assert lines == [("Bo Lind", "Eastmere Youth Service"), ("Ada Okafor", "Southmere School")]
    assert listed["organisations"] == [("Harbour Lane School", 1)]


def test_without_a_free_place_there_is_no_button(desk, full):
    wait(full)

    page = room(desk, full)

    assert (buttons(page), "No place is free now." in page.text) == ([], True)


def test_a_free_place_is_offered_to_the_one_chosen(desk, full):
    wait(full)
    second = wait(full)
    cancel_booking(full.holder)
    assert len(buttons(room(desk, full))) == 2

    page = offer(desk, second)

    assert Booking.objects.get(pk=second.pk).status == BookingStatus.OFFERED
    assert "The place is offered." in page.text
    assert buttons(page) == []


def test_offering_twice_is_refused_with_a_sentence(desk, full):
    booking = wait(full)
    cancel_booking(full.holder)
    offer(desk, booking)

    assert "This person is no longer waiting." in offer(desk, booking).text


def test_whom_no_mail_reaches_is_named_with_a_number(desk, full):
    booking = factories.make_booking(full, waits=True, person=factories.make_person(email=""), phone="07700 900123")
    cancel_booking(full.holder)

    page = offer(desk, booking)

    assert "No e-mail address: tell them yourself." in page.text
    assert 'href="tel:07700 900123"' in page.text


@pytest.mark.parametrize("who", ["trainer_user", "licensing_officer", "outsider"])
def test_nobody_else_offers_a_place(browse_as, request, full, who):
    booking = wait(full)
    cancel_booking(full.holder)

    answer = browse_as(request.getfixturevalue(who)).post(reverse("sessions:offer", args=[full.pk, booking.pk]))

    assert answer.status_code in {302, 403, 404}
    assert Booking.objects.get(pk=booking.pk).status == BookingStatus.WAITING


def test_a_booking_of_another_session_is_not_found(desk, full, session):
    booking = wait(full)

    answer = desk.post(reverse("sessions:offer", args=[session.pk, booking.pk]))

    assert answer.status_code == 404


@pytest.mark.parametrize("people", [1, 3])
def test_the_list_takes_the_same_queries_however_long(desk, full, people, django_assert_num_queries):
    for _person in range(people):
        wait(full)
    room(desk, full)

    with django_assert_num_queries(24):
        room(desk, full)


def test_a_capacity_below_the_seats_taken_is_refused_with_the_list_of_who_is_booked(desk, full):
    page = desk.post(reverse("sessions:edit", args=[full.pk]), {"capacity": "0"} | NO_SLOTS)

    assert page.context["form"].errors["capacity"] == [
        "1 seat is taken already. Enter 1 or more, or cancel a booking first."
    ]
    assert [booking.pk for booking in page.context["booked"]] == [full.holder.pk]
    assert TrainingSession.objects.get().capacity == 1


def test_a_raised_capacity_offers_the_places(desk, full):
    BookingTerms.objects.update(offers_places=True)
    booking = wait(full)

    desk.post(reverse("sessions:edit", args=[full.pk]), {"capacity": "2"} | NO_SLOTS)

    assert Booking.objects.get(pk=booking.pk).status == BookingStatus.OFFERED


def test_the_register_shows_who_waits_apart(desk, full):
    booking = wait(full, name="Bo Lind")

    page = desk.get(reverse("sessions:register", args=[full.pk]))

    names = ([line.name for line in page.context["lines"]], [line.name for line in page.context["waiting"]])
    assert names == ([full.holder.delegate.name], [booking.delegate.name])
    assert "On the waiting list" in page.text


def test_terms_say_what_happens_with_a_freed_place(desk):
    page = desk.get(reverse("booking-terms:add"))

    assert "Off: an officer chooses from the list" in page.text
    assert "Then it goes to the next person." in page.text


def test_the_list_of_sessions_says_how_many_wait(desk, full):
    wait(full)

    assert "1 of 1, 1 waiting" in desk.get(reverse("sessions:index")).text


def test_staff_put_somebody_on_the_list_when_no_place_is_free(desk, full):
    form = {"name": "Bo Lind", "email": "bo@example.org", "waits": "on"}

    page = desk.post(reverse("sessions:book", args=[full.pk]), form, follow=True)

    assert "No place is free. They are on the waiting list." in page.text
    assert Booking.objects.latest("pk").status == BookingStatus.WAITING


def test_the_history_says_both_capacities(desk, full):
    desk.post(reverse("sessions:edit", args=[full.pk]), {"capacity": "7"} | NO_SLOTS)

    page = desk.get(reverse("sessions:history", args=[full.pk]))

    assert "The session was given another capacity: 1, now 7" in page.text
