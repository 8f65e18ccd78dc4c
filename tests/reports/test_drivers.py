"""Taxi trade in the report: drivers trained, confirmed and valid, by authority, as numbers."""

from datetime import date

import pytest

from licensing.models import Confirmation, Driver
from reports.document import Hidden, Reader
from tests.factories import london, make_badge, make_course, make_person
from tests.reports.figures import asked, delivered, report_of

pytestmark = pytest.mark.django_db


def report(**facts):
    return report_of("2025/26", **{"today": date(2026, 6, 1)} | facts)


def lines(**facts):
    table = report(**facts).table("drivers")
    return {row.label: [cell.value for cell in row.cells] for row in table.lines} if table else None


def trained(*badges, on=(2025, 11, 3)):
    """Return the attendances of the holders of these badges at a session."""
    people = [make_person(name="Tariq Osei", email=f"driver{badge.pk}@example.org", badge=badge) for badge in badges]
    session = delivered(on, course=make_course(audience="taxi-trade"), people=people)
    return list(session.attendances.order_by("pk"))


def confirmed(badge, *, attendance=None, trained_on=date(2025, 11, 3), **facts):
    driver, _new = Driver.objects.get_or_create(badge=badge)
    return Confirmation.objects.create(driver=driver, attendance=attendance, trained_on=trained_on, **facts)


def test_without_drivers_there_is_no_section():
    assert report().section("licensing") is None


def test_drivers_are_counted_by_authority(authority, other_authority):
    badge = make_badge(authority)
    confirmed(badge, attendance=trained(badge, make_badge(other_authority))[0])

    assert lines() == {
        "Northvale City Council": [1, 1, 0, 1],
        "Southmere District Council": [1, 0, 1, 0],
        "Total": [2, 1, 1, 1],
    }


def test_a_driver_who_came_twice_is_one_driver(authority):
    badge = make_badge(authority)
    for on in [(2025, 11, 3), (2025, 12, 1)]:
        trained(badge, on=on)

    assert lines()["Total"] == [1, 0, 1, 0]


def test_a_revoked_confirmation_is_none(authority):
    badge = make_badge(authority)
    confirmed(badge, attendance=trained(badge)[0], revoked_at=london(2025, 12, 1))

    assert lines()["Total"] == [1, 0, 1, 0]


@pytest.mark.parametrize(
    ("until", "valid"), [(None, 1), (date(2026, 3, 31), 1), (date(2026, 3, 30), 0), (date(2028, 11, 3), 1)]
)
def test_valid_is_what_counts_on_the_last_day(until, valid, authority):
    badge = make_badge(authority)
    confirmed(badge, attendance=trained(badge)[0], valid_until=until)

    assert lines()["Total"] == [1, 1, 0, valid]


def test_training_of_an_earlier_year_may_still_be_valid(authority):
    confirmed(make_badge(authority), trained_on=date(2024, 5, 7))

    assert lines() == {"Northvale City Council": [0, 0, 0, 1], "Total": [0, 0, 0, 1]}


def test_small_numbers_of_drivers_are_hidden_from_the_public(authority):
    trained(make_badge(authority))

    row = report(reader=Reader.PUBLIC).table("drivers").rows[0]

    assert [cell.hidden for cell in row.cells] == [Hidden.SMALL, Hidden.NO, Hidden.SMALL, Hidden.NO]


@pytest.mark.parametrize("drivers", [1, 3])
def test_the_queries_do_not_grow_with_drivers(drivers, authority, django_assert_num_queries):
    from reports.sections import licensing

    trained(*[make_badge(authority) for _n in range(drivers)])

    with django_assert_num_queries(3):
        licensing.section(asked("2025/26", today=date(2026, 6, 1)))
