"""What has to repeat to mean something; `make soak`. Its figures are kept in tests/soak.log."""

import pytest

from tests.crowd import Visitor
from tests.journeys.test_outages import kill_under_load
from tests.journeys.test_rush import crowd, one_form_in_many_hands
from tests.rush import answers_of, book_in_waves, count_of, plan, send_at_once, stands, statuses

pytestmark = pytest.mark.soak


@pytest.mark.parametrize("round_", range(20))
def test_of_two_thousand_people_for_a_hundred_places_a_hundred_get_one(muster, round_):
    pk, reference, _door = plan(muster, capacity=100)

    results = book_in_waves(muster.url, reference, crowd(2000), waits=range(0, 2000, 4))

    told, waiting = statuses(results), count_of(muster, pk)["waiting"]
    assert (told, stands(muster, pk)) == ({302: 100 + waiting, 409: 1900 - waiting}, [100, 100, 100])


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_fifty_killed_processes_leave_booking_and_message_both_or_neither(database):
    told, (seats, seated, confirmed), sound = kill_under_load(database, kills=50)

    assert (seated, confirmed, sound, told[302] <= seats) == (seats, seats, True, True)


@pytest.mark.parametrize("round_", range(5))
def test_a_form_sent_ten_times_at_once_books_once(muster, round_):
    pk, reference, _door = plan(muster)
    visitors = one_form_in_many_hands(f"{muster.url}/book/{reference}/", 10)

    send_at_once(visitors, [answers_of("Ada Okafor", "ada.soak@example.org")] * 10)

    assert stands(muster, pk) == [1, 1, 1]


@pytest.mark.parametrize("round_", range(5))
def test_sixty_phones_sign_in_at_once(muster, round_):
    pk, _reference, door = plan(muster, starts="minutes=5", capacity=None)
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
