"""What booking a place costs the server, beside its bare database statements. Nothing timed is asserted."""

from functools import partial
from urllib.parse import urlencode

import pytest

from tests.bench.measuring import BESIDE, WRITTEN, measure, name_of, say_table, say_waits, waits
from tests.rush import answers_of, plan

pytestmark = pytest.mark.bench


def test_booking(muster):
    pk, reference, _door = plan(muster, capacity=50_000)
    steps = booking_steps(reference)

    measured = measure(muster, steps)
    written = muster.shell(f"print(Booking.objects.filter(session={pk}).count())")
    waited = waits(muster.url, steps["form"], steps["post"])

    say_table("Booking", measured, database=name_of(muster))
    say_waits("booking POST", waited)
    assert int(written) == WRITTEN


def booking_steps(reference):
    form = f"/book/{reference}/"
    return {
        BESIDE: lambda guest: guest.look(f"/training/?reader={guest.tag}"),
        "list": lambda guest: guest.look("/training/"),
        "form": lambda guest: guest.open(form),
        "post": partial(send, form=form),
        "confirmation": lambda guest: guest.look(guest.leads_to),
    }


def send(guest, *, form):
    guest.take_a_moment()
    answers = answers_of(f"Amina {guest.tag.title()}", f"{guest.tag}@example.org")
    status, guest.leads_to, page = guest.ask("POST", form, urlencode(guest.hidden | answers))
    assert status == 302, (status, page[-500:])
