"""GOV.UK Notify as the carrier, against a server that speaks its interface."""

from datetime import timedelta

import pytest
from django.utils import timezone

from outbox import notify as carrier
from outbox.delivery import PAUSES, send_due_messages
from outbox.models import BouncedAddress, Message
from outbox.sending import resend, write_message
from sessions.booking import cancel_booking
from tests import factories
from tests.outbox.govuk_notify import EMAIL_TEMPLATE, SECRET, SERVICE, TEXT_TEMPLATE, serving_notify

pytestmark = pytest.mark.django_db
State = Message.State
BUSY = (429, "RateLimitError", "Exceeded rate limit for key type LIVE of 3000 requests per 60 seconds")
BROKEN = (500, "Exception", "Internal server error")


@pytest.fixture
def notify(settings):
    with serving_notify() as server:
        settings.NOTIFY = {
            "url": server.url,
            "service": SERVICE,
            "secret": SECRET,
            "email": EMAIL_TEMPLATE,
            "text": TEXT_TEMPLATE,
        }
        yield server


def write(**facts):
    facts = {"to": "sam@example.org", "subject": "Your booking", "text": "Hello Sam"} | facts
    write_message("confirmed", key="confirmed:1", **facts)
    return Message.objects.get()


def try_again_later():
    Message.objects.update(due_at=timezone.now())
    return send_due_messages()


def test_an_email_goes_by_notify_with_our_key_as_its_reference(notify, mailoutbox):
    write()

    assert send_due_messages() == 1
    [taken] = notify.notifications
    assert (taken["type"], taken["email_address"], taken["reference"]) == ("email", "sam@example.org", "confirmed:1")
    assert taken["personalisation"]["subject"] == "Your booking"
    assert taken["personalisation"]["body"].startswith("Hello Sam\n\n-- \n")
    assert (mailoutbox, Message.objects.get().provider_id) == ([], taken["id"])


def test_without_a_template_for_email_the_mail_server_carries_it(notify, settings, mailoutbox):
    settings.NOTIFY = settings.NOTIFY | {"email": ""}
    write()

    assert send_due_messages() == 1
    assert (len(mailoutbox), notify.asked) == (1, [])


def test_a_driver_with_a_telephone_only_is_sent_a_text_message(notify, taxi_session, authority):
    person = factories.make_person(email="", badge=factories.make_badge(authority))

    booking = factories.make_booking(taxi_session, person=person, phone="07700 900123")
    send_due_messages()

    [taken] = notify.notifications
    assert (taken["type"], taken["phone_number"]) == ("sms", "07700 900123")
    assert taken["personalisation"]["body"].endswith(f"https://muster.example.org/booking/{booking.token}/")
    assert taxi_session.course.title not in taken["personalisation"]["body"]


def test_without_notify_nobody_is_sent_a_text_message(taxi_session, authority):
    person = factories.make_person(email="", badge=factories.make_badge(authority))

    cancel_booking(factories.make_booking(taxi_session, person=person, phone="07700 900123"))

    assert Message.objects.count() == 0


def test_a_number_that_cannot_be_fails_at_once(notify):
    write(channel="text", to="12")

    assert send_due_messages() == 0
    message = Message.objects.get()
    assert (message.state, message.problem) == (State.FAILED, "NotTaken: 400 phone_number Not enough digits")


@pytest.mark.parametrize("how", [BUSY, BROKEN])
def test_what_notify_cannot_take_now_is_tried_again(notify, how):
    notify.failing = [how]
    write()

    sent = [send_due_messages(), try_again_later()]

    assert (sent, len(notify.notifications)) == ([0, 1], 1)


def test_a_wrong_key_loses_no_message(notify, settings):
    settings.NOTIFY = settings.NOTIFY | {"secret": SERVICE}
    write()

    assert send_due_messages() == 0
    message = Message.objects.get()
    assert (message.state, message.problem[:23]) == (State.WAITING, "NotNow: 403 Invalid tok")


def test_a_message_whose_answer_was_lost_is_not_sent_twice(notify):
    notify.failing = ["lost"]
    write()

    sent = [send_due_messages(), try_again_later()]

    assert (sent, len(notify.notifications)) == ([0, 1], 1)
    assert Message.objects.get().provider_id == notify.notifications[0]["id"]


def test_what_staff_send_again_goes_out_again_even_when_its_first_attempt_fails(notify, officer):
    message = write()
    send_due_messages()
    message.refresh_from_db()
    resend(message, by=officer)
    notify.failing = [BROKEN]

    sent = [send_due_messages(), try_again_later()]

    assert (sent, len(notify.notifications)) == ([0, 1], 2)


def test_notify_out_of_reach_is_tried_again(settings):
    settings.NOTIFY = {"url": "http://127.0.0.1:9", "service": SERVICE, "secret": SECRET, "email": EMAIL_TEMPLATE}
    message = write()

    send_due_messages()

    message.refresh_from_db()
    assert message.state == State.WAITING
    assert message.due_at > timezone.now() + PAUSES[0] - timedelta(seconds=30)


def test_a_permanent_failure_marks_the_address(notify):
    write()
    send_due_messages()
    notify.notifications[0]["status"] = "permanent-failure"

    carrier.note_reports()

    assert BouncedAddress.objects.get().address == "sam@example.org"
    assert Message.objects.get().state == State.FAILED


@pytest.mark.parametrize(
    ("status", "state", "reported"),
    [
        ("delivered", State.SENT, "delivered"),
        ("sending", State.SENT, ""),
        ("temporary-failure", State.FAILED, "temporary-failure"),
        ("technical-failure", State.FAILED, "technical-failure"),
    ],
)
def test_other_reports_mark_no_address(notify, status, state, reported):
    write()
    send_due_messages()
    notify.notifications[0]["status"] = status

    carrier.note_reports()

    message = Message.objects.get()
    assert (message.state, message.reported, BouncedAddress.objects.count()) == (state, reported, 0)


def test_what_is_reported_is_not_asked_for_again(notify):
    write()
    send_due_messages()
    notify.notifications[0]["status"] = "delivered"

    for _time in range(2):
        carrier.note_reports()

    assert len(notify.asked) == 2
