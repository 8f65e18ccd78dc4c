"""The product and, beside it, a bare view for each of its steps: `tests.bench.bare:application`.

A request whose cookie says `record=STEP.TAG` is the product's, and its statements are noted. `/bare/STEP` repeats them
with nothing around: no middleware, form, template or message, but a connection handled as in every request of the
product. `/recorded` tells how many statements each recording of each step has.

What the product keeps for a second (see design.keeping) it keeps for as long as the recording takes, whatever changes
meanwhile, so that no two recordings differ by the clock; `/recorded` ends that.
"""

import json
import re
from collections import defaultdict
from unittest import mock

from django.core.cache import caches
from django.db import close_old_connections

from config.wsgi import application as product
from design import keeping
from tests.bench.script import Script, recording

recordings = defaultdict(list)
tags = {}
scripts = {}


def application(environ, start_response):
    path = environ["PATH_INFO"]
    if path.startswith("/bare/"):
        return bare(path.removeprefix("/bare/"), start_response)
    if path == "/recorded":
        caches["kept"].clear()
        return tell({step: [len(each) for each in found] for step, found in recordings.items()}, start_response)
    if mark := re.search(r"\brecord=(\w+)\.(\w+)", environ.get("HTTP_COOKIE", "")):
        return record(environ, start_response, step=mark[1], tag=mark[2])
    return product(environ, start_response)


def record(environ, start_response, *, step, tag):
    statements = []
    with recording(statements), mock.patch.multiple(keeping, SECONDS=3600, version=lambda: "recording"):
        response = product(environ, start_response)
    recordings[step].append([each for each in statements if not is_of_transaction(each)])
    tags.setdefault(step, tag)
    return response


def is_of_transaction(statement):
    """Whether it begins a transaction, which the repetition does itself."""
    return statement.sql.startswith("BEGIN")


def bare(step, start_response):
    if step not in scripts:
        scripts[step] = Script(*recordings[step][:2], tag=tags[step])
    close_old_connections()
    try:
        scripts[step].repeat()
    finally:
        close_old_connections()
    return tell("done", start_response)


def tell(what, start_response):
    body = json.dumps(what).encode()
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]
