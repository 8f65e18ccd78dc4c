"""What is kept for a while only."""

from datetime import timedelta

import pytest
import time_machine

from sessions.models import Booking, RegisterEntry
from sessions.retention import forget_access_needs, forget_what_was_refused
from tests.factories import make_booking

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("days", "kept"), [(29, "Step-free room"), (31, "")])
def test_access_needs_go_thirty_days_after_the_session(session, days, kept):
    make_booking(session, access_needs="Step-free room")

    with time_machine.travel(session.ends_at + timedelta(days=days), tick=False):
        forget_access_needs()

    assert Booking.objects.get().access_needs == kept


@pytest.mark.parametrize(("days", "kept"), [(29, {"name": "Ada Okafor"}), (31, {})])
def test_what_was_typed_in_vain_goes_as_soon(session, days, kept):
    RegisterEntry.objects.create(session=session, act="walk_in", outcome="refused", said={"name": "Ada Okafor"})

    with time_machine.travel(session.ends_at + timedelta(days=days), tick=False):
        forget_what_was_refused()

    assert RegisterEntry.objects.get().said == kept
