"""How long training counts for a licence, as the authority's policy of the day says."""

import calendar

from django.utils.translation import gettext as _

from design.words import say_full_date
from licensing.models import Policy


def policy_in_force(policies, *, on):
    """Return the latest of one authority's policies that had begun on a day, or None."""
    begun = [policy for policy in policies if policy.starts_on <= on]
    return max(begun, key=lambda policy: policy.starts_on, default=None)


def valid_until(policy, *, trained_on, licence_expires_on=None):
    """Return the last day training counts, or None where there is no such day.

    Once only and by a deadline have no end; until renewal ends with the licence, if the register says when that is.
    """
    if policy.validity == Policy.Validity.MONTHS:
        return months_after(trained_on, policy.validity_months)
    if policy.validity == Policy.Validity.RENEWAL and licence_expires_on and licence_expires_on >= trained_on:
        return licence_expires_on
    return None


def months_after(date, months):
    """Return the same day of a later month, or that month's last day where it is shorter.

    Trained on 29 February 2024: twelve months later is 28 February 2025, four years later 29 February 2028.
    """
    year, month = divmod(date.year * 12 + date.month - 1 + months, 12)
    return date.replace(year=year, month=month + 1, day=min(date.day, calendar.monthrange(year, month + 1)[1]))


def say_validity(policy, *, until):
    """Say how long training counts: "Until 10 May 2029", "No end"."""
    if until:
        return _("Until %(date)s") % {"date": say_full_date(until)}
    if policy and policy.validity == Policy.Validity.RENEWAL:
        return _("Until the licence is renewed")
    return _("No end")


def missed_deadline(policy, *, trained_on):
    """Return the policy's deadline if the training came after it, otherwise None."""
    is_late = policy.validity == Policy.Validity.DEADLINE and trained_on > policy.deadline
    return policy.deadline if is_late else None
