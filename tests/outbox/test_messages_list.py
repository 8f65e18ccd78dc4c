"""Messages in the back office."""

import pytest
from django.contrib.auth.models import Group
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


def test_an_editor_sees_no_messages(client, message):
    client.force_login(user_with(EDITOR))

    answers = [
        client.get(reverse("messages:index")).status_code,
        client.get(reverse("messages:inspect", args=[message.pk])).status_code,
        client.post(reverse("messages:resend", args=[message.pk])).status_code,
    ]

    assert answers == [302, 302, 302]
