"""Officers who confirm the same drivers at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from licensing.confirming import confirm_many
from licensing.drivers import trainings_for
from licensing.models import Confirmation
from tests.licensing.cast import make_policy, make_taxi_session, make_training

OFFICERS = 8


@pytest.mark.django_db(transaction=True)
def test_confirming_the_same_drivers_at_once_records_each_once(authority, licensing_officer):
    make_policy(authority)
    session = make_taxi_session()
    for _driver in range(5):
        make_training(authority, session=session)
    start = Barrier(OFFICERS)

    def confirm():
        trainings = list(trainings_for(licensing_officer))
        start.wait()
        made = confirm_many(trainings, by=licensing_officer)
        connection.close()
        return {one.pk for one in made}

    with ThreadPoolExecutor(OFFICERS) as pool:
        answers = [task.result() for task in [pool.submit(confirm) for _officer in range(OFFICERS)]]

    assert {len(answer) for answer in answers} == {5}
    assert Confirmation.objects.count() == 5
