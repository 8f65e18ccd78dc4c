"""One link opened by many in one moment; run on PostgreSQL and on SQLite."""

import pytest
from django.test import Client

from sessions.models import TrainingLink
from tests.sessions.test_waiting_at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_twenty_who_open_a_link_at_once_one_sees_what_it_shows():
    address = f"/my-training/{TrainingLink.objects.create(email='amina@example.org').token}/"
    answers = []

    at_once(*[lambda: answers.append(Client().post(address))] * 20)

    marked = [answer.status_code for answer in answers if "my-training-en-gb" in answer.cookies]
    assert (marked, sorted(answer.status_code for answer in answers)) == ([302], [302] + [404] * 19)
