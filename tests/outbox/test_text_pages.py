"""Changing the words of a message in the back office."""

import re
from html import unescape

import pytest
from django.urls import reverse

from outbox.models import Message, MessageText
from people import roles
from tests import factories

pytestmark = pytest.mark.django_db
CONFIRMED = reverse("message_text", args=["confirmed", "en-gb"])
WORDS = {"subject": "See you on {date}", "opening": "Welcome, {name}.", "closing": ""}


@pytest.fixture
def desk(browse_as, officer):
    return browse_as(officer)


def send(desk, *, address=CONFIRMED, act="save", **words):
    return desk.post(address, WORDS | words | {"act": act})


def said(answer):
    return [message for errors in answer.context["form"].errors.values() for message in errors]


def test_the_list_says_when_each_message_is_sent(desk):
    page = desk.get(reverse("message_texts")).text

    assert "At 9 in the morning, as many days before the session as the booking terms say." in page
    assert CONFIRMED in page


def test_an_officer_changes_a_text_and_is_named_with_the_change(desk, officer):
    answer = send(desk)

    page = desk.get(CONFIRMED).text
    assert answer.status_code == 302
    assert MessageText.objects.get().opening == "Welcome, {name}."
    assert re.search(rf"The words were changed.*{re.escape(str(officer))}", page, re.S)


def test_what_it_was_before_is_kept(desk):
    send(desk)
    send(desk, opening="Hello once more.")

    changes = desk.get(CONFIRMED).context["changes"]

    assert [change.data["was"]["opening"] for change in changes] == [
        "Welcome, {name}.",
        "You have a place on this training.",
    ]


def test_the_course_in_the_subject_is_refused_with_the_reason(desk):
    answer = send(desk, subject="{course} on {date}")

    [why] = said(answer)
    assert why.startswith("Take {course} out of the subject: it shows on locked phones, and what a training is about")
    assert MessageText.objects.count() == 0


def test_a_subject_without_its_date_is_refused(desk):
    assert said(send(desk, subject="Your booking")) == [
        "Keep {date} in the subject: people who have booked twice tell their messages apart by it."
    ]


def test_a_placeholder_that_is_needed_is_asked_for_beside_the_field(desk):
    waiting = reverse("message_text", args=["waiting", "en-gb"])

    answer = send(desk, address=waiting)

    assert answer.context["form"].errors == {"opening": ["Keep {queue} in the text: nothing else says it."]}


def test_a_slip_in_a_placeholder_is_pointed_out(desk):
    assert said(send(desk, opening="Hello {nmae}")) == [
        "There is no {nmae} here. The words in braces that you can use are listed below."
    ]


def test_nothing_typed_is_lost_on_an_error(desk):
    page = send(desk, subject="", opening="Words of my own").text

    assert "Words of my own</textarea>" in page


def test_looking_first_saves_nothing(desk):
    page = send(desk, act="look", opening="Words of my own").context["plain"]

    assert "Hello Amina Kowalska,\n\nWords of my own\n" in page
    assert MessageText.objects.count() == 0


def test_the_page_is_shown_in_a_frame_that_can_do_nothing(desk):
    page = send(desk, act="look", opening="<script>alert(1)</script>").text

    frame = re.search(r"<iframe sandbox title=[^>]* srcdoc=\"([^\"]*)\">", page)[1]
    assert "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>" in unescape(frame)


def test_a_test_goes_to_the_officer_and_saves_nothing(desk, officer):
    send(desk, act="test")

    test = Message.objects.get()
    assert (test.to, test.kind, "Welcome, Amina Kowalska." in test.text) == (officer.email, "test", True)
    assert MessageText.objects.count() == 0


def test_the_subject_of_a_test_says_that_it_is_one(desk):
    send(desk, act="test", subject="You are booked for {date}")

    assert Message.objects.get().subject.startswith("Test: You are booked for ")


def test_back_to_the_standard_text_and_its_history_stays(desk):
    send(desk)

    send(desk, act="standard")

    page = desk.get(CONFIRMED)
    assert page.context["form"].initial["opening"] == "You have a place on this training."
    assert [change.action for change in page.context["changes"]] == ["muster.text_standard", "muster.text_changed"]


def test_each_language_has_its_own_words(desk):
    send(desk, address=reverse("message_text", args=["confirmed", "ur"]), opening="خوش آمدید")

    opening = [
        desk.get(reverse("message_text", args=["confirmed", code])).context["form"].initial["opening"]
        for code in ("en-gb", "ur")
    ]

    assert opening == ["You have a place on this training.", "خوش آمدید"]


@pytest.mark.parametrize("ending", [["nothing", "en-gb"], ["confirmed", "fr"]])
def test_an_unknown_text_or_language_is_not_found(desk, ending):
    assert desk.get(reverse("message_text", args=ending)).status_code == 404


@pytest.mark.parametrize("role", [roles.EDITOR, roles.TRAINER, ""])
def test_others_change_no_texts(browse_as, role):
    client = browse_as(factories.make_user(role))

    addresses = [CONFIRMED, reverse("message_texts"), reverse("bounced_addresses")]
    statuses = [client.get(address).status_code for address in addresses] + [client.post(CONFIRMED, WORDS).status_code]

    assert statuses == [302] * 4
    assert MessageText.objects.count() == 0
