"""Mail that came back: what counts, what does not, and what happens then."""

import io
import smtplib
from datetime import timedelta
from email.message import EmailMessage
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from outbox.bouncing import note_bounce, try_again
from outbox.delivery import send_due_messages
from outbox.models import BouncedAddress, Message
from outbox.sending import NotPossible, message_id_for, resend, write_message
from tests import factories

pytestmark = pytest.mark.django_db
State = Message.State


def write(number=1, **facts):
    facts = {"to": "sam@example.org", "subject": "Your booking", "text": "Hello"} | facts
    write_message("confirmed", key=f"confirmed:{number}", **facts)
    return Message.objects.get(key=f"confirmed:{number}")


def write_and_send(**facts):
    message = write(**facts)
    send_due_messages()
    return message


def report(message_id, *, to="sam@example.org", action="failed", status="5.1.1", headers_only=False):
    """Return a delivery status notification as mail servers write it (RFC 3464)."""
    mail = MIMEMultipart("report", report_type="delivery-status")
    mail["From"], mail["To"], mail["Subject"] = "MAILER-DAEMON@example.org", "muster@example.org", "Undelivered"
    mail.attach(MIMEText("I am sorry to have to tell you …"))
    fields = [f"Final-Recipient: rfc822; {to}", f"Action: {action}", f"Status: {status}"]
    fields.append("Diagnostic-Code: smtp; 550 5.1.1 No such user")
    status_part = EmailMessage()
    status_part["Content-Type"] = "message/delivery-status"
    status_part.set_payload([block("Reporting-MTA: dns; mx.example.org"), block(*fields)])
    mail.attach(status_part)
    quoted = EmailMessage()
    quoted["Message-ID"], quoted["To"] = message_id, to
    mail.attach(MIMEText(quoted.as_string(), "rfc822-headers") if headers_only else MIMEMessage(quoted))
    return mail.as_bytes()


def block(*lines):
    part = EmailMessage()
    for line in lines:
        name, _colon, value = line.partition(": ")
        part[name] = value
    return part


