"""The cap on mail that anonymous requests cause: what is over it waits and is never lost."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from outbox.capping import cap_key_of, held_until
from outbox.delivery import claim_message, send_due_messages
from outbox.models import Message
from outbox.sending import resend, write_message
from sessions.booking import cancel_booking
from tests import factories

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def write(number, **facts):
    facts = {"to": "sam@example.org", "subject": "Your booking", "text": "Hello", "capped": True} | facts
    write_message("confirmed", key=f"asked:{number}", **facts)
    return Message.objects.get(key=f"asked:{number}")


def sent_hour_by_hour(hours):
    """Sweep at each full hour; return how many went out each time."""
    counts = []
    for hour in range(hours):
        with time_machine.travel(NOON + hour * HOUR, tick=False):
            counts.append(send_due_messages(limit=1000))
    return counts


@pytest.mark.whole
def test_five_go_in_an_hour_twenty_in_a_day_and_the_rest_later(mailoutbox):
    with time_machine.travel(NOON, tick=False):
        for number in range(45):
            write(number)

    counts = sent_hour_by_hour(52)

    assert counts == [5, 5, 5, 5, *[0] * 20, 5, 5, 5, 5, *[0] * 20, 5, 0, 0, 0]
    assert len(mailoutbox) == 45


@pytest.mark.whole
def test_five_hundred_bookings_with_a_strangers_address_are_five_mails(client, course, mailoutbox):
    session = factories.make_session(course, capacity=500)
    typed = {"email": "victim@example.org", "organisation": "Harbour Lane School", "role": "Teacher"}

    for number in range(500):
        client.post(reverse("book", args=[session.reference]), typed | {"name": f"Robin Asked {number}"})
    send_due_messages(limit=1000)

    assert len(mailoutbox) == 5
    assert Message.objects.filter(state="waiting", due_at__gt=timezone.now()).count() == 495


def test_staff_and_the_programme_write_past_the_cap(mailoutbox, session, officer):
    for number in range(6):
        write(number, to="amina@example.org")
    booking = factories.make_booking(session, by=officer, person=factories.make_person(email="amina@example.org"))
    cancel_booking(booking, by=officer)

    send_due_messages()

    assert Message.objects.filter(cause=f"booking:{booking.pk}", state="sent").count() == 2
    assert len(mailoutbox) == 7


@pytest.mark.parametrize("address", ["SAM@Example.org", "sam+42@example.org", " sam@example.org "])
def test_another_spelling_of_an_address_is_counted_with_it(address):
    assert cap_key_of(address) == cap_key_of("sam@example.org")


def test_another_address_is_not_held(mailoutbox):
    for number in range(6):
        write(number)
    write(7, to="robin@example.org")

    send_due_messages()

    assert mailoutbox[-1].to == ["robin@example.org"]


def test_what_other_workers_hold_in_their_hands_counts():
    claimed = [claim_message(write(number).pk) for number in range(6)]

    holds = [held_until(message) for message in claimed]

    assert None not in holds


def test_of_five_in_hand_at_once_each_can_go():
    claimed = [claim_message(write(number).pk) for number in range(5)]

    assert [held_until(message) for message in claimed] == [None] * 5


def test_being_held_is_no_attempt_and_staff_see_why():
    for number in range(6):
        write(number)

    send_due_messages()

    held = Message.objects.get(state="waiting")
    assert (held.attempts, held.claimed_until) == (0, None)
    assert held.problem == "Held back for now: this address was written to often enough for a while."


def test_what_staff_send_again_is_not_held(officer, mailoutbox):
    for number in range(5):
        write(number)
    send_due_messages()

    resend(Message.objects.first(), by=officer)

    assert (send_due_messages(), len(mailoutbox)) == (1, 6)
