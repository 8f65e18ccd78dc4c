"""The processor time of a server, step by step, the product and the bare views by turns."""

import json
import os
import random
import statistics
import string
import subprocess
import threading
import time
from collections import defaultdict
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from config.serving import commands
from tests.crowd import HiddenInputs, Visitor, all_at_once
from tests.running import ROOT, free_port
from tests.rush import LOOKING, wait_until_answering

ROUNDS, PEOPLE, BARE_TIMES = 3, 30, 3
WRITTEN = 5 + ROUNDS * PEOPLE * (1 + BARE_TIMES)  # rows: of those recorded, of those measured, of the bare views
CLIENTS, FORMS_EACH = 16, 10
RATIOS: dict = defaultdict(dict)  # of each step, on each database
WARMING_UP = "warming"
BESIDE = (
    "list drawn anew"  # a step that is measured beside the chain: the list as its first reader of a second meets it
)


class Guest(Visitor):
    """A visitor who goes through a chain of steps on one connection; `tag` is the part of the name that is theirs."""

    def __init__(self, url):
        super().__init__(url)
        self.tag = "".join(random.choices(string.ascii_lowercase, k=12))
        self.leads_to, self.opened_at = "", 0.0

    def look(self, path, *, expected=200):
        status, _location, page = self.ask("GET", path)
        assert status == expected, (status, path, page[-500:])
        return page

    def open(self, path):
        parser = HiddenInputs()
        parser.feed(self.look(path))
        self.hidden, self.opened_at = parser.found, time.monotonic()

    def take_a_moment(self):
        """Wait as people do before they send a form; sooner would be taken for a program."""
        time.sleep(max(0, self.opened_at + LOOKING - time.monotonic()))


@contextmanager
def serving_with_bare_views(muster):
    """Serve the same database by one more web server, a single process, that has the bare views; yield it."""
    port = free_port()
    web_server = commands("127.0.0.1", port, workers=1)["web server"]
    command = [part.replace("config.wsgi", "tests.bench.bare") for part in web_server]
    environment = muster.environment | {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "site")])}
    with open(muster.folder / "log-bench", "w") as log:
        server = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=log, stderr=log, start_new_session=True)
    try:
        wait_until_answering(port)
        yield f"http://127.0.0.1:{port}", server.pid
    finally:
        server.terminate()
        server.wait(timeout=20)


def processor_ms(group):
    """Return the user and system time of a process group so far, in milliseconds."""
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            facts = stat.read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(facts[2]) == group:
            ticks += int(facts[11]) + int(facts[12])
    return ticks * 1000 / os.sysconf("SC_CLK_TCK")


def measure(muster, steps):
    """Return {step: (product's ms, bare view's ms, statements)}, each of the processor and for one request.

    `steps` maps names to functions of a guest, in the order of the chain.
    """
    with serving_with_bare_views(muster) as (url, group):
        record(url, steps, guests=[Guest(url) for _ in range(3)])
        tell_recorded(url)
        spent = {step: [0, 0] for step in steps}
        for _round in range(ROUNDS):
            guests = [Guest(url) for _ in range(PEOPLE)]
            for name, step in steps.items():
                for guest in guests if name == "post" else []:
                    guest.take_a_moment()
                spent[name][0] += cost(group, [partial(step, guest) for guest in guests])
                asker = Guest(url)
                spent[name][1] += cost(group, [partial(asker.look, f"/bare/{word_of(name)}")] * PEOPLE * BARE_TIMES)
                close([asker])
            close(guests)
        record(url, steps, guests=[Guest(url) for _ in range(2)])
        counted = tell_recorded(url)
    assert {name: len(set(numbers)) for name, numbers in counted.items()} == dict.fromkeys(steps, 1), counted
    asked = ROUNDS * PEOPLE
    return {
        name: (product / asked, repeated / asked / BARE_TIMES, counted[name][0])
        for name, (product, repeated) in spent.items()
    }


def record(url, steps, *, guests):
    """Let guests go through the chain; the first only warms the server up, the others are recorded."""
    for place, guest in enumerate(guests):
        for name, step in steps.items():
            guest.cookies["record"] = f"{word_of(name) if place else WARMING_UP}.{guest.tag}"
            step(guest)
        guest.connection.close()


def word_of(name):
    return name.replace(" ", "_")


def tell_recorded(url):
    """Return how many statements each recording of each step has, by the names of the steps."""
    asker = Guest(url)
    counted = json.loads(asker.look("/recorded"))
    close([asker])
    return {word.replace("_", " "): numbers for word, numbers in counted.items() if word != WARMING_UP}


def close(guests):
    for guest in guests:
        guest.connection.close()


def cost(group, acts):
    before = processor_ms(group)
    for act in acts:
        act()
    return processor_ms(group) - before


def say_table(title, measured, *, database):
    """Print the steps, then the chain that they make; the ratio is the product's rate as a part of the bare view's."""
    chain = [facts for name, facts in measured.items() if name != BESIDE]
    total = [sum(column) for column in zip(*chain, strict=True)]
    print(f"\n\n{title} on {database}: CPU of the server for one request (load average {os.getloadavg()[0]:.1f})\n")
    print(f"| {'step':15} | statements | product ms | bare ms | bare : product |")
    print("|---|---:|---:|---:|---:|")
    for name, (product, repeated, statements) in [*measured.items(), ("the whole chain", total)]:
        ratio = f"{repeated / product:.2f}" if product else "too little to tell"
        RATIOS[f"{title}: {name}"][database] = ratio
        print(f"| {name:15} | {statements} | {product:.2f} | {repeated:.2f} | {ratio} |")


def say_side_by_side():
    """Print the ratios of every step on each database that was measured."""
    databases = list(dict.fromkeys(database for each in RATIOS.values() for database in each))
    print(f"\n\n| bare : product | {' | '.join(databases)} |\n|---|{'---:|' * len(databases)}")
    for step, ratios in RATIOS.items():
        print(f"| {step} | {' | '.join(ratios.get(database, '') for database in databases)} |")


def waits(url, open_form, send):
    """Return the seconds for which each of many clients, all at work at once, waited for its POSTs, sorted.

    Each opens its forms beforehand, as people have them open, and then sends one after another.
    """
    found = []

    def act():
        guests = [Guest(url) for _form in range(FORMS_EACH)]
        for guest in guests:
            open_form(guest)
        guests[-1].take_a_moment()
        together.wait()
        for guest in guests:
            began = time.perf_counter()
            send(guest)
            found.append(time.perf_counter() - began)
        close(guests)
        return True

    together = threading.Barrier(CLIENTS)
    assert all_at_once([act] * CLIENTS) == [True] * CLIENTS
    return sorted(found)


def say_waits(timed, seconds):
    p99 = statistics.quantiles(seconds, n=100, method="inclusive")[98]
    middle = statistics.median(seconds)
    print(f"\n{CLIENTS} clients at once, 2 server processes: {timed} p50 {middle:.3f} s, p99 {p99:.3f} s")


def name_of(muster):
    return "PostgreSQL" if muster.environment["DATABASE_URL"] else "SQLite"
