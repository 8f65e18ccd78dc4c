"""Four workers share one count of wasted forms, whatever address a program claims to come from (F8, F10)."""

import time

import pytest

from tests.crowd import Visitor, all_at_once
from tests.running import running_muster
from tests.rush import LOOKING, answers_of, plan, send_at_once, statuses

pytestmark = [pytest.mark.browser, pytest.mark.alone]
TRAPPED = answers_of("Buy now", "program@example.org") | {"website": "https://example.org"}


class Disguised(Visitor):
    """Says with every request that it comes from another address."""

    def __init__(self, url, number):
        super().__init__(url)
        self.number = number

    @property
    def extra_headers(self):
        return {"X-Forwarded-For": f"198.51.100.{self.number}"}


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_of_forty_posts_from_everywhere_to_four_workers_at_most_twenty_are_looked_at(database):
    with running_muster(database, workers=4, demonstration=False) as muster:
        _pk, reference, _door = plan(muster)
        url = f"{muster.url}/book/{reference}/"
        programs, person = [Disguised(url, number) for number in range(40)], Visitor(url)
        opened = all_at_once([each.open_form for each in [*programs, person]])
        time.sleep(LOOKING)

        results = statuses(send_at_once(programs, [TRAPPED] * 40))
        booked, _location, _page = person.send(answers_of("Amina Kowalska", "amina@example.org"))

    assert (set(opened), set(results), booked) == ({200}, {200, 429}, 302)
    assert results[200] <= 20
