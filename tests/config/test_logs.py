"""Nobody's link stands in a log."""

import logging

import pytest

from config.logs import MaskLinks
from people.keys import new_code


@pytest.mark.parametrize("path", ["/booking/{}/", "/in/{}/walk-in/", "/feedback/{}", "/ur/register/{}/screen/"])
@pytest.mark.parametrize("length", [16, 26])
def test_the_personal_part_of_an_address_is_masked(path, length):
    address = path.format(new_code(length))
    record = logging.makeLogRecord({"msg": "Not Found: %s", "args": (address,)})

    MaskLinks().filter(record)

    assert record.getMessage() == "Not Found: " + path.format("…")


@pytest.mark.parametrize("text", ["Not Found: /training/seeing-the-signs/", "Not Found: /admin/reports/", "plain"])
def test_everything_else_stays(text):
    record = logging.makeLogRecord({"msg": text})

    MaskLinks().filter(record)

    assert record.getMessage() == text
