"""Confirming that training counts for a driver's licence, and taking a confirmation back."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from design.words import say_full_date
from licensing.drivers import policies_for
from licensing.models import Confirmation, Driver, Policy
from licensing.validity import missed_deadline, policy_in_force, say_validity, valid_until
from people.models import Badge
from sessions.models import Attendance
from sessions.refusals import Refusal


class CannotConfirm(Refusal):
    sentence = _("This training cannot be confirmed.")


class NoPolicy(CannotConfirm):
    def __init__(self, *, on):
        sentence = _("No policy of your authority was in force on %(date)s. Ask an administrator to enter it.")
        super().__init__(sentence % {"date": say_full_date(on)})


class LeftEarly(CannotConfirm):
    sentence = _("Did not stay to the end. Your policy asks for full attendance, so the training must be repeated.")


class TestNotPassed(CannotConfirm):
    __test__ = False  # not one of pytest's
    sentence = _("Your policy asks for a knowledge test, and no pass is recorded.")


@dataclass(frozen=True)
class Proposal:
    """What confirming one training would record, or why it is refused."""

    training: Attendance
    policy: Policy | None
    until: date | None
    refusal: Refusal | None

    @property
    def validity(self):
        return say_validity(self.policy, until=self.until)

    @property
    def missed_deadline(self):
        return missed_deadline(self.policy, trained_on=self.training.session.last_day)


def propose(training, *, policies):
    """Work out what confirming would record, under the policy in force on the session's last day."""
    trained_on = training.session.last_day
    policy = policy_in_force(policies, on=trained_on)
    refusal = why_not_confirmable(training, policy=policy)
    expiry = getattr(getattr(training.badge, "driver", None), "licence_expires_on", None)
    until = None if refusal else valid_until(policy, trained_on=trained_on, licence_expires_on=expiry)
    return Proposal(training, policy, until, refusal)


def why_not_confirmable(training, *, policy):
    """Return the refusal that confirming would meet, or None."""
    if policy is None:
        return NoPolicy(on=training.session.last_day)
    if policy.needs_full_attendance and training.extent != Attendance.Extent.FULL:
        return LeftEarly()
    if policy.needs_test and not training.test_passed:
        return TestNotPassed()
    return None


def confirm_driver(training, *, by):
    """Confirm one driver's training; confirming again gives the confirmation that stands."""
    return confirm_many([training], by=by)[0]


@transaction.atomic
def confirm_many(trainings, *, by):
    """Confirm trainings obtained through the officer `by`: all, or none if one is refused.

    Returns the confirmation that stands for each, in order. The badges are locked in order of their keys, so that two
    officers who confirm the same drivers at once take turns; a constraint allows one standing confirmation under it.
    """
    badges = sorted({training.badge_id for training in trainings})
    list(Badge.objects.select_for_update().filter(pk__in=badges).order_by("pk").values_list("pk"))
    standing = standing_confirmations(trainings)
    new = [training for training in trainings if training.pk not in standing]
    policies = policies_for(by)
    proposals = [propose(training, policies=policies) for training in new]
    for refused in (proposal.refusal for proposal in proposals if proposal.refusal):
        raise refused
    Driver.objects.bulk_create([Driver(badge_id=pk) for pk in badges], ignore_conflicts=True)
    Confirmation.objects.bulk_create([confirmation_of(proposal, by=by) for proposal in proposals])
    standing = standing_confirmations(trainings)
    return [standing[training.pk] for training in trainings]


def standing_confirmations(trainings):
    """Return the standing confirmation of each training that has one, by the training's key."""
    badges = {training.pk: training.badge_id for training in trainings}
    found = Confirmation.objects.standing().filter(attendance__in=badges).select_related("policy")
    return {one.attendance_id: one for one in found if one.driver_id == badges[one.attendance_id]}


def confirmation_of(proposal, *, by):
    return Confirmation(
        driver_id=proposal.training.badge_id,
        attendance=proposal.training,
        policy=proposal.policy,
        trained_on=proposal.training.session.last_day,
        valid_until=proposal.until,
        confirmed_by=by,
    )


def revoke_confirmation(confirmation, *, reason, by):
    """Take a confirmation back: the training awaits one again. A second time changes nothing."""
    facts = {"revoked_at": timezone.now(), "revoked_by": by, "revoked_reason": reason}
    Confirmation.objects.standing().filter(pk=confirmation.pk).update(**facts)
    confirmation.refresh_from_db()
    return confirmation
