"""What signing in at the door costs the server, beside its bare database statements. Nothing timed is asserted."""

import statistics
import threading
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
A_MINUTE = 60  # seconds over which people come in


def test_signing_in(muster):
    pk, _reference, token = plan(muster, starts="minutes=5", capacity=None, door_rule="rotating")
    steps = door_steps(token, codes=codes_of(muster, pk))

    measured = measure(muster, steps)
    written = attendances(muster, pk)
    seconds = all_sign_in(muster.url, steps)
    waited = sign_in_over(A_MINUTE, url=muster.url, steps=steps)

    say_table("Signing in", measured, database=name_of(muster))
    print(f"\n{PHONES} phones at one instant, 2 server processes: all done after {seconds:.1f} s")
    say_spread(waited)
    assert (written, attendances(muster, pk)) == (WRITTEN, WRITTEN + 2 * PHONES)


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


def sign_in_over(seconds, *, url, steps):
    """Let phones come evenly, one after another; return {step: how many seconds each phone waited for it}."""
    waited = {step: [] for step in steps}
    began = time.perf_counter()
    acts = [partial(come_in, url, steps, at=began + n * seconds / PHONES, waited=waited) for n in range(PHONES)]
    threads = [threading.Thread(target=act) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {step: len(each) for step, each in waited.items()} == dict.fromkeys(steps, PHONES)
    return waited


def come_in(url, steps, *, at, waited):
    time.sleep(max(0, at - time.perf_counter()))
    guest = Guest(url)
    for name, step in steps.items():
        began = time.perf_counter()
        step(guest)
        waited[name].append(time.perf_counter() - began)
    guest.connection.close()


def say_spread(waited):
    whole = [sum(each) for each in zip(*waited.values(), strict=True)]
    print(f"\n{PHONES} phones over {A_MINUTE} s, 2 server processes, seconds waited:\n")
    print("| step | p50 | p95 | longest |\n|---|---:|---:|---:|")
    for name, seconds in [*waited.items(), ("all five", whole)]:
        p95 = statistics.quantiles(seconds, n=20, method="inclusive")[-1]
        print(f"| {name} | {statistics.median(seconds):.3f} | {p95:.3f} | {max(seconds):.3f} |")


def go_through(guest, steps):
    for step in steps.values():
        step(guest)
    guest.connection.close()
    return True


def attendances(muster, pk):
    return int(muster.shell(f"print(Attendance.objects.filter(session={pk}).count())"))
