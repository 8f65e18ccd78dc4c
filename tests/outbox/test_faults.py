"""What the mail server does wrong, through a real SMTP connection: nothing is lost, nothing is sent for ever."""

import asyncio
import email

import pytest
from aiosmtpd.controller import Controller

from outbox.delivery import send_due_messages
from outbox.models import Message
from outbox.sending import write_message
from tests.running import free_port

pytestmark = pytest.mark.django_db
State = Message.State


class Moody:
    """Behaves as it is told, once, and takes everything else."""

    def __init__(self):
        self.ids, self.recipients, self.mood = [], [], ""

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        if self.mood in {"451 4.3.0 Try later", "550 5.1.1 No such user"}:
            said, self.mood = self.mood, ""
            return said
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        mood, self.mood = self.mood, ""
        if mood == "refuses":
            return "554 5.6.0 Not today"
        if mood == "sleeps":
            await asyncio.sleep(1)
        self.ids.append(email.message_from_bytes(envelope.content)["Message-ID"])
        self.recipients.append(envelope.rcpt_tos)
        if mood == "drops":
            server.transport.abort()
        return "250 Kept"


@pytest.fixture
def server(settings):
    moody = Moody()
    controller = Controller(moody, hostname="127.0.0.1", port=free_port())
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", controller.port, 0.4
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    yield moody
    controller.stop()


def write():
    write_message("confirmed", to="sam@example.org", key="confirmed:1", subject="Your booking", text="Hello")
    return Message.objects.get()


def send_at_once_whatever_the_pause():
    Message.objects.filter(state=State.WAITING).update(due_at="2020-01-01T00:00Z")
    return send_due_messages()


@pytest.mark.parametrize("mood", ["451 4.3.0 Try later", "refuses", "sleeps", "drops"])
@pytest.mark.whole
def test_what_a_server_did_not_take_goes_out_the_next_time(server, mood):
    message = write()
    server.mood = mood

    sent = [send_due_messages(), send_at_once_whatever_the_pause(), send_at_once_whatever_the_pause()]

    assert sent == [0, 1, 0]
    assert set(server.ids) == {message.message_id}
    assert len(server.ids) == (2 if mood == "drops" else 1)


def test_a_refused_address_is_not_tried_again(server):
    message = write()
    server.mood = "550 5.1.1 No such user"

    sent = [send_due_messages(), send_at_once_whatever_the_pause()]

    message.refresh_from_db()
    assert (sent, server.ids, message.state) == ([0, 0], [], State.FAILED)


def test_a_server_that_is_not_there_costs_no_message(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()

    write()

    assert (send_due_messages(), Message.objects.get().state) == (0, State.WAITING)


def test_one_mail_has_one_reader_whatever_the_text(server):
    write_message(
        "confirmed",
        to="sam@example.org",
        key="hostile:1",
        subject="Hello\r\nBcc: all@example.org",
        text="\r\n.\r\nMAIL FROM:<a@example.org>\r\nRCPT TO:<all@example.org>\r\n",
    )

    assert send_due_messages() == 1
    assert server.recipients == [["sam@example.org"]]
