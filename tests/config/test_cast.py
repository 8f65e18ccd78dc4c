"""The cast itself: what every other test stands on."""

import pytest

from courses.models import Audience


@pytest.mark.django_db(transaction=True)
def test_a_test_with_real_transactions_finds_what_the_migrations_put_in(officer):
    assert Audience.objects.count() == 7
    assert officer.groups.get().permissions.exists()


@pytest.mark.django_db(transaction=True)
def test_so_does_the_one_after_it(officer):
    assert Audience.objects.count() == 7
    assert officer.groups.get().permissions.exists()
