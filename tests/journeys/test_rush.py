"""Many people in one moment, through the real server, on both databases."""

import time

import pytest

from tests.crowd import Visitor
from tests.running import running_muster
from tests.rush import (
    LOOKING,
    answers_of,
    book_at_once,
    book_in_waves,
    count_of,
    plan,
    send_at_once,
    serving_without_guard,
    stands,
    statuses,
)

pytestmark = [pytest.mark.browser, pytest.mark.alone]


def crowd(number):
    return [(f"Amina Kowalska {n}", f"amina{n}@example.org") for n in range(number)]


@pytest.fixture
def muster(empty_muster):
    return empty_muster


def test_of_two_hundred_people_for_twenty_places_twenty_get_one(muster):
    pk, reference, _door = plan(muster, capacity=20)

    results = book_at_once(muster.url, reference, crowd(200))

    assert statuses(results) == {302: 20, 409: 180}
    assert stands(muster, pk) == [20, 20, 20]


def test_of_a_crowd_for_a_hundred_places_a_hundred_get_one_and_the_patient_wait(muster):
    """They are 2,000 on SQLite, which lets one write at a time; on PostgreSQL fewer, and 2,000 in `make soak`."""
    number = 600 if muster.environment["DATABASE_URL"] else 2000
    patient = range(0, number, 4)
    pk, reference, _door = plan(muster, capacity=100)

    results = book_in_waves(muster.url, reference, crowd(number), waits=patient)

    told, count = statuses(results), count_of(muster, pk)
    assert told == {302: 100 + count["waiting"], 409: number - 100 - count["waiting"]}
    assert [count[name] for name in ("seats", "seated", "confirmed")] == [100, 100, 100]
    assert count["waiting"] == count["people_waiting"] == count["told_to_wait"] >= len(patient) - 100


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_the_same_rush_oversells_when_the_guard_is_taken_out(database):
    with running_muster(database, demonstration=False) as muster, serving_without_guard(muster) as url:
        oversold = any(rush_oversells(muster, url) for _ in range(5))

    assert oversold


def rush_oversells(muster, url):
    pk, reference, _door = plan(muster, capacity=20)
    book_at_once(url, reference, crowd(200))
    return stands(muster, pk)[1] > 20


def test_a_form_sent_ten_times_at_once_books_once(muster):
    pk, reference, _door = plan(muster)
    visitors = one_form_in_many_hands(f"{muster.url}/book/{reference}/", 10)

    results = send_at_once(visitors, [answers_of("Ada Okafor", "ada.double@example.org")] * 10)

    assert (statuses(results), len({location for _status, location, _page in results})) == ({302: 10}, 1)
    assert stands(muster, pk) == [1, 1, 1]


def test_one_person_spelt_eight_ways_at_once_books_once(muster):
    pk, reference, _door = plan(muster)
    names = ["Ada Okafor", "ada okafor", "ADA OKAFOR", " Ada  Okafor "]
    people = [(name, address) for name in names for address in ["ada.spelt@example.org", "ADA.Spelt@example.org"]]

    results = book_at_once(muster.url, reference, people)

    assert statuses(results) == {302: 1, 409: 7}
    assert stands(muster, pk) == [1, 1, 1]


def test_a_sign_in_replayed_twenty_times_at_once_is_one_attendance(muster):
    pk, _reference, door = plan(muster, starts="minutes=5")
    scanned = Visitor(f"{muster.url}/in/{door}/")
    scanned.open_form()
    scanned.connection.close()
    visitors = one_form_in_many_hands(f"{muster.url}/in/{door}/walk-in/", 20, cookies=scanned.cookies)

    results = send_at_once(
        visitors, [{"name": "Bo Lind", "organisation": "Harbour Lane School", "role": "Teacher", "email": ""}] * 20
    )

    attendances = muster.shell(f"print(Attendance.objects.filter(session={pk}).count())")
    assert (statuses(results), attendances) == ({302: 20}, "1")


def test_a_hundred_answers_on_one_link_at_once_count_once(muster):
    pk, _reference, _door = plan(muster, starts="minutes=5")
    token = muster.shell(
        f"""
from tests import factories
session = TrainingSession.objects.get(pk={pk})
person = factories.make_person(name="Di Kaur")
print(factories.make_attendance(session, at=session.starts_at, person=person).feedback_token)
"""
    )
    visitors = one_form_in_many_hands(f"{muster.url}/feedback/{token}/", 100)

    results = send_at_once(visitors, [{"q-satisfied": "5"}] * 100)

    responses = muster.shell(f"print(Response.objects.filter(session={pk}).count())")
    assert (max(statuses(results), default=500) < 500, responses) == (True, "1")


def one_form_in_many_hands(url, number, *, cookies=None):
    """Open a form once and hand it, with its hidden fields and cookies, to `number` connections."""
    first = Visitor(url)
    first.cookies |= cookies or {}
    assert first.open_form() == 200
    first.connection.close()
    time.sleep(LOOKING)
    visitors = [Visitor(url) for _ in range(number)]
    for visitor in visitors:
        visitor.hidden, visitor.cookies = first.hidden, dict(first.cookies)
    return visitors
