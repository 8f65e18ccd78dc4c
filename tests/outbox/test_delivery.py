"""Handing messages to the mail server: claims, pauses, parts of the mail."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from outbox import delivery
from outbox.delivery import PAUSES, claim_message, send_due_messages, send_message
from outbox.models import Message
from outbox.sending import write_message

pytestmark = pytest.mark.django_db
State = Message.State
NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)


def write(key="confirmed:1", **facts):
    facts = {"to": "sam@example.org", "subject": "Your booking", "text": "Hello"} | facts
    write_message("confirmed", key=key, **facts)
    return Message.objects.get(key=key)


@pytest.fixture
def broken_server(monkeypatch):
    def refuse(self, **kwargs):
        raise ConnectionRefusedError("no such server")

    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", refuse)


def test_a_due_message_is_sent_once(mailoutbox):
    write()

    assert [send_due_messages(), send_due_messages()] == [1, 0]
    assert [mail.to for mail in mailoutbox] == [["sam@example.org"]]
    assert Message.objects.get().state == State.SENT


def test_a_message_for_tomorrow_waits(mailoutbox):
    write(due_at=timezone.now() + timedelta(days=1))

    assert send_due_messages() == 0
    assert mailoutbox == []


def test_only_one_worker_gets_a_message():
    message = write()

    claims = [claim_message(message.pk), claim_message(message.pk)]

    assert claims == [message, None]


def test_a_claim_runs_out_when_its_worker_was_killed():
    with time_machine.travel(NOON, tick=False) as clock:
        message = write()
        claim_message(message.pk)
        clock.shift(delivery.CLAIM)

        assert claim_message(message.pk).attempts == 2


def test_the_mail_has_text_page_calendar_and_file(mailoutbox):
    write(html="<p>Hello</p>", calendar="BEGIN:VCALENDAR", calendar_method="REQUEST")

    send_due_messages()

    parts = [part.get_content_type() for part in mailoutbox[0].message().walk() if not part.is_multipart()]
    assert parts == ["text/plain", "text/html", "text/calendar", "application/ics"]


def test_the_calendar_part_names_its_method(mailoutbox):
    write(html="<p>Hello</p>", calendar="BEGIN:VCALENDAR", calendar_method="CANCEL")

    send_due_messages()

    [calendar] = [p for p in mailoutbox[0].message().walk() if p.get_content_type() == "text/calendar"]
    assert (calendar.get_param("method"), calendar.get_param("charset")) == ("CANCEL", "utf-8")


def test_the_message_id_stays_the_same_when_sent_again(mailoutbox):
    message = write()

    send_message(message.pk)
    Message.objects.update(state=State.WAITING)
    send_message(message.pk)

    assert [mail.message()["Message-ID"] for mail in mailoutbox] == [message.message_id, message.message_id]


def test_no_holiday_notice_answers_a_mail(mailoutbox):
    write()

    send_due_messages()

    assert mailoutbox[0].message()["Auto-Submitted"] == "auto-generated"


@pytest.mark.usefixtures("broken_server")
def test_the_pauses_grow_until_it_is_given_up():
    with time_machine.travel(NOON, tick=False) as clock:
        message = write()
        for pause in PAUSES:
            send_message(message.pk)
            message.refresh_from_db()
            assert (message.state, message.due_at) == (State.WAITING, timezone.now() + pause)
            clock.shift(pause)

        send_message(message.pk)

    message.refresh_from_db()
    assert (message.state, message.attempts) == (State.FAILED, 6)
    assert message.problem == "ConnectionRefusedError: no such server"


def test_one_bad_message_does_not_hold_up_the_others(mailoutbox):
    write("bad:1", to="a@example.org\nBcc: b@example.org")
    write("good:1")

    assert send_due_messages() == 1
    assert [mail.to for mail in mailoutbox] == [["sam@example.org"]]
    assert Message.objects.get(key="bad:1").state == State.WAITING


def test_a_message_nobody_needs_any_more_is_stopped_unsent(mailoutbox):
    write(useless_after=timezone.now() - timedelta(minutes=1))

    assert send_due_messages() == 0
    assert mailoutbox == []
    assert Message.objects.get().state == State.STOPPED


@pytest.mark.usefixtures("broken_server")
def test_a_worker_whose_claim_ran_out_does_not_undo_what_another_did():
    message = write()
    late = claim_message(message.pk)
    Message.objects.update(state=State.SENT, claimed_until=None)

    delivery.try_later(late, problem=TimeoutError())

    assert Message.objects.get().state == State.SENT


def test_mails_can_be_written_as_files(settings, tmp_path):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path)
    write(calendar="BEGIN:VCALENDAR", calendar_method="REQUEST")

    assert send_due_messages() == 1
    assert len(list(tmp_path.glob("*.log"))) == 1
