"""How long training counts."""

from datetime import date

import pytest

from licensing.models import Policy
from licensing.validity import missed_deadline, months_after, policy_in_force, say_validity, valid_until

ONCE, MONTHS, RENEWAL, DEADLINE = Policy.Validity


@pytest.mark.parametrize(
    ("trained_on", "months", "last_day"),
    [
        ("2026-05-10", 36, "2029-05-10"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 36, "2027-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2023-02-28", 12, "2024-02-28"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2027-08-31", 6, "2028-02-29"),
        ("2026-12-31", 1, "2027-01-31"),
        ("2026-11-30", 1, "2026-12-30"),
        ("2026-11-20", 0, "2026-11-20"),
    ],
)
def test_training_counts_to_the_same_day_of_a_later_month(trained_on, months, last_day):
    assert months_after(date.fromisoformat(trained_on), months) == date.fromisoformat(last_day)


@pytest.mark.parametrize("policy", [Policy(validity=ONCE), Policy(validity=DEADLINE, deadline=date(2027, 3, 31))])
def test_once_only_and_by_a_deadline_have_no_end(policy):
    assert valid_until(policy, trained_on=date(2026, 5, 10)) is None
    assert say_validity(policy, until=None) == "No end"


@pytest.mark.parametrize(
    ("expires", "until"),
    [(date(2028, 6, 30), date(2028, 6, 30)), (None, None), (date(2026, 5, 9), None), (date(2026, 5, 10),) * 2],
)
def test_until_renewal_ends_with_the_licence_if_the_register_says_when(expires, until):
    policy = Policy(validity=RENEWAL)

    assert valid_until(policy, trained_on=date(2026, 5, 10), licence_expires_on=expires) == until


def test_without_a_date_in_the_register_training_counts_until_the_licence_is_renewed():
    assert say_validity(Policy(validity=RENEWAL), until=None) == "Until the licence is renewed"


@pytest.mark.parametrize(
    ("on", "chosen"), [("2019-12-31", None), ("2020-01-01", 0), ("2022-12-31", 0), ("2023-01-01", 1), ("2030-01-01", 1)]
)
def test_the_latest_policy_that_had_begun_is_in_force(on, chosen):
    policies = [Policy(starts_on=date(2020, 1, 1)), Policy(starts_on=date(2023, 1, 1))]

    found = policy_in_force(policies, on=date.fromisoformat(on))

    assert found == (None if chosen is None else policies[chosen])


@pytest.mark.parametrize(("trained_on", "missed"), [(date(2027, 3, 31), None), (date(2027, 4, 1), date(2027, 3, 31))])
def test_training_after_the_deadline_is_said_to_be_late(trained_on, missed):
    policy = Policy(validity=DEADLINE, deadline=date(2027, 3, 31))

    assert missed_deadline(policy, trained_on=trained_on) == missed