def pipe(raw, monkeypatch):
    """Give a mail to the command as a mail server would; return what it prints."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(raw)))
    said = io.StringIO()
    call_command("note_bounce", stdout=said)
    return said.getvalue().strip()


@pytest.mark.parametrize("headers_only", [True, False])
def test_a_report_of_failure_marks_the_address(mailoutbox, monkeypatch, headers_only):
    message = write_and_send()

    said = pipe(report(message.message_id, headers_only=headers_only), monkeypatch)

    bounce = BouncedAddress.objects.get()
    assert (said, bounce.address) == ("Noted: an address takes no mail.", "sam@example.org")
    assert bounce.reason == "550 5.1.1 No such user"


def test_the_message_that_came_back_failed_and_says_why(mailoutbox):
    message = write_and_send()

    note_bounce(report(message.message_id))

    message.refresh_from_db()
    today = f"{timezone.localdate():%-d %B %Y}"
    assert message.state == State.FAILED
    assert message.problem == f"This address bounced on {today}: 550 5.1.1 No such user"


def test_further_messages_to_it_are_not_sent_and_say_why(mailoutbox):
    note_bounce(report(write_and_send().message_id))

    later = write(2, to="Sam@Example.org")

    assert send_due_messages() == 0
    later.refresh_from_db()
    assert (later.state, later.problem[:24]) == (State.FAILED, "This address bounced on ")


@pytest.mark.parametrize(
    ("what", "facts"),
    [
        ("soft", {"status": "4.2.2"}),
        ("delayed", {"action": "delayed"}),
        ("delivered", {"action": "delivered", "status": "2.0.0"}),
        ("of another address", {"to": "kim@example.org"}),
    ],
)
def test_a_report_that_proves_nothing_marks_nothing(mailoutbox, what, facts):
    message = write_and_send()

    assert note_bounce(report(message.message_id, **facts)) is None
    assert BouncedAddress.objects.count() == 0


def test_a_report_that_quotes_no_message_of_ours_marks_nothing(mailoutbox):
    write_and_send()

    assert note_bounce(report("<made-up@muster.example.org>")) is None


def test_a_message_id_cannot_be_worked_out_without_the_secret(settings):
    ours = message_id_for("confirmed:1")

    settings.SECRET_KEY = "another-" + "1" * 50

    assert message_id_for("confirmed:1") != ours


def test_a_report_of_a_message_that_waits_is_forged(mailoutbox):
    message = write(due_at=timezone.now() + timedelta(days=1))

    assert note_bounce(report(message.message_id)) is None


ODD = [
    b"",
    b"\xff\xfe\x00",
    b"Subject: Hello\n\nnot a report",
    b"Content-Type: multipart/report; boundary=x\n\n--x\nContent-Type: message/delivery-status\n\n",
    b"Content-Type: message/delivery-status\n\nAction: failed\nStatus: 5.1.1\n\nStatus: 5.1.1",
    b"Content-Type: multipart/report; boundary=" + b"y" * 5000 + b"\n\n--y",
    b"Content-Type: message/rfc822\n\n" * 20_000,
]


@pytest.mark.parametrize("raw", ODD)
def test_an_odd_mail_is_no_error(raw, monkeypatch):
    assert pipe(raw, monkeypatch) == "Nothing noted: no message of ours failed for good."


def refuse(code, said):
    def send(self, **kwargs):
        raise smtplib.SMTPRecipientsRefused({self.to[0]: (code, said)})

    return send


@pytest.mark.parametrize(
    ("code", "said", "state"),
    [
        (550, b"5.1.1 No such user", State.FAILED),
        (553, b"mailbox name not allowed", State.FAILED),
        (550, b"5.7.1 Relaying denied", State.WAITING),
        (554, b"5.7.1 Blocked", State.WAITING),
        (451, b"4.3.0 Try again later", State.WAITING),
        (550, b"4.2.1 greylisted", State.WAITING),
    ],
)
def test_only_a_refusal_of_the_address_itself_counts(monkeypatch, code, said, state):
    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", refuse(code, said))

    write_and_send()

    assert Message.objects.get().state == state
    assert BouncedAddress.objects.count() == (state == State.FAILED)


def test_trying_again_sends_what_was_held_and_is_still_of_use(mailoutbox, officer):
    first = write_and_send()
    note_bounce(report(first.message_id))
    write(2)
    write(3, useless_after=timezone.now() + timedelta(hours=1))
    send_due_messages()
    Message.objects.filter(key="confirmed:3").update(useless_after=timezone.now())

    assert try_again(BouncedAddress.objects.get(), by=officer) == 2
    assert send_due_messages() == 2
    assert list(Message.objects.order_by("key").values_list("state", flat=True)) == ["sent", "sent", "failed"]


def test_a_message_to_such_an_address_is_not_sent_again(mailoutbox, officer):
    message = write_and_send()
    note_bounce(report(message.message_id))

    with pytest.raises(NotPossible, match="does not take mail"):
        resend(message, by=officer)


def test_an_officer_sees_whom_to_ring_and_has_the_address_tried_again(browse_as, officer, session, mailoutbox):
    booking = factories.make_booking(session, person=factories.make_person(email="Amina@example.org"))
    send_due_messages()
    note_bounce(report(Message.objects.get().message_id, to="Amina@example.org"))
    desk, page = browse_as(officer), reverse("bookings:inspect", args=[booking.pk])

    told = ["ring them" in desk.get(address).text for address in (page, reverse("bookings:index"))]
    answer = desk.post(reverse("try_address_again", args=[BouncedAddress.objects.get().pk]), {"back": page})

    assert told == [True, True]
    assert (answer.status_code, answer.url, BouncedAddress.objects.count()) == (302, page, 0)


@pytest.mark.parametrize("back", ["//evil.example/", "https://evil.example/", "javascript:alert(1)", ""])
def test_trying_again_leads_nowhere_else(browse_as, officer, back):
    bounce = BouncedAddress.objects.create(address="sam@example.org", reason="550")

    answer = browse_as(officer).post(reverse("try_address_again", args=[bounce.pk]), {"back": back})

    assert answer.url == reverse("bounced_addresses")


def test_the_addresses_are_listed_with_what_the_server_said(browse_as, officer):
    desk = browse_as(officer)
    for number in range(3):
        BouncedAddress.objects.create(address=f"sam{number}@example.org", reason="550 no such user")

    assert desk.get(reverse("bounced_addresses")).text.count("550 no such user") == 3
