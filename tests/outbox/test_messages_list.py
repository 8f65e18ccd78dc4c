"""Messages in the back office."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import Group
from django.contrib.messages import get_messages
from django.urls import reverse

from outbox.models import Message
from outbox.sending import write_message
from people.models import StaffUser
from people.roles import EDITOR, EDUCATION_OFFICER, grant_roles

pytestmark = pytest.mark.django_db


def user_with(role):
    grant_roles()
    user = StaffUser.objects.create_user(f"{role.split()[0].lower()}@example.org", "correct horse battery")
    user.groups.add(Group.objects.get(name=role))
    return user


@pytest.fixture
def message():
    write_message("confirmed", to="sam@example.org", key="confirmed:1", subject="Your booking", text="Hello Sam")
    return Message.objects.get()


def test_an_officer_reads_a_message(client, message):
    client.force_login(user_with(EDUCATION_OFFICER))

    page = client.get(reverse("messages:inspect", args=[message.pk]))

    assert page.status_code == 200
    assert "Hello Sam" in page.text


def test_the_list_says_dates_as_every_list_does(client, message):
    client.force_login(user_with(EDUCATION_OFFICER))
    Message.objects.update(due_at=datetime(2027, 2, 10, 10, 0, tzinfo=UTC))

    page = client.get(reverse("messages:index")).text.replace("\N{NO-BREAK SPACE}", " ")

    assert page.count("Wed 10 Feb 2027, 10am") == 1


def test_the_list_is_searched_by_address(client, message):
    client.force_login(user_with(EDUCATION_OFFICER))

    found = [client.get(reverse("messages:index"), {"q": q}).text.count("Your booking") > 0 for q in ["sam@", "kim@"]]

    assert found == [True, False]


def test_the_list_is_filtered_by_state(client, message):
    client.force_login(user_with(EDUCATION_OFFICER))

    shown = {
        state: client.get(reverse("messages:index"), {"state": state}).text.count("Your booking") > 0
        for state in ["waiting", "failed"]
    }

    assert shown == {"waiting": True, "failed": False}


def test_an_officer_stops_a_message_and_sends_it_after_all(client, message):
    client.force_login(user_with(EDUCATION_OFFICER))

    states = []
    for act in ["stop", "resend"]:
        client.post(reverse(f"messages:{act}", args=[message.pk]))
        states.append(Message.objects.get().state)

    assert states == ["stopped", "waiting"]


def test_nobody_changes_a_message_by_hand(client, message, admin_user):
    client.force_login(admin_user)

    answers = [client.get(reverse(f"messages:{view}", args=[message.pk])).status_code for view in ["edit", "delete"]]

    assert answers == [302, 302]


def write_three():
    for number in range(3):
        write_message("reminder", to=f"kim{number}@example.org", key=f"r:{number}", subject="Yours", text="Hello Kim")
    return list(Message.objects.filter(kind="reminder").order_by("pk"))


def several(client, messages, *, act):
    answer = client.post(reverse("messages:several"), {"act": act, "chosen": [each.pk for each in messages]})
    return [str(said) for said in get_messages(answer.wsgi_request)]


def test_several_are_stopped_and_sent_again_at_once(client, message):
    client.force_login(user_with(EDUCATION_OFFICER))
    first, second, third = write_three()

    several(client, [first, second], act="stop")
    said = several(client, [first, third], act="resend")

    states = Message.objects.filter(kind="reminder").order_by("pk").values_list("state", flat=True)
    assert list(states) == ["waiting", "stopped", "waiting"]
    assert said == [
        "2 messages will not go out.",
        "1 message is on its way again.",
        "This message is waiting to go out already.",
    ]


@pytest.mark.parametrize("chosen", ["", "x", "-1", "9" * 30, "999999", "²"])
def test_a_choice_that_is_none_does_nothing(client, message, chosen):
    client.force_login(user_with(EDUCATION_OFFICER))

    answer = client.post(reverse("messages:several"), {"act": "stop", "chosen": chosen})

    assert (answer.status_code, Message.objects.get().state) == (302, "waiting")


def test_the_list_is_filtered_by_kind(client, message):
    client.force_login(user_with(EDUCATION_OFFICER))
    write_three()

    page = client.get(reverse("messages:index"), {"kind": "reminder"}).text

    assert (page.count("kim"), page.count("sam@example.org")) == (3 * page.count("kim0"), 0)


def test_a_longer_list_is_not_more_queries(client, django_assert_num_queries):
    client.force_login(user_with(EDUCATION_OFFICER))
    client.get(reverse("messages:index"))
    write_three()

    with django_assert_num_queries(11):
        client.get(reverse("messages:index"))


def test_nobody_else_acts_on_several(client, message):
    client.force_login(user_with(EDITOR))

    assert several(client, [message], act="stop") != ["1 message will not go out."]
    assert Message.objects.get().state == "waiting"


def test_an_editor_sees_no_messages(client, message):
    client.force_login(user_with(EDITOR))

    answers = [
        client.get(reverse("messages:index")).status_code,
        client.get(reverse("messages:inspect", args=[message.pk])).status_code,
        client.post(reverse("messages:resend", args=[message.pk])).status_code,
    ]

    assert answers == [302, 302, 302]
