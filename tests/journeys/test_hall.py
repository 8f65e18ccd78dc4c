"""A hall of 500 behind one internet address, through the real server, on both databases."""

import json
from uuid import uuid4

import pytest

from tests.crowd import Visitor, all_at_once
from tests.rush import plan

pytestmark = [pytest.mark.browser, pytest.mark.alone]
PHONES = 500
RECORDED = """
import json
print(json.dumps(sorted(Attendance.objects.filter(session={pk}).values_list("delegate__name", flat=True))))
"""


class Phone(Visitor):
    """A phone whose owner scanned the code and signs in by name."""

    def __init__(self, url, *, name):
        super().__init__(url)
        self.name = name

    def sign_in(self):
        """Return the status of each request: the door, its form, what was sent, and where that leads."""
        told = [self.ask("GET", self.path)[0]]
        self.path += "walk-in/"
        told.append(self.open_form())
        status, leads_to, _page = self.send(
            {"name": self.name, "organisation": "Harbour Lane School", "role": "Teacher"}
        )
        told += [status, self.ask("GET", leads_to)[0]]
        self.connection.close()
        return told


def test_five_hundred_phones_of_one_address_sign_in_at_one_instant_and_each_is_recorded_once(muster):
    pk, _reference, door = plan(muster, starts="minutes=5", capacity=None)
    names = sorted(f"Amina {uuid4().hex}" for _phone in range(PHONES))
    phones = [Phone(f"{muster.url}/in/{door}/", name=name) for name in names]

    told = all_at_once([phone.sign_in for phone in phones])

    assert told == [[200, 200, 302, 200]] * PHONES
    assert json.loads(muster.shell(RECORDED.format(pk=pk))) == names
