"""The waiting list under several workers at once, in processes of their own, on both databases."""

import json

import pytest

from tests.crowd import all_at_once
from tests.rush import book_at_once, plan, statuses

pytestmark = [pytest.mark.browser, pytest.mark.alone]

SCENE = """
import json
from datetime import timedelta
from django.utils import timezone
from people.keys import new_code
from tests import factories
name = new_code(8)
session = factories.make_session(factories.make_course(title=name, slug=name), capacity=50)
booked = [factories.make_booking(session).pk for _person in range(50)]
waiting = [factories.make_booking(session, waits=True).pk for _person in range(110)]
print(json.dumps([session.pk, booked, waiting]))
"""

CANCEL = """
from sessions.booking import cancel_booking
for booking in Booking.objects.filter(pk__in={pks}).select_related("session__course__terms", "delegate"):
    cancel_booking(booking)
"""

# Works until the first fifty offers have lapsed, which they do when somebody puts their end into the past.
PROMOTE = """
import time
from sessions.waiting import pass_places_on
last = time.monotonic() + 120
while Booking.objects.filter(session={pk}, status="lapsed").count() < 50 and time.monotonic() < last:
    pass_places_on()
"""

LET_LAPSE = """
import time
from datetime import timedelta
from django.utils import timezone
offers = Booking.objects.filter(session={pk}, status="offered")
last = time.monotonic() + 120
while offers.count() < 50 and time.monotonic() < last:
    time.sleep(0.05)
offers.update(offer_ends_at=timezone.now() - timedelta(seconds=1))
"""

RESULT = """
import json
from django.db.models import Count, Q
from sessions.models import BookingChange
session = TrainingSession.objects.get(pk={pk})
offered = Count("changes", filter=Q(changes__what="offered"))
lines = session.bookings.filter(pk__in={waiting}).order_by("booked_at", "pk").annotate(offered=offered)
causes = [f"booking:{{pk}}" for pk in {waiting}]
mails = Message.objects.filter(kind="offer", cause__in=causes).count()
counters = [session.seats_taken, session.bookings.seated().count(), session.people_waiting, mails]
print(json.dumps([[[line.pk, line.status, line.offered] for line in lines], counters]))
"""


@pytest.fixture
def muster(empty_muster):
    return empty_muster


def test_fifty_cancellations_and_two_workers_offer_each_seat_once_and_in_order(muster):
    pk, booked, waiting = json.loads(muster.shell(SCENE))
    programs = [PROMOTE.format(pk=pk)] * 2 + [CANCEL.format(pks=booked[n::2]) for n in range(2)]

    all_at_once([lambda code=code: muster.shell_of_its_own(code) for code in [*programs, LET_LAPSE.format(pk=pk)]])

    lines, counters = json.loads(muster.shell(RESULT.format(pk=pk, waiting=waiting)))
    states = [("lapsed", 1)] * 50 + [("offered", 1)] * 50 + [("waiting", 0)] * 10
    assert lines == [[booking, *state] for booking, state in zip(waiting, states, strict=True)]
    assert counters == [50, 50, 10, 100]


def test_everybody_who_finds_no_place_in_a_rush_can_wait(muster):
    pk, reference, _door = plan(muster, capacity=0)

    results = book_at_once(muster.url, reference, [(f"Bo Lind {n}", f"bo{n}@example.org") for n in range(60)])

    counted = muster.shell(
        f"""
session = TrainingSession.objects.get(pk={pk})
print(session.seats_taken, session.people_waiting, session.bookings.waiting().count())
"""
    )
    assert (statuses(results), counted) == ({302: 60}, "0 60 60")
