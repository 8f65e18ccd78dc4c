"""Nobody's link and nobody's address stands in a log."""

import logging
import sys

import pytest

from config.logs import MaskedFormatter
from people.keys import new_code


def entry(text, *args, **facts):
    return MaskedFormatter("{message}", style="{").format(logging.makeLogRecord({"msg": text, "args": args} | facts))


@pytest.mark.parametrize(
    "path",
    [
        "/booking/{}/",
        "/booking/{}/hand-over/",
        "/permission/{}/approve/",
        "/in/{}/walk-in/",
        "/feedback/{}",
        "/ur/register/{}/entry/",
        "/ur/screen/{}/count/",
        "'/{}'",
    ],
)
@pytest.mark.parametrize("length", [16, 26])
def test_the_personal_part_of_an_address_is_masked(path, length):
    line = entry("Not Found: %s", path.format(new_code(length)))

    assert line == "Not Found: " + path.format("…")


def test_the_key_that_sets_a_new_password_is_masked():
    line = entry("Forbidden (CSRF cookie not set.): %s", "/accounts/password/reset/key/3-d3xh5w-6a1f0b/")

    assert line == "Forbidden (CSRF cookie not set.): /accounts/password/reset/key/…/"


def test_whom_a_mail_was_for_is_masked_in_a_traceback_too():
    try:
        raise OSError({"amina@example.org": (550, b"<amina@example.org> unknown")})
    except OSError:
        line = entry("Unhandled exception in task 1.", exc_info=sys.exc_info())

    assert line.splitlines()[-1] == "OSError: {'…': (550, b'<…> unknown')}"


def test_the_row_that_postgresql_repeats_is_masked():
    assert entry("DETAIL:  Key (key)=(badge 7|amina kowalska) already exists.") == "DETAIL:  …"


@pytest.mark.parametrize("text", ["Not Found: /training/seeing-the-signs/", "Not Found: /admin/reports/", "plain"])
def test_everything_else_stays(text):
    assert entry(text) == text
