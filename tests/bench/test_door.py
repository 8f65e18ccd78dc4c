"""What signing in at the door costs the server, beside its bare database statements. Nothing timed is asserted."""

import time
from functools import partial
from urllib.parse import urlencode

import pytest
from django.utils import timezone

from sessions.rotating import window_at
from tests.bench.measuring import WRITTEN, Guest, measure, name_of, say_table
from tests.crowd import all_at_once
from tests.rush import codes_of, plan

pytestmark = pytest.mark.bench
PHONES = 500


def test_signing_in(muster):
    pk, _reference, token = plan(muster, starts="minutes=5", capacity=None, door_rule="rotating")
    steps = door_steps(token, codes=codes_of(muster, pk))

    measured = measure(muster, steps)
    written = attendances(muster, pk)
    seconds = all_sign_in(muster.url, steps)

    say_table("Signing in", measured, database=name_of(muster))
    print(f"\n{PHONES} phones at one instant, 2 server processes: all done after {seconds:.1f} s")
    assert (written, attendances(muster, pk)) == (WRITTEN, WRITTEN + PHONES)


def door_steps(token, *, codes):
    form = f"/in/{token}/walk-in/"
    return {
        "scan": lambda guest: guest.look(f"/in/{token}/{codes[window_at(timezone.now())]}/", expected=302),
        "door": lambda guest: guest.look(f"/in/{token}/"),
        "form": lambda guest: guest.open(form),
        "post": partial(send, form=form),
        "done": lambda guest: guest.look(guest.leads_to),
    }


def send(guest, *, form):
    answers = {"name": f"Amina {guest.tag.title()}", "organisation": "Harbour Lane School", "role": "Teacher"}
    answers |= {"email": f"{guest.tag}@example.org"}
    status, guest.leads_to, page = guest.ask("POST", form, urlencode(guest.hidden | answers))
    assert status == 302, (status, page[-500:])


def all_sign_in(url, steps):
    """Let every phone go through all steps at one instant; return after how many seconds the last was done."""
    began = time.perf_counter()
    results = all_at_once([partial(go_through, Guest(url), steps) for _ in range(PHONES)])
    assert results == [True] * PHONES, next(each for each in results if each is not True)
    return time.perf_counter() - began


def go_through(guest, steps):
    for step in steps.values():
        step(guest)
    guest.connection.close()
    return True


def attendances(muster, pk):
    return int(muster.shell(f"print(Attendance.objects.filter(session={pk}).count())"))
