"""What has to repeat to mean something; `make soak`. Its figures are kept in tests/soak.log."""

import pytest

from tests.crowd import Visitor
from tests.journeys.test_rush import crowd, one_form_in_many_hands
from tests.rush import answers_of, book_at_once, plan, send_at_once, stands, statuses

pytestmark = pytest.mark.soak


@pytest.mark.parametrize("round_", range(20))
def test_of_two_hundred_people_for_twenty_places_twenty_get_one(muster, round_):
    pk, reference, _door = plan(muster, capacity=20)

    results = book_at_once(muster.url, reference, crowd(200))

    assert (statuses(results), stands(muster, pk)) == ({302: 20, 409: 180}, [20, 20, 20])


@pytest.mark.parametrize("round_", range(5))
def test_a_form_sent_ten_times_at_once_books_once(muster, round_):
    pk, reference, _door = plan(muster)
    visitors = one_form_in_many_hands(f"{muster.url}/book/{reference}/", 10)

    send_at_once(visitors, [answers_of("Ada Okafor", "ada.soak@example.org")] * 10)

    assert stands(muster, pk) == [1, 1, 1]


@pytest.mark.parametrize("round_", range(5))
def test_sixty_phones_sign_in_at_once(muster, round_):
    pk, _reference, door = plan(muster, starts="minutes=5")
    phones = [Visitor(f"{muster.url}/in/{door}/") for _ in range(60)]
    for phone in phones:
        phone.open_form()
        phone.path += "walk-in/"
        phone.open_form()

    results = send_at_once(phones, [walk_in(n) for n in range(60)])

    recorded = muster.shell(f"print(Attendance.objects.filter(session={pk}).count())")
    assert (statuses(results), recorded) == ({302: 60}, "60")


def walk_in(number):
    return {"name": f"Bo Lind {number}", "organisation": "Harbour Lane School", "role": "Teacher", "email": ""}
