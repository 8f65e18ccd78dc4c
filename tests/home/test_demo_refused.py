"""Where the demonstration programme must not load."""

import pytest
from django.core.management import CommandError, call_command

from people.models import StaffUser
from tests.factories import make_course


def test_production_gets_no_accounts_with_a_known_password(db, settings):
    settings.DEMONSTRATION = False

    with pytest.raises(CommandError) as refused:
        call_command("demo")

    assert str(refused.value) == (
        "The demonstration has accounts with a known password, so it loads in demonstration mode only."
    )
    assert StaffUser.objects.count() == 0


def test_a_database_in_use_is_left_alone(db, settings):
    settings.DEMONSTRATION = True
    make_course()

    with pytest.raises(CommandError) as refused:
        call_command("demo")

    assert str(refused.value) == "This database holds courses of its own. Load the demonstration into an empty one."
