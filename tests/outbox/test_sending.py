"""Writing messages: one row for each key, whatever happens to the queue."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from outbox import sending
from outbox.models import Message
from outbox.sending import NotPossible, resend, stop, write_message

pytestmark = pytest.mark.django_db
State = Message.State


def write(key="confirmed:1", **facts):
    facts = {"to": "sam@example.org", "subject": "Your booking", "text": "Hello"} | facts
    write_message("confirmed", key=key, **facts)
    return Message.objects.get(key=key)


def test_a_message_is_one_insert(django_assert_num_queries):
    with transaction.atomic(), django_assert_num_queries(1):
        write_message("confirmed", to="sam@example.org", key="confirmed:1", subject="Your booking", text="Hello")


def test_the_same_key_is_written_once():
    write(subject="First")

    write(subject="Second")

    assert list(Message.objects.values_list("subject", flat=True)) == ["First"]


def test_the_message_id_comes_from_key_and_site():
    message = write()

    assert message.message_id == "<" + message.message_id[1:41] + "@muster.example.org>"
    assert message.message_id == sending.message_id_for("confirmed:1")


def test_a_subject_stays_on_one_line():
    message = write(subject="Your booking\r\nBcc: all@example.org\n" + "x" * 300)

    assert message.subject[:36] == "Your booking Bcc: all@example.org xx"
    assert len(message.subject) == 200


def test_the_worker_hears_of_it_after_the_commit(django_capture_on_commit_callbacks, monkeypatch):
    heard = []
    monkeypatch.setattr(sending, "send_soon", heard.append)

    with django_capture_on_commit_callbacks(execute=True):
        write()
        assert heard == []

    assert heard == ["confirmed:1"]


def test_a_message_for_later_waits_for_the_sweep(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        write(due_at=timezone.now() + timedelta(days=1))

    assert callbacks == []


@pytest.mark.django_db(transaction=True)
def test_a_dead_queue_does_not_undo_the_booking(monkeypatch, caplog):
    def refuse(key):
        raise ConnectionError("no queue")

    monkeypatch.setattr(sending, "send_soon", refuse)

    with transaction.atomic():
        write()

    assert Message.objects.get().state == State.WAITING
    assert [record.levelname for record in caplog.records] == ["ERROR"]


def test_a_failed_message_can_be_sent_again(admin_user):
    message = write()
    Message.objects.update(state=State.FAILED, attempts=6, problem="no such server")

    resend(message, by=admin_user)

    message.refresh_from_db()
    assert (message.state, message.attempts, message.problem) == (State.WAITING, 0, "")


def test_a_waiting_message_is_not_sent_again(admin_user):
    with pytest.raises(NotPossible, match="waiting to go out already"):
        resend(write(), by=admin_user)


def test_a_message_of_the_past_is_not_sent_again(admin_user):
    message = write(useless_after=timezone.now() - timedelta(hours=1))

    with pytest.raises(NotPossible, match="too late"):
        resend(message, by=admin_user)


def test_a_waiting_message_can_be_stopped(admin_user):
    message = write()

    stop(message, by=admin_user)

    message.refresh_from_db()
    assert message.state == State.STOPPED


def test_a_sent_message_cannot_be_stopped(admin_user):
    message = write()
    Message.objects.update(state=State.SENT)

    with pytest.raises(NotPossible, match="not waiting any more"):
        stop(message, by=admin_user)
