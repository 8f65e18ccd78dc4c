"""Confirming is done once, under the policy of the session's last day, and can be taken back."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from licensing.confirming import CannotConfirm, confirm_driver, confirm_many, revoke_confirmation
from licensing.drivers import trainings_for
from licensing.models import Confirmation, Driver
from licensing.validity import months_after
from tests.factories import make_session
from tests.licensing.cast import days_ago, make_policy, make_taxi_session, make_training

pytestmark = pytest.mark.django_db


@pytest.fixture
def policy(authority):
    return make_policy(authority, validity_months=36)


@pytest.fixture
def training(authority, policy):
    return make_training(authority)


def test_a_confirmation_says_what_it_rests_on(training, policy, licensing_officer):
    made = confirm_driver(training, by=licensing_officer)

    assert (made.driver_id, made.attendance, made.policy) == (training.badge_id, training, policy)
    assert made.trained_on == training.session.last_day
    assert made.valid_until == months_after(training.session.last_day, 36)
    assert made.confirmed_by == licensing_officer


def test_confirming_twice_makes_one_confirmation(training, licensing_officer):
    first = confirm_driver(training, by=licensing_officer)
    second = confirm_driver(training, by=licensing_officer)

    assert first == second
    assert Confirmation.objects.count() == 1


def test_the_database_allows_one_standing_confirmation_only(training, licensing_officer):
    made = confirm_driver(training, by=licensing_officer)

    with pytest.raises(IntegrityError), transaction.atomic():
        Confirmation.objects.create(driver=made.driver, attendance=training, trained_on=made.trained_on)


@pytest.mark.parametrize("drivers", [3, 30])
def test_thirty_are_confirmed_in_as_many_queries_as_three(
    authority, policy, licensing_officer, drivers, django_assert_num_queries
):
    session = make_taxi_session()
    for _driver in range(drivers):
        make_training(authority, session=session)
    trainings = list(trainings_for(licensing_officer))

    with django_assert_num_queries(8):
        confirm_many(trainings, by=licensing_officer)

    assert Confirmation.objects.standing().count() == drivers


def test_confirming_some_that_stand_already_adds_the_others_only(authority, policy, licensing_officer):
    first, second = make_training(authority), make_training(authority)
    stands = confirm_driver(first, by=licensing_officer)

    made = confirm_many([first, second], by=licensing_officer)

    assert made[0] == stands
    assert Confirmation.objects.count() == 2


def test_who_left_early_is_refused_where_the_policy_asks_for_all_of_it(authority, policy, licensing_officer):
    training = make_training(authority, extent="partial")

    with pytest.raises(CannotConfirm, match="must be repeated"):
        confirm_driver(training, by=licensing_officer)


def test_who_left_early_is_confirmed_where_the_policy_allows_it(authority, licensing_officer):
    make_policy(authority, needs_full_attendance=False)
    training = make_training(authority, extent="partial")

    assert confirm_driver(training, by=licensing_officer).attendance == training


@pytest.mark.parametrize(("passed", "is_refused"), [(True, False), (False, True), (None, True)])
def test_a_test_that_is_asked_for_must_be_passed(authority, licensing_officer, passed, is_refused):
    make_policy(authority, needs_test=True, test_pass_mark=80)
    training = make_training(authority, test_passed=passed)

    with suppress(CannotConfirm):
        confirm_driver(training, by=licensing_officer)

    assert Confirmation.objects.exists() != is_refused


def test_one_refusal_among_many_records_none(authority, policy, licensing_officer):
    trainings = [make_training(authority), make_training(authority, extent="partial"), make_training(authority)]

    with pytest.raises(CannotConfirm):
        confirm_many(trainings, by=licensing_officer)

    assert (Confirmation.objects.count(), Driver.objects.count()) == (0, 0)


def test_without_a_policy_on_that_day_nothing_is_confirmed(authority, licensing_officer):
    make_policy(authority, starts_on=days_ago(6).date())
    training = make_training(authority, session=make_taxi_session(days=7))

    with pytest.raises(CannotConfirm, match="No policy of your authority was in force"):
        confirm_driver(training, by=licensing_officer)


def test_the_policy_of_the_last_day_counts_not_the_one_of_today(authority, licensing_officer):
    then = make_policy(authority, starts_on=days_ago(400).date(), validity_months=12)
    make_policy(authority, starts_on=days_ago(3).date(), validity_months=36)
    training = make_training(authority, session=make_taxi_session(days=7))

    assert confirm_driver(training, by=licensing_officer).policy == then


@pytest.mark.usefixtures("still")
def test_of_two_days_the_last_decides(authority, policy, licensing_officer):
    days = [(days_ago(ago), days_ago(ago) + timedelta(hours=2)) for ago in (9, 8)]
    session = make_session(make_taxi_session().course, days=days)
    training = make_training(authority, session=session)

    assert confirm_driver(training, by=licensing_officer).trained_on == days_ago(8).date()


@pytest.mark.usefixtures("still")
def test_until_renewal_takes_the_date_from_the_register(authority, licensing_officer):
    make_policy(authority, validity="renewal")
    training = make_training(authority)
    Driver.objects.create(badge=training.badge, licence_expires_on=days_ago(-400).date())

    assert confirm_driver(training, by=licensing_officer).valid_until == days_ago(-400).date()


def test_a_session_whose_figure_nobody_settled_counts_as_well(training, licensing_officer):
    assert not training.session.is_finished

    assert confirm_driver(training, by=licensing_officer).pk


def test_a_revoked_confirmation_keeps_who_when_and_why(training, licensing_officer):
    made = confirm_driver(training, by=licensing_officer)

    revoke_confirmation(made, reason="Somebody else sat for him", by=licensing_officer)

    assert (made.revoked_by, made.revoked_reason) == (licensing_officer, "Somebody else sat for him")
    assert made.revoked_at is not None


def test_revoking_twice_keeps_the_first_reason(training, licensing_officer):
    made = confirm_driver(training, by=licensing_officer)
    revoke_confirmation(made, reason="First", by=licensing_officer)

    revoke_confirmation(made, reason="Second", by=licensing_officer)

    assert made.revoked_reason == "First"


def test_what_was_revoked_can_be_confirmed_again(training, licensing_officer):
    revoke_confirmation(confirm_driver(training, by=licensing_officer), reason="Mistake", by=licensing_officer)

    again = confirm_driver(training, by=licensing_officer)

    assert again.revoked_at is None
    assert Confirmation.objects.count() == 2
