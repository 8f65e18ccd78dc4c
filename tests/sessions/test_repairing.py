"""An officer puts a booking right for somebody who rang."""

import pytest
from wagtail.models import ModelLogEntry

from outbox.delivery import send_due_messages
from outbox.models import Message
from sessions.booking import cancel_booking
from sessions.models import Booking
from sessions.refusals import CannotChange
from sessions.repairing import repair_booking
from tests import factories


@pytest.fixture
def desk(browse_as, officer):
    return browse_as(officer)


@pytest.fixture
def person():
    return factories.make_person(name="Amina Kowalska", email="amnia@example.org")


@pytest.fixture
def booking(session, person):
    return factories.make_booking(session, person=person)


def said(**facts):
    return {"email": "amina@example.org", "phone": "", "access_needs": "", "language_need": ""} | facts


def address(booking):
    return f"/admin/bookings/repair/{booking.pk}/"


def test_an_officer_corrects_where_somebody_is_reached_and_what_they_need(desk, booking):
    desk.post(address(booking), said(phone="01632 960123", access_needs="A ramp", language_need="Polish"))

    booking.refresh_from_db()
    kept = (booking.email, booking.phone, booking.access_needs, booking.language_need)
    assert kept == ("amina@example.org", "01632 960123", "A ramp", "Polish")
    assert (booking.delegate.email, booking.delegate.key[:18]) == ("amina@example.org", "amina@example.org|")


def test_somebody_known_from_elsewhere_keeps_their_address_there(officer, booking, person):
    factories.make_booking(factories.make_session(), person=person)

    repair_booking(booking, by=officer, **said())

    booking.refresh_from_db()
    assert (booking.email, booking.delegate.email) == ("amina@example.org", "amnia@example.org")


def test_an_address_of_somebody_we_know_is_this_bookings_only(officer, booking):
    right = factories.make_person(name="Amina Kowalska", email="amina@example.org")
    factories.make_booking(factories.make_session(), person=right)

    repair_booking(booking, by=officer, **said())

    booking.refresh_from_db()
    assert (booking.email, booking.delegate.email) == ("amina@example.org", "amnia@example.org")


def test_the_details_go_to_the_new_address_alone(desk, booking):
    desk.post(address(booking), said(tell="on"))

    written = Message.objects.order_by("pk").values_list("kind", "to", "state", "cap_key")
    assert [each for each in written if each[0] == "details_again"] == [
        ("details_again", "amina@example.org", "waiting", "")
    ]
    assert {each[2] for each in written if each[1] == "amnia@example.org"} == {"stopped"}


def test_the_details_are_sent_as_often_as_they_are_asked_for(officer, booking, mailoutbox):
    for _time in range(2):
        repair_booking(Booking.objects.get(), by=officer, tell=True, **said())
    send_due_messages()

    assert [mail.to for mail in mailoutbox] == [["amina@example.org"]] * 2


def test_nothing_is_written_unasked(officer, booking):
    repair_booking(booking, by=officer, **said())

    assert Message.objects.filter(to="amina@example.org").count() == 0


def test_no_details_go_nowhere(desk, booking):
    form = desk.post(address(booking), said(email="", tell="on")).context["form"]

    assert form.errors["tell"] == ["There is no e-mail address to send the details to."]


def test_the_history_says_what_was_put_right_and_no_more(officer, booking):
    repair_booking(booking, by=officer, **said(access_needs="A ramp"))

    entry = ModelLogEntry.objects.for_instance(booking).get(action="muster.booking.repaired")
    assert (entry.user, entry.message) == (officer, "The booking was corrected: e-mail and access needs")


def test_a_cancelled_booking_is_left_as_it_is(officer, booking):
    cancel_booking(booking)

    with pytest.raises(CannotChange):
        repair_booking(booking, by=officer, **said())


def test_the_bookings_page_leads_there(desk, booking):
    assert address(booking) in desk.get(f"/admin/bookings/inspect/{booking.pk}/").text
    assert desk.get(address(booking)).context["form"]["email"].value() == "amnia@example.org"


@pytest.mark.parametrize("who", ["trainer_user", "editor", "outsider"])
def test_others_correct_nothing(browse_as, request, booking, who):
    answer = browse_as(request.getfixturevalue(who)).post(address(booking), said())

    assert (answer.status_code in {302, 404}, Booking.objects.get().email) == (True, "amnia@example.org")
